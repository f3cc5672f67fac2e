"""The reader to beat: the sentence of the best chunk that shares the most, weighed by rarity, with the question."""

from collections.abc import Sequence

from corpus.sentences import split_sentences
from index.hit import Hit
from index.terms.french_analysis import search_terms
from rag.answer import NOTHING_READ, Draft, Quote
from rag.reading.term_weights import TermStatistics, rarities


class NaiveReader:
    """Nothing learned, one sentence, no short answer, and as sure as the share of the question's rarity it found."""

    def __init__(self, statistics: TermStatistics) -> None:
        self._statistics = statistics

    def read(self, question: str, hits: Sequence[Hit]) -> Draft:
        """The best sentence of the first hit, the earlier one where two share as much; nothing without a hit."""
        weights = rarities(search_terms(question), self._statistics)
        quotes = [_weighed(sentence, weights) for hit in hits[:1] for sentence in _sentences(hit)]
        if not quotes:
            return NOTHING_READ
        best = max(quotes, key=lambda quote: (quote.score, -quote.start))
        total = sum(weights.values())
        return Draft((best,), None, best.score / total if total else 0.0)


def _sentences(hit: Hit) -> list[Quote]:
    chunk = hit.chunk
    return [
        Quote(hit, chunk.start + found.start, chunk.start + found.end, 0.0) for found in split_sentences(chunk.text)
    ]


def _weighed(quote: Quote, weights: dict[str, float]) -> Quote:
    shared = weights.keys() & set(search_terms(quote.text))
    return Quote(quote.hit, quote.start, quote.end, sum(weights[term] for term in sorted(shared)))
