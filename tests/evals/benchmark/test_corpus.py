"""The made-up store: the same in every run, read like the articles it is made of, embedded cheaply but sanely."""

from itertools import islice

import numpy as np

from corpus.article import Article
from corpus.sentences import split_sentences
from doubles import HashEmbedder
from evals.benchmark.corpus import PARAGRAPHS, MeanSentenceEmbedder, distinct_passages, varied_articles

ARTICLES = [
    Article(
        "a", "Le fonds de 2020", "Un fonds de 10 000 euros. Il est né en 2020. Il grandit. Il finit. Rien ne reste."
    ),
    Article("b", "La ville", "La ville est là. Elle dort."),
]


def test_passages_are_runs_of_neighbouring_sentences() -> None:
    assert distinct_passages(ARTICLES, sentences=4) == [
        "Un fonds de 10 000 euros. Il est né en 2020. Il grandit. Il finit.",
        "Il est né en 2020. Il grandit. Il finit. Rien ne reste.",
    ]


def test_varied_articles_are_the_same_in_every_run_and_all_different() -> None:
    once, again = (list(islice(varied_articles(ARTICLES, seed=1), 50)) for _ in range(2))
    assert once == again
    assert len({article.text for article in once}) == len({article.id for article in once}) == 50
    assert list(islice(varied_articles(ARTICLES, seed=2), 50)) != once


def test_varied_articles_hold_the_sentences_of_the_bundled_ones_but_for_figures() -> None:
    known = {
        "".join("0" if sign.isdigit() else sign for sign in article.text[sentence.start : sentence.end])
        for article in ARTICLES
        for sentence in split_sentences(article.text)
    }
    for article in islice(varied_articles(ARTICLES, seed=1), 20):
        assert len(article.text.split("\n\n")) == PARAGRAPHS
        for sentence in split_sentences(article.text):
            words = article.text[sentence.start : sentence.end]
            assert "".join("0" if sign.isdigit() else sign for sign in words) in known


class CountingEmbedder(HashEmbedder):
    """Counts what the model is asked to embed."""

    def __init__(self) -> None:
        super().__init__()
        self.embedded: list[str] = []

    def embed_documents(self, texts):  # type: ignore[no-untyped-def]
        self.embedded.extend(texts)
        return super().embed_documents(texts)


def test_each_sentence_is_embedded_once_whatever_its_figures() -> None:
    model = CountingEmbedder()
    embedder = MeanSentenceEmbedder(model)
    rows = embedder.embed_documents(["Il y a 10 villes. Elle dort.", "Il y a 25 villes.", "Elle dort."])
    assert model.embedded == ["Il y a 00 villes.", "Elle dort."]
    assert rows.dtype == np.float32
    assert rows.shape == (3, model.dimension)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-6)
    assert (embedder.name, embedder.fingerprint, embedder.max_tokens) == (model.name, model.fingerprint, 128)


def test_vectors_are_near_the_model_s_own_and_no_two_are_equal() -> None:
    model = HashEmbedder(384)
    embedder = MeanSentenceEmbedder(model)
    texts = ["La ville est là.", "Le fonds grandit."]
    cosines = embedder.embed_documents(texts) @ model.embed_documents(texts).T
    assert min(cosines[0, 0], cosines[1, 1]) > 0.9
    assert not np.array_equal(*embedder.embed_documents(["Il y a 10 villes.", "Il y a 20 villes."]))
