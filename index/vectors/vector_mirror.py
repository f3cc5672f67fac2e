"""The FAISS index of a store's chunks: in memory, following the log of changes, with a copy on disk."""

import hashlib
import logging
import threading
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import Vectors
from index.errors import StoreError
from index.storage.article_store import ArticleStore
from index.storage.change_log import LOG_START, Changes, Position
from index.storage.locks import ReadWriteLock, locked_file_if_free
from index.storage.mirror_state import MirrorState, read_state, write_file, write_state
from index.vectors.approximate_index import ApproximateIndex, is_approximate
from index.vectors.faiss_files import IndexFileError, read_index_file
from index.vectors.faiss_index import FaissIndex
from index.vectors.vector_building import BATCH, BuildingStopped, MirroredIndex, available_cores, build_index, is_fit
from index.vectors.vector_index import Ids

logger = logging.getLogger(__name__)

SAVE_AFTER = 1_000  # changes, or so large a share of the rows: replaying them takes about as long as reading a copy
SAVE_AFTER_SHARE = 0.05


class VectorMirror:
    """The embeddings of a store, searchable. Searches may run side by side with everything but one another's replay."""

    def __init__(self, store: ArticleStore, folder: Path, dimension: int) -> None:
        self._store = store
        self._folder = folder
        self._state_path = folder / "vectors.json"
        self._dimension = dimension
        self._lock = ReadWriteLock()
        self._applying = threading.Lock()  # held by whoever brings an index up to date and puts it in its place
        self._index: MirroredIndex = FaissIndex(dimension)
        self._position = LOG_START
        self._removed = 0  # rows, since the index was built
        self._saved_seq = 0
        self._stopped = threading.Event()
        self._rebuilding: threading.Thread | None = None

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
        if state is None or not self._store.knows(state.position):
            return
        path = self._folder / state.name
        read = read_index_file(path, sha256=state.sha256, dimension=self._dimension)
        index: MirroredIndex
        if is_approximate(read):
            index = ApproximateIndex.over(read, self._stored, named=str(path))
        else:
            index = FaissIndex.over(read, named=str(path))
        self._put_in_place(index, state.position, removed=state.dead)
        self._saved_seq = state.seq

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
        """Applies the changes since the last time; for one thread at a time. Searches go on meanwhile.

        Where more has changed than there is, all is built anew, as the kind of index that fits.
        """
        with self._applying:
            if not self._store.knows(self._position):
                logger.warning("The vector index followed another copy of the store and is built anew.")
                self._put_in_place(FaissIndex(self._dimension), LOG_START, removed=0)
            elif not is_fit(self._index, removed=self._removed):
                self._adopt_saved()
            started = time.perf_counter()
            changes = self._store.changes_since(self._position)
            if len(changes.chunk_ids) > self.size:
                self._build()
                return
            self._removed += self._apply(self._index, changes)
            self._position = changes.position
            if len(changes.chunk_ids):
                seconds = time.perf_counter() - started
                logger.info("vector index: %d changed chunks applied in %.2f s", len(changes.chunk_ids), seconds)

    def save_if_far(self) -> None:
        """Saves a copy when the one on disk has fallen behind by many changes; for who may write, as it is this that
        has an index built anew in the background that does not fit any more, and that saved."""
        if not is_fit(self._index, removed=self._removed):
            self._rebuild_in_background()
        elif self._position.seq - self._saved_seq >= max(SAVE_AFTER, SAVE_AFTER_SHARE * self.size):
            self.save()

    def save(self) -> None:
        """Writes a copy, unless nothing has changed since the last or another process is writing one."""
        if self._position.seq == self._saved_seq:
            return
        with locked_file_if_free(self._folder / "vectors.lock") as mine, self._lock.reading():
            if not mine:
                return
            content = self._index.to_content().data
            sha256 = hashlib.sha256(content).hexdigest()
            name = f"vectors-{sha256[:16]}.faiss"
            write_file(self._folder / name, content)
            state = MirrorState(self._position.seq, self._position.stamp, name, sha256, self._removed)
            write_state(self._state_path, state)
            self._saved_seq = self._position.seq
            for other in (*self._folder.glob("vectors-*.faiss"), *self._folder.glob(".vectors-*")):
                if other.name != name:  # an older copy, or what a killed process had half written
                    other.unlink(missing_ok=True)

    def finish(self) -> None:
        """Waits for what is being built in the background."""
        if self._rebuilding is not None:
            self._rebuilding.join()

    def stop(self) -> None:
        """Gives up what is being built in the background; nothing of it is written after this returns."""
        self._stopped.set()
        self.finish()

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

    def _apply(self, index: MirroredIndex, changes: Changes) -> int:
        """Brings the index up to date; says how many rows went."""
        removed = 0
        for first in range(0, len(changes.chunk_ids), BATCH):
            batch = changes.chunk_ids[first : first + BATCH]
            ids, vectors = self._store.vectors(batch.tolist())
            with self._lock.writing():
                before = index.size
                index.remove(batch)
                removed += before - index.size
                if len(ids):
                    index.add(ids, vectors)
        return removed

    def _build(self) -> None:
        everything = self._store.changes_since(LOG_START)
        index = build_index(self._store, everything.chunk_ids, self._dimension, threads=available_cores())
        self._put_in_place(index, everything.position, removed=0)

    def _put_in_place(self, index: MirroredIndex, position: Position, *, removed: int) -> None:
        with self._lock.writing():
            self._index, self._position, self._removed = index, position, removed
            self._saved_seq = -1

    def _adopt_saved(self) -> None:
        """Takes the copy on disk where another process has saved one that fits."""
        state = read_state(self._state_path)
        if state is not None and state.seq > self._saved_seq:
            self._load_again()

    def _rebuild_in_background(self) -> None:
        if self._stopped.is_set() or (self._rebuilding is not None and self._rebuilding.is_alive()):
            return
        self._rebuilding = threading.Thread(target=self._rebuild, name="vector index", daemon=True)
        self._rebuilding.start()

    def _rebuild(self) -> None:
        """Builds the index that fits beside the one that is searched, lets it catch up, and puts it in its place."""
        threads = max(1, available_cores() // 2)  # searches go on
        try:
            everything = self._store.changes_since(LOG_START)
            index = build_index(
                self._store, everything.chunk_ids, self._dimension, threads=threads, stopped=self._stopped.is_set
            )
            with self._applying:
                if not self._store.knows(everything.position):
                    return
                changes = self._store.changes_since(everything.position)
                self._put_in_place(index, changes.position, removed=self._apply(index, changes))
            if not self._stopped.is_set():
                self.save()
        except BuildingStopped:
            logger.info("vector index: what was being built in the background is given up")
        except (StoreError, OSError) as error:
            logger.warning("The vector index could not be built anew in the background: %s", error)

    def _stored(self, ids: Ids) -> tuple[Ids, Vectors]:
        return self._store.vectors(ids.tolist())
