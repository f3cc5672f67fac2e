"""Articles and failures with the file they came from, for whoever has to know later which files are still there."""

from dataclasses import dataclass

from corpus.article import Article
from corpus.errors import ReadFailure


@dataclass(frozen=True, slots=True)
class FiledArticle:
    """An article and the absolute path of its file; None where it came otherwise."""

    article: Article
    file: str | None


@dataclass(frozen=True, slots=True)
class FiledFailure:
    """What was not read, and the absolute path of the file, or of the folder that could not be entered."""

    failure: ReadFailure
    file: str
