"""Both mirrors of a store: brought up to date together, and searched in one generation of the store at a time."""

import contextlib
import logging
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from index.embedding.embedder import Embedder
from index.errors import MirrorUnwritableError, StoreMismatchError, StoreRebuiltError, StoreUnavailableError
from index.fusion import FusionWeights
from index.searcher import Searcher
from index.storage.article_store import ArticleStore
from index.storage.article_texts import ArticleTexts
from index.storage.generations import generation_of
from index.storage.locks import locked_file
from index.storage.manifest import Manifest
from index.storage.mirror_state import read_state
from index.storage.records import MirrorLag
from index.terms.term_mirror import TermMirror
from index.vectors.vector_mirror import VectorMirror

logger = logging.getLogger(__name__)

_LOOK_SECONDS = 0.05
_SILENT_SECONDS = 60.0

Found = TypeVar("Found")


class Mirrors:
    """The vectors and the terms of a store. Thread-safe; several processes may have the store open."""

    def __init__(
        self,
        store: ArticleStore,
        texts: ArticleTexts,
        folder: Path,
        embedder: Embedder,
        manifest: Manifest,
        weights: FusionWeights,
    ) -> None:
        self._store = store
        self._texts = texts
        self._folder = folder
        self._embedder = embedder
        self._manifest = manifest
        self._weights = weights
        self._catching_up = threading.Lock()
        self._seen = -1  # the data_version that both mirrors have followed
        self._generation = -1  # the generation of the store that they show
        self._silent_until = 0.0
        self._open()

    def _open(self) -> None:
        self.vectors = VectorMirror.open(self._store, self._folder, self._embedder.dimension)
        self.terms = TermMirror(self._store, self._folder, title_boost=self._weights.title)
        self.searcher = Searcher(
            self._store, self._texts, self._embedder, self.vectors, self.terms, weights=self._weights
        )

    def search(self, find: Callable[["Mirrors"], Found]) -> Found:
        """What `find` finds in the mirrors as they are now; it is asked again where the store was rebuilt meanwhile,
        as the chunks that it found are then gone.

        Raises StoreRebuiltError where it was rebuilt with other settings.
        """
        while True:
            self.catch_up(wait=False)
            generation = self._generation
            found = find(self)
            if generation == generation_of(self._store.database):
                return found

    def catch_up(self, *, wait: bool) -> None:
        """Lets the mirrors follow what was written since the last look, here or by another process.

        Without `wait`, a search goes on with what there is while another thread does this, and where the disk is full;
        unless the store was rebuilt: then there is nothing to go on with, and everyone waits. Raises
        MirrorUnwritableError.
        """
        version = self._store.database.data_version()
        if version == self._seen:
            return
        wait = wait or generation_of(self._store.database) != self._generation
        if not self._catching_up.acquire(blocking=wait):
            return
        try:
            self._follow()
        except MirrorUnwritableError as error:
            if wait:
                raise
            self._complain(error)
        finally:
            self._catching_up.release()

    def _complain(self, error: MirrorUnwritableError) -> None:
        """Once in a while: a log with a line for every search would take what room the disk has left."""
        if time.monotonic() >= self._silent_until:
            logger.error("Searches go on with what they have: %s", error)
            self._silent_until = time.monotonic() + _SILENT_SECONDS

    def save(self) -> None:
        """Writes the vectors, unless nothing has changed, another process does so or has more, or the disk is full."""
        with _unless_unwritable():
            if not self._is_behind_the_copy():
                self.vectors.save()

    def save_if_far(self) -> None:
        """Writes the vectors when their copy on disk has fallen behind by many changes."""
        with _unless_unwritable():
            self.vectors.save_if_far()

    def _is_behind_the_copy(self) -> bool:
        """Whether another process has saved what this one has not seen yet: deleted vectors must not come back."""
        state = read_state(self._folder / "vectors.json")
        return state is not None and self._store.knows(state.position) and state.seq > self.vectors.position.seq

    def finish(self) -> None:
        """Waits for the vector index that is being built in the background."""
        self.vectors.finish()

    def stop(self) -> None:
        """Gives up what is being built in the background."""
        self.vectors.stop()

    def lag(self) -> MirrorLag:
        """How many changes each has not applied yet."""
        last = self._store.position().seq
        return MirrorLag(max(0, last - self.vectors.position.seq), max(0, last - self.terms.position.seq))

    def rebuild(self) -> None:
        """Throws away what is on disk and makes both anew from the store, so that nothing deleted is left in them.

        Other processes go on with what they have in memory, and follow.
        """
        with self._catching_up:
            self.stop()
            with locked_file(self._folder / "terms.lock"), locked_file(self._folder / "vectors.lock"):
                for name in ("terms.json", "vectors.json"):  # first: whoever reads them looks for what they name
                    _remove(self._folder / name)
                for path in (*self._folder.glob("terms-*"), *self._folder.glob("*vectors-*")):
                    _remove(path)
            self._open()
            self._generation = -1
            self._follow()
            self.vectors.save()

    def other_files(self, folder: Path) -> list[Path]:
        """The files of mirrors in the folder that are not those that this process reads and writes."""
        vectors = read_state(folder / "vectors.json")
        mine = {self.terms.name, vectors.name if vectors is not None else None}
        return [path for pattern in ("terms-*", "vectors-*") for path in folder.glob(pattern) if path.name not in mine]

    def _follow(self) -> None:
        """Applies what is missing; for one thread at a time. Of a new generation, all of it."""
        version, generation = self._store.database.data_version(), generation_of(self._store.database)
        try:
            self._manifest.check_against(self._store.manifest())
        except StoreMismatchError as error:
            raise StoreRebuiltError(error) from error
        self.vectors.catch_up()
        complete = self.terms.catch_up()
        while not complete and generation != self._generation:
            time.sleep(_LOOK_SECONDS)  # another process writes the terms
            complete = self.terms.catch_up()
        self._generation = generation
        self._seen = version if complete else -1


@contextlib.contextmanager
def _unless_unwritable() -> Iterator[None]:
    try:
        yield
    except (OSError, StoreUnavailableError) as error:
        logger.warning("The vectors cannot be written, and are made up to date when they are opened: %s", error)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
