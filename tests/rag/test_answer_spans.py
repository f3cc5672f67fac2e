import pytest

from rag.answer_spans import MAX_PIECES, best_span, span_candidates
from rag.linear_model import LinearModel
from rag.passages import ReadSentence, read_sentence
from rag.question_analysis import analyse_question
from rag.term_weights import WeighedQuestion
from sample_articles import FUND

SENTENCE = read_sentence("Il doit atteindre 30 milliards, selon Wu Wei.", 51)


def _question(text: str) -> WeighedQuestion:
    analysed = analyse_question(text)
    weights = {term: 1 / len(analysed.terms) for term in analysed.terms}
    return WeighedQuestion(analysed, weights, analysed.names, float(len(analysed.terms)))


def _texts(question: str, sentence: ReadSentence = SENTENCE) -> list[str]:
    return [sentence.text[c.start : c.end] for c in span_candidates(_question(question), sentence)]


def test_candidates_do_not_end_in_words_that_lean_on_the_next() -> None:
    texts = _texts("Qui le dit ?")
    assert "Wu Wei" in texts
    assert "30 milliards" in texts
    assert not [text for text in texts if text.split()[-1] in {"Il", "selon"} or text.endswith((",", "."))]


def test_candidates_are_no_longer_than_the_limit() -> None:
    sentence = read_sentence("mot " * 40, 0)
    assert max(len(text.split()) for text in _texts("Quel mot ?", sentence)) == MAX_PIECES


def test_flags_count_for_all_questions_and_for_those_of_one_kind() -> None:
    candidate = next(c for c in span_candidates(_question("Combien ?"), SENTENCE) if c.start == 18 and c.end == 30)
    features = candidate.features()
    assert features["is_figure"] == features["number:is_figure"] == 1.0
    assert "is_name" not in features


def test_weights_decide_and_the_earliest_wins_a_draw() -> None:
    names = LinearModel({"is_name": 1.0}, 0.0, "test")
    assert best_span(_question("Qui ?"), SENTENCE, names) == (38, 44)
    assert best_span(_question("Qui ?"), SENTENCE, LinearModel({}, 0.0, "test")) == (0, 7)  # « Il doit »


def test_score_of_the_parts_is_the_score_of_the_whole() -> None:
    question = _question("Quel montant le fonds doit-il atteindre ?")
    candidates = list(span_candidates(question, SENTENCE))
    weights = {name: 0.1 + i % 7 for i, name in enumerate(sorted({n for c in candidates for n in c.features()}))}
    model = LinearModel(weights, 0.0, "test")
    whole = {(c.start, c.end): model.score_values(c.features().items()) for c in candidates}
    found = best_span(question, SENTENCE, model)
    assert found is not None
    assert whole[found] == pytest.approx(max(whole.values()))


@pytest.mark.parametrize("text", ["", "…", "le la les", "« »", "🙂 🙂"])
def test_sentences_without_a_phrase_have_no_span(text: str) -> None:
    assert best_span(_question("Qui ?"), read_sentence(text, 0), LinearModel({}, 0.0, "test")) is None


def test_spans_are_slices_of_the_article() -> None:
    for candidate in span_candidates(_question("Qui ?"), SENTENCE):
        start, end = SENTENCE.start + candidate.start, SENTENCE.start + candidate.end
        assert FUND.text[start:end] == SENTENCE.text[candidate.start : candidate.end]


def test_a_question_for_a_date_is_answered_by_the_whole_date() -> None:
    sentence = read_sentence("Dans des avis parus le 30 juillet et consacrés au capital, elle cite la chimie.", 0)
    found = best_span(_question("Quand les avis ont-ils paru ?"), sentence, LinearModel({"ands": 5.0}, 0.0, "test"))
    assert found is not None
    assert sentence.text[slice(*found)] == "30 juillet"
    undated = read_sentence("La ligne ouvre à la belle saison.", 0)
    assert best_span(_question("Quand ouvre-t-elle ?"), undated, LinearModel({}, 0.0, "test")) is not None
