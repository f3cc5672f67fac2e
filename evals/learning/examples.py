"""Questions with known answers, read as the service would read them: what the reader's weights are learned from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evals.datasets.squad import AnswerSpan, Dataset
from index.article_index import ArticleIndex
from index.hit import Filters
from rag.retriever import IndexRetriever
from rag.sentence_reader import Reading, prepare

RETRIEVED = 8  # passages a question, as the service reads by default


@dataclass(frozen=True, slots=True)
class Example:
    """A question as it was read. `right[i]` says that sentence i holds a known answer where it is known to stand.

    `page` names the subject: examples of one page are kept together when data are split. `answers` are texts.
    """

    question_id: str
    page: str
    reading: Reading
    right: NDArray[np.bool_]
    answers: tuple[str, ...]


def read_examples(dataset: Dataset, index: ArticleIndex) -> list[Example]:
    """Every question of the data set, in its order, read over the index."""
    retriever = IndexRetriever(index)
    spans: dict[str, list[AnswerSpan]] = {}
    for span in dataset.spans:
        spans.setdefault(span.question_id, []).append(span)
    examples = []
    for question in dataset.questions.questions:
        hits = retriever.retrieve(question.text, k=RETRIEVED, filters=Filters())
        reading = prepare(question.text, hits, index)
        known = spans.get(question.id, [])
        page = dataset.pages[known[0].article_id] if known else question.id
        examples.append(Example(question.id, page, reading, _right(reading, known), question.answers))
    return examples


def _right(reading: Reading, known: Sequence[AnswerSpan]) -> NDArray[np.bool_]:
    return np.array(
        [
            any(
                span.article_id == passage.hit.article.id and sentence.start <= span.start and span.end <= sentence.end
                for span in known
            )
            for passage, sentence in reading.sentences
        ],
        dtype=np.bool_,
    )
