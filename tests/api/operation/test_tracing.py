"""Traces of answers: real spans of the real library, kept in memory instead of being sent."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.commands.command_errors import CommandError
from api.operation.tracing import OpenTelemetryTracer
from api.service_settings import ServiceSettings
from rag.settings import Settings

sdk = pytest.importorskip("opentelemetry.sdk.trace")
memory = pytest.importorskip("opentelemetry.sdk.trace.export.in_memory_span_exporter")

QUESTION = {"question": "Qui dirige le fonds municipal de Shanghai ?"}
PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@pytest.fixture
def exporter() -> object:
    return memory.InMemorySpanExporter()


@pytest.fixture
def traced(stored: Settings, exporter: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor

    def keeping() -> OpenTelemetryTracer:
        provider = sdk.TracerProvider()
        provider.add_span_processor(SimpleSpanProcessor(exporter))  # type: ignore[arg-type]
        return OpenTelemetryTracer(provider)

    monkeypatch.setattr(OpenTelemetryTracer, "exporting", staticmethod(keeping))
    app = create_app(stored, ServiceSettings(telemetry=True))
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        yield client


@pytest.mark.parametrize("stream", [False, True])
def test_an_answer_is_a_span_and_its_stages_lie_inside_it_end_to_end(
    traced: TestClient, exporter: memory.InMemorySpanExporter, stream: bool
) -> None:
    response = traced.post("/v1/ask", json=QUESTION | {"stream": stream}, headers={"X-Request-Id": "call-7"})
    assert response.status_code == 200
    *stages, answer = exporter.get_finished_spans()
    assert answer.name == "answer"
    assert [stage.name for stage in stages] == ["rewrite", "retrieve", "read", "cite"]
    assert all(stage.parent.span_id == answer.context.span_id for stage in stages)
    starts = [answer.start_time, *(stage.end_time for stage in stages)]
    assert [stage.start_time for stage in stages] == starts[:-1]
    assert answer.end_time == starts[-1]
    assert answer.parent is None
    assert answer.attributes["sourcier.request_id"] == "call-7"
    assert answer.attributes["sourcier.answered"] is True
    assert "Shanghai" not in str([span.to_json() for span in exporter.get_finished_spans()])


def test_a_trace_goes_on_with_the_one_that_the_request_names(
    traced: TestClient, exporter: memory.InMemorySpanExporter
) -> None:
    traced.post("/v1/ask", json=QUESTION, headers={"traceparent": PARENT})
    traced.post("/v1/ask", json=QUESTION, headers={"traceparent": "nonsense"})
    first, second = [span for span in exporter.get_finished_spans() if span.name == "answer"]
    assert f"{first.context.trace_id:032x}" == PARENT.split("-")[1]
    assert f"{first.parent.span_id:016x}" == PARENT.split("-")[2]
    assert second.parent is None


def test_without_its_package_the_cure_is_told(stored: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    with pytest.raises(CommandError, match=r"pip install .*telemetry"):
        create_app(stored, ServiceSettings(telemetry=True))


def test_it_is_off_unless_it_is_asked_for(stored: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> OpenTelemetryTracer:
        raise AssertionError("it was not asked for")

    monkeypatch.setattr(OpenTelemetryTracer, "exporting", staticmethod(fail))
    create_app(stored)
