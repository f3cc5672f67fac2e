"""What Prometheus reads: numbers that can be worked out, and no label that a client chooses."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from api.app import create_app
from rag.settings import Settings
from sample_articles import SERVED_ARTICLES

ROOT = Path(__file__).parents[3]
Labels = frozenset[tuple[str, str]]


def figures(text: str) -> dict[tuple[str, Labels], float]:
    """Every sample by its name and labels."""
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def labels(**named: str) -> Labels:
    return frozenset(named.items())


def test_requests_are_counted_by_route_and_status(client: TestClient) -> None:
    client.get("/v1/articles/fonds")
    client.get("/v1/articles/no/such/article")
    client.get("/v1/articles/fonds/../../etc")
    client.post("/v1/ask", json={})
    client.get("/no/such/route")
    client.request("FETCH", "/no/such/route")
    client.get("/web/app.js")
    client.get("/v1/articles", headers={"Host": "evil.example"})
    found = figures(client.get("/metrics").text)
    counted = {key[1]: value for key, value in found.items() if key[0] == "sourcier_requests_total"}
    article = "/v1/articles/{article_id:path}"
    assert counted == {
        labels(method="GET", route=article, status="200"): 1,
        labels(method="GET", route=article, status="404"): 1,
        labels(method="POST", route="/v1/ask", status="422"): 1,
        labels(method="GET", route="(none)", status="404"): 2,
        labels(method="other", route="(none)", status="404"): 1,
        labels(method="GET", route="/web", status="200"): 1,
        labels(method="GET", route="(none)", status="403"): 1,
    }
    assert found["sourcier_request_seconds_count", labels(route=article)] == 2


def test_answers_are_counted_with_their_stages_and_refusals_with_their_reasons(client: TestClient) -> None:
    question = {"question": "Qui dirige le fonds municipal de Shanghai ?"}
    assert client.post("/v1/ask", json=question).json()["answered"]
    assert "event: final" in client.post("/v1/ask", json=question | {"stream": True}).text
    chat = {"model": "sourcier", "messages": [{"role": "user", "content": question["question"]}]}
    assert client.post("/v1/chat/completions", json=chat).status_code == 200
    nothing = client.post("/v1/ask", json=question | {"filters": {"sources": ["Nulle part"]}}).json()
    found = figures(client.get("/metrics").text)
    assert found["sourcier_answers_total", labels(mode="extractive", answered="true")] == 3
    assert found["sourcier_answers_total", labels(mode="extractive", answered="false")] == 1
    assert found["sourcier_refusals_total", labels(reason=nothing["refusal"]["reason"])] == 1
    for stage in ("rewrite", "retrieve", "read", "cite"):
        assert found["sourcier_stage_seconds_count", labels(stage=stage)] == 4


def test_the_store_is_told_as_it_is_now(client: TestClient) -> None:
    found = figures(client.get("/metrics").text)
    assert found["sourcier_articles", labels()] == len(SERVED_ARTICLES)
    assert found["sourcier_chunks", labels()] >= len(SERVED_ARTICLES)
    assert found["sourcier_mirror_lag_changes", labels(mirror="vectors")] == 0
    assert found["sourcier_mirror_lag_changes", labels(mirror="terms")] == 0


def test_without_a_store_there_are_the_others(bare_client: TestClient) -> None:
    names = {name for name, _ in figures(bare_client.get("/metrics").text)}
    assert "sourcier_answers_running" in names
    assert "sourcier_articles" not in names


def test_services_in_one_process_count_apart(stored: Settings) -> None:
    for _ in range(2):
        with TestClient(create_app(stored), base_url="http://127.0.0.1:8000") as client:
            client.get("/healthz")
            found = figures(client.get("/metrics").text)
            assert found["sourcier_requests_total", labels(method="GET", route="/healthz", status="200")] == 1


WORKER = """
import sys
from api.operation.metrics import Metrics
metrics = Metrics()
metrics.observe_request(method="GET", route="/healthz", status=200, seconds=0.1)
metrics.running.inc()
if sys.argv[1] == "ends":
    metrics.close()
elif sys.argv[1] == "tells":
    print(metrics.exposition(None).decode())
"""


def test_workers_are_added_up_without_what_a_dead_one_was_working_on(tmp_path: Path) -> None:
    environment = os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    tmp_path.joinpath("counter_1.db").touch()  # of a worker that is just beginning
    for how in ("ends", "dies", "tells"):
        done = subprocess.run(
            [sys.executable, "-c", WORKER, how], env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, done.stderr
    found = figures(done.stdout)
    assert found["sourcier_requests_total", labels(method="GET", route="/healthz", status="200")] == 3
    assert found["sourcier_request_seconds_sum", labels(route="/healthz")] == 0.1 + 0.1 + 0.1
    assert found["sourcier_answers_running", labels()] == 1


@pytest.mark.skipif(os.getuid() != 0 and Path("/proc/1").stat().st_uid == os.getuid(), reason="all processes are ours")
def test_a_process_of_another_user_is_no_worker() -> None:
    """It has the number of a worker that ended: to ask whether it lives is not permitted."""
    script = (
        "import os; from api.operation.metrics import _is_alive; os.getuid() or os.setuid(65_534); print(_is_alive(1))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("False\n", "")
