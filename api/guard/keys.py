"""Access keys: made once, shown once, kept as hashes in a file of the store's folder.

A key is 256 random bits, so one SHA-256 is the right hash. Slow ones (bcrypt, Argon2) make it dear to try out secrets
that people choose; nobody tries out 2^256, and a slow hash would cost each request milliseconds that anyone could have
us spend.
"""

import hashlib
import hmac
import json
import re
import secrets
import threading
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from api.commands.command_errors import CommandError
from index.storage.locks import locked_file
from index.storage.mirror_state import write_file

KEY_FILE = "keys.json"
_FORMAT = 1
_PREFIX = "sourcier_"  # by which scanners of leaked secrets can know one
_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")  # what may stand in a log line and a header


class KeyFileError(CommandError):
    """The file of the keys cannot be used, or the change that was asked for cannot be made to it."""


class Scope(StrEnum):
    """What a key is good for; none includes another."""

    ASK = "ask"
    WRITE = "write"
    METRICS = "metrics"


@dataclass(frozen=True, slots=True)
class AccessKey:
    """What is kept of a key: `sha256` is of the whole secret, in hex; `created` is UTC."""

    name: str
    scopes: frozenset[Scope]
    created: datetime
    sha256: str


@dataclass(frozen=True, slots=True)
class _Reading:
    """The keys of a file, and the signature it had: a file that is replaced has another."""

    signature: tuple[int, ...]
    keys: tuple[AccessKey, ...]


class KeyFile:
    """The keys of a store. Thread-safe; read again whenever it has changed, so that all workers see a change at once.

    Where the file is there, keys are needed, even if none is left in it: revoking the last closes the service to all.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / KEY_FILE
        self._lock = threading.Lock()
        self._read: _Reading | None = None

    def exists(self) -> bool:
        """Whether keys are needed."""
        return self.path.exists()

    def read(self) -> tuple[AccessKey, ...]:
        """The keys by name; none where there is no file. Raises KeyFileError where it cannot be read."""
        with self._lock:
            try:
                stat = self.path.stat()
                signature = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
                if self._read is None or self._read.signature != signature:
                    self._read = _Reading(signature, _parse(self.path.read_bytes()))
                return self._read.keys
            except FileNotFoundError:
                return ()
            except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
                raise KeyFileError(
                    f"{self.path} cannot be used ({type(error).__name__}: {error}). Put back a copy of it; or remove "
                    "it and make new keys: sourcier keys create --scope ask --name NAME."
                ) from error

    def find(self, secret: str) -> AccessKey | None:
        """The key with this secret; as long with one that is nearly right as with any other."""
        presented = _hash(secret)
        found = None
        for key in self.read():
            if hmac.compare_digest(key.sha256, presented):
                found = key
        return found

    def create(self, name: str, scopes: Iterable[Scope]) -> str:
        """The secret of a new key, which is kept nowhere. Raises KeyFileError for a name that is taken or odd."""
        if not _NAME.fullmatch(name):
            raise KeyFileError(
                f"{name!r} cannot name a key. Use 1 to 64 letters without accents, digits, '.', '_', '-'."
            )
        secret = _PREFIX + secrets.token_urlsafe(32)
        with self._changing():
            keys = self.read()
            if any(key.name == name for key in keys):
                raise KeyFileError(
                    f"There is a key {name} already. Choose another name, or: sourcier keys revoke {name}"
                )
            made = AccessKey(name, frozenset(scopes), datetime.now(UTC).replace(microsecond=0), _hash(secret))
            self._write((*keys, made))
        return secret

    def revoke(self, name: str) -> None:
        """Takes a key back, at once and for every worker. Raises KeyFileError where there is none of the name."""
        with self._changing():
            left = tuple(key for key in self.read() if key.name != name)
            if len(left) == len(self.read()):
                raise KeyFileError(f"There is no key {name}. Run: sourcier keys list")
            self._write(left)

    def _changing(self) -> AbstractContextManager[None]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        return locked_file(self.path.with_suffix(".lock"))

    def _write(self, keys: Iterable[AccessKey]) -> None:
        """Keeps the keys in a file that only its owner can read."""
        entries = [
            {
                "name": key.name,
                "scopes": sorted(key.scopes),
                "created": key.created.isoformat(),
                "sha256": key.sha256,
            }
            for key in sorted(keys, key=lambda key: key.name)
        ]
        content = json.dumps({"format": _FORMAT, "keys": entries}, indent=1)
        write_file(self.path, content.encode(), mode=0o600)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


def _parse(content: bytes) -> tuple[AccessKey, ...]:
    document = json.loads(content)
    if document["format"] != _FORMAT:
        raise ValueError(f"its format is {document['format']!r}, not {_FORMAT}")
    return tuple(
        AccessKey(
            str(entry["name"]),
            frozenset(Scope(scope) for scope in entry["scopes"]),
            datetime.fromisoformat(entry["created"]),
            str(entry["sha256"]),
        )
        for entry in document["keys"]
    )
