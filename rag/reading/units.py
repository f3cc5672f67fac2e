"""What a figure is counted in: money, a share, time."""

import re
from enum import StrEnum


class Unit(StrEnum):
    """The units that questions ask for in so many words."""

    MONEY = "money"
    SHARE = "share"
    TIME = "time"


# Folded questions: the words that ask for the unit.
_ASKED = {
    Unit.SHARE: re.compile(
        r"\b(?:taux|pourcentage|proportion|quelle part\b|de combien .*(?:augmente|baisse|progress|recul))"
    ),
    Unit.TIME: re.compile(
        r"\b(?:durees?|combien (?:de|d) (?:temps|jours|mois|ans|annees|semaines|heures|minutes|secondes|siecles)|"
        r"quel age)\b"
    ),
    Unit.MONEY: re.compile(
        # Not: couteau, coutume, investisseur, investigation, financeur, payeur.
        r"\b(?:prix|cout(?!eau|um)\w*|montants?|budgets?|salaires?|sommes?|investi(?!ss?eu|ga)\w*|amendes?|recettes?|"
        r"loyers?|chiffres? d affaires|subventions?|tarifs?|dettes?|factures?|levees?|leve|finance(?!u)\w*|"
        r"paye(?!u)\w*)\b"
    ),
}
# Sentences as they are: a figure with the unit.
_FOUND = {
    Unit.SHARE: re.compile(r"\d\s?%|\bpour\scent\b|\b(?:tiers|quarts?|moitié|dixièmes?|points?)\b", re.IGNORECASE),
    Unit.TIME: re.compile(
        r"\b(?:ans?|années?|mois|jours?|semaines?|heures?|minutes?|secondes?|siècles?)\b", re.IGNORECASE
    ),
    Unit.MONEY: re.compile(
        r"[€$£¥]|\b(?:euros?|dollars?|yuans?|francs?|livres?|yens?|roubles?|centimes?|couronnes?|pesos?)\b",
        re.IGNORECASE,
    ),
}


def asked_unit(plain_question: str) -> Unit | None:
    """The unit that a question asks for; `plain_question` is folded, with nothing but words and single spaces."""
    return next((unit for unit, pattern in _ASKED.items() if pattern.search(plain_question)), None)


def has_unit(text: str, unit: Unit) -> bool:
    """Whether something in the text is counted in the unit."""
    return _FOUND[unit].search(text) is not None
