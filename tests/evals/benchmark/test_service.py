"""The service and the command as real processes, on a small store."""

from pathlib import Path

import pytest

from evals.benchmark.errors import BenchmarkError
from evals.benchmark.service import measure, measure_command, measure_service


def test_the_service_is_measured_as_a_process_of_its_own(store: Path) -> None:
    figures = measure_service(store, warm_up=["Qui dirige le fonds ?"], questions=["Où ?", "Combien de villes ?"])
    for latency in (figures.ask, figures.search, figures.bare):
        assert latency.count == 2
        assert 0 < latency.p50 <= latency.p95
    assert 0 < figures.start_seconds < 60
    assert 50 < figures.resident_mb <= figures.highest_mb


def test_the_command_is_measured_whole(store: Path) -> None:
    assert 0.05 < measure_command(store, "Qui dirige le fonds ?", repeats=1) < 30


def test_what_does_not_run_is_said(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match=r"sourcier ask ended with 2: .*There is no store in"):
        measure_command(tmp_path / "missing", "Qui ?", repeats=1)


def test_latency_counts_every_request() -> None:
    asked: list[str] = []
    assert measure(asked.append, ["a", "b", "c"]).count == 3
    assert asked == ["a", "b", "c"]
