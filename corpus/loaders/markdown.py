"""Markdown files: front matter becomes metadata, the rest plain text."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.article import RawArticle
from corpus.encodings import read_text
from corpus.front_matter import split_front_matter
from corpus.metadata import raw_article

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_UNSEEN_HTML = re.compile(r"<!--.*?-->|<(script|style|template|head)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_LINE_HTML = re.compile(r"<(?:br|hr|/?(?:p|div|li|ul|ol|tr|h[1-6]|blockquote|table|section))\b[^>]*>", re.IGNORECASE)
_MAX_NESTING = 100  # what is nested deeper is not read; the parser's own limit for CommonMark is 20
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")


def load_markdown(path: Path) -> Iterator[RawArticle]:
    """The file's article. Its title is the front matter's, else the first heading where that is of level 1.

    Headings and paragraphs stand apart, list items are lines that begin with `- ` or their number, table rows are
    lines with ` | ` between cells. Links keep their words, code its text; pictures and HTML tags are left out.
    Raises UnreadableFileError for front matter that is not what it should be.
    """
    fields, body = split_front_matter(read_text(path), path=path)
    blocks = _parse(body)
    article = raw_article(fields, "\n\n".join(text for _, text in blocks), path=path)
    opening, words = blocks[0] if blocks else ("", "")
    yield replace(article, title=words) if article.title is None and opening == "h1" else article


def _parse(markdown: str) -> list[tuple[str, str]]:
    """The blocks of a document that have text: the HTML name of each (`h1`, `p`, `ul`, …), and its text."""
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING}).enable(["table", "strikethrough"])
    tree = SyntaxTreeNode(parser.parse(markdown))
    blocks = [(node.tag, _block(node).strip()) for node in tree.children]
    return [(tag, text) for tag, text in blocks if text]


def _block(node: "SyntaxTreeNode") -> str:
    match node.type:
        case "inline":
            return _inline(node)
        case "bullet_list" | "ordered_list":
            first = int(node.attrs.get("start") or 1)
            ordered = node.type == "ordered_list"
            marks = (f"{first + number}." if ordered else "-" for number in range(len(node.children)))
            return "\n".join(f"{mark} {_block(item)}" for mark, item in zip(marks, node.children, strict=True))
        case "list_item":
            return "\n".join(filter(None, map(_block, node.children)))
        case "tr":
            return " | ".join(_block(cell) for cell in node.children)
        case "table" | "thead" | "tbody":
            return "\n".join(filter(None, map(_block, node.children)))
        case "fence" | "code_block":
            return node.content
        case "html_block":
            return _html_text(node.content)
        case _:
            return "\n\n".join(filter(None, map(_block, node.children)))


def _inline(node: "SyntaxTreeNode") -> str:
    return "".join(map(_span, node.children)).strip()


def _span(node: "SyntaxTreeNode") -> str:
    match node.type:
        case "text" | "code_inline":
            return node.content
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "html_inline":
            return "\n" if _LINE_HTML.fullmatch(node.content) else ""
        case "image":
            return ""
        case _:
            return "".join(map(_span, node.children))


def _html_text(html: str) -> str:
    visible = _UNSEEN_HTML.sub("", html)
    return unescape(_TAG.sub("", _LINE_HTML.sub("\n", visible)))
