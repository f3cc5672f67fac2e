"""Generating: a language model writes an answer over numbered quotes, and may cite only those."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from rag.conversation import Turn
from rag.writing.offered_quotes import OfferedQuote


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was typed, as it would be asked alone, and what was said before, oldest first."""

    typed: str
    standalone: str
    history: tuple[Turn, ...] = ()


class FailureReason(StrEnum):
    """Why a language model gave no answer, or no whole one."""

    UNAVAILABLE = "unavailable"  # not reached, or failing on its side
    RATE_LIMITED = "rate_limited"
    TIMED_OUT = "timed_out"
    BROKEN_STREAM = "broken_stream"  # it stopped in the middle
    REJECTED = "rejected"  # it refuses the request: the key, the model's name, the size, its own policy
    TOO_LONG = "too_long"  # cut where it had written as much as it may


class GenerationError(Exception):
    """A language model failed; what it wrote before may stand. The message is for the log."""

    def __init__(self, reason: FailureReason, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class Generator(Protocol):
    """Writes; it neither checks what it writes nor decides whether that is said."""

    def generate(self, asked: Asked, quotes: Sequence[OfferedQuote]) -> Iterator[str]:
        """The pieces of an answer as they come. Raises GenerationError, also between two pieces."""
        ...
