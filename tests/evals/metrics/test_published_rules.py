"""The published rules against hand-worked tokens, and what ours does otherwise: a table of hard cases."""

import pytest

from evals.metrics.published_rules import NOTHING_GIVEN, PublishedScore, mlqa_tokens, score_published, squad_tokens
from evals.metrics.short_answers import exact_match, token_f1


@pytest.mark.parametrize(
    ("text", "squad", "mlqa"),
    [
        ("The Banque de France", ["banque", "de", "france"], ["the", "banque", "de", "france"]),
        ("la Banque de France", ["la", "banque", "de", "france"], ["banque", "de", "france"]),
        ("l'État", ["létat"], ["état"]),
        ("l’État", ["l’état"], ["état"]),
        ("d'une œuvre", ["dune", "œuvre"], ["dune", "œuvre"]),
        ("a priori", ["priori"], ["a", "priori"]),
        ("« Oui »", ["«", "oui", "»"], ["oui"]),
        ("Saint-Étienne", ["saintétienne"], ["saintétienne"]),
        ("Saint–Étienne", ["saint–étienne"], ["saintétienne"]),
        ("147,7 milliards", ["1477", "milliards"], ["1477", "milliards"]),
        ("20 000 €", ["20", "000", "€"], ["20", "000", "€"]),
        ("3,5 %", ["35"], ["35"]),
        ("Pas-de-Calais et du Nord", ["pasdecalais", "et", "du", "nord"], ["pasdecalais", "et", "nord"]),
        ("les", ["les"], []),
        ("…", ["…"], []),
    ],
)
def test_tokens(text: str, squad: list[str], mlqa: list[str]) -> None:
    assert squad_tokens(text) == squad
    assert mlqa_tokens(text) == mlqa


@pytest.mark.parametrize(
    ("given", "known", "expected"),
    [
        ("loi Perben", ["loi Perben II"], PublishedScore(0.0, 4 / 5, 0.0, 4 / 5)),
        ("la loi Perben II", ["loi Perben II"], PublishedScore(0.0, 6 / 7, 1.0, 1.0)),
        ("Lyon", ["Paris", "Lyon"], PublishedScore(1.0, 1.0, 1.0, 1.0)),
        ("les", ["la"], PublishedScore(0.0, 0.0, 1.0, 0.0)),  # nothing equals nothing, and shares no token
        ("Paris", [], NOTHING_GIVEN),
        (None, ["Paris"], NOTHING_GIVEN),
    ],
)
def test_scores(given: str | None, known: list[str], expected: PublishedScore) -> None:
    found = score_published(given, known)
    assert found == PublishedScore(
        expected.exact_match_squad,
        pytest.approx(expected.token_f1_squad),
        expected.exact_match_mlqa,
        pytest.approx(expected.token_f1_mlqa),
    )


@pytest.mark.parametrize(
    ("given", "known", "ours", "squad", "mlqa"),
    [
        # One thing, printed in two ways: ours says so.
        ("20\u202f000", "20000", 1, 0, 0),  # a space inside a figure
        ("l’Etat", "l’État", 1, 0, 0),  # capitals without accents
        ("oeuvre", "œuvre", 1, 0, 0),  # a ligature typed out
        ("l’État", "l'État", 1, 0, 1),  # the apostrophe that is typed and the one that is printed
        ("« Soleil »", "Soleil", 1, 0, 1),
        ("le Nord", "Nord", 1, 0, 1),
        ("Saint Étienne", "Saint-Étienne", 1, 0, 0),
        ("147.7 milliards", "147,7 milliards", 1, 1, 1),
        # Two things that a rule without signs cannot tell apart: ours can.
        ("14,77 milliards", "147,7 milliards", 0, 1, 1),
        ("3,5 %", "35", 0, 1, 1),
        # English articles are French words.
        ("a priori", "priori", 0, 1, 0),
    ],
)
def test_where_ours_differs(given: str, known: str, ours: int, squad: int, mlqa: int) -> None:
    published = score_published(given, [known])
    found = (exact_match(given, [known]), published.exact_match_squad, published.exact_match_mlqa)
    assert found == (ours, squad, mlqa)


def test_a_part_of_a_hyphenated_name_counts_in_ours_alone() -> None:
    assert token_f1("Étienne", ["Saint-Étienne"]) == pytest.approx(2 / 3)
    assert score_published("Étienne", ["Saint-Étienne"]) == NOTHING_GIVEN
