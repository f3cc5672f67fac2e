"""French normalisation and the three answer scores, against values worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.short_answers import contains, exact_match, holds_evidence, normalize, quote_answers, token_f1
from evals.question_set import Evidence, Question


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("La Banque de France", ("banque", "de", "france")),
        ("l'État", ("etat",)),
        ("l’Etat", ("etat",)),
        ("L ʼÉtat", ("etat",)),
        ("une œuvre d’art", ("oeuvre", "de", "art")),
        ("aujourd'hui", ("aujourd", "hui")),
        ("la vitamine D", ("vitamine", "d")),
        ("E\u0301te\u0301", ("ete",)),
        ("20 000", ("20000",)),
        ("20\u00a0000", ("20000",)),
        ("20\u202f000", ("20000",)),
        ("20.000", ("20000",)),
        ("20 000P", ("20000", "p")),
        ("1 234 567,89 €", ("1234567,89",)),
        ("147,7 milliards", ("147,7", "milliards")),
        ("147.7 milliards", ("147,7", "milliards")),
        ("en 2020 147 villes", ("en", "2020", "147", "villes")),
        ("le 1er janvier 1 804", ("1", "er", "janvier", "1804")),
        ("3,5 %", ("3,5", "%")),
        ("« J.-C. »", ("j", "c")),
        ("Saint-Étienne", ("saint", "etienne")),
        ("les", ("les",)),
        ("« … »", ()),
        ("", ()),
    ],
)
def test_normalisation(text: str, tokens: tuple[str, ...]) -> None:
    assert normalize(text) == tokens


@pytest.mark.parametrize(
    ("quote", "answers", "expected"),
    [
        ("La banque a émis 20 000 billets.", ["20000 billets"], True),
        ("Elle est née en 1995.", ["5"], False),
        ("Elle est née en 1995.", ["1994", "en 1995"], True),
        ("Il vit à Shenzhen, dans le sud.", ["Shenzhen dans le Sud"], True),
        ("Il vit à Shenzhen.", ["Shenzhen, au sud"], False),
        ("Il vit à Shenzhen.", [], False),
        ("Il vit à Shenzhen.", ["…"], False),
        ("", ["Shenzhen"], False),
    ],
)
def test_contains_wants_the_tokens_in_one_run(quote: str, answers: list[str], expected: bool) -> None:
    assert contains(quote, answers) is expected


@pytest.mark.parametrize(
    ("given_answer", "answers", "exact", "f1"),
    [
        ("la loi Perben II", ["loi Perben II"], 1.0, 1.0),
        ("loi Perben", ["loi Perben II"], 0.0, 4 / 5),  # precision 1, recall 2/3
        ("le Code de procédure", ["le Code civil", "code pénal"], 0.0, 2 / 5),  # 1 shared of 3 and 2
        ("Paris", ["Lyon"], 0.0, 0.0),
        ("Paris Paris", ["Paris"], 0.0, 2 / 3),  # repeats are not shared twice
        ("…", ["?"], 1.0, 1.0),
        ("…", ["Paris"], 0.0, 0.0),
        (None, ["Paris"], 0.0, 0.0),
        ("Paris", [], 0.0, 0.0),
    ],
)
def test_exact_match_and_f1(given_answer: str | None, answers: list[str], exact: float, f1: float) -> None:
    assert exact_match(given_answer, answers) == exact
    assert token_f1(given_answer, answers) == pytest.approx(f1)


def test_evidence_may_be_longer_or_shorter_than_the_quote() -> None:
    assert holds_evidence("Selon lui, la ville a gagné.", ["ville a gagné"])
    assert holds_evidence("La ville a gagné.", ["La ville a gagné. Elle en rit."])
    assert not holds_evidence("La ville a perdu.", ["La ville a gagné. Elle en rit."])
    assert not holds_evidence("…", ["La ville a gagné."])


def test_a_yes_no_question_is_answered_by_its_evidence() -> None:
    question = Question("q", "La ville a-t-elle gagné ?", "yes_no", True, ("oui",), (Evidence("a", "a gagné"),))
    assert quote_answers("La ville a gagné.", question)
    assert not quote_answers("Oui, dit-il.", question)


@given(st.text())
def test_a_text_answers_itself(text: str) -> None:
    assert exact_match(text, [text]) == 1.0
    assert token_f1(text, [text]) == 1.0
    assert contains(text, [text]) is bool(normalize(text))


@given(st.text(), st.text())
def test_f1_is_symmetric_and_bounded_by_exact_match(one: str, other: str) -> None:
    assert token_f1(one, [other]) == token_f1(other, [one])
    assert exact_match(one, [other]) <= token_f1(one, [other]) <= 1.0
