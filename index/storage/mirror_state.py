"""What a mirror remembers on disk: how far it has followed the store, and which files are its own."""

import json
import os
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from index.storage.change_log import Position


@dataclass(frozen=True, slots=True)
class MirrorState:
    """A mirror's place in the log of changes, the name of its file or folder, and the SHA-256 of what is in it.

    `dead` counts the rows removed since it was built, where the mirror keeps such rows.
    """

    seq: int
    stamp: int
    name: str
    sha256: str
    dead: int = 0

    @property
    def position(self) -> Position:
        """The last change that the mirror has applied."""
        return Position(self.seq, self.stamp)


def read_state(path: Path) -> MirrorState | None:
    """The state in a file; None where there is none that can be read: the mirror is then built anew."""
    try:
        fields = json.loads(path.read_bytes())
        return MirrorState(
            int(fields["seq"]), int(fields["stamp"]), str(fields["name"]), str(fields["sha256"]), int(fields["dead"])
        )
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def write_state(path: Path, state: MirrorState) -> None:
    """Replaces the state: whoever reads it sees the old one or the new one, whole."""
    write_file(path, json.dumps(asdict(state), sort_keys=True).encode())


def write_file(path: Path, content: bytes | memoryview, *, mode: int = 0o666) -> None:
    """Writes a file that is there whole or not at all, even if the machine stops; `mode` less the umask is its mode."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)  # of a killed process that had the same number, and perhaps another mode
    try:
        with open(draft, "wb", opener=partial(os.open, mode=mode)) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:  # the disk is full: what could be written of it would only fill it more
        draft.unlink(missing_ok=True)
        raise
    make_lasting(path.parent)


def make_lasting(path: Path) -> None:
    """Waits until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
