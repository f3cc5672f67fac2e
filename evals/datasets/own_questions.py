"""Questions that somebody has put into a table about their own articles: the evidence for each is looked up.

Where a line names the article or quotes it, that is the evidence. Where it does neither, evidence is every sentence
that holds the answer and has a rare word of the question: near to what a person would point at, and said in a note.
Measured on every fourth question of PIAF's training set, over its 800 paragraphs: a quarter of the answers have no such
sentence and their lines would have to name the article; of the others, the true paragraph is among the evidence of
98 %, and 90 % have one sentence.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.article import Article
from corpus.dates import parse_date
from evals.datasets.article_names import ArticleNames, UnknownNameError
from evals.datasets.evidence_search import EvidenceSearch
from evals.datasets.question_table import Row, read_table
from evals.question_set import KINDS, Evidence, Question, QuestionSet, QuestionSetError
from index.terms.french_analysis import fold

_YES_OR_NO = frozenset(("oui", "non", "yes", "no"))
_NAMED = 5  # of the lines in an error, where none can be asked


@dataclass(frozen=True, slots=True)
class OwnQuestions:
    """The questions that can be asked, what is to be known about them, and a sentence for each line left out."""

    questions: QuestionSet
    notes: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


class _LineError(ValueError):
    """A line that cannot be asked; the message says why and what to do."""


def load_own_questions(path: Path, articles: Sequence[Article], folder: Path) -> OwnQuestions:
    """The questions of a table about articles that were read from `folder`, each with its evidence.

    Raises QuestionSetError where the file is no table, or no line of it can be asked.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise QuestionSetError(
            f"{path}: cannot be read ({error.strerror}). Give the path of a question file."
        ) from error
    table = read_table(content, path)
    lines = _Lines(EvidenceSearch(articles), ArticleNames(articles, folder))
    for row in table.rows:
        lines.read(row)
    left_out = (*table.left_out, *lines.left_out)
    if not lines.questions:
        said = " ".join(left_out[:_NAMED]) or "There is no line below the header."
        raise QuestionSetError(f"{path}: there is no question that can be asked. {said}")
    questions = QuestionSet(path.stem, hashlib.sha256(content).hexdigest(), tuple(lines.questions))
    named = tuple(f"{path.name}, {sentence}" for sentence in left_out)
    return OwnQuestions(questions, _notes(table.unread_columns, lines.loosely, path), named)


def _notes(unread: Sequence[str], loosely: int, path: Path) -> tuple[str, ...]:
    notes = []
    if unread:
        notes.append(f"{path.name}: nothing reads the columns {', '.join(unread)}.")
    if loosely:
        notes.append(
            f"{path.name}: lines that name no article and quote none: {loosely}. Their evidence is every sentence that "
            "holds the answer and has a rare word of the question."
        )
    return tuple(notes)


class _Lines:
    """Makes questions of rows one by one; what it has made, and what it could not, lies in its lists."""

    def __init__(self, search: EvidenceSearch, names: ArticleNames) -> None:
        self._search = search
        self._names = names
        self._ids: dict[str, int] = {}
        self.questions: list[Question] = []
        self.left_out: list[str] = []
        self.loosely = 0

    def read(self, row: Row) -> None:
        """Adds the row's question, or says why there is none."""
        try:
            question = self._question(row)
        except (_LineError, UnknownNameError) as error:
            self.left_out.append(f"line {row.line}: {error}")
        else:
            self._ids[question.id] = row.line
            self.questions.append(question)
            self.loosely += bool(row.answers) and not (row.article or row.quote)

    def _question(self, row: Row) -> Question:
        question_id = row.id or f"line-{row.line}"
        if not row.question:
            raise _LineError("there is no question in it.")
        if question_id in self._ids:
            raise _LineError(f"the id {question_id!r} is that of line {self._ids[question_id]} already.")
        if not row.answers and (row.article or row.quote):
            raise _LineError("it has no answer, but an article or a quote for one. Give the answer, or empty both.")
        kind = _kind(row)
        return Question(
            id=question_id,
            text=row.question,
            kind=kind,
            answerable=bool(row.answers),
            answers=row.answers,
            evidence=self._evidence(row, kind) if row.answers else (),
            as_of=_day(row.as_of),
        )

    def _evidence(self, row: Row, kind: str) -> tuple[Evidence, ...]:
        articles = self._names.find(row.article) if row.article else None
        if row.quote:
            found = self._quoted(row, articles)
        elif kind == "yes_no":
            raise _LineError("the answer is yes or no: quote the words of the article that say so in `quote`.")
        else:
            found = self._holding(row, articles)
        return tuple(dict.fromkeys(found))

    def _quoted(self, row: Row, articles: frozenset[str] | None) -> list[Evidence]:
        try:
            found = self._search.quoted(row.quote, articles)
        except ValueError as error:
            raise _LineError(str(error)) from error
        if not found:
            raise _LineError(f"« {row.quote:.80} » stands in {_where(row)}. Copy the quote out of the article.")
        return found

    def _holding(self, row: Row, articles: frozenset[str] | None) -> list[Evidence]:
        held = {answer: self._search.holding(answer, articles) for answer in row.answers}
        found = [evidence for sentences in held.values() for evidence in sentences]
        if not found:
            raise _LineError(
                f"« {' | '.join(row.answers):.80} » stands in {_where(row)}. Write the answer in the article's words, "
                "or leave it empty if the articles do not tell."
            )
        if articles is not None:
            return found
        about = [
            evidence
            for answer, sentences in held.items()
            for evidence in self._search.about(row.question, answer, sentences)
        ]
        if not about:
            raise _LineError(
                f"« {' | '.join(row.answers):.80} » stands in {len(found)} sentences, none of which has a rare word of "
                "the question. Name the article in `article`, or quote it in `quote`."
            )
        return about


def _where(row: Row) -> str:
    return f"no sentence of {row.article!r}" if row.article else "no article"


def _kind(row: Row) -> str:
    if row.kind and row.kind not in KINDS:
        raise _LineError(f"the kind {row.kind!r} is unknown. Use one of {', '.join(KINDS)}, or none.")
    if not row.kind and row.answers and all(fold(answer).strip(" .!") in _YES_OR_NO for answer in row.answers):
        return "yes_no"
    return row.kind or "unlabelled"


def _day(text: str) -> date | None:
    day = parse_date(text) if text else None
    if text and day is None:
        raise _LineError(f"{text!r} is no day. Write it as 2020-07-31 or 31/07/2020.")
    return day
