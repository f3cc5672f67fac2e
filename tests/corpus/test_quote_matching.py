"""A quote is found exactly, but for its typography, or nearly with the difference told; or it is absent."""

import random
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.quote_matching import MAX_QUOTE, Edit, QuoteMatch, match_quote
from corpus.typography import fold_typography

TEXT = (
    "Le maire, qui dirige la « Ville de l’IA », a signé hier soir l’accord. "
    "Le marché pèse 147,7 milliards de yuans… L’œuvre attend 20\u202f000 visiteurs."
)


@pytest.mark.parametrize(
    ("quote", "kind", "start", "end"),
    [
        ("Le maire", "exact", 0, 8),
        ("  a signé hier\n", "exact", 43, 55),
        ("« Ville de l’IA »", "exact", 24, 41),
        ('"Ville de l\'IA"', "typographic", 24, 41),
        ("“Ville de l’IA”", "typographic", 24, 41),
        ("a signe hier", "typographic", 43, 55),
        ("marche pese", "typographic", 74, 85),
        ("milliards de yuans...", "typographic", 92, 111),
        ("oeuvre attend 20000 visiteurs.", "typographic", 114, 144),
        ("L'oe\u0301uvre", "typographic", 112, 119),
        ("« Le maire »", "exact", 0, 8),
        ('"a signé hier soir l\'accord."', "typographic", 43, 70),
    ],
)
def test_quote_is_found_at_its_offsets(quote: str, kind: str, start: int, end: int) -> None:
    assert match_quote(TEXT, quote) == QuoteMatch(kind, start, end, 1.0, 1)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("quote", "passage", "edits"),
    [
        ("LE MAIRE, qui dirige", "Le maire, qui dirige", [("replace", "LE MAIRE", "Le maire")]),
        (
            "Le marché pèse 157,7 milliards de yuans",
            "Le marché pèse 147,7 milliards de yuans",
            [("replace", "157,7", "147,7")],
        ),
        (
            "Le ministre, qui dirige la “Ville de l'IA”, a signé",
            "Le maire, qui dirige la « Ville de l’IA », a signé",
            [("replace", "ministre", "maire")],
        ),
        ("a signé hier au soir l'accord", "a signé hier soir l’accord", [("delete", "au", "")]),
        ("«\u00a0a signé hier au soir l'accord\u00a0»", "a signé hier soir l’accord", [("delete", "au", "")]),
        (
            "qui dirige la Ville de l'IA, a signé l'accord",
            "qui dirige la « Ville de l’IA », a signé hier soir l’accord",
            None,
        ),
        (
            "L'oeuvre attend 20 000 visiteuses",
            "L’œuvre attend 20\u202f000 visiteurs",
            [("replace", "visiteuses", "visiteurs")],
        ),
    ],
)
def test_near_quote_comes_with_its_difference(
    quote: str, passage: str, edits: list[tuple[str, str, str]] | None
) -> None:
    match = match_quote(TEXT, quote)
    if edits is None:
        assert match is None
        return
    assert match is not None
    assert match.kind == "near"
    assert TEXT[match.start : match.end] == passage
    assert [(edit.operation, edit.expected, edit.found) for edit in match.edits] == edits


def test_edit_has_the_place_of_what_the_text_says() -> None:
    match = match_quote(TEXT, "Le marché pèse 157,7 milliards de yuans")
    assert match is not None
    assert match == QuoteMatch("near", 71, 110, pytest.approx(32 / 33), 1, (Edit("replace", "157,7", "147,7", 86, 91),))
    assert TEXT[86:91] == "147,7"


def test_what_the_quote_adds_is_not_laid_over_the_next_sentence() -> None:
    match = match_quote(TEXT, "la « Ville de l’IA », a signé hier soir l’accord demain")
    assert match is not None
    assert match.edits == (Edit("delete", "demain", "", match.end, match.end),)


def test_first_of_several_places_is_given_with_their_count() -> None:
    text = "L’été. L'ete. L’été."
    assert match_quote(text, "L’été") == QuoteMatch("exact", 0, 5, 1.0, 2)
    assert match_quote(text, "L'été.") == QuoteMatch("typographic", 0, 6, 1.0, 3)


