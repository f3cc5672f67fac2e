"""Ten thousand chunks that read like press, made out of the bundled articles, the same in every run.

An article here is a handful of paragraphs, each a run of neighbouring sentences of some bundled article with its
figures changed. Embedding them all would take minutes and change nothing of what is measured: each sentence is
embedded once with the real model, and a chunk gets the mean of its sentences' embeddings, moved a little at random.
Such vectors are only used to fill the store; questions are embedded by the real model.
"""

import hashlib
import random
import re
from collections.abc import Iterator, Sequence

import numpy as np

from corpus.article import Article, Sentence
from corpus.sentences import split_sentences
from index.embedding.embedder import Embedder, Vectors

PARAGRAPHS = 8
SENTENCES = (3, 5)
_NOISE = 0.3  # of a unit vector's length: neighbours stay neighbours, and no two chunks are equal
_DIGIT = re.compile(r"\d")


def distinct_passages(articles: Sequence[Article], *, sentences: int) -> list[str]:
    """Every run of so many neighbouring sentences of the articles, in order: real text, much of it overlapping."""
    runs = [
        article.text[found[first].start : found[first + sentences - 1].end]
        for article in articles
        for found in [split_sentences(article.text)]
        for first in range(len(found) - sentences + 1)
    ]
    return list(dict.fromkeys(runs))


def varied_articles(articles: Sequence[Article], *, seed: int) -> Iterator[Article]:
    """Articles without end, each different, drawn with `seed`."""
    choose = random.Random(seed)
    texts = [(article, split_sentences(article.text)) for article in articles]
    number = 0
    while True:
        number += 1
        paragraphs = [_paragraph(*choose.choice(texts), choose) for _ in range(PARAGRAPHS)]
        title = with_other_figures(choose.choice(articles).title, choose)
        yield Article(id=f"varied-{number:05}", title=title, text="\n\n".join(paragraphs))


def _paragraph(article: Article, sentences: Sequence[Sentence], choose: random.Random) -> str:
    length = min(choose.randint(*SENTENCES), len(sentences))
    first = choose.randrange(len(sentences) - length + 1)
    text = article.text[sentences[first].start : sentences[first + length - 1].end]
    return with_other_figures(text, choose)


def with_other_figures(text: str, choose: random.Random) -> str:
    """The text with other digits; leading digits stay, so that a year stays a year and no figure begins with 0."""
    return re.sub(r"(?<=\d)\d", lambda _: str(choose.randrange(10)), text)


class MeanSentenceEmbedder:
    """Passes for the model it stands on, and embeds a text as the mean of its sentences, each embedded once.

    Sentences that differ in figures only count as one. `embed_queries` is the model's own.
    """

    def __init__(self, model: Embedder) -> None:
        self._model = model
        self._known: dict[str, Vectors] = {}

    @property
    def name(self) -> str:
        """The model's."""
        return self._model.name

    @property
    def fingerprint(self) -> str:
        """The model's: the store is opened with the model itself afterwards."""
        return self._model.fingerprint

    @property
    def dimension(self) -> int:
        """The model's."""
        return self._model.dimension

    @property
    def max_tokens(self) -> int:
        """The model's."""
        return self._model.max_tokens

    def count_tokens(self, text: str) -> int:
        """The model's."""
        return self._model.count_tokens(text)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """The model's."""
        return self._model.embed_queries(texts)

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """The mean of each text's sentences with noise drawn from the text itself, at length 1."""
        self._learn(texts)
        rows = np.stack([self._mean(text) + _noise(text, self.dimension) for text in texts])
        unit: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
        return unit

    def _learn(self, texts: Sequence[str]) -> None:
        wanted = dict.fromkeys(sentence for text in texts for sentence in _masked_sentences(text))
        new = [sentence for sentence in wanted if sentence not in self._known]
        if new:
            self._known.update(zip(new, self._model.embed_documents(new), strict=True))

    def _mean(self, text: str) -> Vectors:
        mean: Vectors = np.mean([self._known[sentence] for sentence in _masked_sentences(text)], axis=0)
        return mean


def _masked_sentences(text: str) -> list[str]:
    found = [_DIGIT.sub("0", text[sentence.start : sentence.end]) for sentence in split_sentences(text)]
    return found or [_DIGIT.sub("0", text)]


def _noise(text: str, dimension: int) -> Vectors:
    seed = int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest()[:8])
    direction = np.random.default_rng(seed).standard_normal(dimension)
    scaled: Vectors = (_NOISE * direction / np.linalg.norm(direction)).astype(np.float32)
    return scaled
