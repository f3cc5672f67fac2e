"""The load benchmark as a whole: real servers, a second each, and what it writes of them."""

import json
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from rich.console import Console

from api.service_settings import ServiceSettings
from evals.benchmark.load import CLIENTS, LoadBenchmark, Setting, run_load_benchmark
from evals.benchmark.load_client import Plan
from evals.benchmark.load_phase import LoadFigures, measure_load
from evals.benchmark.load_report import document_of, load_rows, read_load, readme_table, save_load, show_load
from evals.benchmark.server_process import family_of
from evals.benchmark.service import Latency, running_service
from running_service import PATIENCE

ONE = LoadFigures(
    workers=1, clients=4, seconds=2.0, answers=100, per_second=50.0, p50=80.04, p95=120.4, p99=199.6, failures={},
    asked=120, answer_bytes=13_000, server_cpu_ms=15.25, server_cores=1.125, client_cores=0.25, resident_mb=280,
)  # fmt: skip
TWO = replace(ONE, workers=2, answers=180, per_second=90.0, failures={"503": 2, "TimeoutError": 1}, resident_mb=500)
BENCHMARK = LoadBenchmark(
    load_before=0.5,
    other_cores=0.25,
    chunks=600,
    articles=100,
    questions=9_000,
    one=ONE,
    two=TWO,
    ratio=1.8,
    search=Latency(500, 7.55, 9.31),
    first_event=Latency(300, 8.04, 12.6),
    bare=replace(ONE, per_second=3_000.4),
    bare_two=replace(TWO, per_second=5_500.5, failures={}),
)


def test_a_service_as_it_comes_has_room_for_all_clients() -> None:
    as_it_comes = ServiceSettings()
    assert as_it_comes.places(written=False) + as_it_comes.waiting_answers >= CLIENTS
    assert as_it_comes.requests_per_minute is None, "nobody is counted who needs no key"


def test_the_table_has_every_figure_beside_what_is_to_be_reached() -> None:
    rows = {row[0]: row[1:] for row in load_rows(BENCHMARK)}
    assert rows["answers a second"] == ("50.0", "90.0", "≥ 60 with one worker")
    assert rows["two workers beside one"] == ("", "1.80 ×", "≥ 1.7 ×")
    assert rows["latency, p50 / p95 / p99"][0] == "80 / 120 / 200 ms"
    assert rows["failures"] == ("0", "3", "0")
    assert rows["the service computes, an answer"][0] == "15.2 ms"
    assert rows["cores: service / clients"][0] == "1.12 / 0.25"
    assert rows["resident memory"][:2] == ("280 MB", "500 MB")
    assert rows["bare FastAPI route, a second"][:2] == ("3000", "5500")
    assert rows["POST /v1/search, one client, p50 / p95"][0] == "7.5 / 9.3 ms"
    assert rows["first streamed event, one client, p50 / p95"][0] == "8.0 / 12.6 ms"


def test_the_table_of_the_readme_is_the_same() -> None:
    lines = readme_table(BENCHMARK).splitlines()
    assert lines[:4] == [
        "| | one worker | two workers | to reach |",
        "| --- | ---: | ---: | ---: |",
        "| answers a second | 50.0 | 90.0 | ≥ 60 with one worker |",
        "| two workers beside one | | 1.80 × | ≥ 1.7 × |",
    ]
    assert len(lines) == len(load_rows(BENCHMARK)) + 2


def test_the_document_says_what_was_set_and_where(tmp_path: Path) -> None:
    save_load(document_of(BENCHMARK, Setting(clients=4, seconds=2.0)), tmp_path / "results" / "load.json")
    assert read_load(tmp_path / "results" / "load.json") == BENCHMARK
    document = json.loads((tmp_path / "results" / "load.json").read_text(encoding="utf-8"))
    assert document["figures"]["one"]["p95"] == 120.4
    assert document["figures"]["two"]["failures"] == {"503": 2, "TimeoutError": 1}
    assert document["settings"] == {
        "alone_seconds": 5.0,
        "clients": 4,
        "mode": "extractive",
        "seconds": 2.0,
        "service": "defaults",
        "warm_up_seconds": 5.0,
    }
    assert {"cores", "date", "processor"} <= document["machine"].keys()
    assert {"aiohttp", "fastapi", "onnxruntime", "uvicorn"} <= document["libraries"].keys()


def test_two_workers_are_asked_by_several_clients_without_a_failure(store: Path) -> None:
    questions = ["Qui dirige le fonds ?", "Combien de milliards ?", "Où est le centre de calcul ?"]
    plan = Plan("", questions, clients=2, warm_up_seconds=0.5, seconds=2.0)
    with running_service(store, workers=2) as service:
        httpx.post(f"{service.url}/v1/ask", json={"question": questions[0]}, timeout=PATIENCE).raise_for_status()
        figures = measure_load(service, replace(plan, url=f"{service.url}/v1/ask"), workers=2)
        assert len(family_of(service.process_id)) >= 3
    assert figures.failures == {}
    assert figures.per_second == figures.answers / 2.0 > 0
    assert figures.server_cpu_ms > 0
    assert figures.resident_mb > 200


@pytest.mark.slow
def test_real_servers_are_measured(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(width=160)
    setting = Setting(clients=4, seconds=1.0, warm_up_seconds=0.5, alone_seconds=0.5)
    benchmark = run_load_benchmark(chunks=60, setting=setting, console=console)
    for figures, workers in ((benchmark.one, 1), (benchmark.two, 2), (benchmark.bare, 1), (benchmark.bare_two, 2)):
        assert (figures.workers, figures.clients, figures.seconds) == (workers, 4, 1.0)
        assert figures.failures == {}
        assert 0 < figures.answers == figures.per_second <= figures.asked
        assert 0 < figures.p50 <= figures.p95 <= figures.p99
        assert min(figures.server_cpu_ms, figures.server_cores, figures.client_cores, figures.resident_mb) > 0
    assert benchmark.ratio == benchmark.two.per_second / benchmark.one.per_second
    assert benchmark.bare.per_second > benchmark.one.per_second
    assert benchmark.two.resident_mb > benchmark.one.resident_mb
    assert 0 < benchmark.search.p50 <= benchmark.search.p95
    assert 0 < benchmark.first_event.p50 <= benchmark.first_event.p95
    assert benchmark.questions > 9_000
    show_load(benchmark, console)
    assert "60 chunks, 4 clients for 1 s" in capsys.readouterr().out
