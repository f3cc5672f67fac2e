"""What became of a question, and where its answer was lost: found, read, chosen, said.

The words of a reason are ours alone: numbers, never a word of a question or an article, so that a run file may be
published where the data may not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from evals.metrics.short_answers import quote_answers
from evals.question_set import Question
from index.hit import Hit
from rag.answer import Answer

OutcomeName: TypeAlias = Literal[
    "right",
    "wrong_sentence",
    "wrong_article",
    "other_article",
    "refused_right",
    "refused_wrong",
    "silent",
    "answered_unanswerable",
]
"""`other_article`: the quote holds a known answer, but in an article without evidence; `refused_right`: what was
refused was right; `silent`: unanswerable, and rightly refused."""

GOOD_OUTCOMES: Final[frozenset[OutcomeName]] = frozenset({"right", "silent"})
"""An answerable question answered rightly, an unanswerable one rightly refused; every other outcome is a failure."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The outcome of one question, and a short English sentence that says why."""

    outcome: OutcomeName
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How far the evidence came: how many passages were read, and the ranks, from 1, of the first from an article
    with evidence and of the first that holds a whole evidence quote; None where there is none.
    """

    passages: int
    article_rank: int | None
    evidence_rank: int | None


def diagnose(question: Question, answer: Answer, forced: Answer, *, minimum_confidence: float) -> Diagnosis:
    """The diagnosis of `answer`; `forced` is what would have been said if nothing were refused."""
    if not question.answerable:
        return _unanswerable(answer, minimum_confidence)
    if answer.answered:
        return _answered(question, answer)
    refused = _refused(answer, minimum_confidence)
    found = _answered(question, forced)
    if found.outcome == "right":
        return Diagnosis("refused_right", f"The right sentence was refused {refused}.")
    return Diagnosis("refused_wrong", f"{found.reason[:-1]}; it was refused {refused}.")


def trace_reading(question: Question, hits: Sequence[Hit]) -> Reading:
    """How far the evidence of an answerable question came among the passages that were read."""
    ranked = list(enumerate(hits, start=1))
    return Reading(
        passages=len(hits),
        article_rank=next((rank for rank, hit in ranked if hit.article.id in question.article_ids), None),
        evidence_rank=next((rank for rank, hit in ranked if _holds_evidence(hit, question)), None),
    )


def _unanswerable(answer: Answer, minimum_confidence: float) -> Diagnosis:
    if answer.answered:
        said = f"Answered at confidence {answer.confidence:.3f}, although no article tells."
        return Diagnosis("answered_unanswerable", said)
    return Diagnosis("silent", f"Rightly refused {_refused(answer, minimum_confidence)}.")


def _answered(question: Question, answer: Answer) -> Diagnosis:
    """The diagnosis of what an answer to an answerable question says; of one that says nothing, a wrong article."""
    first = answer.citations[0] if answer.citations else None
    right_article = first is not None and first.article.id in question.article_ids
    right_words = first is not None and quote_answers(first.quote, question)
    if right_article and right_words:
        return Diagnosis("right", "The first quote holds a known answer, in an article with evidence.")
    if right_article:
        return Diagnosis("wrong_sentence", _lost(question, answer, "another sentence was chosen"))
    if right_words:
        chosen = "a sentence with a known answer was chosen in another article"
        return Diagnosis("other_article", _lost(question, answer, chosen))
    chosen = "a sentence of another article was chosen" if first is not None else "no sentence was chosen"
    return Diagnosis("wrong_article", _lost(question, answer, chosen))


def _lost(question: Question, answer: Answer, chosen: str) -> str:
    reading = trace_reading(question, answer.hits)
    passages = f"{reading.passages} passage{'' if reading.passages == 1 else 's'}"
    if reading.article_rank is None:
        return f"No article with evidence among the {passages}."
    if reading.evidence_rank is None:
        return f"Passage {reading.article_rank} is of an article with evidence, which is in none of the {passages}."
    return f"The evidence was read in passage {reading.evidence_rank}; {chosen}."


def _refused(answer: Answer, minimum_confidence: float) -> str:
    """Why it was refused: the confidence, or where that was not what decided, the code of the refusal."""
    code = answer.refusal.reason if answer.refusal is not None else "none"
    if code == "not_in_articles":
        return f"at confidence {answer.confidence:.3f}, below {minimum_confidence:.3f}"
    return f"without reading ({code})"


def _holds_evidence(hit: Hit, question: Question) -> bool:
    return any(
        evidence.article_id == hit.article.id and evidence.quote in hit.chunk.text for evidence in question.evidence
    )
