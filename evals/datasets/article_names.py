"""Which article somebody means: by its id, by the name of its file, or by its title."""

from collections import defaultdict
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from corpus.article import Article
from corpus.reading import read_articles
from index.terms.french_analysis import fold


class UnknownNameError(ValueError):
    """No article goes by the name; the message says which names are near."""


class ArticleNames:
    """The names of articles that were read from `folder`, or from one file."""

    def __init__(self, articles: Sequence[Article], folder: Path) -> None:
        self._ids = {article.id for article in articles}
        self._by_title: dict[str, list[str]] = defaultdict(list)
        self._by_version: dict[str, list[str]] = defaultdict(list)
        for article in articles:
            self._by_title[_plain(article.title)].append(article.id)
            self._by_version[article.version].append(article.id)
        self._files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else [folder]
        self._titles = [article.title for article in articles]
        self._folder = folder

    def find(self, name: str) -> frozenset[str]:
        """The ids of the articles that go by the name; a file may hold several. Raises UnknownNameError for none.

        An id goes before a file, a file before a title. Case, accents and the extension of a file need not be given.
        """
        if name in self._ids:
            return frozenset((name,))
        found = self._in_files(name) or self._by_title.get(_plain(name), [])
        if not found:
            raise UnknownNameError(f"no article has {name!r} as its id, its file or its title.{self._nearest(name)}")
        return frozenset(found)

    def _in_files(self, name: str) -> list[str]:
        """The articles with the texts of the files so called, found again by what is in them: ids may be their own."""
        wanted = _plain(name)
        paths = [path for path in self._files if wanted in self._called(path)]
        read = (item for path in paths for item in read_articles([path]) if isinstance(item, Article))
        return [article_id for article in read for article_id in self._by_version[article.version]]

    def _called(self, path: Path) -> set[str]:
        within = path.relative_to(self._folder) if path != self._folder else Path(path.name)
        return {_plain(str(called)) for called in (within, within.with_suffix(""), path.name, path.stem)}

    def _nearest(self, name: str) -> str:
        names = {_plain(known): known for known in (*self._titles, *self._ids, *(path.name for path in self._files))}
        near = get_close_matches(_plain(name), names, n=1)
        return f" Was {names[near[0]]!r} meant?" if near else ""


def _plain(name: str) -> str:
    return " ".join(fold(name).replace("\\", "/").replace("’", "'").split())
