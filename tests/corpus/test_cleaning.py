import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.article import Article, RawArticle
from corpus.cleaning import clean_article, separate_glued_sentences
from corpus.encodings import read_text
from corpus.errors import UnreadableFileError

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
FIRST = "Le conseil municipal a voté mardi soir la rénovation du marché couvert, fermé depuis l’incendie de mars."
SECOND = "Les travaux dureront deux ans et coûteront 12,4 millions d’euros, a précisé la maire, Noëlle Lefèvre."

PAGE = f"""Accueil > Économie

Économie

English Français Deutsch

Le marché couvert renaîtra en 2026

Par Jeanne Dupont, à Saint-Cyr

Publié le 12 mars 2024 à 10h12, mis à jour le 13 mars 2024 à 8h

Temps de lecture : 3 min

Partager sur Facebook Partager sur Twitter

{FIRST}

Lire aussi : Le port change de cap

Publicité

Une halle de verre

{SECOND}

- 40 étals
- 2 restaurants

Sur le même sujet

- Le port change de cap
- La criée recrute

Source : Le Courrier armoricain

Relecture : Marc Petit

© 2024 Le Courrier armoricain. Tous droits réservés.
"""


def cleaned(text: str, **metadata: str | date) -> Article:
    raw = replace(RawArticle(path="marche.txt", text=text), **metadata)
    return clean_article(raw, default_id="marche")


def again(article: Article) -> Article:
    raw = RawArticle(
        "marche.txt", article.text, article.id, article.title, article.language, article.url, article.source,
        article.author, article.published,
    )  # fmt: skip
    return clean_article(raw, default_id="other")


def test_page_becomes_an_article_of_its_journalists_words() -> None:
    assert cleaned(PAGE) == Article(
        id="marche",
        title="Le marché couvert renaîtra en 2026",
        text=f"{FIRST}\n\nUne halle de verre\n\n{SECOND}\n\n- 40 étals\n- 2 restaurants",
        language="fr",
        source="Le Courrier armoricain",
        author="Jeanne Dupont, à Saint-Cyr",
        published=date(2024, 3, 12),
    )


def test_metadata_of_the_file_comes_first_and_lines_that_differ_stay() -> None:
    article = cleaned(f"Publié le 12 mars 2024\n\n{FIRST}\n\n{SECOND}", published=date(2024, 3, 14), title="Halle")
    assert article.published == date(2024, 3, 14)
    assert article.title == "Halle"
    assert article.text == f"Publié le 12 mars 2024\n\n{FIRST}\n\n{SECOND}"


def test_own_id_and_language_are_kept() -> None:
    article = cleaned(FIRST, id="halle-2024", language="en", url="https://courrier.example/halle")
    assert (article.id, article.language, article.url) == ("halle-2024", "en", "https://courrier.example/halle")


def test_title_that_the_text_repeats_leaves_the_text() -> None:
    assert cleaned(f"L'été du marché\n\n{FIRST}", title="L’été du  marché ").text == FIRST
    assert cleaned(f"L'été du marché\n\n{FIRST}", title="L’été du  marché ").title == "L’été du marché"


def test_article_of_one_short_line_keeps_it() -> None:
    article = cleaned("Le marché couvert a rouvert")
    assert article.text == article.title == "Le marché couvert a rouvert"


def test_section_label_stays_where_it_is_an_intertitle() -> None:
    assert cleaned(f"Le marché renaît\n\n{FIRST}\n\nÉconomie\n\n{SECOND}").text == f"{FIRST}\n\nÉconomie\n\n{SECOND}"


def test_list_that_no_pointer_announces_stays() -> None:
    assert cleaned(f"{FIRST}\n\n- Le port change de cap\n- La criée recrute").text.endswith("- La criée recrute")


@pytest.mark.parametrize("text", ["", " \n\u00a0\n", "\ufeff\u200b", "Partager\n\nPublicité", "\ud800"])
def test_article_of_which_nothing_is_left_is_refused(text: str) -> None:
    with pytest.raises(UnreadableFileError, match=r"marche\.txt: L'article est vide"):
        cleaned(text)


