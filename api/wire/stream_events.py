"""What a question brings over the wire, in the order of its coming: the objects of a stream and their names."""

from typing import TypeAlias

from pydantic import BaseModel, ConfigDict

from api.wire.schemas import AnswerResponse, CitationObject, SearchHit


class HitsEvent(BaseModel):
    """`hits`: the nearest passages to the question as it was searched; once, before anything else."""

    model_config = ConfigDict(frozen=True)

    standalone_question: str
    hits: list[SearchHit]


class TextEvent(BaseModel):
    """`text`: a sentence with its markers, never taken back; all of them joined are the text of the answer."""

    model_config = ConfigDict(frozen=True)

    text: str


StreamEvent: TypeAlias = HitsEvent | TextEvent | CitationObject | AnswerResponse
"""`hits`, then `text` and the `citation` objects of that sentence in turn, then `final`: the whole answer."""

EVENTS: dict[str, type[StreamEvent]] = {
    "hits": HitsEvent,
    "text": TextEvent,
    "citation": CitationObject,
    "final": AnswerResponse,
}


def name_of(event: StreamEvent) -> str:
    """The name that an event goes by."""
    return next(name for name, kind in EVENTS.items() if isinstance(event, kind))
