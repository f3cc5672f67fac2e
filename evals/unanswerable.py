"""Makes questions unanswerable that are not: half of the pages are left out of the store, their questions asked.

Data sets such as SQuAD 1.1 and PIAF have an answer to every question. Leaving whole pages out takes away the
paragraphs that tell of the same subject as well, and the question stays exactly as somebody wrote it.
"""

import hashlib
from dataclasses import replace

from evals.datasets.squad import Dataset
from evals.question_set import Question, QuestionSet

SUFFIX = "-half-hidden"


def hide_half(dataset: Dataset) -> Dataset:
    """The data set without the pages whose title hashes to an odd number; their questions become unanswerable.

    The choice depends on the title alone: the same in every run, whatever else the file holds.
    """
    kept = {article.id for article in dataset.articles if not _is_hidden(dataset.pages[article.id])}
    questions = tuple(_without_hidden(question, kept) for question in dataset.questions.questions)
    return Dataset(
        articles=tuple(article for article in dataset.articles if article.id in kept),
        questions=QuestionSet(dataset.questions.name + SUFFIX, dataset.questions.fingerprint, questions),
        spans=tuple(span for span in dataset.spans if span.article_id in kept),
        pages={article_id: title for article_id, title in dataset.pages.items() if article_id in kept},
    )


def _is_hidden(title: str) -> bool:
    return hashlib.sha256(title.encode("utf-8")).digest()[0] % 2 == 1


def _without_hidden(question: Question, kept: set[str]) -> Question:
    if not question.answerable or question.article_ids <= kept:
        return question
    return replace(question, answerable=False, answers=(), evidence=())
