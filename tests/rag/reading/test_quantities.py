import pytest

from rag.reading.quantities import asked_quantity, find_quantities
from rag.reading.typed_spans import find_typed_spans


@pytest.mark.parametrize(
    ("text", "quantities"),
    [
        ("15 000 armoires et 40 000P", [("15 000", ""), ("40 000P", "power")]),
        ("12,5 % contre dix pour cent", [("12,5 %", "share"), ("dix pour cent", "share")]),
        ("287 millions d’euros et 400 M€", [("287 millions d’euros", "money"), ("400 M€", "money")]),
        ("10 milliards de yuans", [("10 milliards de yuans", "money")]),
        ("54 mètres sur 320 hectares", [("54 mètres", "length"), ("320 hectares", "area")]),
        ("trois mois, 40 tonnes", [("trois mois", "time"), ("40 tonnes", "mass")]),
        ("16 GWh et 98 gigawattheures", [("16 GWh", "power"), ("98 gigawattheures", "power")]),
        ("20 km/h puis 30 km", [("20 km/h", "speed"), ("30 km", "length")]),
        ("120 maisons", [("120", "")]),
        ("aucun chiffre", []),
    ],
)
def test_figures_with_their_units(text: str, quantities: list[tuple[str, str]]) -> None:
    found = find_quantities(text, tuple(find_typed_spans(text)))
    assert [(text[one.start : one.end], one.unit) for one in found] == quantities


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("Combien d'armoires compte le centre ?", "count"),
        ("Quelle puissance offre le centre ?", "power"),
        ("Combien de temps dure le trajet ?", "time"),
        ("Combien d’années le chantier a-t-il duré ?", "time"),
        ("Combien coûte la ligne ?", "money"),
        ("Quelle part des habitants travaille ?", "share"),
        ("À quelle profondeur repose l'épave ?", "length"),
        ("Quelle est la superficie du parc ?", "area"),
        ("Qui dirige le fonds ?", ""),
    ],
)
def test_unit_that_a_question_asks_for(question: str, unit: str) -> None:
    assert asked_quantity(question) == unit
