import pytest

from rag.reading.answer_spans import LEVEL, SpanChooser
from rag.reading.linear_model import LinearModel
from rag.reading.passages import ReadSentence, read_sentence
from rag.reading.question_analysis import analyse_question
from rag.reading.term_weights import WeighedQuestion

SENTENCE = read_sentence("Il doit atteindre 30 milliards, selon Wu Wei.", 51)


def _question(text: str) -> WeighedQuestion:
    analysed = analyse_question(text)
    weights = {term: 1 / len(analysed.terms) for term in analysed.terms}
    return WeighedQuestion(analysed, weights, analysed.names, float(len(analysed.terms)))


def _chosen(question: str, sentence: ReadSentence = SENTENCE, **weights: float) -> str | None:
    found = SpanChooser(LinearModel(weights, 0.0, "test")).choose(_question(question), sentence)
    return None if found is None else sentence.text[slice(*found)]


def test_the_weights_decide() -> None:
    assert _chosen("Que dit-il ?", is_name=9.0) == "Wu Wei"
    assert _chosen("Que dit-il ?", is_figure=9.0) == "30 milliards"


def test_a_weight_may_count_for_one_kind_or_one_form_alone() -> None:
    weights = {"is_name": 5.0, f"number{LEVEL}is_figure": 9.0, f"que other{LEVEL}is_figure": 9.0}
    assert _chosen("Qui parle ?", **weights) == "Wu Wei"
    assert _chosen("Combien ?", **weights) == "30 milliards"
    assert _chosen("Que dit-il ?", **weights) == "30 milliards"


def test_of_what_is_as_probable_the_span_that_shares_most_with_the_others_is_chosen() -> None:
    sentence = read_sentence("Anne, Paul et Marie Duval Martin.", 0)
    weights = {"first_word=mar": 9.0, "is_name": 0.0}
    assert _chosen("Qui ?", sentence, **weights) == "Marie Duval"  # between « Marie » and « Marie Duval Martin »


def test_of_what_shares_as_much_the_earliest_is_chosen() -> None:
    sentence = read_sentence("Nantes, Angers.", 0)
    assert _chosen("Quoi ?", sentence, is_name=9.0) == "Nantes"


@pytest.mark.parametrize("text", ["", "…", "le la les", "« »", "🙂 🙂"])
def test_sentences_without_a_phrase_have_no_span(text: str) -> None:
    assert _chosen("Qui ?", read_sentence(text, 0)) is None


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Quand les avis ont-ils paru ?", "30 juillet 2024"),
        ("En quelle année les avis ont-ils paru ?", "2024"),
        ("À quelle heure les avis ont-ils paru ?", "18 heures"),
    ],
)
def test_a_question_for_a_time_is_answered_by_one_as_exact(question: str, answer: str) -> None:
    sentence = read_sentence(
        "Des avis parus le 30 juillet 2024 à 18 heures et consacrés au capital citent la chimie.", 0
    )
    found = _chosen(question, sentence, conjunctions=9.0, begins_year_inside=1.0, begins_day=2.0)
    assert found is not None
    assert found.removeprefix("le ").removeprefix("à ") == answer


def test_a_question_for_a_time_is_answered_otherwise_where_the_sentence_has_none() -> None:
    undated = read_sentence("La ligne ouvre à la belle saison.", 0)
    assert _chosen("Quand ouvre-t-elle ?", undated, first_is_question_term=-9.0) is not None


def test_who_someone_is_stands_beside_the_name() -> None:
    sentence = read_sentence("Selon Wu Wei, directeur du fonds, 30 milliards suffisent.", 0)
    assert _chosen("Qui est Wu Wei ?", sentence, is_name=9.0) == "directeur du fonds"
    assert _chosen("Qui est Marie Curie ?", sentence, is_name=9.0) == "Wu Wei"
