"""The tables as a Markdown page, with what they say in words: `docs/ablations.md` is made of the committed figures."""

from collections.abc import Iterator

from evals.ablation.differences import Measurement
from evals.ablation.document import Ablations, Row, Section
from evals.runs.run_file import Json

_TITLES = {"retrieval": "The search", "reader": "The reader"}
_FIGURES = {
    "success@1": "success@1",
    "success@5": "success@5",
    "recall@5": "recall@5",
    "ndcg@10": "nDCG@10",
    "forced_contains": "forced contains",
    "abstention_f1": "abstention F1",
    "risk_coverage_area": "risk–coverage area",
    "answered_accuracy": "answered accuracy",
    "coverage": "coverage",
}
_LOWER_IS_BETTER = ("risk_coverage_area",)
_NOT_JUDGED = ("answered_accuracy", "coverage")  # one can be had for the other, by another least confidence
_MEANING = {
    "retrieval": "Whether the right articles are found, over the answerable questions.",
    "reader": (
        "Forced contains is the share of answerable questions whose first quote holds a known answer, refusals left "
        "aside. The risk–coverage area tells how well confidence puts right answers first, whatever the least "
        "confidence is; lower is better. Answered accuracy is the share of right answers among those given: it rises "
        "where coverage falls, so the two are shown and not judged. Where weights are learned anew, so is the least "
        "confidence, on the development questions, as the shipped one was. Where they are zeroed, what is left was "
        "learned to work with what is gone, and the row says more than the part is worth."
    ),
}


def ablations_page(ablations: Ablations) -> str:
    """The whole page."""
    machine = ablations.machine
    lines = [
        "# What each default is worth",
        "",
        "The service measured again with one thing left out or set otherwise. Every other row of a table differs from "
        "its first row in one thing: the difference, and in brackets its 95 % paired bootstrap interval; in bold where "
        "the interval leaves 0 out. Of so many intervals about one in twenty leaves 0 out by chance, so a row says "
        "most where sets agree. Nothing was asked of the test questions.",
        "",
        f"Made by `{ablations.command}` on {machine['date']} ({machine['processor']}, {machine['cores']} cores).",
        "",
        *(f"* {name}: {_source(source)}" for name, source in sorted(ablations.sources.items())),
    ]
    for section in ablations.sections:
        lines += ["", f"## {_TITLES[section.name]}", "", _MEANING[section.name], "", *_summary(section)]
        for name in sorted(section.questions):
            lines += ["", f"### {_TITLES[section.name]}, {name}: {section.questions[name]} questions", ""]
            lines += _table(section, name)
    return "\n".join(lines) + "\n"


def _source(source: Json) -> str:
    assert isinstance(source, dict), "a source is an object"
    return f"{source['questions']} questions over {source['articles']} articles, SHA-256 `{str(source['sha256'])[:16]}`"


def _table(section: Section, name: str) -> Iterator[str]:
    weights = any(row.weights for row in section.rows)
    yield "| | " + "weights | " * weights + " | ".join(_FIGURES[figure] for figure in section.figures) + " |"
    yield "|---|" + "---|" * weights + "---:|" * len(section.figures)
    for place, row in enumerate(section.rows):
        found = row.measured[name]
        cells = [_value(found[figure]) if place == 0 else _difference(found[figure]) for figure in section.figures]
        label = f"**{row.name}**: {row.change}"
        yield f"| {label} | " + f"{row.weights} | " * weights + " | ".join(cells) + " |"


def _value(found: Measurement) -> str:
    return "–" if found.value is None else f"{found.value:.3f}"


def _difference(found: Measurement) -> str:
    if found.difference is None or found.low is None or found.high is None:
        return _value(found)
    cell = f"{_signed(found.difference)} [{_signed(found.low)}, {_signed(found.high)}]"
    return f"**{cell}**" if found.sign else cell


def _signed(number: float) -> str:
    return f"{number:+.3f}".replace("-", "−") if round(number, 3) else "0.000"


def _summary(section: Section) -> Iterator[str]:
    """Which rows differ by more than chance, with the sets and figures that say so, and which do not."""
    others = section.rows[1:]
    for heading, side in (("Worse", -1), ("Better", 1)):
        telling = [f"* **{row.name}**: {where}" for row in others if (where := _where(section, row, side))]
        yield from (f"{heading} than the default:", "", *(telling or ["* none"]), "")
    unclear = [row.name for row in others if not any(_where(section, row, side) for side in (-1, 1))]
    yield f"Not to be told from the default by these questions: {', '.join(unclear) or 'none'}."


def _where(section: Section, row: Row, side: int) -> str:
    """The judged figures of each set that are better (1) or worse (-1) by more than chance."""
    judged = [figure for figure in section.figures if figure not in _NOT_JUDGED]
    found = {
        name: [_FIGURES[figure] for figure in judged if _side(figure, part[figure]) == side]
        for name, part in sorted(row.measured.items())
    }
    return "; ".join(f"{', '.join(figures)} on {name}" for name, figures in found.items() if figures)


def _side(figure: str, found: Measurement) -> int:
    return -found.sign if figure in _LOWER_IS_BETTER else found.sign
