"""bm25s with a French stemmer and French stop words, built as its README's quickstart.

README of bm25s, "Quickstart" and "Installation": `bm25s[core]`, PyStemmer's stemmer and the stop words of the
language given to `tokenize`, `BM25()` with its defaults (Lucene's formula), saved and loaded with the corpus. The
quickstart indexes whole documents, and a bag of words needs no cutting. No embedding model.
"""

from collections.abc import Sequence
from pathlib import Path

from evals.race.peers.protocol import RaceArticle, serve


class Bm25s:
    """An index in `folder / "bm25s"`; its corpus is the ids of the articles."""

    def __init__(self, folder: Path, _model: str) -> None:
        import bm25s
        import Stemmer

        self._place = folder / "bm25s"
        self._tokenize = bm25s.tokenize
        self._stemmer = Stemmer.Stemmer("french")
        self._retriever = bm25s.BM25.load(str(self._place), load_corpus=True) if self._place.exists() else bm25s.BM25()
        self._ids: list[str] = [entry["text"] for entry in self._retriever.corpus] if self._place.exists() else []

    def ingest(self, articles: Sequence[RaceArticle]) -> int:
        """Tokenizes and indexes whole articles."""
        self._ids = [article.id for article in articles]
        self._retriever.index(self._tokens([article.document for article in articles]), show_progress=False)
        return len(articles)

    def save(self) -> None:
        """The matrix, the vocabulary and the ids."""
        self._retriever.save(str(self._place), corpus=self._ids)

    def search(self, question: str, k: int) -> list[str]:
        """At most as many as there are: bm25s refuses a k above."""
        found = self._retriever.retrieve(
            self._tokens([question]),
            corpus=list(range(len(self._ids))),
            k=min(k, len(self._ids)),
            return_as="documents",
            show_progress=False,
        )
        return [self._ids[place] for place in found[0]]

    def _tokens(self, texts: list[str]) -> object:
        return self._tokenize(texts, stopwords="fr", stemmer=self._stemmer, show_progress=False)


if __name__ == "__main__":
    serve(Bm25s, ["bm25s", "PyStemmer", "numpy"])
