"""Articles by the hundred thousand, made of the sentences of real ones, and embeddings drawn around real ones.

A made article is a handful of paragraphs. Each takes sentences of a few neighbouring articles, so of one subject, in
an order drawn at random, each sentence on a line of its own, with its figures changed. Embedding a million chunks would
take hours and change nothing of what is measured: each sentence is embedded once with the real model, and a chunk gets
the mean of its sentences' embeddings, moved a little at random. Questions are real and embedded by the real model.
"""

import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from functools import lru_cache

from corpus.article import Article
from corpus.sentences import split_sentences
from evals.benchmark.corpus import MeanSentenceEmbedder, with_other_figures
from index.embedding.embedder import Embedder, Vectors

PARAGRAPHS = 12
SENTENCES = (4, 6)
NEIGHBOURS = 8  # articles that a paragraph draws from: of piaf-train some thirty sentences, about one subject
SOURCES = 20
FIRST_DAY = date(2015, 1, 1)
DAYS = 3650


def recombined_articles(articles: Sequence[Article], *, seed: int) -> Iterator[Article]:
    """Articles without end, drawn with `seed`: each with a date of ten years and one of twenty sources."""
    choose = random.Random(seed)
    subjects = _subjects(articles)
    number = 0
    while True:
        number += 1
        paragraphs = [_paragraph(choose.choice(subjects), choose) for _ in range(PARAGRAPHS)]
        yield Article(
            id=f"made-{number:07}",
            title=with_other_figures(choose.choice(articles).title, choose),
            text="\n\n".join(paragraphs),
            source=f"Journal {choose.randrange(SOURCES)}",
            published=FIRST_DAY + timedelta(days=choose.randrange(DAYS)),
        )


def _subjects(articles: Sequence[Article]) -> list[list[str]]:
    """For each article the sentences of it and those after it."""
    sentences = [[article.text[s.start : s.end] for s in split_sentences(article.text)] for article in articles]
    around = (sentences[first : first + NEIGHBOURS] for first in range(len(sentences)))
    return [[sentence for found in several for sentence in found] for several in around]


def _paragraph(sentences: Sequence[str], choose: random.Random) -> str:
    drawn = choose.sample(sentences, min(choose.randint(*SENTENCES), len(sentences)))
    return "\n".join(with_other_figures(sentence, choose) for sentence in drawn)


class RememberingTokens:
    """A `MeanSentenceEmbedder` that counts the tokens of each sentence once too.

    `seconds` is how long it was at work in all: what an ingestion takes beyond that is the index's.
    """

    def __init__(self, model: Embedder) -> None:
        self._drawn = MeanSentenceEmbedder(model)
        self.seconds = 0.0
        self._count = lru_cache(maxsize=1_000_000)(model.count_tokens)

    @property
    def name(self) -> str:
        """The model's."""
        return self._drawn.name

    @property
    def fingerprint(self) -> str:
        """The model's: the store is opened with the model itself afterwards."""
        return self._drawn.fingerprint

    @property
    def dimension(self) -> int:
        """The model's."""
        return self._drawn.dimension

    @property
    def max_tokens(self) -> int:
        """The model's."""
        return self._drawn.max_tokens

    def count_tokens(self, text: str) -> int:
        """The model's, each text counted once."""
        with self._timed():
            return self._count(text)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """The model's."""
        return self._drawn.embed_queries(texts)

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Drawn around the embeddings of their sentences."""
        with self._timed():
            return self._drawn.embed_documents(texts)

    @contextmanager
    def _timed(self) -> Iterator[None]:
        started = time.perf_counter()
        try:
            yield
        finally:
            self.seconds += time.perf_counter() - started
