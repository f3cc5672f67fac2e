import pytest

from index.terms.french_analysis import fold
from rag.reading.question_analysis import analyse_question
from rag.reading.units import Unit, asked_unit, has_unit


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("quel est le taux d imposition", Unit.SHARE),
        ("quel pourcentage des habitants", Unit.SHARE),
        ("quelle part du budget", Unit.SHARE),
        ("de combien le trafic a t il augmente", Unit.SHARE),
        ("de combien les ventes ont elles progresse", Unit.SHARE),
        ("combien de temps dure le trajet", Unit.TIME),
        ("combien de mois", Unit.TIME),
        ("combien d annees", Unit.TIME),
        ("depuis combien d heures", Unit.TIME),
        ("quelle est la duree du contrat", Unit.TIME),
        ("quel age a la directrice", Unit.TIME),
        ("quel est le prix du billet", Unit.MONEY),
        ("combien coute la ligne", Unit.MONEY),
        ("combien ont coute les travaux", Unit.MONEY),
        ("quels couts pour la ville", Unit.MONEY),
        ("quel budget", Unit.MONEY),
        ("quels budgets", Unit.MONEY),
        ("quels sont les tarifs", Unit.MONEY),
        ("combien l entreprise a t elle leve", Unit.MONEY),
        ("combien a t elle investi", Unit.MONEY),
        ("quel est le montant des investissements", Unit.MONEY),
        ("quel chiffre d affaires", Unit.MONEY),
        ("combien paye t on", Unit.MONEY),
        ("combien la region finance t elle", Unit.MONEY),
        ("combien d habitants", None),
        ("combien d investisseurs", None),
        ("combien de couteaux", None),
        ("combien de coutumes", None),
        ("combien d investigations", None),
        ("combien de financeurs", None),
        ("quelle partie du pays", None),
        ("combien de pays", None),
        ("quel est le nombre de passagers", None),
        ("", None),
    ],
)
def test_unit_that_a_question_asks_for(question: str, unit: Unit | None) -> None:
    assert question == fold(question)
    assert asked_unit(question) is unit


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("Pendant combien d’années le site restera-t-il fermé ?", Unit.TIME),
        ("Combien d'années le chantier a-t-il duré ?", Unit.TIME),
        ("Combien coûtera la ligne ?", Unit.MONEY),
        ("COMBIEN COÛTERA LA LIGNE ?", Unit.MONEY),
        ("Quel est le taux d’imposition ?", Unit.SHARE),
        ("Combien d’investisseurs ont participé ?", None),
        ("Qui a payé ?", None),  # no figure is asked for
    ],
)
def test_unit_of_a_question_as_it_is_typed(question: str, unit: Unit | None) -> None:
    assert analyse_question(question).unit is unit


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Le taux est de 15 %.", {Unit.SHARE}),
        ("Le taux est de 15\u00a0%.", {Unit.SHARE}),
        ("Le taux est de 15\u202f%.", {Unit.SHARE}),
        ("Le taux est de 15%.", {Unit.SHARE}),
        ("quinze pour cent des élèves", {Unit.SHARE}),
        ("Les deux tiers sont là.", {Unit.SHARE}),
        ("LA MOITIÉ", {Unit.SHARE}),
        ("en trois ans", {Unit.TIME}),
        ("Un siècle après", {Unit.TIME}),
        ("20 minutes", {Unit.TIME}),
        ("10 milliards de yuans", {Unit.MONEY}),
        ("400 M€", {Unit.MONEY}),
        ("$5", {Unit.MONEY}),
        ("un Euro", {Unit.MONEY}),
        ("3 % par an, soit 2 euros", {Unit.SHARE, Unit.TIME, Unit.MONEY}),
        ("Les 12 élèves dansent devant la maison.", set()),
        ("% des voix", set()),  # no figure
        ("une livraison, un eurodéputé, un francophone", set()),
        ("", set()),
    ],
)
def test_units_in_a_text(text: str, units: set[Unit]) -> None:
    assert {unit for unit in Unit if has_unit(text, unit)} == units
