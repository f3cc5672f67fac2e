"""What goes wrong while files are read: as an exception inside a loader, as a value outside."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """A file, or one article of it, that was not read: the others go on.

    `path` names the file, with `:line` where only one line of it failed. `reason` is a French sentence for the
    person who gave the file: what is wrong and what cures it. Both can be printed and stored as UTF-8: a byte of an
    old file name that no encoding explains becomes a question mark.
    """

    path: str
    reason: str

    def __post_init__(self) -> None:
        """Replaces unpaired surrogates, in which Python carries such bytes."""
        for name in ("path", "reason"):
            words = str(getattr(self, name))
            object.__setattr__(self, name, words.encode("utf-8", errors="replace").decode("utf-8"))


class UnreadableFileError(Exception):
    """A loader cannot read a file; `reason` is a French sentence with the cause and the cure."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = str(path)
        self.reason = reason

    def as_failure(self) -> ReadFailure:
        """The same news as a value."""
        return ReadFailure(self.path, self.reason)
