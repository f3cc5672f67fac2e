"""Traces of answers for OpenTelemetry: one span an answer and one a stage, without a word of the question.

The answer's own timings are told afterwards, so that `rag` knows nothing of tracing, and nothing is loaded without it.
"""

from typing import TYPE_CHECKING

from api.commands.command_errors import CommandError
from api.operation.observation import counts_of
from api.operation.request_record import RequestRecord
from rag.answer import Answer

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

_NANOSECONDS = 1_000_000  # of a millisecond


class OpenTelemetryTracer:
    """Makes spans of answers. A request that came with `traceparent` (W3C Trace Context) goes on with that trace."""

    def __init__(self, provider: "TracerProvider") -> None:
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        self._provider = provider
        self._tracer = provider.get_tracer("sourcier")
        self._propagator = TraceContextTextMapPropagator()

    @classmethod
    def exporting(cls) -> "OpenTelemetryTracer":
        """Sends spans in groups where the standard OTEL_EXPORTER_OTLP_ variables say, http://localhost:4318 if they do
        not. Raises CommandError where the extra is not installed.
        """
        try:
            from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
            from opentelemetry.sdk.resources import Resource
            from opentelemetry.sdk.trace import TracerProvider
            from opentelemetry.sdk.trace.export import BatchSpanProcessor
        except ImportError as error:
            cure = "Run: pip install -c constraints.txt -e '.[telemetry]'; or unset SOURCIER_TELEMETRY."
            raise CommandError(f"Traces need a package that is not installed ({error.name}). {cure}") from error
        provider = TracerProvider(resource=Resource.create({"service.name": "sourcier"}))
        provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        return cls(provider)

    def trace(self, answer: Answer, request: RequestRecord, *, started_ns: int) -> None:
        """A span for the answer, and inside it the stages end to end, as they follow each other."""
        from opentelemetry.trace import set_span_in_context

        carrier = {"traceparent": request.traceparent} if request.traceparent else {}
        span = self._tracer.start_span(
            "answer",
            context=self._propagator.extract(carrier),
            start_time=started_ns,
            attributes={f"sourcier.{name}": value for name, value in counts_of(answer).items() if value is not None},
        )
        span.set_attribute("sourcier.request_id", request.id)
        inside = set_span_in_context(span)
        at = started_ns
        for stage, milliseconds in answer.timings.items():
            stage_span = self._tracer.start_span(stage, context=inside, start_time=at)
            at += round(milliseconds * _NANOSECONDS)
            stage_span.end(at)
        span.end(at)

    def close(self) -> None:
        """Sends what has not been sent."""
        self._provider.shutdown()
