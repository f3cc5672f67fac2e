"""What became of a question: a table of answers, each with its outcome and the sentence that says why."""

from dataclasses import replace

import pytest

from corpus.article import Chunk
from evals.question_set import Evidence, Question
from evals.runs.diagnosis import Reading, diagnose, trace_reading
from index.hit import Hit
from rag.answer import Answer, Refusal
from sample_answers import ARTICLES, answer, hit, refusal

QUESTION = Question("q", "Combien ?", "number", True, ("20000",), (Evidence("ville", "20 000 habitants"),))
UNANSWERABLE = Question("u", "Qui ?", "person", False, (), ())
BOTH = (hit("port", 0.9), hit("ville", 0.8))
RIGHT, SENTENCE, ARTICLE = (
    replace(answer(quote, article_id, 0.312), hits=BOTH)
    for quote, article_id in (
        ("La ville compte 20 000 habitants.", "ville"),
        ("Elle a gagné.", "ville"),
        ("Le port a ouvert en 1995.", "port"),
    )
)
REFUSED = replace(refusal(0.312), hits=BOTH)


def part_of(article_id: str, start: int, end: int) -> Hit:
    article = ARTICLES[article_id]
    chunk = Chunk(article_id, article.version, 1, start, end, article.text[start:end])
    return replace(hit(article_id, 0.5), chunk=chunk)


@pytest.mark.parametrize(
    ("question", "given", "forced", "outcome", "reason"),
    [
        (QUESTION, RIGHT, RIGHT, "right", "The first quote holds a known answer, in an article with evidence."),
        (
            QUESTION,
            SENTENCE,
            SENTENCE,
            "wrong_sentence",
            "The evidence was read in passage 2; another sentence was chosen.",
        ),
        (
            QUESTION,
            replace(SENTENCE, hits=(part_of("ville", 34, 47),)),
            SENTENCE,
            "wrong_sentence",
            "Passage 1 is of an article with evidence, which is in none of the 1 passage.",
        ),
        (
            QUESTION,
            ARTICLE,
            ARTICLE,
            "wrong_article",
            "The evidence was read in passage 2; a sentence of another article was chosen.",
        ),
        (
            QUESTION,
            replace(ARTICLE, hits=(hit("port", 0.9), hit("port", 0.8))),
            ARTICLE,
            "wrong_article",
            "No article with evidence among the 2 passages.",
        ),
        (
            replace(QUESTION, answers=("1995",)),
            ARTICLE,
            ARTICLE,
            "other_article",
            "The evidence was read in passage 2; a sentence with a known answer was chosen in another article.",
        ),
        (QUESTION, REFUSED, RIGHT, "refused_right", "The right sentence was refused at confidence 0.312, below 0.400."),
        (
            QUESTION,
            REFUSED,
            SENTENCE,
            "refused_wrong",
            "The evidence was read in passage 2; another sentence was chosen; "
            "it was refused at confidence 0.312, below 0.400.",
        ),
        (
            QUESTION,
            replace(REFUSED, refusal=Refusal("other_language", "Dans une autre langue.")),
            REFUSED,
            "refused_wrong",
            "The evidence was read in passage 2; no sentence was chosen; "
            "it was refused without reading (other_language).",
        ),
        (UNANSWERABLE, REFUSED, RIGHT, "silent", "Rightly refused at confidence 0.312, below 0.400."),
        (
            UNANSWERABLE,
            RIGHT,
            RIGHT,
            "answered_unanswerable",
            "Answered at confidence 0.312, although no article tells.",
        ),
    ],
)
def test_outcome_and_reason(question: Question, given: Answer, forced: Answer, outcome: str, reason: str) -> None:
    found = diagnose(question, given, forced, minimum_confidence=0.4)
    assert (found.outcome, found.reason) == (outcome, reason)


@pytest.mark.parametrize(
    ("hits", "expected"),
    [
        ((), Reading(0, None, None)),
        ((hit("port", 0.9),), Reading(1, None, None)),
        ((part_of("ville", 34, 47),), Reading(1, 1, None)),
        ((part_of("ville", 34, 47), hit("port", 0.5), hit("ville", 0.4)), Reading(3, 1, 3)),
    ],
)
def test_how_far_the_evidence_came(hits: tuple[Hit, ...], expected: Reading) -> None:
    assert trace_reading(QUESTION, hits) == expected