@pytest.mark.parametrize(
    ("glued", "apart"),
    [
        ("le PDG de la société.Le maire", "le PDG de la société. Le maire"),
        ("Pourquoi ici ?Parce que", "Pourquoi ici ?Parce que"),
        ("il a été réélu!Puis", "il a été réélu! Puis"),
        ("« de l’innovation ».L’été", "« de l’innovation ». L’été"),
        ("l’innovation”.Les villes.Elles", "l’innovation”. Les villes. Elles"),
        ("la fin.Puis.Encore", "la fin. Puis. Encore"),
        ("un essor de l’IA.nouvelles", "un essor de l’IA."),
        ("c’est fini.Actualités", "c’est fini."),
        ("les mauvaises nouvelles", "les mauvaises nouvelles"),
        ("J.Dupont, A.Martin", "J.Dupont, A.Martin"),
        ("sur Booking.Com, LeMonde.Fr.", "sur Booking.Com, LeMonde.Fr."),
        ("https://site.fr/page.Html", "https://site.fr/page.Html"),
        ("l'U.R.S.S.Les", "l'U.R.S.S.Les"),
        ("étudiant.e.s", "étudiant.e.s"),
        ("la version 2.Le", "la version 2.Le"),
        ("ASP.Net", "ASP.Net"),
    ],
)
def test_sentences_that_ran_together_get_their_blank(glued: str, apart: str) -> None:
    assert separate_until_still(glued) == apart


def test_glued_sentences_are_mended_in_an_article() -> None:
    assert cleaned(f"{FIRST}{SECOND} Fin de l’IA.nouvelles").text == f"{FIRST} {SECOND} Fin de l’IA."


def separate_until_still(text: str) -> str:
    while (next_text := separate_glued_sentences(text)) != text:
        text = next_text
    return text


LINES = st.lists(
    st.one_of(
        st.sampled_from(PAGE.split("\n")),
        st.sampled_from(
            [
                "2024-08-02",
                "Le 3 mai 2021",
                "nouvelles",
                "Faut-il partir ?",
                "« Non »",
                "Par Anne Le Roux",
                "Avec AFP",
                "Lire aussi",
            ]
        ),
        st.text(st.sampled_from("aéE .?!…»«\u00a0\u202f'’-|:\u0301\u200d\u202eש👩")),
        st.text(max_size=20),
    ),
    max_size=14,
)


@given(LINES, st.sampled_from(["\n", "\n\n", "\r\n"]), st.sampled_from([None, "Halle", "Faut-il partir ?"]))
@example(["Le port", "2024-08-02", "2024-08-03", "Par Anne Le Roux"], "\n\n", None)
def test_cleaning_a_cleaned_article_changes_nothing(lines: list[str], end: str, title: str | None) -> None:
    raw = RawArticle(path="marche.txt", text=end.join(lines), title=title)
    try:
        article = clean_article(raw, default_id="marche")
    except UnreadableFileError:
        return
    assert again(article) == article
    assert article.text
    assert unicodedata.is_normalized("NFC", article.text)
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in article.text if character != "\n")
    assert len(article.version) == 64


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not beside this checkout")
@pytest.mark.parametrize(
    ("seed", "title", "published", "source", "furniture"),
    [
        ("000", "Shanghai accélère la mise en place", None, None, 0),
        ("001", "Le vice-maire de Shanghai", None, None, 0),
        ("004", "Pékin, Shanghai et Shenzhen", date(2024, 8, 2), "Securities Times", 7),
    ],
)
def test_seed_is_an_article_without_furniture(
    seed: str, title: str, published: date | None, source: str | None, furniture: int
) -> None:
    (path,) = SEEDS.glob(f"{seed}_*.txt")
    raw = RawArticle(path=path.name, text=read_text(path))
    article = clean_article(raw, default_id=path.stem)
    assert article.title.startswith(title)
    assert len(article.title) <= 160
    assert (article.language, article.published, article.source, article.author) == ("fr", published, source, None)
    for words in ("Français", "Relecture", "Editeur", "Depuis le compte", "Profondeur", "2024-08-02"):
        assert words not in article.text
    assert len(article.text.split("\n\n")) == sum(bool(line) for line in raw.text.splitlines()) - furniture
    assert all(paragraph in raw.text for paragraph in article.text.split("\n\n"))
    assert again(article) == article
