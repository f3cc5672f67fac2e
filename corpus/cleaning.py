"""A raw article becomes an article: characters, furniture, facts and title settled, the text fixed for good.

What a reader of the page would call the article stays, word for word. The title is metadata: a first line that is the
title leaves the text. Dates, bylines and sources that stand on lines of their own become metadata where there was none
(`corpus.article_facts`); furniture (`corpus.furniture`) goes. The only thing that is ever put in is a blank between two
sentences that lost theirs.
"""

import re
from collections.abc import Sequence

from corpus.article import Article, RawArticle
from corpus.article_facts import Facts, collect_facts, first_words
from corpus.characters import clean_characters, one_line
from corpus.errors import UnreadableFileError
from corpus.furniture import EDGE_LINES, is_furniture, is_read_also, is_section_label
from corpus.language import guess_language

_LOWER = "a-zß-öø-ÿœ"
_UPPER = "A-ZÀ-ÖØ-ÞŒ"
_GLUE = re.compile(rf"[.!?…][{_UPPER}]")  # a quick look: most texts have none
_GLUED_SENTENCES = re.compile(
    rf"(?P<left>(?<!\S)(?:[^\s/@_]*[{_LOWER}]{{3}}[»”)]?|[»”])[.!?…])"
    rf"(?P<right>[{_UPPER}](?:[{_LOWER}]|['’])[^\s/@_]*)(?!\S)"
)
_DOMAINS = frozenset("Com Fr Org Net Eu Be Ch Ca Io Ai Js Info".split())
_GLUED_LABEL = re.compile(
    r"(?<=[^\W\d_][.!?…])(?:nouvelles|actualités|actus?|articles?)$", re.IGNORECASE | re.MULTILINE
)


def clean_article(raw: RawArticle, *, default_id: str) -> Article:
    """The article that a raw one contains, under its own id or else `default_id`.

    The language is the one stated, else guessed from the text. Cleaning a cleaned article changes nothing.
    Raises UnreadableFileError where no text is left.
    """
    facts = Facts(
        title=one_line(raw.title or "") or None,
        author=one_line(raw.author or "") or None,
        published=raw.published,
        source=one_line(raw.source or "") or None,
    )
    text, facts = clean_text(raw.text, facts)
    if not text:
        raise UnreadableFileError(raw.path, "L'article est vide. Vérifiez que le fichier contient du texte.")
    return Article(
        id=raw.id or default_id,
        title=facts.title or first_words(text),
        text=text,
        language=raw.language or guess_language(text),
        url=raw.url,
        source=facts.source,
        author=facts.author,
        published=facts.published,
    )


def clean_text(text: str, known: Facts) -> tuple[str, Facts]:
    """The cleaned text, and the facts known together with those that its lines stated."""
    facts, previous = known, None
    text = clean_characters(text)
    while text != previous:  # a line that goes may bring another one to the edge of the article
        previous = text
        text = separate_glued_sentences(text)
        lines = [line for line in text.split("\n") if line]
        text = _without(text, _furniture(lines))
        lines = [line for line in text.split("\n") if line]
        facts, spent = collect_facts(lines, facts)
        text = clean_characters(_without(text, spent))
    return text, facts


def separate_glued_sentences(text: str) -> str:
    """The text with a blank where a full stop and the next sentence have run together ("la société.Le maire").

    Addresses (lemonde.Fr, a/b.Html) and initials (J.Dupont) stay as they are; a section label that was glued to the
    end of a line ("de l'IA.nouvelles") goes.
    """
    text = _GLUED_LABEL.sub("", text)
    return _GLUED_SENTENCES.sub(_separated, text) if _GLUE.search(text) else text


def _separated(match: re.Match[str]) -> str:
    left, right = match["left"], match["right"]
    if right.rstrip(".,;:!?»”)") in _DOMAINS or left.lower().startswith("www."):
        return match.group()
    return f"{left} {right}"


def _furniture(lines: Sequence[str]) -> frozenset[int]:
    """The numbers of the lines that are furniture; a list under a bare "Lire aussi" goes with it."""
    gone = set[int]()
    in_related_list = False
    for number, line in enumerate(lines):
        at_edge = number < EDGE_LINES or number >= len(lines) - EDGE_LINES
        in_related_list = is_read_also(line) or (in_related_list and line.startswith("- "))
        if in_related_list or is_furniture(line, at_edge=at_edge) or (number == 0 and is_section_label(line)):
            gone.add(number)
    return frozenset(gone)


def _without(text: str, gone: frozenset[int]) -> str:
    """The text without its lines of these numbers, empty lines not counted."""
    kept, number = [], -1
    for line in text.split("\n"):
        number += bool(line)
        if not line or number not in gone:
            kept.append(line)
    return "\n".join(kept)
