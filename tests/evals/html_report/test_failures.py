"""What went wrong, with its words and its articles."""

from dataclasses import replace

import pytest

from corpus.article import Article
from evals.datasets.squad import AnswerSpan
from evals.html_report.failures import Failures, Passage, collect_failures, count_outcomes
from evals.html_report.marks import Piece
from evals.question_set import Evidence
from evals.runs.records import read_records
from evals.runs.rereading import Reading
from evals.runs.run_file import Run
from sample_answers import ARTICLES

PORT, VILLE = (ARTICLES[name].version[:16] for name in ("port", "ville"))


@pytest.fixture
def found(run: Run, reading: Reading) -> Failures:
    return collect_failures(read_records(run), reading)


def test_good_outcomes_are_no_failures(found: Failures) -> None:
    assert [(failure.number, failure.record.id, failure.record.outcome) for failure in found.failures] == [
        (1, "q2", "wrong_sentence"),
        (2, "q3", "refused_right"),
        (3, "q4", "answered_unanswerable"),
    ]


def test_evidence_and_what_was_said_stand_at_their_places(found: Failures) -> None:
    wrong = found.failures[0]
    assert wrong.evidence == (Passage("ville", 1, "La ville", "a gagné", 39, 46),)
    said = "La ville compte 20 000 habitants."
    assert wrong.said == (Passage("ville", 1, "La ville", said, 0, 33, f"{VILLE}-0-33"),)
    assert wrong.articles == (1,)


def test_what_was_refused_is_told_too(found: Failures) -> None:
    refused = found.failures[1]
    assert not refused.record.answered
    assert refused.said == (Passage("port", 2, "Le port", "Le port a ouvert en 1995.", 0, 25, f"{PORT}-0-25"),)


def test_each_article_comes_once_with_the_marks_of_all_failures(found: Failures) -> None:
    assert [(marked.number, marked.article.id, marked.pieces) for marked in found.articles] == [
        (
            1,
            "ville",
            (
                Piece("La ville compte 20 000 habitants.", (), (1,)),
                Piece(" Elle ", (), ()),
                Piece("a gagné", (1,), ()),
                Piece(".", (), ()),
            ),
        ),
        (
            2,
            "port",
            (
                Piece("Le port a ouvert ", (), (2, 3)),
                Piece("en 1995", (2,), (2, 3)),
                Piece(".", (), (2, 3)),
            ),
        ),
    ]


def test_where_the_source_says_which_place_proves_it_no_other_is_marked(run: Run, reading: Reading) -> None:
    question = reading.questions["q2"]
    evident = replace(question, evidence=(Evidence("ville", "l"),))
    everywhere = Reading({**reading.questions, "q2": evident}, ARTICLES)
    records = read_records(run)
    assert [place.start for place in collect_failures(records, everywhere).failures[0].evidence] == [5, 6, 35, 36]
    told = replace(everywhere, spans={"q2": (AnswerSpan("q2", "ville", 35, 36),) * 2})  # by two annotators
    assert [place.start for place in collect_failures(records, told).failures[0].evidence] == [35]


def test_the_short_answer_is_read_out_of_its_article(run: Run, reading: Reading) -> None:
    first = replace(read_records(run)[0], outcome="wrong_sentence")
    assert collect_failures([first], reading).failures[0].short_answer == "20 000 habitants"


def test_without_words_there_are_ids(run: Run) -> None:
    found = collect_failures(read_records(run), Reading({}, {}, "not given"))
    refused = found.failures[1]
    assert (refused.question, refused.evidence, refused.articles, found.articles) == (None, (), (), ())
    assert refused.said == (Passage("port", None, "", "", 0, 25, f"{PORT}-0-25"),)


def test_outcomes_are_counted_good_ones_first(run: Run) -> None:
    assert list(count_outcomes(read_records(run)).items()) == [
        ("right", 1),
        ("silent", 1),
        ("wrong_sentence", 1),
        ("refused_right", 1),
        ("answered_unanswerable", 1),
    ]


def test_an_article_that_was_cited_and_is_no_more_at_hand_is_not_marked(run: Run, reading: Reading) -> None:
    without: dict[str, Article] = {"ville": ARTICLES["ville"]}
    kept = Reading({name: reading.questions[name] for name in ("q2", "q4")}, without)
    found = collect_failures([read_records(run)[3]], kept)
    assert found.articles == ()
    assert found.failures[0].said[0].words == ""
