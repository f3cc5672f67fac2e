from datetime import date
from pathlib import Path

import pytest

from corpus.article import RawArticle
from corpus.errors import UnreadableFileError
from corpus.loaders.markdown import load_markdown

FRONT_MATTER = """---
id: "007"
title: "Le pont : rouvert"
published: 2023-11-14
source: d'après Le Courrier
author: [Maëlle Kerdoncuff, Jean Petit]
url: https://courrier.example/pont
language: fr-FR
tags: [ponts]
---
"""


def load(tmp_path: Path, text: str) -> RawArticle:
    path = tmp_path / "pont.md"
    path.write_text(text, encoding="utf-8")
    (article,) = load_markdown(path)
    return article


def test_front_matter_becomes_metadata(tmp_path: Path) -> None:
    assert load(tmp_path, FRONT_MATTER + "Le pont rouvre.\n") == RawArticle(
        path=str(tmp_path / "pont.md"),
        text="Le pont rouvre.",
        id="007",
        title="Le pont : rouvert",
        language="fr",
        url="https://courrier.example/pont",
        source="d'après Le Courrier",
        author="Maëlle Kerdoncuff, Jean Petit",
        published=date(2023, 11, 14),
    )


@pytest.mark.parametrize("published", ["14/11/2023", "14 novembre 2023", "2023-11-14T08:30:00+01:00", "'2023-11-14'"])
def test_date_may_be_written_in_the_french_way(tmp_path: Path, published: str) -> None:
    assert load(tmp_path, f"---\npublished: {published}\n---\nTexte.").published == date(2023, 11, 14)


def test_usual_synonyms_are_understood_and_the_proper_name_comes_first(tmp_path: Path) -> None:
    article = load(tmp_path, "---\ndate: 2023-11-14\nlang: en\ntitre: Un\nauteur: A B\n---\nTexte.")
    assert (article.published, article.language, article.title, article.author) == (
        date(2023, 11, 14),
        "en",
        "Un",
        "A B",
    )
    assert load(tmp_path, "---\npublished: 2023-11-14\ndate: 2020-01-01\n---\nT.").published == date(2023, 11, 14)


def test_empty_fields_and_empty_front_matter_say_nothing(tmp_path: Path) -> None:
    article = load(tmp_path, "---\ntitle:\npublished: ''\nauthor: []\n---\nTexte.")
    assert (article.title, article.published, article.author) == (None, None, None)
    assert load(tmp_path, "---\n---\nTexte.").text == "Texte."


@pytest.mark.parametrize(
    ("front_matter", "reason"),
    [
        ("published: hier", "« published: hier » n'est pas une date. Écrivez-la 2024-07-26"),
        ("published: 2024-02-31", "« published: 2024-02-31 » n'est pas une date"),
        ("title: Le pont : rouvert", "n'est pas du YAML (ligne 2 du fichier)"),
        ("title: un\n\tsource: deux", "n'est pas du YAML (ligne 3 du fichier)"),
        ("- un\n- deux", "n'est pas une liste de champs"),
        ("title: [un, deux]", "« title » doit être un texte, et non une liste"),
        ("source: {un: deux}", "« source » doit être un texte, et non un objet"),
        ("url: javascript:alert(1)", "« url: javascript:alert(1) » n'est pas une adresse web"),
        ("language: langue française", "n'est pas un code de langue"),
        ("title: " + "[" * 3000, "YAML"),
        ("a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\ntitle: *c", "« title » doit être un texte, et non une liste"),
    ],
)
def test_front_matter_that_is_wrong_is_refused_with_the_cure(tmp_path: Path, front_matter: str, reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=r"pont\.md") as caught:
        load(tmp_path, f"---\n{front_matter}\n---\nTexte.")
    assert reason in caught.value.reason


def test_front_matter_that_never_ends_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="ne se ferme pas"):
        load(tmp_path, "---\ntitle: Le pont\n\nLe pont rouvre.")


def test_rule_at_the_top_is_no_front_matter(tmp_path: Path) -> None:
    assert load(tmp_path, "---\n\nLe pont rouvre.\n").text == "Le pont rouvre."


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Un [lien](http://x.fr) et *du* **gras**\nsur deux lignes.", "Un lien et du gras sur deux lignes."),
        ("Vers un  \nvers deux", "Vers un\nvers deux"),
        ("## Intertitre\nTexte.", "Intertitre\n\nTexte."),
        ("Intertitre\n---\n\nTexte.", "Intertitre\n\nTexte."),
        ("- un\n- deux\n  suite\n  - trois", "- un\n- deux suite\n- trois"),
        ("3. un\n4. deux", "3. un\n4. deux"),
        ("| Année | Passages |\n|---|---|\n| 2019 | 1 200 |", "Année | Passages\n2019 | 1 200"),
        ("> « Une citation »\n> suivie", "« Une citation » suivie"),
        ("La variable `x_1` vaut *2*.", "La variable x_1 vaut 2."),
        ("```\nx = 1\n```", "x = 1"),
        ("Texte ![légende](photo.jpg) après.", "Texte  après."),
        ("![légende](photo.jpg)", ""),
        ("AT&amp;T &laquo;&nbsp;cité&nbsp;&raquo;", "AT&T «\u00a0cité\u00a0»"),
        ("Un<br>deux <b>gras</b> <!-- caché --> fin", "Un\ndeux gras  fin"),
        ("<div>Bloc <i>HTML</i><br>ligne</div>\n<script>alert(1)</script>\n<!-- non -->", "Bloc HTML\nligne"),
        ("<style>p {}</style>\n\nTexte.", "Texte."),
        ("Prix : 3 * 4 < 5_000 et 2 > 1", "Prix : 3 * 4 < 5_000 et 2 > 1"),
        ("1. [Un](x)\n\n   suite\n2. Deux", "1. Un\nsuite\n2. Deux"),
        ("Note\\* sans étoile", "Note* sans étoile"),
    ],
)
def test_markup_becomes_plain_text(tmp_path: Path, markdown: str, text: str) -> None:
    assert load(tmp_path, markdown).text == text


def test_first_heading_of_level_one_is_the_title(tmp_path: Path) -> None:
    assert load(tmp_path, "# Le *pont* rouvre\n\nTexte.").title == "Le pont rouvre"
    assert load(tmp_path, "---\ntitle: Autre\n---\n# Le pont rouvre\n\nTexte.").title == "Autre"
    assert load(tmp_path, "## Intertitre\n\nTexte.").title is None
    assert load(tmp_path, "Texte.\n\n# Plus bas").title is None


def test_deep_nesting_is_read(tmp_path: Path) -> None:
    assert load(tmp_path, "> " * 40 + "au fond").text == "au fond"
    assert load(tmp_path, "> " * 5000 + "plus loin\n\nau bord").text == "au bord"
