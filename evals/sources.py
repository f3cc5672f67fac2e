"""What a run is over: these questions, these articles, under this name."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from corpus.article import Article
from evals.bundled import bundled_articles
from evals.committed_questions import articles_folder, is_committed
from evals.datasets.articles_folder import read_folder
from evals.datasets.beir import load_beir
from evals.datasets.own_questions import OwnQuestions, load_own_questions
from evals.datasets.question_table import is_table
from evals.datasets.squad import load_squad
from evals.question_set import QuestionSet, QuestionSetError, load_questions
from evals.unanswerable import hide_half

TEST_QUESTIONS = Path(__file__).parent / "questions" / "test.jsonl"
"""The fixed set that the figures of the bundled articles are about."""

BUNDLED = "bundled"
DEFAULT_SPLIT = "test"

SourceKind: TypeAlias = Literal["bundled", "squad", "beir", "folder"]


@dataclass(frozen=True, slots=True)
class Source:
    """Questions over articles. `name` is the run's: of a committed set it decides the file of the baseline.

    `half_hidden`: half of a data set's pages are left out and their questions cannot be answered. `notes` are
    sentences on what was found that somebody who reads the figures needs to know; `left_out` on what was given and
    could not be used.
    """

    name: str
    kind: SourceKind
    articles: tuple[Article, ...]
    questions: QuestionSet
    half_hidden: bool = False
    notes: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """What the command line names, nothing by default: the fixed questions on the bundled articles.

    `questions` is a file of them; `articles` the folder or file that they are about, the bundled articles without
    it. `dataset` is a SQuAD-format file or a BEIR-format folder, which have both; `split` is the folder's.
    """

    questions: Path | None = None
    articles: Path | None = None
    dataset: Path | None = None
    split: str | None = None
    half_hidden: bool = False


def open_source(choice: Choice) -> Source:
    """Reads what was chosen. Raises QuestionSetError where the choice is no choice or nothing can be asked of it."""
    _check(choice)
    if choice.dataset:
        return _beir(choice.dataset, choice.split) if choice.dataset.is_dir() else _squad(choice)
    if choice.articles and choice.questions:
        return _folder(choice.articles, choice.questions)
    return _bundled(choice.questions or TEST_QUESTIONS)


def articles_sha256(articles: Iterable[Article]) -> str:
    """The fingerprint of articles in any order: SHA-256 over the sorted lines `id`, tab, version, line end."""
    lines = sorted(f"{article.id}\t{article.version}\n" for article in articles)
    return hashlib.sha256("".join(lines).encode("utf-8")).hexdigest()


def _check(choice: Choice) -> None:
    if choice.dataset and (choice.articles or choice.questions):
        raise QuestionSetError("--dataset has its own articles and questions: leave --articles and --questions out.")
    if choice.articles and not choice.questions:
        raise QuestionSetError("--articles needs --questions FILE: what shall be asked of them? A CSV or JSONL file.")
    if choice.half_hidden and not (choice.dataset and not choice.dataset.is_dir()):
        raise QuestionSetError(
            "--unanswerable goes with --dataset FILE in SQuAD format: other sets say themselves what has no answer."
        )
    if choice.split and not (choice.dataset and choice.dataset.is_dir()):
        raise QuestionSetError("--split goes with --dataset FOLDER in BEIR format: it names one of its qrels files.")


def _bundled(path: Path) -> Source:
    folder = articles_folder(path)
    articles = bundled_articles(folder)
    own = _questions(path, articles, folder)
    return Source(_run_name(path), "bundled", articles, own.questions, notes=own.notes, left_out=own.left_out)


def _run_name(path: Path) -> str:
    """`bundled` for the fixed set, `conversations` for the one in that folder; any other file adds its own name."""
    at_the_top = path.resolve().parent == TEST_QUESTIONS.resolve().parent or not is_committed(path)
    name = BUNDLED if at_the_top else path.resolve().parent.name
    fixed = is_committed(path) and path.name == TEST_QUESTIONS.name
    return name if fixed else f"{name}-{path.stem}"


def _squad(choice: Choice) -> Source:
    assert choice.dataset is not None
    dataset = load_squad(choice.dataset)
    dataset = hide_half(dataset) if choice.half_hidden else dataset
    return Source(dataset.questions.name, "squad", dataset.articles, dataset.questions, choice.half_hidden)


def _beir(folder: Path, split: str | None) -> Source:
    dataset = load_beir(folder, split or DEFAULT_SPLIT)
    return Source(dataset.questions.name, "beir", dataset.articles, dataset.questions, notes=dataset.notes)


def _folder(folder: Path, path: Path) -> Source:
    read = read_folder(folder, but=path)
    own = _questions(path, read.articles, folder)
    name = f"{folder.resolve().name if folder.is_dir() else folder.stem}-{path.stem}"
    return Source(name, "folder", read.articles, own.questions, notes=own.notes, left_out=read.failures + own.left_out)


def _questions(path: Path, articles: tuple[Article, ...], folder: Path) -> OwnQuestions:
    if is_table(path):
        return load_own_questions(path, articles, folder)
    return OwnQuestions(load_questions(path))
