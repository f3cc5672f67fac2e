"""The questions and articles of a run, read again: a run file holds places and ids, the words are in its source."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from corpus.article import Article
from evals.committed_questions import committed_files
from evals.datasets.squad import AnswerSpan, load_squad
from evals.question_set import Question
from evals.runs.run_file import Run
from evals.sources import BUNDLED, Choice, Source, articles_sha256, open_source

_OPTIONS = {
    "bundled": "--questions FILE",
    "squad": "--dataset FILE (with --unanswerable where half was hidden)",
    "beir": "--dataset FOLDER",
    "folder": "--articles FOLDER --questions FILE",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read again, by id; nothing where the source is not at hand or has changed, and `missing` says why.

    `spans` are where known answers stand, by question, of data sets that say so: an answer of a word may stand in
    several places of its article, and only one of them proves it.
    """

    questions: Mapping[str, Question]
    articles: Mapping[str, Article]
    missing: str = ""
    spans: Mapping[str, Sequence[AnswerSpan]] = field(default_factory=dict)


def read_again(run: Run, choice: Choice) -> Reading:
    """The questions and articles that the run was over, proved by their fingerprints.

    An empty choice is enough for the committed questions; other runs are read again where `choice` says. Raises
    QuestionSetError where that cannot be read at all.
    """
    chosen = _committed(run) if choice == Choice() else choice
    if chosen is None:
        kind = str(_part(run, "articles").get("kind"))
        option = _OPTIONS.get(kind, "its options")
        return _nothing(f"Its questions and articles ({kind}) were not given, so only ids are shown. Give {option}.")
    source = open_source(chosen)
    changed = _changed(run, source)
    if changed:
        return _nothing(f"{changed} since the run was made, so only ids are shown. Make the run anew to see words.")
    return Reading(
        questions={question.id: question for question in source.questions.questions},
        articles={article.id: article for article in source.articles},
        spans=_spans(source, chosen),
    )


def _committed(run: Run) -> Choice | None:
    """The committed file that the run's questions are; the fixed one, changed or not, for the run of its name."""
    for path in committed_files():
        if hashlib.sha256(path.read_bytes()).hexdigest() == run.fingerprint:
            return Choice(questions=path)
    return Choice() if run.name == BUNDLED else None


def _changed(run: Run, source: Source) -> str:
    """What is not as it was when the run was made; empty where all is."""
    if source.questions.fingerprint != run.fingerprint:
        return f"The questions of {source.name} have changed"
    if articles_sha256(source.articles) != _part(run, "articles").get("sha256"):
        return f"The articles of {source.name} have changed"
    return ""


def _spans(source: Source, choice: Choice) -> dict[str, Sequence[AnswerSpan]]:
    """Where the known answers stand, by question: those of hidden articles are left out with their articles."""
    if source.kind != "squad" or choice.dataset is None:
        return {}
    held = {article.id for article in source.articles}
    spans = (span for span in load_squad(choice.dataset).spans if span.article_id in held)
    return {question_id: tuple(found) for question_id, found in groupby(spans, key=lambda span: span.question_id)}


def _nothing(missing: str) -> Reading:
    return Reading({}, {}, missing)


def _part(run: Run, name: str) -> Mapping[str, object]:
    part = run.document.get(name)
    return part if isinstance(part, Mapping) else {}
