"""The short answers of the weights that ship: what a question, asked of a sentence alone, gets from it."""

from pathlib import Path

import pytest

from evals.metrics.short_answers import normalize
from rag.reading.answer_spans import SpanChooser
from rag.reading.passages import read_sentence
from rag.reading.question_analysis import analyse_question
from rag.reading.sentence_reader import ReaderModels
from rag.reading.term_weights import WeighedQuestion

GOLDEN = Path(__file__).parent.parent / "golden" / "short_answers.txt"


def _golden_cases() -> list[tuple[str, ...]]:
    lines = [line for line in GOLDEN.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [tuple(case.split("\n")) for case in "\n".join(lines).strip().split("\n\n")]


@pytest.fixture(scope="module")
def chooser() -> SpanChooser:
    return SpanChooser(ReaderModels.load().spans)


@pytest.mark.parametrize(("question", "text", "right"), _golden_cases())
def test_the_few_words_that_were_asked_for(chooser: SpanChooser, question: str, text: str, right: str) -> None:
    found = chooser.choose(_weighed(question), read_sentence(text, 0))
    assert found is not None
    assert normalize(text[slice(*found)]) in [normalize(answer) for answer in right.split(" | ")], text[slice(*found)]


def test_the_golden_table_is_not_lost() -> None:
    assert len(_golden_cases()) >= 60


def _weighed(question: str) -> WeighedQuestion:
    """The question with all its terms of equal weight, as over articles in which none is rarer."""
    analysed = analyse_question(question)
    terms = [term for term in analysed.terms if term not in analysed.kind_terms] or list(analysed.terms)
    return WeighedQuestion(analysed, {term: 1 / len(terms) for term in terms}, analysed.names, float(len(terms)))
