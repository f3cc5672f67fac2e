from datetime import date
from pathlib import Path

import pytest

from corpus.article import RawArticle
from corpus.cleaning import clean_article
from corpus.errors import UnreadableFileError
from corpus.loaders.html import load_html

FIRST = (
    "Fermé depuis dix-huit mois, le pont de Keravel accueillera de nouveau les voitures le 2 avril, a annoncé lundi la "
    "présidente du département. Les piles rongées par le sel ont été remplacées une à une."
)
SECOND = (
    "Le coût des travaux atteint 12,4 millions d'euros, soit deux millions de plus que prévu. La région en prend un "
    "tiers à sa charge, mais les commerçants du bourg attendent toujours d'être indemnisés."
)
PAGE = f"""<!DOCTYPE html>
<html lang="fr-FR"><head><meta charset="utf-8">
<title>Le pont de Keravel rouvre au printemps - Le Courrier armoricain</title>
<meta property="og:title" content="Le pont de Keravel rouvre au printemps">
<meta property="og:site_name" content="Le Courrier armoricain">
<meta property="article:published_time" content="2023-11-14T08:30:00+01:00">
<meta name="author" content="Maëlle Kerdoncuff">
<link rel="canonical" href="https://courrier.example/pont-keravel"><script>var x = 1;</script></head>
<body>
<div id="cookie-banner" class="cookie-consent"><p>Nous utilisons des cookies pour mesurer l'audience.</p>
<button>Tout accepter</button></div>
<header><nav><ul><li><a href="/">Accueil</a></li><li><a href="/eco">Économie</a></li></ul></nav></header>
<main><article>
<h1>Le pont de Keravel rouvre au printemps</h1>
<p class="byline">Par Maëlle Kerdoncuff</p><p class="date">Publié le 14 novembre 2023 à 08h30</p>
<div class="share"><a href="#">Partager sur Facebook</a> <a href="#">Partager sur Twitter</a></div>
<p>{FIRST}</p>
<h2>Un chantier
 retardé</h2>
<p>{SECOND} <a href="/x">Voir les
 plans</a>.</p>
<ul><li>4 piles</li><li>320 mètres<ul><li>de garde-corps</li></ul></li></ul>
<blockquote><p>« Nous avons travaillé de nuit », raconte le chef de chantier.</p></blockquote>
<table><tr><th>Année</th><th>Passages</th></tr><tr><td>2019</td><td>1 200 000</td></tr></table>
<p>À lire également : <a href="/y">La criée cherche des bras</a></p>
</article></main>
<aside><h3>Les plus lus</h3><ul><li><a href="/1">La criée cherche des bras</a></li></ul></aside>
<footer><p>© 2023 Le Courrier armoricain. Tous droits réservés.</p></footer>
</body></html>"""


def load(tmp_path: Path, html: str | bytes) -> RawArticle:
    path = tmp_path / "pont.html"
    path.write_bytes(html if isinstance(html, bytes) else html.encode())
    (article,) = load_html(path)
    return article


def page(body: str, *, attributes: str = "", head: str = "") -> str:
    return f"<html {attributes}><head>{head}</head><body><main>{body}</main></body></html>"


def test_article_and_its_metadata_are_taken_out_of_the_page(tmp_path: Path) -> None:
    raw = load(tmp_path, PAGE)
    article = clean_article(raw, default_id="pont")
    assert article.text == "\n\n".join(
        [
            FIRST,
            "Un chantier retardé",
            f"{SECOND} Voir les plans.",
            "- 4 piles\n- 320 mètres\n- de garde-corps",
            "« Nous avons travaillé de nuit », raconte le chef de chantier.",
            "Année | Passages\n2019 | 1 200 000",
        ]
    )
    assert article.title == "Le pont de Keravel rouvre au printemps"
    assert article.published == date(2023, 11, 14)
    assert article.author == "Maëlle Kerdoncuff"
    assert article.source == "Le Courrier armoricain"
    assert article.url == "https://courrier.example/pont-keravel"
    assert article.language == "fr"


def test_short_page_is_read_without_its_navigation(tmp_path: Path) -> None:
    html = page("<nav><a href='/'>Accueil</a> <a href='/e'>Économie</a></nav><h1>Brève</h1><div>Le pont rouvre.</div>")
    assert clean_article(load(tmp_path, html), default_id="pont").text == "Le pont rouvre."


def test_page_without_a_stated_date_has_none(tmp_path: Path) -> None:
    html = page(f"<p>{FIRST}</p><p>{SECOND}</p>").replace("</main>", "</main><footer>© 2019 Le Courrier</footer>")
    assert load(tmp_path, html).published is None


@pytest.mark.parametrize(
    ("attributes", "language"),
    [('lang="fr"', "fr"), ("lang=en-GB", "en"), ("xml:lang='de'", "de"), ("", None), ('class="no-lang"', None)],
)
def test_language_is_what_the_page_declares(tmp_path: Path, attributes: str, language: str | None) -> None:
    assert load(tmp_path, page(f"<p>{FIRST}</p>", attributes=attributes)).language == language


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset='iso-8859-1'>", "cp1252"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=windows-1252'>", "cp1252"),
        ("", "cp1252"),
        ("<meta charset='iso-8859-1'>", "utf-8"),
        ("<meta charset='utf-16'>", "utf-16"),
    ],
)
def test_page_is_read_in_its_encoding(tmp_path: Path, head: str, encoding: str) -> None:
    assert load(tmp_path, page(f"<p>L’été, {FIRST}</p>", head=head).encode(encoding)).text == f"L’été, {FIRST}"


def test_xhtml_with_a_declaration_is_read(tmp_path: Path) -> None:
    html = '<?xml version="1.0" encoding="utf-8"?>\n' + page(
        f"<p>{FIRST}</p>", attributes='xmlns="http://www.w3.org/1999/xhtml"'
    )
    assert load(tmp_path, html).text == FIRST


@pytest.mark.parametrize(
    "html",
    [
        "<html></html>",
        page("<img src='a.png'>"),
        page("<div id='app'></div><script>render('Le pont rouvre.')</script>"),
        page("<nav><a href='/'>Accueil</a></nav><footer>© 2024</footer>"),
        "<",
        "&nbsp;",
        "<!-- rien -->",
    ],
)
def test_page_without_an_article_is_refused(tmp_path: Path, html: str) -> None:
    with pytest.raises(UnreadableFileError, match="ne contient pas de texte d'article"):
        load(tmp_path, html)


def test_binary_named_html_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="image PNG"):
        load(tmp_path, b"\x89PNG\r\n\x1a\n\x00")


def test_address_that_no_browser_should_follow_is_left_out(tmp_path: Path) -> None:
    html = page(f"<p>{FIRST}</p>", head="<link rel='canonical' href='javascript:alert(1)'>")
    assert load(tmp_path, html).url is None
