"""How the service is run: who may come in, how much they may ask for, and what it tells its operator."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_settings import NoDecode

from rag.settings import EnvironmentSettings


def _split(value: object) -> object:
    """What stands between commas: lists are written `a,b` in the environment."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


READING = 2
"""Answers at once where each keeps a processor busy: Python computes one at a time, and the more threads ask for their
turn, the more of it goes by in changing over. Measured on 4 cores with 64 clients, answers a second: 61 with 1 at once,
81 with 2, 72 with 3, 53 with 8."""
WRITING = 8
"""Answers at once where each waits for a language model most of the time."""

Origin = Annotated[str, Field(pattern=r"^https?://[^/*\s]+$")]
Origins = Annotated[tuple[Origin, ...], NoDecode, BeforeValidator(_split)]
Addresses = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]


class ServiceSettings(EnvironmentSettings):
    """Limits that a small machine survives. Each worker has its own answers and queue; all share the rate."""

    require_keys: bool = Field(
        default=False,
        description="Answer nobody without an access key, even on this machine: for a service behind a proxy.",
    )
    allowed_origins: Origins = Field(
        default=(),
        description="Pages of other origins whose scripts may ask: https://presse.example,https://autre.example.",
    )
    trusted_proxies: Addresses = Field(
        default=("127.0.0.1", "::1"),
        description="Addresses whose X-Forwarded-For is believed, as addresses or networks between commas.",
    )
    max_body_bytes: int = Field(default=1_000_000, ge=1_000, description="Longest body of a request, in bytes.")
    max_upload_bytes: int = Field(default=100_000_000, ge=1_000, description="The same where articles are uploaded.")
    requests_per_minute: int | None = Field(
        default=None,
        ge=0,
        description="Requests a minute, by key and by address; 0: no limit. When not set: 300, and no limit for this "
        "machine where no keys are needed.",
    )
    concurrent_answers: int | None = Field(
        default=None,
        ge=1,
        description=f"Answers that a worker works on at once. When not set: {READING}, and {WRITING} where a language "
        "model writes.",
    )
    # With a worker that gives 60 answers a second, the last of those that wait has its answer after one.
    waiting_answers: int = Field(default=64, ge=0, description="Requests that wait for that; more are refused.")
    body_seconds: float = Field(default=30.0, gt=0.0, description="Longest time for a request's body to arrive.")
    request_seconds: float = Field(
        default=200.0,
        gt=0.0,
        description="Longest time for an answer, its wait and its stream included; more than SOURCIER_LLM_SECONDS.",
    )
    upload_seconds: float = Field(
        default=600.0, gt=0.0, description="Longest time for an upload of articles, its arrival included."
    )
    document_seconds: float = Field(
        default=120.0,
        gt=0.0,
        description="Longest time in which nothing comes out of an uploaded file; then the others go on without it.",
    )
    drain_seconds: float = Field(
        default=0.0,
        ge=0.0,
        description="When asked to stop: how long to go on with /readyz at 503, so that a balancer looks elsewhere.",
    )
    shutdown_seconds: float = Field(
        default=30.0, gt=0.0, description="After that: how long running answers may take to end."
    )
    log_format: Literal["text", "json"] = Field(default="text", description="A line for people, or for programs.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info",
        description="info has a line for each request; debug also those for health and the page's files.",
    )
    telemetry: bool = Field(
        default=False,
        description="Send traces of answers to OTEL_EXPORTER_OTLP_ENDPOINT; needs the extra telemetry.",
    )

    def places(self, *, written: bool) -> int:
        """How many answers a worker works on at once, which a language model writes or not."""
        return self.concurrent_answers or (WRITING if written else READING)
