"""What a question brings, in the order of its coming: passages, checked sentences with their citations, the answer."""

from dataclasses import dataclass
from typing import TypeAlias

from index.hit import Hit
from rag.answer import Answer, Citation


@dataclass(frozen=True, slots=True)
class Hits:
    """The nearest passages, best first, to the question as it was searched; once, before anything else."""

    standalone_question: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class TextPart:
    """A sentence of the answer with its markers, never taken back; the parts joined are the answer's text."""

    text: str


@dataclass(frozen=True, slots=True)
class CitationFound:
    """A citation of the sentence before."""

    citation: Citation


@dataclass(frozen=True, slots=True)
class Final:
    """The whole answer; the last event."""

    answer: Answer


Event: TypeAlias = Hits | TextPart | CitationFound | Final
