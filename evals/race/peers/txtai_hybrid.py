"""txtai with a hybrid index and stored content, built as its documentation shows.

txtai's documentation: `Embeddings(path=…, hybrid=True, content=True)` ("Embeddings", "Configuration / General": hybrid
adds a BM25 index to the vectors, fused at equal weights), paragraphs by the Segmentation pipeline ("Pipeline / Data /
Segmentation"), saved and loaded as in "Index guide". txtai normalises embeddings. It has no French option: its BM25
tokenizes by Unicode's word boundaries, without stemming, and passes over terms that are too common.
"""

from collections.abc import Sequence
from pathlib import Path

from evals.race.peers.protocol import RaceArticle, serve


class TxtaiHybrid:
    """An index in `folder / "txtai"`; the id of a passage is the article's with the passage's place in it."""

    def __init__(self, folder: Path, model: str) -> None:
        from txtai import Embeddings

        self._place = folder / "txtai"
        self._embeddings = Embeddings(path=model, hybrid=True, content=True)
        if self._place.exists():
            self._embeddings.load(str(self._place))

    def ingest(self, articles: Sequence[RaceArticle]) -> int:
        """Cuts into paragraphs and indexes them; an article's first paragraph has its title before it."""
        from txtai.pipeline import Segmentation

        segment = Segmentation(paragraphs=True)
        passages = [
            (f"{article.id}#{place}", f"{article.title}\n{text}" if place == 0 else text)
            for article in articles
            for place, text in enumerate(segment(article.text))
        ]
        self._embeddings.index(passages)
        return len(passages)

    def save(self) -> None:
        """The vectors, the terms and the content, as files of a folder."""
        self._embeddings.save(str(self._place))

    def search(self, question: str, k: int) -> list[str]:
        """By vectors and terms together."""
        return [found["id"].rpartition("#")[0] for found in self._embeddings.search(question, limit=k)]


if __name__ == "__main__":
    serve(TxtaiHybrid, ["txtai", "transformers", "faiss-cpu", "torch"])
