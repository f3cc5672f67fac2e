"""What goes wrong while files are read: as an exception inside a loader, as a value outside."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """A file, or one article of it, that was not read: the others go on.

    `path` names the file, with `:line` where only one line of it failed. `reason` is a French sentence for the
    person who gave the file: what is wrong and what cures it.
    """

    path: str
    reason: str


class UnreadableFileError(Exception):
    """A loader cannot read a file; `reason` is a French sentence with the cause and the cure."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = str(path)
        self.reason = reason

    def as_failure(self) -> ReadFailure:
        """The same news as a value."""
        return ReadFailure(self.path, self.reason)
