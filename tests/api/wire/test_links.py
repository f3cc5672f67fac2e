import re
import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.wire.links import article_link, deep_link, lookup_link, page_link
from api.wire.text_fragments import text_fragment

TEXT = "Shanghai compte 1 100 entreprises. Un fonds - à lui seul - pèse 10 milliards. Shanghai compte."
URL = "https://presse.example/a"


def span(quote: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(quote)
    return start, start + len(quote)


def test_page_link_encodes_what_an_address_cannot_hold() -> None:
    assert page_link("l’été/à 100 %?", "9f2c4a7be01d83aa-0-5") == (
        "/articles/l%E2%80%99%C3%A9t%C3%A9%2F%C3%A0%20100%20%25%3F?cite=9f2c4a7be01d83aa-0-5"
    )
    assert article_link("a") == "/articles/a"
    assert lookup_link("9f2c4a7be01d83aa-0-5") == "/v1/citations/9f2c4a7be01d83aa-0-5"


def test_deep_link_holds_the_whole_quote_and_escapes_the_hyphens_of_the_syntax() -> None:
    start, end = span("Un fonds - à lui seul - pèse 10 milliards.")
    assert deep_link(URL, TEXT, start, end) == (
        f"{URL}#:~:text=Un%20fonds%20%2D%20%C3%A0%20lui%20seul%20%2D%20p%C3%A8se%2010%20milliards."
    )


def test_deep_link_keeps_a_fragment_that_the_address_has() -> None:
    assert deep_link(URL + "#suite", TEXT, *span("pèse 10 milliards")) == (
        f"{URL}#suite:~:text=p%C3%A8se%2010%20milliards"
    )


@pytest.mark.parametrize(
    ("url", "quote"),
    [
        (None, "pèse 10 milliards"),
        ("javascript:alert(1)", "pèse 10 milliards"),
        ("file:///etc/passwd", "pèse 10 milliards"),
        (URL, "hanghai compte"),
        (URL, "Shanghai comp"),
    ],
)
def test_no_deep_link_without_a_web_address_or_to_parts_of_words(url: str | None, quote: str) -> None:
    assert deep_link(url, TEXT, *span(quote)) is None


@pytest.mark.parametrize(
    ("text", "quote", "place", "fragment"),
    [
        ("Le fonds investit. Puis le fonds investit.", "fonds investit", 1, "Puis le-,fonds investit"),
        ("Le fonds investit. Puis il part. Il part.", "part", 0, "Puis il-,part"),
        ("Un été. L’Été passe. Un ete vient.", "ete", 0, "ete,-vient."),
        ("Oui.\nNon.\nOui.\nFin.", "Oui.", 0, "Oui.,-Non."),
        ("Oui.\nNon.\nOui.\nFin.", "Oui.", 1, "Non.-,Oui."),
        ("a, b & c - d. a, b & c - d!", "a, b & c - d", 1, "d.-,a, b & c - d"),
        ("bis bis bis bis bis bis bis bis bis bis bis bis bis bis bis bis", "bis", 8, None),
        ("Oui. Non.\nOui. Non.", "Oui. Non.", 1, "Non.-,Oui. Non."),
        ("Oui. Non.\nOui. Non.", "Oui. Non.\nOui. Non.", 0, None),
        ("L’IA avance.", "IA avance", 0, None),
        ("Il pèse 3,5 tonnes.", "5 tonnes", 0, None),
        ("a b\nc d\na b\nc d", "a b\nc d", 1, "d-,a b,c d"),
        ("Une ligne.\n\nUne autre.\nEt la fin.", "Une ligne.\n\nUne autre.", 0, "Une ligne.,Une autre."),
        (
            "Le début est long\net le début\nfinit par le début",
            "long\net le début\nfinit par le début",
            0,
            "long,finit par le début",
        ),
    ],
)
def test_words_around_a_quote_make_its_fragment_lead_to_one_place(
    text: str, quote: str, place: int, fragment: str | None
) -> None:
    start = [found.start() for found in re.finditer(f"(?={re.escape(quote)})", text)][place]
    link = deep_link(URL, text, start, start + len(quote))
    assert (link and link.removeprefix(f"{URL}#:~:text=")) == (fragment and encoded(fragment))


def encoded(fragment: str) -> str:
    """Each part of the fragment percent-encoded, the marks of the syntax not."""
    parts = re.findall(r"(-?)((?:[^,-]|, |- | -)+)(-?)(?:,(?! )|$)", fragment)
    return ",".join(f"{dash}{percent(words)}{ending}" for dash, words, ending in parts)


def percent(words: str) -> str:
    return "".join(
        character if re.match(r"[A-Za-z0-9._~]", character) else "".join(f"%{byte:02X}" for byte in character.encode())
        for character in words
    )


WORDS = st.lists(
    st.sampled_from(["a", "à", "A", "b", "l’a", "a-b", "b,", "&", "a.", "-", "\n"]), min_size=2, max_size=14
)


@settings(max_examples=400, deadline=None)
@given(WORDS, st.data())
def test_a_fragment_leads_to_the_quote_and_nowhere_else(words: list[str], data: st.DataObject) -> None:
    """By a browser written the simple way: it tries each place, and compares letters without accents and case."""
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start = sum(len(word) + 1 for word in words[:first])
    text, end = " ".join(words), start + len(" ".join(words[first : last + 1]))
    fragment = text_fragment(text, start, end)
    if fragment is None:
        return
    inner = text[start:end].strip()
    begin = text.index(inner, start)
    matches = places_of(fragment, text)
    inner = text[start:end].strip()
    begin = text.index(inner, start)
    assert matches == [(begin, begin + len(inner))]


def places_of(fragment: str, text: str) -> list[tuple[int, int]]:
    """Every place that a browser could take for the first."""
    parts = fragment.split(",")
    before = unquote(parts.pop(0)[:-1]) if parts[0].endswith("-") else ""
    after = unquote(parts.pop()[1:]) if parts[-1].startswith("-") else ""
    first, last = unquote(parts[0]), unquote(parts[1]) if len(parts) > 1 else None
    found = []
    for begin, end in spans_of(first, text):
        if before and not any(not text[stop:begin].strip() for _, stop in spans_of(before, text) if stop <= begin):
            continue
        if last is not None:
            end = min((stop for start, stop in spans_of(last, text) if start >= end), default=-1)
        if after and not any(not text[end:start].strip() for start, _ in spans_of(after, text) if start >= end):
            continue
        found.append((begin, end))
    return found


def spans_of(words: str, text: str) -> list[tuple[int, int]]:
    return [
        (start, end)
        for start in range(len(text))
        for end in range(start + 1, len(text) + 1)
        if text[start:end] == text[start:end].strip() and plain(text[start:end]) == plain(words)
    ]


def plain(words: str) -> str:
    letters = unicodedata.normalize("NFKD", words.casefold())
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())


def test_a_long_quote_is_named_by_its_first_and_last_words() -> None:
    words = [f"mot{number}" for number in range(100)]
    text = "Avant. " + " ".join(words) + ". Après."
    start, end = span(" ".join(words), text)
    assert deep_link(URL, text, start, end) == (
        f"{URL}#:~:text=mot0%20mot1%20mot2%20mot3%20mot4%20mot5,mot94%20mot95%20mot96%20mot97%20mot98%20mot99"
    )


def test_a_long_quote_whose_beginning_stands_elsewhere_needs_a_word_before_it() -> None:
    words = " ".join(f"mot{number}" for number in range(100))
    text = f"{words} et encore mot0 mot1 mot2 mot3 mot4 mot5."
    assert deep_link(URL, text, 0, len(words)) is None
    link = deep_link(URL, f"Avant {text}", 6, 6 + len(words))
    assert link is not None
    assert link.startswith(f"{URL}#:~:text=Avant-,mot0%20")
