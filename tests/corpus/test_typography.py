"""Folding sets typography aside and remembers where every character came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.typography import fold_typography, fold_typography_and_case


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("« Été »", '"Ete"'),
        ("“Été”", '"Ete"'),
        ("l’été l'été lʼété", "l'etel'etel'ete"),
        ("20\u202f000 et 20\u00a0000", "20000et20000"),
        ("a–b—c‑d-e", "a-b-c-d-e"),
        ("Quoi… ?", "Quoi...?"),
        ("Œuf, œuvre, ex æquo", "OEuf,oeuvre,exaequo"),
        ("E\u0301tat", "Etat"),
        ("co\u00adopé\u200bration", "cooperation"),
        ("ﬁn", "fin"),
        ("le 1ᵉʳ, à 10² m", "le1er,a10²m"),
        ("😀 中文 שלום", "😀中文שלום"),
    ],
)
def test_typography_is_folded(text: str, folded: str) -> None:
    assert fold_typography(text).text == folded


def test_case_is_folded_only_where_asked() -> None:
    assert fold_typography("ÉTAT Straße").text == "ETATStraße"
    assert fold_typography_and_case("ÉTAT Straße").text == "etatstrasse"


def test_origin_of_each_character_is_known() -> None:
    folded = fold_typography("À l’œuvre…")
    assert folded.text == "Al'oeuvre..."
    assert [folded.origin(place) for place in range(12)] == [0, 2, 3, 4, 4, 5, 6, 7, 8, 9, 9, 9]
    assert [place for place in range(13) if folded.parts(place)] == [4, 10, 11]


@given(st.text())
def test_folding_a_character_is_folding_the_text_there(text: str) -> None:
    folded = fold_typography_and_case(text)
    origins = [folded.origin(place) for place in range(len(folded.text))]
    assert origins == sorted(origins)
    assert folded.text == "".join(fold_typography_and_case(character).text for character in text)
    assert all(
        character in fold_typography_and_case(text[origin]).text
        for character, origin in zip(folded.text, origins, strict=True)
    )
