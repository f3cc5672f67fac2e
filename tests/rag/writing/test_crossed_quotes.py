import pytest

from rag.writing.crossed_quotes import crosses

FUND = "La ville a créé un fonds de 10 milliards de yuans."
GOAL = "Il doit atteindre 30 milliards, selon Wu Wei."
LINE = "La ligne ouvre le 3 mai 2021."
COST = "Elle coûte 400 millions d’euros."
FINAL = "Li Na a battu Wu Wei en finale."
TALK = "Zhang Li a présenté le fonds."


@pytest.mark.parametrize(
    ("sentence", "quotes"),
    [
        ("Li Na a battu Zhang Li en finale.", [FINAL, TALK]),
        ("La ligne coûte 10 milliards de yuans.", [LINE, COST, FUND]),
        ("La ligne ouvre le 5 juin 2022.", [LINE, "Le port ferme le 5 juin 2022."]),
        ("La ville a créé un fonds de 30 milliards de yuans.", [FUND, GOAL]),
    ],
)
def test_an_exchange_between_quotes_is_seen(sentence: str, quotes: list[str]) -> None:
    assert crosses(sentence, quotes)


@pytest.mark.parametrize(
    ("sentence", "quotes"),
    [
        ("La ligne ouvre le 3 mai 2021 et coûte 400 millions d’euros.", [LINE, COST]),
        ("La ligne coûte 400 millions d’euros.", [LINE, COST]),
        ("Le fonds doit atteindre 30 milliards.", [FUND, GOAL]),
        ("Le fonds, de 10 milliards de yuans, doit atteindre 30 milliards.", [FUND, GOAL]),
        ("Li Na a battu Wu Wei et Zhang Li a présenté le fonds.", [FINAL, TALK]),
        ("Une phrase sans rapport.", [FUND, GOAL]),
    ],
)
def test_quotes_that_are_joined_are_not_crossed(sentence: str, quotes: list[str]) -> None:
    assert not crosses(sentence, quotes)
