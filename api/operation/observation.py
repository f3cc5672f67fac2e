"""What is noted of each answer: figures, counts for the log line, and a trace where traces are wanted."""

import time
from collections.abc import Iterable, Iterator
from typing import Protocol

from api.operation.metrics import Metrics
from api.operation.request_record import LogValue, RequestRecord, current_request
from rag.answer import Answer
from rag.events import Event, Final


class AnswerTracer(Protocol):
    """Tells a tracing system of an answer."""

    def trace(self, answer: Answer, request: RequestRecord, *, started_ns: int) -> None:
        """`started_ns` is when the question came, in nanoseconds since 1970."""


class AnswerObserver:
    """Watches answers come about. Thread-safe."""

    def __init__(self, metrics: Metrics, tracer: AnswerTracer | None) -> None:
        self._metrics = metrics
        self._tracer = tracer

    def watch(self, events: Iterable[Event]) -> Iterator[Event]:
        """The same events; the answer in the last of them is noted before it is passed on."""
        started_ns = time.time_ns()
        for event in events:
            if isinstance(event, Final):
                self._note(event.answer, started_ns)
            yield event

    def _note(self, answer: Answer, started_ns: int) -> None:
        self._metrics.observe_answer(answer)
        request = current_request() or RequestRecord("-")
        request.fields |= counts_of(answer)
        if self._tracer is not None:
            self._tracer.trace(answer, request, started_ns=started_ns)


def counts_of(answer: Answer) -> dict[str, LogValue]:
    """What may be said of an answer where its words may not."""
    counts: dict[str, LogValue] = {
        "mode": answer.mode,
        "answered": answer.answered,
        "hits": len(answer.hits),
        "citations": len(answer.citations),
    }
    if answer.refusal is not None:
        counts["refusal"] = answer.refusal.reason
    if answer.notice is not None:
        counts["notice"] = answer.notice.code
    return counts