@pytest.mark.parametrize(
    ("differing", "found"),
    [(3, True), (4, False)],  # of 20 characters: a similarity of 0.85, and one of 0.80
)
def test_near_needs_the_stated_similarity(differing: int, found: bool) -> None:
    text = "début abcdefghijklmnopqrst fin"
    quote = "".join(
        "#" if place in (4, 9, 14, 17)[:differing] else sign for place, sign in enumerate("abcdefghijklmnopqrst")
    )
    match = match_quote(text, quote)
    assert (match is not None) is found
    if match:
        assert (match.kind, match.start, match.end) == ("near", 6, 26)
        assert match.similarity == pytest.approx(0.85)


@pytest.mark.parametrize(("quote", "found"), [("abcdef#hijkl", True), ("abcdef#hijk", False)])
def test_near_needs_the_stated_length(quote: str, found: bool) -> None:
    assert (match_quote("début abcdefghijkl fin", quote) is not None) is found


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("", "Le maire a signé l'accord"),
        (" \n", "Le maire a signé l'accord"),
        ("Oui.", "Le maire a signé l'accord"),
        (TEXT, "Nul ne sait combien de temps la grève des trains durera."),
        (TEXT, "euvre"),  # only inside the character œ
        (TEXT, "AND NOT ("),
        (TEXT, "\u200b"),
        (TEXT, '""'),
        (TEXT, "« »"),
        (TEXT, '"Le maire" ou "la maire"'),
    ],
)
def test_absent_quote_has_no_match(text: str, quote: str) -> None:
    assert match_quote(text, quote) is None


@pytest.mark.parametrize("quote", ["", "  \n", "a" * (MAX_QUOTE + 1)])
def test_quote_that_is_none_is_refused(quote: str) -> None:
    with pytest.raises(ValueError, match=r"blank|has 10001 characters, the limit is 10000"):
        match_quote(TEXT, quote)


def test_long_quote_is_found_near_its_place() -> None:
    chance = random.Random(7)
    words = [
        f"{chance.choice('bcdfglmnprst')}{chance.choice('aeiou')}{chance.choice('lmnrst')}{n % 97}"
        for n in range(9_000)
    ]
    text = " ".join(words)
    spoilt = [word if place % 15 else "autre" for place, word in enumerate(words[5_000:6_200])]
    match = match_quote(text, " ".join(spoilt[1:-1]))
    assert match is not None
    assert text[match.start : match.end] == " ".join(words[5_001:6_199])
    assert len(match.edits) == 79


@pytest.mark.parametrize(
    ("unit", "quote"),
    [("a", "aaaab" * 39), ("a", "aaaab" * 1_999), ("œ", "eo" * 100), ("…", ".." * 30 + "."), ("a ", "à b" * 3_000)],
)
def test_work_is_bounded(unit: str, quote: str) -> None:
    started = time.process_time()
    match_quote(unit * (1_000_000 // len(unit)), quote)
    assert (
        time.process_time() - started < 8
    )  # on the processor: a quarter of a second each; without bounds, up to minutes


WORDS = st.sampled_from(
    "Le maire a signé l’accord « IA » œuvre 147,7 hier… État – 20\u202f000 e\u0301te\u0301 😀 שלום".split(" ")
)
HOSTILE_TEXT = st.lists(WORDS | st.text(max_size=4), max_size=40).map(" ".join)
TYPEWRITTEN = str.maketrans({"’": "'", "«": '"', "»": '"', "–": "-", "é": "e", "\u202f": " ", "œ": "oe", "…": "..."})


@given(HOSTILE_TEXT, st.data())
def test_passage_retyped_on_a_typewriter_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    passage = text[start : start + data.draw(st.integers(1, 80))].strip()
    quote = passage.translate(TYPEWRITTEN)
    if not fold_typography(quote).text or not quote.strip():
        return
    match = match_quote(text, quote)
    assert match is not None
    assert match.kind in ("exact", "typographic")
    assert fold_typography(text[match.start : match.end]).text == fold_typography(quote).text


@given(HOSTILE_TEXT, HOSTILE_TEXT.filter(str.strip))
def test_match_is_consistent_with_the_text(text: str, quote: str) -> None:
    match = match_quote(text, quote)
    if match is None:
        return
    assert 0 <= match.start < match.end <= len(text)
    assert 0.85 <= match.similarity <= 1.0
    assert all(text[edit.start : edit.end] == edit.found for edit in match.edits)
    assert all(match.start <= edit.start <= edit.end <= match.end for edit in match.edits)
    if match.kind == "near":
        assert match.edits or re.search(r"\s", quote)
