"""Files on their way into the store: their articles, what could not be read, and how far the reading is."""

from collections.abc import Container, Iterator, Sequence
from pathlib import Path

from corpus.errors import ReadFailure
from corpus.filed_article import FiledArticle, FiledFailure
from corpus.reading import list_files, read_filed_articles


class FileReading:
    """One pass over files and folders. What it has come across is known once it is over."""

    def __init__(self, paths: Sequence[Path], *, only: Container[str] | None = None) -> None:
        self._paths = paths
        self._only = only
        self._sizes = {file: size for file, size in list_files(paths).items() if only is None or file in only}
        self._bytes = 0
        self._total = sum(self._sizes.values())
        self._last: str | None = None
        self._failures: list[ReadFailure] = []
        self._unread: set[str] = set()

    @property
    def share(self) -> float:
        """How much of the files' bytes is read, from 0 to 1."""
        return self._bytes / self._total if self._total else 0.0

    @property
    def failures(self) -> tuple[ReadFailure, ...]:
        """What could not be read so far, in the order of the files."""
        return tuple(self._failures)

    @property
    def unread(self) -> frozenset[str]:
        """The files, and folders, of which something could not be read so far."""
        return frozenset(self._unread)

    @property
    def files(self) -> frozenset[str]:
        """The files that there were to read."""
        return frozenset(self._sizes)

    def articles(self) -> Iterator[FiledArticle]:
        """The articles that can be read, in the order of the files."""
        for item in read_filed_articles(self._paths, only=self._only):
            if item.file != self._last:
                self._bytes += self._sizes.get(self._last or "", 0)
                self._last = item.file
            if isinstance(item, FiledFailure):
                self._failures.append(item.failure)
                self._unread.add(item.file)
            else:
                yield item
        self._bytes = self._total
