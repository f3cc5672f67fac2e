"""Retrieval sets in BEIR's format: which articles tell of a question is known, what they answer is not.

Thakur et al. 2021. A folder has `corpus.jsonl` (`_id`, `title`, `text`), `queries.jsonl` (`_id`, `text`) and
`qrels/<split>.tsv` with the header `query-id`, `corpus-id`, `score`; a score of 0 or less means not relevant.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from corpus.article import Article
from corpus.characters import clean_characters, one_line
from corpus.language import guess_language
from evals.question_set import Judgement, Question, QuestionSet, QuestionSetError, read_bytes

HEADER = ("query-id", "corpus-id", "score")

Scores: TypeAlias = dict[str, dict[str, int]]
"""By question id and article id, as the file has them."""


@dataclass(frozen=True, slots=True)
class BeirSet:
    """The documents as articles, the questions of a split that have a relevant one, and what was passed over."""

    articles: tuple[Article, ...]
    questions: QuestionSet
    notes: tuple[str, ...]


def load_beir(folder: Path, split: str) -> BeirSet:
    """The set of a folder, in the order of its files; the name is `folder-split`.

    A document without text is no article. One that is relevant stays relevant and cannot be found: figures compare
    with those of others. Raises QuestionSetError that names the file and the line.
    """
    corpus, queries, qrels = folder / "corpus.jsonl", folder / "queries.jsonl", _qrels_file(folder, split)
    questions = {query_id: _text(fields, place) for query_id, fields, place in _records(queries)}
    scores = _scores(qrels, questions)
    articles, empty = _articles(corpus, scores, qrels)
    asked = tuple(_question(query_id, text, scores) for query_id, text in questions.items() if query_id in scores)
    kept = tuple(question for question in asked if question.judgements)
    if not articles or not kept:
        counts = f"documents with text: {len(articles)}, questions with a relevant document: {len(kept)}"
        raise QuestionSetError(f"{folder}: there is nothing to score ({counts}).")
    fingerprint = hashlib.sha256(read_bytes(queries) + read_bytes(qrels)).hexdigest()
    name = f"{folder.resolve().name}-{split}"
    return BeirSet(articles, QuestionSet(name, fingerprint, kept), tuple(_notes(empty, len(asked) - len(kept), kept)))


def _qrels_file(folder: Path, split: str) -> Path:
    path = folder / "qrels" / f"{split}.tsv"
    if path.is_file():
        return path
    splits = ", ".join(sorted(found.stem for found in (folder / "qrels").glob("*.tsv")))
    cure = f"Choose one of the splits {splits} with --split." if splits else "A folder in BEIR's format is expected."
    raise QuestionSetError(f"{path}: there is no such file. {cure}")


def _records(path: Path) -> Iterator[tuple[str, Mapping[str, object], str]]:
    """The id, the fields and the place of each line."""
    seen: dict[str, int] = {}
    for number, line in enumerate(read_bytes(path).decode("utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{path}:{number}"
        fields = _fields(line, place)
        record_id = fields.get("_id")
        if not isinstance(record_id, str) or not record_id.strip() or not record_id.isprintable():
            raise QuestionSetError(f"{place}: `_id` must be a text that can be printed, not {record_id!r}.")
        if record_id in seen:
            raise QuestionSetError(f"{place}: the id {record_id!r} is that of line {seen[record_id]} already.")
        seen[record_id] = number
        yield record_id, fields, place


def _fields(line: str, place: str) -> Mapping[str, object]:
    try:
        value = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise QuestionSetError(f"{place}: not JSON ({error}). One object a line is expected.") from error
    if not isinstance(value, dict):
        raise QuestionSetError(f"{place}: a JSON object is expected, a {type(value).__name__} came.")
    return value


def _text(fields: Mapping[str, object], place: str) -> str:
    text = _optional_text(fields, "text", place)
    if not text:
        raise QuestionSetError(f"{place}: `text` is empty: there is nothing to ask.")
    return text


def _optional_text(fields: Mapping[str, object], name: str, place: str) -> str:
    """The cleaned text of a field; empty where it is left out or null."""
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        raise QuestionSetError(f"{place}: `{name}` must be a text, not {value!r}.")
    return clean_characters(value or "")


def _scores(path: Path, questions: Mapping[str, str]) -> Scores:
    header, *lines = read_bytes(path).decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    if tuple(header.split("\t")) != HEADER:
        raise QuestionSetError(f"{path}:1: the header must be {', '.join(HEADER)} between tabs, not {header!r}.")
    scores: Scores = {}
    for number, line in enumerate(lines, start=2):
        if not line.strip():
            continue
        place = f"{path}:{number}"
        query_id, article_id, score = _judgement(line, place)
        if query_id not in questions:
            raise QuestionSetError(f"{place}: there is no question {query_id!r} in queries.jsonl.")
        before = scores.setdefault(query_id, {}).setdefault(article_id, score)
        if before != score:
            raise QuestionSetError(f"{place}: {article_id!r} is judged {score} for {query_id!r}, and {before} before.")
    return scores


def _judgement(line: str, place: str) -> tuple[str, str, int]:
    try:
        query_id, article_id, score = line.split("\t")
        return query_id, article_id, int(score)
    except ValueError as error:
        raise QuestionSetError(
            f"{place}: two ids and a whole number between tabs are expected, not {line!r}."
        ) from error


def _articles(path: Path, scores: Scores, qrels: Path) -> tuple[tuple[Article, ...], frozenset[str]]:
    """The articles, and the ids of documents without text. Raises where a judged one is not in the file at all."""
    articles, empty = list[Article](), set[str]()
    for document_id, fields, place in _records(path):
        text = _optional_text(fields, "text", place)
        if text:
            title = one_line(_optional_text(fields, "title", place))
            articles.append(Article(document_id, title, text, language=guess_language(text)))
        else:
            empty.add(document_id)
    known = empty.union(article.id for article in articles)
    unknown = sorted({article_id for judged in scores.values() for article_id in judged} - known)
    if unknown:
        raise QuestionSetError(f"{qrels}: {len(unknown)} judged documents are not in {path}, {unknown[0]!r} the first.")
    return tuple(articles), frozenset(empty)


def _question(query_id: str, text: str, scores: Scores) -> Question:
    judgements = tuple(Judgement(article_id, grade) for article_id, grade in scores[query_id].items() if grade > 0)
    return Question(query_id, text, "unlabelled", True, (), (), judgements=judgements)


def _notes(empty: frozenset[str], without: int, questions: tuple[Question, ...]) -> Iterator[str]:
    if empty:
        relevant = sum(any(document in question.article_ids for question in questions) for document in empty)
        yield f"Documents without text, which are not indexed: {len(empty)}; relevant to a question: {relevant}."
    if without:
        yield f"Questions without a relevant document, which are not asked: {without}."
