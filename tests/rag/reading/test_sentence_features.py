from collections.abc import Callable

import pytest

from index.hit import Hit
from rag.reading.passages import read_passage
from rag.reading.question_analysis import analyse_question
from rag.reading.sentence_features import FEATURES, sentence_features
from rag.reading.term_places import PLACES
from rag.reading.term_weights import QuestionTerms, weigh_question
from sample_articles import FUND, RAIL

NO_HABITS = QuestionTerms(questions=1_000, frequencies={}, provenance="test")


class EvenStatistics:
    """Every term stands in one chunk of ten, those given in none."""

    def __init__(self, *unknown: str) -> None:
        self._unknown = unknown

    @property
    def chunk_count(self) -> int:
        return 10

    def document_frequency(self, term: str) -> int:
        return 0 if term in self._unknown else 1


def _features(question: str, *hits: Hit) -> list[dict[str, float]]:
    passages = [read_passage(hit) for hit in hits]
    weighed = weigh_question(analyse_question(question), passages, EvenStatistics(), NO_HABITS)
    return [dict(zip(FEATURES, row, strict=True)) for row in sentence_features(weighed, passages).tolist()]


def test_one_row_a_sentence_in_reading_order(make_hit: Callable[..., Hit]) -> None:
    rows = _features("Que coûte la ligne ?", make_hit(RAIL, score=2.0), make_hit(FUND, score=0.5))
    assert [row["opens_passage"] for row in rows] == [1, 0, 0, 1, 0, 0]
    assert [row["first_hit"] for row in rows] == [1, 1, 1, 0, 0, 0]
    assert [row["reciprocal_rank"] for row in rows] == [1, 1, 1, 0.5, 0.5, 0.5]
    assert [row["score_below_best"] for row in rows] == [0, 0, 0, 1.5, 1.5, 1.5]


def test_each_term_counts_at_the_nearest_place_that_has_it(make_hit: Callable[..., Hit]) -> None:
    first, second, third = _features("Combien coûte la ligne entre les vallées ?", make_hit(RAIL))
    a_third = pytest.approx(1 / 3)
    assert (first["terms_here"], first["terms_just_after"], first["terms_in_title"]) == (a_third, a_third, a_third)
    assert (second["terms_here"], second["terms_just_before"], second["terms_in_title"]) == (a_third, a_third, a_third)
    assert second["leans_on_the_one_before"] == a_third  # « Elle coûte… »
    assert (third["terms_just_before"], third["terms_otherwise_here"], third["terms_in_title"]) == (a_third,) * 3
    for row in (first, second, third):
        assert sum(row[f"terms_{place}"] for place in PLACES) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("Combien roulent ?", "here"),
        ("Quel roulement ?", "begun_here"),
        ("Quelle locomotive ?", "nowhere"),
        ("Quelle vallée ?", "in_title"),
        ("Quel prix ?", "nowhere"),
    ],
)
def test_places_of_a_term(make_hit: Callable[..., Hit], question: str, place: str) -> None:
    third = _features(question, make_hit(RAIL))[2]
    assert third[f"terms_{place}"] == pytest.approx(1.0)


def test_another_word_for_a_term_is_met_in_the_sentence_itself(make_hit: Callable[..., Hit]) -> None:
    second = _features("Quel prix ?", make_hit(RAIL))[1]
    assert second["terms_otherwise_here"] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("question", "feature", "values"),
    [
        ("Combien coûte-t-elle ?", "number_with_figure", [0, 1, 1]),
        ("Quand ouvre la ligne ?", "date_with_date", [1, 0, 0]),
        ("Quand ouvre la ligne ?", "date_without_date", [0, 1, 1]),
        ("Qui ouvre la ligne ?", "person_without_name", [1, 1, 1]),
        ("Qui ouvre la ligne ?", "person_with_full_name", [0, 0, 0]),
    ],
)
def test_kind_of_thing_asked_for(
    make_hit: Callable[..., Hit], question: str, feature: str, values: list[float]
) -> None:
    assert [row[feature] for row in _features(question, make_hit(RAIL))] == values


def test_a_figure_that_the_question_says_itself_is_no_answer(make_hit: Callable[..., Hit]) -> None:
    rows = _features("Combien de trains roulent à 160 km/h ?", make_hit(RAIL))
    assert rows[2]["number_without_figure"] == 1


def test_names_are_those_the_articles_write_as_names(make_hit: Callable[..., Hit]) -> None:
    first, second, _ = _features("que dit wu wei du fonds", make_hit(FUND))
    assert second["names_here"] == pytest.approx(0.5)
    assert (first["names_here"], first["names_just_after"]) == (0, pytest.approx(0.5))


def test_another_name_in_the_place_of_the_one_asked_for_is_told(make_hit: Callable[..., Hit]) -> None:
    first, second, third = _features("Que vise Shanghai ?", make_hit(FUND))
    assert first["another_name_instead"] == 0  # no name at all
    assert second["another_name_instead"] == pytest.approx(0.5)  # Wu Wei
    assert third["another_name_instead"] == 0
    assert _features("Que vise Wu Wei ?", make_hit(FUND))[1]["another_name_instead"] == 0


def test_no_hits_no_rows() -> None:
    weighed = weigh_question(analyse_question("Qui ?"), [], EvenStatistics(), NO_HABITS)
    assert sentence_features(weighed, []).shape == (0, len(FEATURES))


def test_a_slip_of_one_letter_is_mended_only_where_no_chunk_has_the_term(make_hit: Callable[..., Hit]) -> None:
    passages = [read_passage(make_hit(FUND))]
    analysed = analyse_question("Que dit-on des prjets ?")
    mended = weigh_question(analysed, passages, EvenStatistics("prjet"), NO_HABITS)
    assert "projet" in mended.weights
    kept = weigh_question(analysed, passages, EvenStatistics(), NO_HABITS)
    assert "prjet" in kept.weights


def test_weights_sum_to_one_and_rare_terms_weigh_more(make_hit: Callable[..., Hit]) -> None:
    weighed = weigh_question(
        analyse_question("fonds zéphyr"), [read_passage(make_hit(FUND))], EvenStatistics("zephyr"), NO_HABITS
    )
    assert sum(weighed.weights.values()) == pytest.approx(1.0)
    assert weighed.weights["zephyr"] > weighed.weights["fond"]


def test_a_word_that_all_questions_use_weighs_little_however_rare_it_is(make_hit: Callable[..., Hit]) -> None:
    habits = QuestionTerms(questions=1_000, frequencies={"genr": 500}, provenance="test")
    passages = [read_passage(make_hit(FUND))]
    weighed = weigh_question(analyse_question("Quel genre de fonds ?"), passages, EvenStatistics("genr"), habits)
    assert weighed.weights["genr"] < weighed.weights["fond"]
