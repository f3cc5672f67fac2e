import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.line_wrapping import join_lines, unwrap, words_of

PROSE = (
    "Le vice-maire a annoncé mercredi que le pont rouvrirait au printemps. Les travaux, commencés en 2019, auront "
    "coûté 12 millions d'euros, a-t-il précisé lors d'une conférence de presse tenue dans l'hôtel de ville devant une "
    "soixantaine d'élus et d'habitants du quartier, dont plusieurs avaient signé la pétition de l'hiver dernier."
)


@pytest.mark.parametrize("width", [45, 60, 72, 80, 100])
def test_wrapped_prose_is_joined_whatever_the_width(width: int) -> None:
    wrapped = textwrap.fill(PROSE, width, break_on_hyphens=False)
    assert unwrap(f"Le pont rouvre\n\n{wrapped}\n\n{wrapped}") == f"Le pont rouvre\n\n{PROSE}\n\n{PROSE}"


def test_paragraphs_without_empty_lines_between_them_are_parted_where_a_line_ends_early() -> None:
    wrapped = textwrap.fill(PROSE, 72)
    assert unwrap(f"{wrapped}\n{wrapped}") == f"{PROSE}\n\n{PROSE}"


def test_long_lines_are_paragraphs() -> None:
    assert (
        unwrap(f"Titre\n{PROSE}\n{PROSE}\n- un\n- deux\nFin.") == f"Titre\n\n{PROSE}\n\n{PROSE}\n\n- un\n- deux\n\nFin."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Mairie de Keravel\n3, place du Marché\n29000 Keravel",
        "Brest - Lens : 2-1\nLille - Nice : 0-0\nMetz - Reims : 1-3\nNantes - Lyon : 0-2\nParis - Angers : 3-0",
        "- 40 étals de produits frais\n- 2 restaurants\n- 12 places de stationnement pour vélos",
        "Un seul alinéa.",
        "",
    ],
)
def test_short_lines_keep_their_ends(text: str) -> None:
    assert unwrap(text) == text


def test_list_items_of_a_wrapped_text_keep_their_lines() -> None:
    items = [textwrap.fill(f"- {PROSE}", 72), textwrap.fill(f"- {PROSE}", 72)]
    assert unwrap("\n".join(items)) == f"- {PROSE}\n- {PROSE}"


@given(st.text(alphabet="abc é.-\n", max_size=400))
def test_unwrapping_loses_nothing_but_blanks_and_hyphens(text: str) -> None:
    def letters(words: str) -> str:
        return "".join(words.split()).replace("-", "")

    assert letters(unwrap(text)) == letters(text)


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["l'intelli-", "gence artificielle"], "l'intelligence artificielle"),
        (["le finance-", "ment,", "dit-on"], "le financement, dit-on"),
        (["le vice-", "maire"], "le vice-maire"),
        (["a-t-", "il dit"], "a-t-il dit"),
        (["c'est-à-", "dire"], "c'est-à-dire"),
        (["celui-", "ci"], "celui-ci"),
        (["quatre-", "vingt-", "dix"], "quatre-vingt-dix"),
        (["la Seine-", "Maritime"], "la Seine-Maritime"),
        (["la période 2023-", "2024"], "la période 2023-2024"),
        (["un mot \u00ad", "clé"], "un mot clé"),
        (["Le projet -", "ambitieux - avance"], "Le projet - ambitieux - avance"),
        (["une", "", "ligne"], "une ligne"),
        ([], ""),
    ],
)
def test_word_broken_at_a_line_end_is_put_together(lines: list[str], joined: str) -> None:
    assert join_lines(lines) == joined


def test_document_decides_about_a_hyphen_where_it_knows_the_word() -> None:
    assert join_lines(["une plate-", "forme"], words_of("Les plateformes : une plateforme")) == "une plateforme"
    assert join_lines(["un micro-", "ordinateur"], words_of("Le micro-ordinateur")) == "un micro-ordinateur"
    assert join_lines(["un bateau-", "feu"], words_of("le feu du bateau")) == "un bateau-feu"
