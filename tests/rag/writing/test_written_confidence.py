from dataclasses import replace
from datetime import date

import pytest

from corpus.article import Article
from rag.answer import Chance, Citation
from rag.writing.written_confidence import SET_ASIDE, UNREADABLE, written_confidence

TEXT = Article("a", "Titre", "Une phrase. Une autre phrase.", published=date(2024, 1, 1))
OTHER = replace(TEXT, id="b", text="Autre texte.")
CHANCES = (Chance(TEXT.version, 0, 11, 0.6), Chance(TEXT.version, 12, 29, 0.2), Chance(OTHER.version, 0, 12, 0.5))


def _citation(start: int, end: int, score: float, article: Article = TEXT) -> Citation:
    quote = article.text[start:end]
    return Citation("id", 1, 0, 10, article, article.version, start, end, quote, "", "", score)


@pytest.mark.parametrize(
    ("citations", "confidence"),
    [
        ([], 0.0),
        ([_citation(0, 11, 1.0)], 0.6),
        ([_citation(0, 11, 0.5)], 0.3),
        ([_citation(12, 29, 1.0), _citation(0, 11, 0.7)], 0.42),
        ([_citation(12, 29, 1.0), _citation(0, 11, 0.1)], 0.2),
        ([_citation(0, 29, 0.9)], 0.54),
        ([_citation(0, 12, 0.9, OTHER)], 0.45),
        ([_citation(11, 12, 1.0)], SET_ASIDE),
    ],
)
def test_the_best_sentence_counts_with_its_quote_and_its_support(citations: list[Citation], confidence: float) -> None:
    assert written_confidence(citations, CHANCES, readable=True) == pytest.approx(confidence)


def test_without_a_reader_half_is_taken_for_its_part() -> None:
    assert written_confidence([_citation(0, 11, 0.8)], (), readable=False) == pytest.approx(0.8 * UNREADABLE)
