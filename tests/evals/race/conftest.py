"""A course that is small enough to know every figure of, and results made by hand."""

import pytest

from corpus.article import Article
from evals.question_set import Evidence, Question, QuestionSet
from evals.race.course import Course
from evals.race.quality import Estimate, Lead, Quality
from evals.race.results import RaceFigures, RaceLine, RaceResults
from evals.sources import Source

ARTICLES = (
    Article("port", "Le port", "Le port a ouvert en 1995."),
    Article("ville", "La ville", "La ville compte 20 000 habitants."),
)


def question(name: str, text: str, article_id: str) -> Question:
    return Question(name, text, "date", True, ("1995",), (Evidence(article_id, "1995"),))


QUESTIONS = (question("q1", "Quand le port a-t-il ouvert ?", "port"), question("q2", "le port habitants", "ville"))


@pytest.fixture
def course() -> Course:
    source = Source("small", "folder", ARTICLES, QuestionSet("small", "f" * 64, QUESTIONS))
    return Course(source, QUESTIONS, ("la ville", "le port"))


def figures(characters_per_second: float = 12_345.6) -> RaceFigures:
    return RaceFigures(
        passages=1_200,
        ingest_seconds=60.0,
        articles_per_second=10.0,
        characters_per_second=characters_per_second,
        passages_per_second=20.0,
        save_seconds=0.5,
        start_seconds=1.25,
        search_p50_ms=3.04,
        search_p95_ms=5.96,
        pipe_ms=0.02,
        ingest_highest_mb=190,
        serving_highest_mb=156,
        serving_resident_mb=150,
    )


def line(name: str, title: str, quality: Quality, *, answers: bool, other_work: float = 0.01) -> RaceLine:
    return RaceLine(name, title, "as its docs say", answers, "…", {"pip": "1"}, figures(), quality, None, other_work)


def estimate(mean: float) -> Estimate:
    return Estimate(mean, mean - 0.02, mean + 0.02)


def lead(p: float) -> Lead:
    return Lead(estimate(0.1), p)


OURS = Quality({"recall@5": estimate(0.9), "ndcg@10": estimate(0.85)}, {})
THEIRS = Quality({"recall@5": estimate(0.8), "ndcg@10": estimate(0.84)}, {"recall@5": lead(0.01), "ndcg@10": lead(0.3)})


@pytest.fixture
def results() -> RaceResults:
    failed = RaceLine("txtai", "txtai, hybrid", "", False, "", {}, None, None, "its environment is not there.", 0.0)
    return RaceResults(
        course={"set": "small", "articles": 605, "characters": 400_000, "questions": 1_579},
        machine={"processor": "A processor", "cores": 4, "date": "2025-01-02"},
        threads="as many threads as each takes by default",
        lines=[
            line("sourcier", "Sourcier", OURS, answers=True),
            line("bm25s", "bm25s, French", THEIRS, answers=False),
            failed,
        ],
    )
