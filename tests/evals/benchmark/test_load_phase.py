"""The figures of a phase, worked out by hand."""

import pytest

from evals.benchmark.errors import BenchmarkError
from evals.benchmark.load_client import Asked, Plan
from evals.benchmark.load_phase import figures_of

PLAN = Plan("http://127.0.0.1:1/v1/ask", ("Où ?",), clients=4, warm_up_seconds=1.0, seconds=5.0)


def asked(milliseconds: list[float]) -> Asked:
    return Asked(
        seconds=5.0,
        milliseconds=milliseconds,
        failures={"503": 2, "TimeoutError": 1},
        requests=250,
        whole_seconds=6.25,
        cpu_seconds=0.5,
        bytes=13_000,
    )


def test_rates_times_and_costs_are_those_of_the_definition() -> None:
    times = [float(number) for number in range(200, 0, -1)]
    figures = figures_of(asked(times), PLAN, workers=2, server_seconds=4.0, resident_mb=300)
    assert (figures.answers, figures.per_second) == (200, 40.0)
    assert (figures.p50, figures.p95, figures.p99) == (100.0, 190.0, 198.0)
    assert (figures.server_cpu_ms, figures.server_cores, figures.client_cores) == (16.0, 0.64, 0.08)
    assert figures.failures == {"503": 2, "TimeoutError": 1}
    assert (figures.workers, figures.clients, figures.seconds, figures.asked) == (2, 4, 5.0, 250)
    assert (figures.answer_bytes, figures.resident_mb) == (13_000, 300)


def test_a_phase_without_an_answer_has_no_figures() -> None:
    with pytest.raises(BenchmarkError, match=r"v1/ask gave no answer in 5 s: \{'503': 2, 'TimeoutError': 1\}"):
        figures_of(asked([]), PLAN, workers=1, server_seconds=0.0, resident_mb=0)
