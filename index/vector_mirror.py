"""The FAISS index of a store's chunks: in memory, following the log of changes, with a copy on disk."""

import hashlib
import logging
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.article_store import ArticleStore
from index.change_log import LOG_START, Position
from index.embedder import Vectors
from index.faiss_index import FaissIndex, IndexFileError
from index.locks import ReadWriteLock, locked_file_if_free
from index.mirror_state import MirrorState, read_state, write_file, write_state
from index.vector_index import Ids

logger = logging.getLogger(__name__)

BATCH = 10_000  # rows read from SQLite at a time
SAVE_AFTER = 1_000  # changes: replaying so many takes about as long as reading a copy


class VectorMirror:
    """The embeddings of a store, searchable. Searches may run side by side with everything but one another's replay."""

    def __init__(self, store: ArticleStore, folder: Path, dimension: int) -> None:
        self._store = store
        self._folder = folder
        self._state_path = folder / "vectors.json"
        self._dimension = dimension
        self._lock = ReadWriteLock()
        self._index = FaissIndex(dimension)
        self._position = LOG_START
        self._saved_seq = 0

    @classmethod
    def open(cls, store: ArticleStore, folder: Path, dimension: int) -> "VectorMirror":
        """The mirror as it was saved, or an empty one where that cannot be used; `catch_up` does the rest."""
        mirror = cls(store, folder, dimension)
        try:
            mirror._load()
        except FileNotFoundError:
            mirror._load_again()  # another process replaced the file between the two looks
        except IndexFileError as error:
            logger.warning("The saved vector index cannot be used and is built anew: %s", error)
        return mirror

    def _load(self) -> None:
        state = read_state(self._state_path)
        if state is not None and self._store.knows(state.position):
            path = self._folder / state.name
            self._index = FaissIndex.load(path, sha256=state.sha256, dimension=self._dimension)
            self._position, self._saved_seq = state.position, state.seq

    def _load_again(self) -> None:
        try:
            self._load()
        except (IndexFileError, OSError) as error:
            logger.warning("The saved vector index cannot be used and is built anew: %s", error)

    @property
    def size(self) -> int:
        """How many embeddings there are."""
        return self._index.size

    @property
    def ids(self) -> Ids:
        """The chunks it holds, ascending."""
        return self._index.ids

    @property
    def position(self) -> Position:
        """The last change it has applied."""
        return self._position

    def catch_up(self) -> None:
        """Applies the changes since the last time; for one thread at a time."""
        if not self._store.knows(self._position):
            logger.warning("The vector index followed another copy of the store and is built anew.")
            with self._lock.writing():
                self._index = FaissIndex(self._dimension)
            self._position = LOG_START
        started = time.perf_counter()
        changes = self._store.changes_since(self._position)
        for first in range(0, len(changes.chunk_ids), BATCH):
            batch = changes.chunk_ids[first : first + BATCH]
            ids, vectors = self._store.vectors(batch.tolist())
            with self._lock.writing():
                self._index.remove(batch)
                if len(ids):
                    self._index.add(ids, vectors)
        if len(changes.chunk_ids):
            seconds = time.perf_counter() - started
            logger.info("vector index: %d changed chunks applied in %.2f s", len(changes.chunk_ids), seconds)
        self._position = changes.position

    def save_if_far(self) -> None:
        """Saves a copy when the one on disk has fallen behind by many changes."""
        if self._position.seq - self._saved_seq >= SAVE_AFTER:
            self.save()

    def save(self) -> None:
        """Writes a copy, unless nothing has changed since the last or another process is writing one."""
        if self._position.seq == self._saved_seq:
            return
        with locked_file_if_free(self._folder / "vectors.lock") as mine, self._lock.reading():
            if not mine:
                return
            content = self._index.to_bytes()
            sha256 = hashlib.sha256(content).hexdigest()
            name = f"vectors-{sha256[:16]}.faiss"
            write_file(self._folder / name, content)
            write_state(self._state_path, MirrorState(self._position.seq, self._position.stamp, name, sha256))
            self._saved_seq = self._position.seq
            for other in (*self._folder.glob("vectors-*.faiss"), *self._folder.glob(".vectors-*")):
                if other.name != name:  # an older copy, or what a killed process had half written
                    other.unlink(missing_ok=True)

    def search(self, query: Vectors, k: int, *, allowed: Ids | None) -> list[tuple[int, float]]:
        """The nearest chunks of one question and their cosines, best first."""
        with self._lock.reading():
            scores, ids = self._index.search(query, k, allowed=allowed)
        return list(zip(ids[0].tolist(), scores[0].tolist(), strict=True))

    def similarities(self, query: Vectors, ids: list[int]) -> dict[int, float]:
        """The cosine of the question and each of the chunks that are there."""
        if not ids:
            return {}
        asked = np.array(ids, dtype=np.int64)
        with self._lock.reading():
            scores: NDArray[np.float32] = self._index.similarities(query, asked)
        return {i: score for i, score in zip(ids, scores.tolist(), strict=True) if score == score}
