"""A backup on the disk: the SQLite file of a store, a line of JSON that says what it is, and a seal over both.

The seal is the last line: the format and the SHA-256 of all that stands before it. SQLite reads what it needs of such a
file and passes over the rest, so that a backup can be looked into with `sqlite3 FILE`.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from index.errors import BackupDamagedError
from index.storage.mirror_state import make_lasting

_FORMAT = b"sourcier-backup-1 "
_SEAL_BYTES = len(_FORMAT) + 64 + 1
_LONGEST_RECORD = 10_000  # bytes; ours have some three hundred
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class BackupRecord:
    """What a backup holds: counts as in `StoreStatus`, the settings of the store, and how many bytes SQLite's are."""

    made_at: str
    articles: int
    chunks: int
    texts: int
    withdrawn: int
    model: str
    schema_version: str
    content_bytes: int

    @property
    def time(self) -> datetime:
        """When it was made (UTC)."""
        return datetime.fromisoformat(self.made_at)


@contextmanager
def sealed_file(path: Path) -> Iterator[Path]:
    """A draft beside `path`, for the block to write and `seal` to seal; then it takes the place of what was there.

    Where the block raises, nothing is left of it. The file appears whole or not at all, even if the machine stops.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    try:
        yield draft
        make_lasting(draft)
        draft.replace(path)
        make_lasting(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def seal(path: Path, record: BackupRecord) -> None:
    """Ends a file whose first `content_bytes` bytes are the store's with its record and its seal."""
    with path.open("ab") as file:
        file.write(b"\n" + json.dumps(asdict(record), sort_keys=True).encode() + b"\n")
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    with path.open("ab") as file:
        file.write(_FORMAT + digest.encode() + b"\n")


def unseal(path: Path, content: Path) -> BackupRecord:
    """Copies the store in a backup into a new file, once every byte of it is known to be the one that was written.

    Raises BackupDamagedError for a file that is none, is cut short or was changed, and then leaves nothing behind.
    """
    try:
        with path.open("rb") as file:
            record = _read_record(path, file)
            file.seek(0)
            _copy(path, file, content, record)
    except BaseException:
        content.unlink(missing_ok=True)
        raise
    return record


def _read_record(path: Path, file: BinaryIO) -> BackupRecord:
    size = file.seek(0, os.SEEK_END)
    start = max(0, size - _SEAL_BYTES - _LONGEST_RECORD)
    file.seek(start)
    end = file.read()
    if len(end) < _SEAL_BYTES or not end[-_SEAL_BYTES:].startswith(_FORMAT):
        raise BackupDamagedError(path, "it does not end as a backup does")
    line = end[:-_SEAL_BYTES].rstrip(b"\n").rsplit(b"\n", 1)[-1]
    try:
        record = BackupRecord(**json.loads(line))
        whole = size == record.content_bytes + len(line) + 2 + _SEAL_BYTES
    except (ValueError, TypeError) as error:
        raise BackupDamagedError(path, "what it says of itself cannot be read") from error
    if not whole:
        raise BackupDamagedError(path, "it is shorter or longer than it was")
    return record


def _copy(path: Path, file: BinaryIO, content: Path, record: BackupRecord) -> None:
    digest, missing = hashlib.sha256(), record.content_bytes
    with content.open("wb") as copy:
        while missing and (block := file.read(min(_BLOCK, missing))):
            digest.update(block)
            copy.write(block)
            missing -= len(block)
    end = file.read()
    digest.update(end[:-_SEAL_BYTES])
    if end[-_SEAL_BYTES:] != _FORMAT + digest.hexdigest().encode() + b"\n":
        raise BackupDamagedError(path, "its SHA-256 is not the one that it was sealed with")
