import pytest

from rag.reading.passages import read_sentence
from rag.reading.question_analysis import analyse_question
from rag.reading.span_candidates import MAX_LONG_PIECES, MAX_PIECES, candidate_runs
from rag.reading.span_pieces import sentence_pieces
from rag.reading.term_weights import WeighedQuestion
from sample_articles import FUND

ANALYSED = analyse_question("Qui le dit ?")
QUESTION = WeighedQuestion(ANALYSED, dict.fromkeys(ANALYSED.terms, 1.0), ANALYSED.names, 1.0)


def _candidates(text: str) -> list[str]:
    pieces = sentence_pieces(QUESTION, read_sentence(text, 0))
    return [text[pieces[first].start : pieces[last].end] for first, last in candidate_runs(pieces)]


def test_candidates_do_not_end_in_words_that_lean_on_the_next() -> None:
    found = _candidates("Il doit atteindre 30 milliards, selon Wu Wei.")
    assert {"Wu Wei", "30 milliards"} <= set(found)
    assert not [text for text in found if text.split()[-1] in {"Il", "selon"} or text.endswith((",", "."))]


def test_phrases_are_no_longer_than_the_limit() -> None:
    sentence = "le " + "mot " * 60
    assert max(len(text.split()) for text in _candidates(sentence)) == MAX_PIECES


def test_lists_may_be_longer_where_they_end_at_a_joint() -> None:
    cities = "Vigo, Rotterdam, Hambourg, Gênes, Marseille, Anvers, Le Havre, Nantes et Port-Brévan"
    assert cities in _candidates(f"Neuf villes étaient candidates : {cities}.")
    endless = ", ".join(["Vigo"] * 60)
    pieces = MAX_LONG_PIECES // 2 + 1  # names and the commas between them
    assert max(text.count("Vigo") for text in _candidates(endless)) == pieces


@pytest.mark.parametrize(
    ("text", "whole", "cut"),
    [
        ("Soin & Dignité appelle.", "Soin & Dignité", None),
        ("L’épave date de 500 av. J.-C. environ.", "500 av. J.-C", None),
        ("La maire, Anne Lozac’h-Prigent, rêve.", "Anne Lozac’h-Prigent", "Anne Lozac"),
        ("Elle vit à Saint-Clair.", "Saint-Clair", "Saint"),
        ("C’est l’IA.", "IA", None),
        ("On le doit à un ami, grâce à un sonar.", "grâce à un sonar", "à un sonar"),
        ("C’est faux, car il pleut.", "car il pleut", None),
    ],
)
def test_names_dates_and_compounds_stay_whole(text: str, whole: str, cut: str | None) -> None:
    found = _candidates(text)
    assert whole in found
    assert cut not in found


def test_candidates_are_slices_of_the_article() -> None:
    sentence = read_sentence(FUND.text[:50], 0)
    pieces = sentence_pieces(QUESTION, sentence)
    assert all(sentence.text[piece.start : piece.end] for piece in pieces)
    assert [piece.start for piece in pieces] == sorted(piece.start for piece in pieces)
