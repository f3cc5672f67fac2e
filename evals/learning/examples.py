"""Questions with known answers, read as the service would read them: what the reader's weights are learned from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from evals.datasets.squad import AnswerSpan
from evals.question_set import Question
from index.article_index import ArticleIndex
from index.hit import Filters, Hit
from rag.reading.sentence_reader import Reading, prepare
from rag.reading.term_weights import QuestionTerms, TermStatistics
from rag.retriever import IndexRetriever

RETRIEVED = 8  # passages a question, as the service reads by default

Prepare: TypeAlias = Callable[[str, Sequence[Hit], TermStatistics, QuestionTerms], Reading]
"""How a question and its passages are read: `rag.reading.sentence_reader.prepare`, or as that without a part."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question as it was read. `right[i]` says that sentence i holds a known answer where it is known to stand.

    `subject` names what it is about: examples of one subject are kept together when data are split.
    """

    question: Question
    subject: str
    reading: Reading
    right: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Lesson:
    """Questions with the spans that answer them, and the subject of each article."""

    questions: Sequence[Question]
    spans: Sequence[AnswerSpan]
    subjects: Mapping[str, str]


def read_examples(
    lesson: Lesson, index: ArticleIndex, habits: QuestionTerms, *, read: Prepare = prepare
) -> list[Example]:
    """Every question of the lesson, in its order, read over the index that holds its articles."""
    retriever = IndexRetriever(index)
    spans: dict[str, list[AnswerSpan]] = {}
    for span in lesson.spans:
        spans.setdefault(span.question_id, []).append(span)
    examples = []
    for question in lesson.questions:
        hits = retriever.retrieve(question.text, k=RETRIEVED, filters=Filters())
        reading = read(question.text, hits, index, habits)
        known = spans.get(question.id, [])
        about = known[0].article_id if known else next((hit.article.id for hit in hits), question.id)
        examples.append(Example(question, lesson.subjects.get(about, about), reading, _right(reading, known)))
    return examples


def without_answer(
    example: Example, statistics: TermStatistics, habits: QuestionTerms, *, read: Prepare = prepare
) -> Example | None:
    """The question over the same articles without the sentences that answer it, as if they had never told.

    None where no sentence was right, or nothing else is left to read.
    """
    gone = {
        (passage.hit.article.id, sentence.start, sentence.end)
        for (passage, sentence), right in zip(example.reading.sentences, example.right, strict=True)
        if right
    }
    cut = [_without(passage.hit, gone) for passage in example.reading.passages]
    hits = [hit for hit in cut if hit.chunk.text.strip()]
    if not gone or not hits:
        return None
    reading = read(example.question.text, hits, statistics, habits)
    return replace(example, reading=reading, right=np.zeros(len(reading.sentences), dtype=np.bool_))


def _right(reading: Reading, known: Sequence[AnswerSpan]) -> NDArray[np.bool_]:
    def holds(article_id: str, start: int, end: int) -> bool:
        return any(
            span.article_id == article_id
            and ((start <= span.start and span.end <= end) or (span.start <= start and end <= span.end))
            for span in known
        )

    return np.array(
        [holds(passage.hit.article.id, sentence.start, sentence.end) for passage, sentence in reading.sentences],
        dtype=np.bool_,
    )


def _without(hit: Hit, gone: set[tuple[str, int, int]]) -> Hit:
    text, chunk = hit.article.text, hit.chunk.text
    for article_id, start, end in sorted(gone, reverse=True):
        if article_id == hit.article.id:
            text = text[:start] + text[end:]
            if hit.chunk.start <= start and end <= hit.chunk.end:
                chunk = chunk[: start - hit.chunk.start] + chunk[end - hit.chunk.start :]
    shorter = replace(hit.chunk, text=chunk, end=hit.chunk.start + len(chunk))
    return replace(hit, chunk=shorter, article=replace(hit.article, text=text))
