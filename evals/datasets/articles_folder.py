"""Anyone's own articles, read from their files as an ingestion reads them; what cannot be read is named."""

from dataclasses import dataclass
from pathlib import Path

from corpus.article import Article
from corpus.reading import read_articles
from evals.question_set import QuestionSetError

_NAMED = 5  # of the failures in an error, where nothing could be read


@dataclass(frozen=True, slots=True)
class ReadFolder:
    """The articles in the order of their files, and a sentence for each file or line that is not among them."""

    articles: tuple[Article, ...]
    failures: tuple[str, ...]


def read_folder(path: Path, *, but: Path) -> ReadFolder:
    """The articles of a folder, or of a file; the question file `but` may lie among them and is none.

    Raises QuestionSetError where there is no article.
    """
    read = list(read_articles([path]))
    articles = tuple(item for item in read if isinstance(item, Article))
    failures = tuple(
        f"{item.path}: {item.reason}" for item in read if not isinstance(item, Article) and not _is_in(item.path, but)
    )
    if not articles:
        said = " ".join(failures[:_NAMED]) or "There is no file in it."
        raise QuestionSetError(f"{path}: no article could be read. {said}")
    return ReadFolder(articles, failures)


def _is_in(place: str, path: Path) -> bool:
    """Whether a failure's place, a path with or without `:line`, is in the file at the path."""
    return any(Path(name).resolve() == path.resolve() for name in (place, place.rpartition(":")[0]) if name)
