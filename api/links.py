"""Where a quote can be looked at: the page, the lookup, and the article on the web scrolled to the words."""

from urllib.parse import quote, urlsplit

from rag.citations import CitationId

_WHOLE_QUOTE = 240  # characters; a longer fragment names only its first and last words, to keep addresses short
_EDGE_WORDS = 6


def page_link(article_id: str, citation_id: CitationId | str) -> str:
    """The page with the article open and the quote highlighted."""
    return f"{article_link(article_id)}?cite={citation_id}"


def article_link(article_id: str) -> str:
    """The page with the article open."""
    return f"/articles/{quote(article_id, safe='')}"


def article_address(article_id: str) -> str:
    """The article as an object."""
    return f"/v1/articles/{quote(article_id, safe='')}"


def lookup_link(citation_id: CitationId | str) -> str:
    """The route that says what became of a citation."""
    return f"/v1/citations/{citation_id}"


def deep_link(url: str | None, text: str, start: int, end: int) -> str | None:
    """The address with a text fragment that browsers scroll to; None where none can be given.

    That is where the article has no web address, or the fragment would point at another place as well: browsers
    compare without regard to case. The syntax is that of https://wicg.github.io/scroll-to-text-fragment/.
    """
    if url is None or urlsplit(url).scheme not in {"http", "https"}:
        return None
    fragment = _fragment(text, start, end)
    if fragment is None:
        return None
    return f"{url}{'' if '#' in url else '#'}:~:text={fragment}"


def _fragment(text: str, start: int, end: int) -> str | None:
    cited = text[start:end]
    if len(cited) <= _WHOLE_QUOTE and "\n" not in cited:
        return _encode(cited) if _occurrences(text, cited) == 1 else None
    words = cited.split()
    first, last = " ".join(words[:_EDGE_WORDS]), " ".join(words[-_EDGE_WORDS:])
    once = _occurrences(text, first) == 1 and _occurrences(text, last) == 1
    return f"{_encode(first)},{_encode(last)}" if once and len(words) >= 2 * _EDGE_WORDS else None


def _occurrences(text: str, words: str) -> int:
    return " ".join(text.casefold().split()).count(" ".join(words.casefold().split()))


def _encode(words: str) -> str:
    """Percent-encoded, the hyphen too: in a text fragment it separates a prefix."""
    return quote(words, safe="").replace("-", "%2D")
