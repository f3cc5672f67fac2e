"""Each analysis lacks its one step and keeps all others."""

import pytest

from evals.ablation.analyses import (
    Analysis,
    with_words_of_grammar,
    without_folding,
    without_numerals,
    without_stemming,
)
from index.terms.french_analysis import search_terms

TEXT = "L’étude des entreprises a coûté 20 000 euros"


@pytest.mark.parametrize(
    ("analyse", "text", "terms"),
    [
        (search_terms, TEXT, ["etud", "entrepris", "cout", "20000", "euros"]),
        (without_stemming, TEXT, ["etude", "entreprises", "coute", "20000", "euros"]),
        (without_folding, TEXT, ["étud", "entrepris", "coût", "20000", "euros"]),
        (with_words_of_grammar, TEXT, ["l", "etud", "de", "entrepris", "a", "cout", "20000", "euros"]),
        (without_numerals, TEXT, ["etud", "entrepris", "cout", "20000", "euros"]),
        (search_terms, "Vingt-deux, soit 22 %", ["22", "22", "%"]),
        (without_stemming, "Vingt-deux, soit 22 %", ["22", "22", "%"]),
        (without_folding, "Vingt-deux, soit 22 %", ["22", "22", "%"]),
        (without_numerals, "Vingt-deux, soit 22 %", ["vingt", "deux", "22", "%"]),
        (without_numerals, "vingt et un", ["vingt"]),  # « et » and « un » are words of grammar
        (without_numerals, "la 2e", ["2"]),
        (without_stemming, "AUJOURDʼHUI aujourd’hui", ["aujourd'hui", "aujourd'hui"]),
        (without_folding, "AUJOURDʼHUI aujourd’hui", ["aujourd'hui", "aujourd'hui"]),
        (without_stemming, "ﾟ", search_terms("ﾟ")),  # folds to a blank: stays as it is
    ],
)
def test_terms(analyse: Analysis, text: str, terms: list[str]) -> None:
    assert analyse(text) == terms


def test_without_stemming_a_plural_is_another_word() -> None:
    assert search_terms("entreprise") == search_terms("entreprises")
    assert without_stemming("entreprise") != without_stemming("entreprises")
