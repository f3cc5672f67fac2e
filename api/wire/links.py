"""Where a quote can be looked at: the page, the lookup, and the article on the web scrolled to the words."""

from urllib.parse import quote, urlsplit

from api.wire.text_fragments import text_fragment
from rag.citations import CitationId


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

    That is where the article has no web address, or no fragment leads to these words alone (`api.wire.text_fragments`).
    """
    if url is None or urlsplit(url).scheme not in {"http", "https"}:
        return None
    fragment = text_fragment(text, start, end)
    if fragment is None:
        return None
    return f"{url}{'' if '#' in url else '#'}:~:text={fragment}"
