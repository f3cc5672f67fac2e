"""The results as a file, as a table and as a plot."""

import io
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.console import Console

from evals.race.plot import draw_race
from evals.race.results import RaceFileError, RaceResults, load_race, save_race
from evals.race.table import readme_table, show_race


def test_a_saved_race_is_read_as_it_was(results: RaceResults, tmp_path: Path) -> None:
    save_race(results, tmp_path / "new" / "race.json")
    read = load_race(tmp_path / "new" / "race.json")
    assert read.course == results.course
    assert [line.name for line in read.lines] == ["sourcier", "bm25s", "txtai"]
    assert readme_table(read) == readme_table(results)
    save_race(read, tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "new" / "race.json").read_bytes()


@pytest.mark.parametrize(
    ("content", "words"), [("{", "no race can be read there"), ('{"format": 0}', "the race has format 0")]
)
def test_what_is_no_race_is_told(tmp_path: Path, content: str, words: str) -> None:
    (tmp_path / "race.json").write_text(content, encoding="utf-8")
    with pytest.raises(RaceFileError, match=words):
        load_race(tmp_path / "race.json")


def test_the_readme_table_has_a_line_an_entrant_and_names_who_did_not_race(results: RaceResults) -> None:
    assert readme_table(results).splitlines()[:5] == [
        "|  | recall@5 | ndcg@10 | ingests a second: characters / articles / passages | search, p50 / p95 | start-up "
        "| memory, ingesting / serving | answers |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        "| Sourcier | 0.900 [0.880–0.920] | 0.850 [0.830–0.870] | 12,346 / 10.0 / 20.0 | 3.0 / 6.0 ms | 1.25 s "
        "| 190 / 156 MB | yes |",
        "| bm25s, French | 0.800 [0.780–0.820] | 0.840 [0.820–0.860] ≈ | 12,346 / 10.0 / 20.0 | 3.0 / 6.0 ms | 1.25 s "
        "| 190 / 156 MB | no |",
        "",
    ]
    below = readme_table(results).splitlines()[5]
    assert below.startswith("small: 605 articles, 400,000 characters, 1,579 questions. txtai, hybrid did not race:")
    assert "A processor, 4 cores, as many threads as each takes by default, 2025-01-02." in below
    assert "not to be trusted" not in below


def test_times_taken_beside_other_work_are_marked(results: RaceResults) -> None:
    disturbed = replace(results, lines=[replace(results.lines[0], other_work=2.5), *results.lines[1:]])
    assert not results.disturbed
    assert disturbed.disturbed
    assert "Other work kept up to 2.5 cores busy" in readme_table(disturbed)


def test_the_terminal_shows_every_figure(results: RaceResults) -> None:
    output = io.StringIO()
    show_race(results, Console(file=output, width=220))
    shown = output.getvalue()
    for words in (
        "Sourcier",
        "0.840 [0.820–0.860] ≈",
        "12,346 / 10.0 / 20.0",
        "3.0 / 6.0 ms",
        "txtai, hybrid did not race: its",
    ):
        assert words in shown


def test_the_plot_is_the_same_every_time_and_moves_with_its_figures(results: RaceResults, tmp_path: Path) -> None:
    plots = [tmp_path / name for name in ("first.svg", "second.svg", "other.svg")]
    faster = replace(results.lines[0].figures, characters_per_second=99_999.0)
    other = replace(results, lines=[replace(results.lines[0], figures=faster), *results.lines[1:]])
    for plot, drawn in zip(plots, (results, results, other), strict=True):
        draw_race(drawn, plot)
    first, second, third = (plot.read_bytes() for plot in plots)
    assert first == second != third
    assert ElementTree.fromstring(first).tag.endswith("svg")
    assert not re.search(rb"<dc:date>", first)


def test_a_race_that_nobody_ran_is_no_plot(results: RaceResults, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="nobody raced"):
        draw_race(replace(results, lines=results.lines[2:]), tmp_path / "race.svg")
