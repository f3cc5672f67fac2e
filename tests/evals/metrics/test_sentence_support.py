"""Citation recall and precision against ALCE's definition, with an exact check in the place of a judge."""

import pytest

from corpus.article import Article
from doubles import ContainedSupport
from evals.metrics.sentence_support import SentenceSupport, cited_sentences, score_sentence_support
from rag.answer import Answer, Citation
from rag.support import check_support
from sample_answers import answer as read_answer
from sample_answers import refusal

ARTICLE = Article("a", "A", "Texte.")


def answer(*parts: tuple[str, list[str]]) -> Answer:
    """Sentences with the quotes that each cites, numbered in order."""
    text, citations, index = "", [], 0
    for sentence, quotes in parts:
        start = len(text) + bool(text)
        text += f"{' ' if text else ''}{sentence}"
        for quote in quotes:
            index += 1
            text += f" [{index}]"
            place = (start, start + len(sentence))
            citations.append(
                Citation(f"{index}", index, *place, ARTICLE, ARTICLE.version, 0, len(quote), quote, "", "", 1.0)
            )
    return Answer("a", "?", "?", text, bool(citations), 0.9, None, tuple(citations), (), None, {})


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (answer(("a b.", ["a b c."])), SentenceSupport(1, 1, 1, 1)),
        (answer(("a b.", ["a c."])), SentenceSupport(1, 0, 1, 0)),
        (answer(("a b.", [])), SentenceSupport(1, 0, 0, 0)),  # a sentence that cites nothing
        # Only together: neither alone, and without either the support breaks.
        (answer(("a b.", ["a.", "b."])), SentenceSupport(1, 1, 2, 2)),
        # Either alone: both are precise, though one would do.
        (answer(("a b.", ["a b.", "b a."])), SentenceSupport(1, 1, 2, 2)),
        # The second is not needed and does not support alone.
        (answer(("a b.", ["a b.", "c."])), SentenceSupport(1, 1, 2, 1)),
        # No citation of an unsupported sentence is precise.
        (answer(("a b z.", ["a b.", "b."])), SentenceSupport(1, 0, 2, 0)),
        (answer(("a b.", ["a b."]), ("c d.", []), ("e f.", ["e.", "f.", "e f."])), SentenceSupport(3, 2, 4, 2)),
        (refusal(0.1), SentenceSupport(0, 0, 0, 0)),
    ],
)
def test_counts(given: Answer, expected: SentenceSupport) -> None:
    assert score_sentence_support(given, ContainedSupport()) == expected


def test_shares() -> None:
    assert (SentenceSupport(4, 3, 5, 2).recall, SentenceSupport(4, 3, 5, 2).precision) == (3 / 4, 2 / 5)
    assert (SentenceSupport(0, 0, 0, 0).recall, SentenceSupport(1, 0, 0, 0).precision) == (0.0, 0.0)


def test_sentences_are_found_between_citations_and_after_them() -> None:
    given = answer(
        ("Il est né ici.", ["q1"]), ("On ne sait pas quand.", []), ("Il vit là.", ["q2", "q3"]), ("Fin.", [])
    )
    assert given.text == "Il est né ici. [1] On ne sait pas quand. Il vit là. [2] [3] Fin."
    assert cited_sentences(given) == [
        ("Il est né ici.", ["q1"]),
        ("On ne sait pas quand.", []),
        ("Il vit là.", ["q2", "q3"]),
        ("Fin.", []),
    ]


def test_an_answer_that_is_read_out_supports_itself() -> None:
    """Which is why these figures are never shown without correctness: the quote is right, the answer need not be."""
    given = read_answer("La ville compte 20 000 habitants.", "ville", 0.9)
    assert score_sentence_support(given, check_support) == SentenceSupport(1, 1, 1, 1)
