"""A memory changes no vector and asks for each text once."""

import numpy as np

from doubles import CountingEmbedder, HashEmbedder
from evals.learning.remembering_embedder import RememberingEmbedder

TEXTS = ["le volcan", "la gare", "le volcan"]


def test_the_rows_are_those_of_the_other_in_the_order_asked() -> None:
    embedder = RememberingEmbedder(HashEmbedder())
    for _ in range(2):
        assert np.array_equal(embedder.embed_documents(TEXTS), HashEmbedder().embed_documents(TEXTS))
        assert np.array_equal(embedder.embed_queries(TEXTS), HashEmbedder().embed_queries(TEXTS))
    assert embedder.embed_documents([]).shape == (0, 64)


def test_each_passage_is_embedded_once() -> None:
    counting = CountingEmbedder()
    embedder = RememberingEmbedder(counting)
    embedder.embed_documents(TEXTS)
    embedder.embed_documents(["la gare", "le phare"])
    assert counting.embedded == 3


def test_a_question_is_no_passage() -> None:
    counting = CountingEmbedder()
    embedder = RememberingEmbedder(counting)
    embedder.embed_queries(["le volcan"])
    embedder.embed_documents(["le volcan"])
    assert counting.embedded == 1
