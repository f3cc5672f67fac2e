import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.ids import is_valid_id, slug


@pytest.mark.parametrize("text", ["a", "7", "000_c8182b69996b5933", "pont-2024.v2", "A" * 200])
def test_id_of_plain_characters_is_valid(text: str) -> None:
    assert is_valid_id(text)


@pytest.mark.parametrize("text", ["", ".", "..", "-a", "_a", "a b", "a/b", "été", "a\n", "a?b", "a" * 201, "٣"])
def test_other_id_is_not(text: str) -> None:
    assert not is_valid_id(text)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("000_c8182b69996b5933", "000_c8182b69996b5933"),
        ("L'été à Saint-Cyr", "l-ete-a-saint-cyr"),
        ("économie/Le cœur du marché", "economie-le-coeur-du-marche"),
        ("..pont..", "pont"),
        ("articles-12", "articles-12"),
    ],
)
def test_slug_is_plain_and_readable(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_names_without_latin_letters_stay_apart() -> None:
    assert slug("上海") == slug("上海")
    assert slug("上海") != slug("北京")


def test_long_names_with_one_beginning_stay_apart() -> None:
    assert len(slug("a" * 300)) == 200
    assert slug("a" * 300) != slug("a" * 301)


@given(st.text())
def test_every_slug_is_a_valid_id(name: str) -> None:
    assert is_valid_id(slug(name))
