"""A run on the terminal."""

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console, RenderableType
from rich.progress import Progress as Bar
from rich.table import Table

from evals.question_set import Question
from evals.run_file import Json, Run
from evals.runner import Evaluation, Progress
from evals.scoring import QuestionScore

_ANSWERS = {
    "questions": "questions",
    "right_article": "right article",
    "contains": "contains",
    "supports": "supports",
    "exact_match": "exact match",
    "token_f1": "token F1",
    "abstention_f1": "abstention F1",
    "coverage": "coverage",
    "answered_accuracy": "answered accuracy",
}
_CITATIONS = {"citations": "given", "verbatim": "verbatim", "resolved": "id resolves"}
_ABSTENTION = {
    "abstention_precision": "precision",
    "abstention_recall": "recall",
    "abstention_f1": "F1",
    "coverage": "coverage",
    "answered_accuracy": "answered accuracy",
    "risk_coverage_area": "risk–coverage area",
}
_READERS = {"forced_contains": "contains", "forced_exact_match": "exact match", "forced_token_f1": "token F1"}
_RETRIEVAL = ("success@1", "success@5", "recall@1", "recall@3", "recall@5", "recall@10", "mrr@10", "ndcg@10")
_COUNTS = ("questions", "citations")


def show_run(run: Run, console: Console) -> None:
    """Prints every figure of the run; of a set without known answers there are those of retrieval alone."""
    figures = _object(run.document["figures"])
    questions = _object(run.document["questions"])
    sha = str(questions["sha256"])[:12]
    console.print(f"\n[bold]{run.name}[/bold]: {questions['count']} questions ({questions['set']}, SHA-256 {sha}…)")
    if "answers" in figures:
        _show_answers(figures, console)
    console.print(_table("Retrieval", {name: name for name in _RETRIEVAL}, _parts(figures["retrieval"])))
    if "answers" in figures:
        console.print(_latency_table(_object(_object(run.document["machine"])["milliseconds"])))


def _show_answers(figures: Mapping[str, Json], console: Console) -> None:
    answers = _object(figures["answers"])
    console.print(
        _answer_table("Answers", {"all": answers} | _groups(figures["by_kind"]) | _groups(figures["by_style"]))
    )
    console.print(_table("Citations", _CITATIONS, {"all": answers}))
    console.print(_table("Abstention (positive: unanswerable)", _ABSTENTION, {"all": answers}))
    baselines = {name.replace("_", " "): part for name, part in _parts(figures["baselines"]).items()}
    console.print(_table("Readers, refusals left aside", _READERS, {"learned reader": answers} | baselines))


def show_failures(evaluation: Evaluation, console: Console) -> None:
    """Prints each question that was answered wrongly, refused although answerable, or answered although not."""
    table = Table("id", "kind", "what", "sure", "question", title="Failures", title_justify="left", show_lines=False)
    for score in evaluation.scores:
        what = _failure(score)
        if what:
            question = score.question
            table.add_row(question.id, question.kind, what, f"{score.confidence:.3f}", question.text)
    console.print(table)


def bar_progress(console: Console) -> Progress:
    """Progress that shows a bar for each pass over the questions while it lasts; nothing where no one can watch."""

    def hand_on(questions: Sequence[Question], label: str) -> Iterable[Question]:
        if not console.is_terminal:
            yield from questions
            return
        with Bar(console=console, transient=True) as bar:
            yield from bar.track(questions, description=label)

    return hand_on


def _failure(score: QuestionScore) -> str:
    if not score.question.answerable:
        return "answered, cannot be" if score.answered else ""
    if not score.answered:
        return "refused (rightly found)" if score.forced.contains else "refused (not found)"
    if not score.citations.right_article:
        return "answer in another article" if score.given.contains else "wrong article"
    return "" if score.given.contains else "wrong sentence"


def _answer_table(title: str, groups: Mapping[str, Mapping[str, Json]]) -> RenderableType:
    return _table(title, _ANSWERS, {name: part for name, part in groups.items() if name})


def _table(title: str, columns: Mapping[str, str], rows: Mapping[str, Mapping[str, Json]]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("")
    for heading in columns.values():
        table.add_column(heading, justify="right")
    for name, figures in rows.items():
        table.add_row(name, *(_shown(figure, figures.get(figure)) for figure in columns))
    return table


def _latency_table(stages: Mapping[str, Json]) -> Table:
    table = Table(title="Milliseconds, this machine", title_justify="left")
    for heading in ("stage", "p50", "p95"):
        table.add_column(heading, justify="left" if heading == "stage" else "right")
    for stage, values in stages.items():
        part = _object(values)
        table.add_row(stage, f"{part['p50']:.1f}", f"{part['p95']:.1f}")
    return table


def _shown(name: str, value: Json) -> str:
    if not isinstance(value, int | float):
        return "–"
    return f"{value:.0f}" if name in _COUNTS else f"{value:.3f}"


def _parts(value: Json) -> dict[str, Mapping[str, Json]]:
    return {name: _object(part) for name, part in _object(value).items()}


def _groups(value: Json) -> dict[str, Mapping[str, Json]]:
    """The groups by name; none where there is but one, which says what `all` says."""
    groups = _parts(value)
    return groups if len(groups) > 1 else {}


def _object(value: Json) -> Mapping[str, Json]:
    assert isinstance(value, Mapping), "a run file holds an object here"
    return value
