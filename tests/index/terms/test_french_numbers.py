import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.terms.french_numbers import NUMERAL, numeral_value

PATTERN = re.compile(NUMERAL, re.IGNORECASE)

SMALL = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit "
    "dix-neuf"
).split()
TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 8: "quatre-vingt"}


def spell(number: int) -> str:
    """A number up to 9999 as French schools teach it."""
    if number >= 1000:
        thousands, rest = divmod(number, 1000)
        return " ".join(([spell(thousands)] if thousands > 1 else []) + ["mille"] + ([spell(rest)] if rest else []))
    if number >= 100:
        hundreds, rest = divmod(number, 100)
        if rest:
            return " ".join(([SMALL[hundreds]] if hundreds > 1 else []) + ["cent", spell(rest)])
        return "cent" if hundreds == 1 else f"{SMALL[hundreds]} cents"
    return SMALL[number] if number < 20 else _spell_tens(number)


def _spell_tens(number: int) -> str:
    ten = number // 10 - (number // 10 in (7, 9))  # soixante-dix, quatre-vingt-dix
    rest = number - ten * 10
    if number == 80:
        return "quatre-vingts"
    if rest == 0:
        return TENS[ten]
    joint = " et " if rest in (1, 11) and ten != 8 else "-"
    return TENS[ten] + joint + SMALL[rest]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("zéro", 0),
        ("zero", 0),
        ("deux", 2),
        ("neuf", 9),
        ("dix", 10),
        ("seize", 16),
        ("dix-sept", 17),
        ("dix sept", 17),
        ("vingt", 20),
        ("vingt et un", 21),
        ("vingt-et-une", 21),
        ("vingt-deux", 22),
        ("trente-neuf", 39),
        ("soixante-dix", 70),
        ("soixante et onze", 71),
        ("soixante-et-onze", 71),
        ("soixante-dix-neuf", 79),
        ("quatre-vingts", 80),
        ("quatre vingt", 80),
        ("quatre\u2011vingts", 80),
        ("quatre-vingt-un", 81),
        ("quatre-vingt-dix-sept", 97),
        ("septante-cinq", 75),
        ("huitante", 80),
        ("octante et un", 81),
        ("nonante-neuf", 99),
        ("cent", 100),
        ("cent un", 101),
        ("cent quatre-vingts", 180),
        ("deux cents", 200),
        ("deux\u00a0cents", 200),
        ("trois cent trente-trois", 333),
        ("mille", 1000),
        ("mille et une", 1001),
        ("onze cents", 1100),
        ("dix-neuf cent quatre-vingt-quatre", 1984),
        ("mille neuf cent quatre-vingt-quatre", 1984),
        ("mille neuf cents", 1900),
        ("deux mille vingt", 2020),
        ("Deux-mille-vingt-et-un", 2021),
        ("QUATRE MILLE QUATRE-VINGT-DIX", 4090),
        ("dix mille", 10_000),
        ("quatre-vingt mille", 80_000),
        ("cent mille", 100_000),
        ("onze cent mille", 1_100_000),
        ("deux cent mille trois cent vingt et un", 200_321),
        ("neuf cent quatre-vingt-dix-neuf mille neuf cent quatre-vingt-dix-neuf", 999_999),
    ],
)
def test_value_of_a_number_in_words(words: str, value: int) -> None:
    assert PATTERN.fullmatch(words)
    assert numeral_value(words) == value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("entre dix et vingt ans", [10, 20]),
        ("deux et trois", [2, 3]),
        ("deux ou trois", [2, 3]),
        ("trente et quarante", [30, 40]),
        ("six sept ans", [6, 7]),
        ("les trois une fois réunis", [3]),
        ("tous les deux un peu", [2]),
        ("mille mille", [1000, 1000]),
        ("quinze cents de plus", [1500]),
        ("dix cents", [10]),
        ("cinquante cents", [50]),
        ("trois millions deux cent mille", [3, 200_000]),
        ("un", []),
        ("une fois", []),
        ("cents", []),
        ("des milles marins", []),
        ("sixte, centre, dixit, onzième, trentaine", []),
        ("édix dixé 5deux deux5", []),
        ("cınq ſept DİX", []),  # these are i and s to a search that ignores case, and no French letters
    ],
)
def test_a_numeral_is_the_longest_run_that_makes_one_number(text: str, values: list[int]) -> None:
    assert [numeral_value(match.group()) for match in PATTERN.finditer(text)] == values


@pytest.mark.parametrize("join", [str, lambda words: words.replace(" ", "-"), lambda words: words.replace("-", " ")])
def test_every_number_that_is_spelled_is_read(join: Callable[[str], str]) -> None:
    for number in range(10_000):
        words = join(spell(number))
        assert bool(PATTERN.fullmatch(words)) == (number != 1), words
        assert numeral_value(words) == number, words


@given(
    number=st.integers(2, 9999), before=st.sampled_from(["l’", "(", "« ", "", "de "]), after=st.sampled_from(",.;) »")
)
def test_a_number_is_found_inside_a_text(number: int, before: str, after: str) -> None:
    match = PATTERN.search(before + spell(number) + after)
    assert match is not None
    assert (match.group(), match.start()) == (spell(number), len(before))


@given(
    st.lists(
        st.sampled_from(
            "deux cent cents mille vingt vingts quatre soixante dix onze sept un une et zéro trente".split()
        )
    )
)
def test_words_of_numbers_in_any_order_are_cut_into_numbers(words: list[str]) -> None:
    found = [numeral_value(match.group()) for match in PATTERN.finditer(" ".join(words))]
    assert all(0 <= value < 2_000_000 for value in found)
