"""Where one response leads to: which field of it names what another operation takes (OpenAPI 3.1, section 4.8.20)."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class _Link:
    """From the responses of an operation to another one, whose `parameter` is the field at a JSON pointer."""

    operation: str
    statuses: tuple[str, ...]
    target: str
    parameter: str
    pointer: str


_STORED = ("200", "201", "207")
_LINKS = (
    _Link("ask", ("200",), "lookUpCitation", "citation_id", "/citations/0/id"),
    _Link("createChatCompletion", ("200",), "lookUpCitation", "citation_id", "/choices/0/message/citations/0/id"),
    _Link("verifyQuote", ("200",), "lookUpCitation", "citation_id", "/place/id"),
    _Link("lookUpCitation", ("200",), "getArticle", "article_id", "/source/article_id"),
    _Link("search", ("200",), "getArticle", "article_id", "/hits/0/article_id"),
    _Link("listArticles", ("200",), "getArticle", "article_id", "/articles/0/id"),
    _Link("listArticles", ("200",), "listArticles", "cursor", "/next_cursor"),
    _Link("listSources", ("200",), "listArticles", "source", "/sources/0/name"),
    _Link("uploadArticles", _STORED, "getArticle", "article_id", "/articles/0/id"),
    _Link("uploadArticles", _STORED, "deleteArticle", "article_id", "/articles/0/id"),
    _Link("uploadArticles", ("202",), "getJob", "job_id", "/id"),
    _Link("uploadArticles", ("202",), "cancelJob", "job_id", "/id"),
    _Link("putArticle", ("200", "201"), "getArticle", "article_id", "/id"),
    _Link("putArticle", ("200", "201"), "deleteArticle", "article_id", "/id"),
    _Link("listModels", ("200",), "getModel", "model", "/data/0/id"),
)


def describe_links(document: dict[str, Any]) -> None:
    """Adds the links to the responses that they lead from."""
    operations = {
        operation["operationId"]: operation for path in document["paths"].values() for operation in path.values()
    }
    for link in _LINKS:
        for status in link.statuses:
            response = operations[link.operation]["responses"].get(status)
            if response is not None:
                response.setdefault("links", {})[link.target] = {
                    "operationId": link.target,
                    "parameters": {link.parameter: f"$response.body#{link.pointer}"},
                }
