"""The tantivy index of a store's chunks: one folder for all processes, following the log of changes.

Whoever holds the lock file brings the folder up to date; the others go on searching what was committed last, and see
by the state file when there is more.
"""

import hashlib
import logging
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import MirrorUnwritableError
from index.storage.article_store import ArticleStore
from index.storage.change_log import LOG_START, Position
from index.storage.locks import locked_file, locked_file_if_free
from index.storage.mirror_state import MirrorState, read_state, write_state
from index.terms.french_analysis import search_terms
from index.terms.lexical_index import IndexLockedError, ScoredId, TantivyIndex, TermDocument
from index.vectors.vector_index import Ids

logger = logging.getLogger(__name__)

BATCH = 5_000  # chunks a commit
MIN_DEAD = 1_000  # removed rows from which a folder may be built anew, once they are MAX_DEAD_SHARE of all
MAX_DEAD_SHARE = 0.2
NOT_INDEX_FILES = (".managed.json", ".tantivy-meta.lock", ".tantivy-writer.lock")


class TermMirror:
    """The terms of a store's chunks, searchable. Thread-safe, but for `catch_up`: one thread at a time."""

    def __init__(self, store: ArticleStore, folder: Path, *, title_boost: float) -> None:
        self._store = store
        self._folder = folder
        self._state_path = folder / "terms.json"
        self._lock_path = folder / "terms.lock"
        self._title_boost = title_boost
        self._digests: dict[str, str] = {}
        self._state, self._index = self._open_while_written() or self._open_alone()

    @property
    def size(self) -> int:
        """How many chunks it holds."""
        return self._index.size

    @property
    def ids(self) -> Ids:
        """The chunks it holds, ascending."""
        return self._index.ids

    @property
    def name(self) -> str:
        """The folder it reads, below that of the store."""
        return self._state.name

    @property
    def position(self) -> Position:
        """The last change that is committed in the folder, as far as this process knows."""
        return self._state.position

    def catch_up(self) -> bool:
        """Brings the folder up to date, or follows the process that is doing so; True if nothing is missing now.

        Raises MirrorUnwritableError; what was committed before can be searched as before.
        """
        self._follow()
        if self.position == self._store.position():
            return True
        with locked_file_if_free(self._lock_path) as mine:
            if mine:
                self._follow()
                with self._named_errors():
                    self._replay()
            return mine

    def search(self, terms: list[str], k: int, *, allowed: Ids | None) -> list[ScoredId]:
        """The chunks that hold the terms, by BM25, best first."""
        return self._index.search(terms, k, allowed=allowed)

    def document_frequency(self, term: str) -> int:
        """In how many chunks the term stands."""
        return self._index.document_frequency(term)

    def _follow(self) -> None:
        """Sees what another process has committed; where that one takes the folder away, goes on with what is open."""
        state = read_state(self._state_path)
        while state is not None and state != self._state:
            try:
                if state.name == self._state.name:
                    self._index.reload()
                else:
                    self._index = self._open_folder(state.name)
                self._state = state
            except ValueError:
                if read_state(self._state_path) == state:  # who replaces a folder replaces its state first
                    raise
            state = read_state(self._state_path)

    def _replay(self) -> None:
        """Applies what is missing; a row that is there already is replaced, so that doing it twice does no harm."""
        if not self._store.knows(self.position) or self._is_gone() or self._too_many_dead():
            self._state, self._index = self._new_folder()
        started = time.perf_counter()
        changes = self._store.changes_since(self.position)
        dead = self._state.dead
        for first in range(0, len(changes.chunk_ids), BATCH):
            batch = changes.chunk_ids[first : first + BATCH]
            before = self._index.size
            documents = list(self._documents(batch))
            self._index.update(removed=batch, added=documents)
            dead += before + len(documents) - self._index.size
        name, position = self._state.name, changes.position
        state = MirrorState(position.seq, position.stamp, name, self._digest(self._folder / name), dead)
        write_state(self._state_path, state)
        self._state = state
        self._remove_other_folders()
        if len(changes.chunk_ids):
            seconds = time.perf_counter() - started
            logger.info("term index: %d changed chunks applied in %.2f s", len(changes.chunk_ids), seconds)

    def _documents(self, ids: Ids) -> Iterator[TermDocument]:
        rows = self._store.chunk_rows(ids.tolist())
        version, text = "", ""
        for row in rows.values():
            if row.article.version != version:
                version, text = row.article.version, self._store.text(row.article.version) or ""
            yield TermDocument(row.id, search_terms(row.article.title), search_terms(text[row.start : row.end]))

    def _is_gone(self) -> bool:
        """Whether another process has taken the folder away, and not written another one yet."""
        return not (self._folder / self.name / "meta.json").exists()

    def _too_many_dead(self) -> bool:
        dead = self._state.dead
        return dead >= MIN_DEAD and dead > MAX_DEAD_SHARE * (dead + self._index.size)

    def _open_while_written(self) -> tuple[MirrorState, TantivyIndex] | None:
        """The folder as another process, which is writing to it now, committed it last; None if there is no other."""
        with locked_file_if_free(self._lock_path) as mine:
            state = None if mine else read_state(self._state_path)
            if state is None or not self._store.knows(state.position):
                return None
            try:
                return state, self._open_folder(state.name)
            except ValueError as error:
                logger.warning("The term index in %s cannot be opened: %s", self._folder / state.name, error)
                return None

    def _open_alone(self) -> tuple[MirrorState, TantivyIndex]:
        """The folder, once nobody writes to it, if it is as it was left; a new one otherwise."""
        with locked_file(self._lock_path), self._named_errors():
            state = self._usable_state()
            if state is not None:
                try:
                    return state, self._open_folder(state.name)
                except (
                    ValueError
                ) as error:  # of the files that tantivy writes anew whenever it likes, and have no digest
                    logger.warning("The term index in %s is built anew: %s", self._folder / state.name, error)
            self._state_path.unlink(missing_ok=True)  # or `_follow` would lead back to it
            return self._new_folder()

    def _usable_state(self) -> MirrorState | None:
        """The saved state, if the folder is as it was left and the log goes on from it."""
        state = read_state(self._state_path)
        if state is None or not self._store.knows(state.position):
            return None
        if state.sha256 != self._digest(self._folder / state.name):
            logger.warning("The term index in %s is damaged and is built anew.", self._folder / state.name)
            return None
        return state

    @contextmanager
    def _named_errors(self) -> Iterator[None]:
        """Says what a file system and tantivy, whose errors are ValueErrors, say of the folder."""
        try:
            yield
        except (OSError, ValueError, IndexLockedError) as error:
            full = any(words in str(error) for words in ("StorageFull", "No space left"))
            raise MirrorUnwritableError(self._folder, "the disk is full" if full else str(error)) from error

    def _new_folder(self) -> tuple[MirrorState, TantivyIndex]:
        state = MirrorState(LOG_START.seq, LOG_START.stamp, f"terms-{secrets.token_hex(4)}", "")
        return state, TantivyIndex.open_or_create(self._folder / state.name, title_boost=self._title_boost)

    def _open_folder(self, name: str) -> TantivyIndex:
        return TantivyIndex.open(self._folder / name, title_boost=self._title_boost)

    def _remove_other_folders(self) -> None:
        """Removes folders built before; a process that still has one open goes on reading it."""
        for other in self._folder.glob("terms-*"):
            if other.name != self._state.name:
                shutil.rmtree(other, ignore_errors=True)

    def _digest(self, folder: Path) -> str:
        """The SHA-256 of the index's files, names included. Files but `meta.json` never change once written."""
        names = sorted(path.name for path in folder.glob("*") if path.name not in NOT_INDEX_FILES)
        known = {name: digest for name, digest in self._digests.items() if name != "meta.json"}
        self._digests = {name: known.get(name) or _file_digest(folder / name) for name in names}
        listing = "\n".join(f"{name} {digest}" for name, digest in self._digests.items())
        return hashlib.sha256(listing.encode()).hexdigest()


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
