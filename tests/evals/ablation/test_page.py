"""The file keeps what was measured, and the page says it."""

import json
from pathlib import Path

import pytest

from evals.ablation.differences import Measurement
from evals.ablation.document import Ablations, Row, Section, load_ablations, save_ablations
from evals.ablation.page import ablations_page
from evals.ablation.reader_variants import CONTROL
from evals.runs.run_file import RunFileError

ROOT = Path(__file__).parents[3]
COMMITTED = ROOT / "evals" / "results" / "ablations.json"

DEFAULT = Measurement(0.75, 0.0, 0.0, 0.0)
WORSE = Measurement(0.5, -0.25, -0.375, -0.125)
BETTER = Measurement(0.875, 0.125, 0.0625, 0.25)
UNCLEAR = Measurement(0.7421875, -0.0078125, -0.0625, 0.0625)
NONE = Measurement(None, None, None, None)


def row(name: str, one: Measurement, other: Measurement, weights: str = "") -> Row:
    return Row(name, f"What {name} is.", weights, {"small": {"ndcg@10": one}, "large": {"ndcg@10": other}})


SEARCH = Section(
    "retrieval",
    ("ndcg@10",),
    {"small": 8, "large": 64},
    (
        row("as it ships", DEFAULT, DEFAULT),
        row("terms alone", UNCLEAR, WORSE),
        row("no title", WORSE, WORSE),
        row("no stemming", UNCLEAR, UNCLEAR),
        row("other chunks", BETTER, WORSE),
    ),
)
ABLATIONS = Ablations(
    "python -m evals ablate --page a.md",
    (SEARCH,),
    {"date": "2026-01-02", "processor": "Test", "cores": 4},
    {"model": "m"},
    {"small": {"questions": 10, "articles": 3, "sha256": "ab" * 32}},
)


def test_the_file_gives_back_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "new" / "ablations.json"
    save_ablations(ABLATIONS, path)
    assert load_ablations(path) == ABLATIONS
    written = path.read_text(encoding="utf-8")
    save_ablations(load_ablations(path), path)
    assert path.read_text(encoding="utf-8") == written


@pytest.mark.parametrize(("content", "message"), [(None, "no ablations"), ("{", "no ablations"), ("{}", "format None")])
def test_what_is_no_such_file_is_refused(tmp_path: Path, content: str | None, message: str) -> None:
    path = tmp_path / "a.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(RunFileError, match=message):
        load_ablations(path)


def test_a_row_shows_its_difference_in_bold_where_it_is_more_than_chance() -> None:
    lines = ablations_page(ABLATIONS).splitlines()
    assert "### The search, small: 8 questions" in lines
    start = lines.index("### The search, large: 64 questions")
    assert lines[start + 2 : start + 8] == [
        "| | nDCG@10 |",
        "|---|---:|",
        "| **as it ships**: What as it ships is. | 0.750 |",
        "| **terms alone**: What terms alone is. | **−0.250 [−0.375, −0.125]** |",
        "| **no title**: What no title is. | **−0.250 [−0.375, −0.125]** |",
        "| **no stemming**: What no stemming is. | −0.008 [−0.062, +0.062] |",
    ]


def test_the_words_say_where_each_row_differs() -> None:
    page = ablations_page(ABLATIONS)
    assert (
        "Worse than the default:\n\n"
        "* **terms alone**: nDCG@10 on large\n"
        "* **no title**: nDCG@10 on large; nDCG@10 on small\n"
        "* **other chunks**: nDCG@10 on large\n\n"
        "Better than the default:\n\n"
        "* **other chunks**: nDCG@10 on small\n\n"
        "Not to be told from the default by these questions: no stemming.\n"
    ) in page
    assert "Made by `python -m evals ablate --page a.md` on 2026-01-02 (Test, 4 cores)." in page
    assert f"* small: 10 questions over 3 articles, SHA-256 `{'ab' * 8}`" in page


def test_a_smaller_risk_is_better_and_what_the_least_confidence_moves_is_not_judged() -> None:
    figures = ("risk_coverage_area", "answered_accuracy")
    found = {"small": {"risk_coverage_area": WORSE, "answered_accuracy": WORSE}}
    rows = (Row("as it ships", "", "", found), Row("less risk", "", "", found))
    page = ablations_page(Ablations("", (Section("reader", figures, {"small": 8}, rows),), ABLATIONS.machine, {}, {}))
    assert "Better than the default:\n\n* **less risk**: risk–coverage area on small\n" in page
    assert "Worse than the default:\n\n* none\n" in page


def test_weights_have_a_column_where_they_are_learned_and_what_cannot_be_told_has_a_dash() -> None:
    section = Section(
        "reader",
        ("ndcg@10",),
        {"small": 8, "large": 64},
        (row("as it ships", DEFAULT, NONE, "as they ship"), row("no search", NONE, NONE, "zeroed")),
    )
    page = ablations_page(Ablations("", (section,), ABLATIONS.machine, {}, {}))
    assert "| | weights | nDCG@10 |\n|---|---|---:|\n" in page
    assert "| **no search**: What no search is. | zeroed | – |" in page
    assert "Worse than the default:\n\n* none\n\nBetter than the default:\n\n* none\n\n" in page


def test_the_committed_page_is_the_committed_figures() -> None:
    page = (ROOT / "docs" / "ablations.md").read_text(encoding="utf-8")
    assert page == ablations_page(load_ablations(COMMITTED)), "run the command that the page names"


def test_the_committed_figures_hold_no_text_of_the_data() -> None:
    document = json.loads(COMMITTED.read_text(encoding="utf-8"))
    assert set(document) == {"command", "format", "machine", "settings", "sources", "sections"}
    assert set(document["sources"]) == {"development", "piaf-dev", "piaf-train"}
    for section in document["sections"]:
        for found in section["rows"]:
            assert set(found) == {"name", "change", "weights", "measured"}


def test_learning_anew_with_nothing_left_out_gave_the_default_again() -> None:
    reader = next(section for section in load_ablations(COMMITTED).sections if section.name == "reader")
    control = next(found for found in reader.rows if found.name == CONTROL.name)
    assert control.weights == "learned anew"
    for measured in control.measured.values():
        assert all(found.difference in (0.0, None) for found in measured.values())
