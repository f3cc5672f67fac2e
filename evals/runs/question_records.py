"""What a run file says of each question: scores, places and ranks, never a word of the data."""

from evals.metrics.retrieval import QuestionRetrieval
from evals.question_set import Question
from evals.runner import Evaluation
from evals.runs.run_file import DIGITS, Json
from evals.scoring import AnswerScore, Place, QuestionScore


def describe_questions(evaluation: Evaluation) -> list[Json]:
    """An object a question whose answer is known, in the order of the questions."""
    return [
        {
            **_asked(score),
            **_scores(score.given, ""),
            **_scores(score.forced, "forced_"),
            **_cited(score),
            "retrieval": _searched(score.question, evaluation),
        }
        for score in evaluation.scores
    ]


def describe_judged(evaluation: Evaluation) -> list[Json]:
    """An object a question of which only the relevant articles are known: its id, and what the searches found."""
    return [
        {"id": question.id, "retrieval": _searched(question, evaluation)}
        for question in evaluation.questions.questions
        if not question.has_known_answer
    ]


def _searched(question: Question, evaluation: Evaluation) -> dict[str, Json]:
    return {name: _retrieval(found[question.id]) for name, found in evaluation.searches.items() if question.id in found}


def _asked(score: QuestionScore) -> dict[str, Json]:
    question = score.question
    return {
        "id": question.id,
        "kind": question.kind,
        "style": question.style,
        "answerable": question.answerable,
        "answered": score.answered,
        "confidence": round(score.confidence, DIGITS),
        "outcome": score.diagnosis.outcome,
        "reason": score.diagnosis.reason,
    }


def _scores(score: AnswerScore, prefix: str) -> dict[str, Json]:
    return {
        f"{prefix}contains": score.contains,
        f"{prefix}exact_match": score.exact_match,
        f"{prefix}token_f1": round(score.token_f1, DIGITS),
    }


def _cited(score: QuestionScore) -> dict[str, Json]:
    found, said = score.citations, score.said
    short, forced = said.short_answer, said.forced_citation
    return {
        "cited": found.cited,
        "verbatim": found.verbatim,
        "resolved": found.resolved,
        "right_article": found.right_article,
        "supports": found.supports,
        "citations": [_place(place) for place in said.citations],
        "short_answer": {"start": short[0], "end": short[1]} if short is not None else None,
        "forced_citation": _place(forced) if forced is not None else None,
    }


def _place(place: Place) -> dict[str, Json]:
    return {"id": place.id, "article_id": place.article_id, "start": place.start, "end": place.end}


def _retrieval(found: QuestionRetrieval) -> dict[str, Json]:
    return {
        "found_at": list(found.found_at),
        "relevant": found.relevant,
        "reciprocal_rank": round(found.score.reciprocal_rank, DIGITS),
        "ndcg": round(found.score.ndcg, DIGITS),
    }
