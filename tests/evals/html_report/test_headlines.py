"""The figures that a report opens with."""

from evals.html_report.headlines import FigureRow, Headline, figure_rows, headlines
from evals.runs.run_file import Run

RUN = Run(
    {
        "figures": {
            "answers": {
                "questions": 1579.0,
                "answerable": 1200.0,
                "citations": 30.0,
                "contains": 0.57766,
                "abstention_f1": None,
                "risk_coverage_area": 0.15249,
            }
        },
        "intervals": {"answers.contains": [0.5541, 0.6029], "answers.risk_coverage_area": None},
    }
)


def test_a_share_is_in_per_cent_with_its_interval_and_its_meaning() -> None:
    first = headlines(RUN)[0]
    assert first == Headline(
        "answers.contains",
        "Right sentence",
        "57.8 %",
        "55.4 % – 60.3 %",
        "of 1,200 questions that articles answer: the first sentence quoted contains a known answer. "
        "A refusal counts as wrong.",
    )


def test_what_the_run_does_not_have_is_left_out_and_an_area_is_no_share() -> None:
    assert [(headline.name, headline.value, headline.interval) for headline in headlines(RUN)[1:]] == [
        ("answers.risk_coverage_area", "0.152", "")
    ]


def test_all_figures_with_a_value_are_listed_counts_as_counts() -> None:
    assert figure_rows(RUN) == [
        FigureRow("answers.answerable", "1,200", ""),
        FigureRow("answers.citations", "30", ""),
        FigureRow("answers.contains", "0.5777", "0.5541 – 0.6029"),
        FigureRow("answers.questions", "1,579", ""),
        FigureRow("answers.risk_coverage_area", "0.1525", ""),
    ]
