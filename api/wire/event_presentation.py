"""From the events of the pipeline to the objects of a stream."""

from api.wire.presentation import present_answer, present_citation, present_hit
from api.wire.stream_events import HitsEvent, StreamEvent, TextEvent
from rag.events import CitationFound, Event, Final, Hits, TextPart


def present_event(event: Event) -> StreamEvent:
    """The object that goes over the wire."""
    match event:
        case Hits(standalone_question, hits):
            return HitsEvent(standalone_question=standalone_question, hits=[present_hit(hit) for hit in hits])
        case TextPart(text):
            return TextEvent(text=text)
        case CitationFound(citation):
            return present_citation(citation)
        case Final(answer):
            return present_answer(answer)
