"""The README is true: its commands exist, its program runs, its figures are those of the committed runs."""

import json
import re
from pathlib import Path

import pytest

from api.cli import app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)


def _figures(name: str) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = json.loads((ROOT / "evals" / "results" / f"{name}.json").read_text())[
        "figures"
    ]
    return found


def test_commands_of_the_command_line_exist() -> None:
    shells = "\n".join(text for language, text in BLOCKS if language in {"sh", "console"})
    named = set(re.findall(r"\bsourcier ([a-z]+)", shells))
    assert named
    commands = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    assert named <= commands | {str(group.name) for group in app.registered_groups}


def test_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z-]+)", README)) <= targets


def test_files_and_folders_that_it_names_exist() -> None:
    named = re.findall(r"`((?:corpus|index|rag|api|evals|tests)/[\w./*-]+)`", README) + re.findall(
        r"\]\(([\w./]+)\)", README
    )
    missing = [place for place in named if place != "index/store/" and not list(ROOT.glob(place.rstrip("/")))]
    assert not missing


def test_its_program_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from api.commands.ingestion import ingest_paths
    from rag.settings import Settings

    monkeypatch.setenv("SOURCIER_STORE", str(tmp_path / "store"))
    ingest_paths([ROOT / "corpus" / "articles"], Settings(), show_progress=False)
    (program,) = [text for language, text in BLOCKS if language == "python"]
    names: dict[str, list[object]] = {}
    exec(compile(program, "README.md", "exec"), names)
    assert names["documents"]


@pytest.mark.parametrize(
    ("run", "line", "figures"),
    [
        ("bundled", "right article cited", ("answers.right_article",)),
        ("bundled", "| first quote contains a known answer |", ("answers.contains",)),
        ("bundled", "the same, refusals looked behind", ("answers.forced_contains", "baselines.naive_reader.contains")),
        ("bundled", "exact match / token F1", ("answers.exact_match", "answers.token_f1")),
        ("bundled", "abstention F1 |", ("answers.abstention_f1",)),
        ("bundled", "right answers among those given", ("answers.answered_accuracy",)),
        ("bundled", "quotes verbatim", ("answers.verbatim",)),
        *(
            ("piaf-dev", f"| {shown} |", tuple(f"retrieval.{name}.{m}" for m in ("recall@1", "recall@5", "ndcg@10")))
            for shown, name in (("fused", "fused"), ("terms alone", "terms"), ("vectors alone", "vectors"))
        ),
        (
            "piaf-dev",
            "| learned reader |",
            ("answers.forced_contains", "answers.forced_exact_match", "answers.forced_token_f1"),
        ),
        ("piaf-dev", "| naive reader¹ |", ("baselines.naive_reader.contains",)),
        *(
            (
                "conversations",
                f"| follow-ups: {shown} |",
                (f"answers.{m}", f"baselines.standalone.{m}", f"baselines.no_history.{m}"),
            )
            for shown, m in (("article", "right_article"), ("first quote", "contains"))
        ),
        ("changes", "| values given, of those that there are |", ("answers.values_given",)),
        ("changes", "| newest first, where all are given |", ("answers.newest_first",)),
        ("piaf-dev-half-hidden", "With half of the pages hidden", ("answers.abstention_f1",)),
    ],
)
def test_figures_are_those_of_the_committed_runs(run: str, line: str, figures: tuple[str, ...]) -> None:
    (shown,) = [text for text in README.splitlines() if line in text]
    for dotted in figures:
        value: object = _figures(run)
        for part in dotted.split("."):
            assert isinstance(value, dict)
            value = value[part]
        assert f"{value:.3f}" in shown, dotted


def test_speed_is_that_of_the_committed_benchmark() -> None:
    figures = json.loads((ROOT / "evals" / "results" / "speed.json").read_text(encoding="utf-8"))["figures"]
    service = figures["service"]
    shown = [
        f"same weights | {figures['ingestion']['ratio']:.1f} × |",
        *(
            f"`{route}`, p50 / p95 | {service[name]['p50']:.1f} / {service[name]['p95']:.1f} ms |"
            for route, name in (("POST /v1/ask", "ask"), ("POST /v1/search", "search"), ("GET /healthz", "bare"))
        ),
        f"`sourcier ask`, whole process | {figures['command_seconds']:.2f} s |",
        f"resident memory of the service | {service['resident_mb']} MB |",
        f"start until ready | {service['start_seconds']:.2f} s |",
    ]
    assert [line for line in shown if line not in README] == []


@pytest.mark.skipif("bench --only load" not in README, reason="the README does not show it")
def test_load_is_that_of_the_committed_benchmark() -> None:
    from evals.benchmark.load_report import read_load, readme_table

    assert readme_table(read_load(ROOT / "evals" / "results" / "load.json")) in README


def test_size_is_that_of_the_committed_benchmark() -> None:
    sizes = json.loads((ROOT / "evals" / "results" / "size.json").read_text(encoding="utf-8"))["sizes"].values()
    searches = [{(s["search"], s["filters"]): s for s in size["searches"]} for size in sizes]
    asked = [("fused", "all"), ("vectors", "all"), ("terms", "all"), ("fused", "one of a thousand")]
    shown = [
        " | ".join(f"{f[a]['p50']:.1f} / {f[a]['p95']:.1f} ms · {f[a]['recall_at_10']:.3f}" for f in searches)
        for a in asked
    ]
    shown += [
        " | ".join(f"{size['service']['resident_mb']:,} MB" for size in sizes),
        " | ".join(f"{size['service']['start_seconds']:.2f} s" for size in sizes),
        " | ".join(f"{size['without_mirrors']['open_seconds']:.1f} s" for size in sizes),
        " | ".join(
            f"{size['growth']['per_second']:,.0f} / {size['growth']['embedded_per_second']:,.0f}" for size in sizes
        ),
    ]
    assert [line for line in shown if line not in README] == []


def test_the_race_is_the_committed_one() -> None:
    from evals.race.results import load_race
    from evals.race.table import readme_table

    assert readme_table(load_race(ROOT / "evals" / "results" / "race.json")) in README
