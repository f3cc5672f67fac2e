"""Figures with their units, « 287 millions d’euros », « 40 000P », and the unit that a question asks for.

Finer than `units`, which tells sentences apart: here a length is told from a mass, and a figure from the same
figure without its unit.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from index.terms.french_analysis import fold
from rag.reading.typed_spans import SpanKind, TypedSpan

_S = "[ \u00a0\u202f]"
# What a figure is counted in: signs that may touch it, and words; the first unit that fits decides.
_SIGNS = {
    "share": "%",
    "money": "M?[€$£¥]",
    "area": "km²|m²|km2|m2|ha",
    "speed": "km/h|m/s",
    "length": "km|cm|mm|m",
    "mass": "kg|t",
    "volume": "m³|m3",
    "power": "[kMGT]?Wh?|P|[PE][Ff]lops|[kMG]?Hz|[kMGT]o|[kMGT]bit/s",
    "temperature": f"°{_S}?[CF]?",
}
_WORDS = {
    "share": f"pour{_S}cent|points?",
    "money": "euros?|dollars?|yuans?|francs?|livres?|yens?|roubles?|centimes?|couronnes?|pesos?|florins?|ducats?",
    "time": "ans?|années?|mois|jours?|semaines?|heures?|h|minutes?|secondes?|siècles?|décennies?",
    "area": f"hectares?|kilomètres{_S}carrés|mètres{_S}carrés",
    "speed": f"(?:kilomètres?|mètres?|milles?){_S}(?:par{_S}|à{_S}l['’])(?:heure|seconde)|nœuds",
    "length": "kilomètres?|mètres?|centimètres?|millimètres?|milles|lieues?|pieds?|pouces?",
    "mass": "tonnes?|kilogrammes?|kilos?|grammes?",
    "volume": f"litres?|hectolitres?|barils?|mètres{_S}cubes",
    "power": "(?:[a-zé]+)?watts?(?:heures?)?|p[eé]taflops|exaflops|chevaux|volts?",
    "temperature": "degrés?",
}
_UNIT = re.compile(
    "|".join(
        f"(?P<{unit}>"
        + (rf"{_S}?(?:{_SIGNS[unit]})(?!\w)|" if unit in _SIGNS else "")
        + (rf"{_S}(?:d['’]|de{_S})?(?:{_WORDS[unit]})\b" if unit in _WORDS else r"(?!)")
        + ")"
        for unit in dict.fromkeys([*_WORDS, *_SIGNS])
    )
)
# Folded questions: the words that ask for a unit; the first that fits decides.
_ASKED = {
    "share": "taux|pourcentage|proportion|part",
    "time": "durees?|age|temps|delai|combien (?:de |d )(?:jours|mois|ans|annees|semaines|heures|minutes|secondes)",
    "speed": "vitesses?",
    "temperature": "temperatures?",
    "area": "superficies?|surfaces?|hectares",
    "length": "distances?|longueurs?|hauteurs?|altitudes?|largeurs?|profondeurs?|kilometres|metres|taille|perimetre"
    "|diametre",
    "mass": "poids|masse|pesent?|pese|tonnes|kilos",
    "power": "puissances?",
    "volume": "litres|barils",
    "money": r"prix|cout(?!eau|um)\w*|montants?|budgets?|salaires?|sommes?|investi(?!ss?eu|ga)\w*|amendes?|recettes?"
    r"|loyers?|chiffres? d affaires|subventions?|tarifs?|dettes?|factures?|levees?|leve|financ\w*|paye(?!u)\w*"
    r"|vendu\w*|euros?|dollars?|yuans?|deficit|pib|fortune|revenus?",
}
_ASKED_PATTERNS = {unit: re.compile(rf"\b(?:{words})\b") for unit, words in _ASKED.items()}
_GLUED = re.compile(r"[A-Z]{1,2}\Z")
_COUNTED = re.compile(r"\bcombien (?:de|d) (?!temps\b)\w+")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure at `text[start:figure_end]`, with its unit at `text[start:end]`.

    `unit` names what is measured; it is empty where things are counted.
    """

    start: int
    figure_end: int
    end: int
    unit: str


@lru_cache(maxsize=2048)
def find_quantities(text: str, figures: tuple[TypedSpan, ...]) -> tuple[Quantity, ...]:
    """The figures among the typed spans of a text, each with its unit."""
    return tuple(_quantity(text, span) for span in figures if span.kind is SpanKind.FIGURE)


@lru_cache(maxsize=1024)
def asked_quantity(question: str) -> str:
    """The unit that a question asks for, `count` where it asks how many of something, else empty."""
    plain_question = " ".join(re.findall(r"\w+", fold(question)))
    for name, pattern in _ASKED_PATTERNS.items():
        if pattern.search(plain_question):
            return name
    return "count" if _COUNTED.search(plain_question) else ""


def _quantity(text: str, span: TypedSpan) -> Quantity:
    written = text[span.start : span.end]
    if written.endswith("%") or re.search(rf"pour{_S}cent\Z", written):
        return Quantity(span.start, span.end, span.end, "share")
    if _GLUED.search(written):
        return Quantity(span.start, span.end, span.end, "power")
    match = _UNIT.match(text, span.end)
    if match is None:
        return Quantity(span.start, span.end, span.end, "")
    return Quantity(span.start, span.end, match.end(), str(match.lastgroup))
