"""The reader over a question-answering transformer: the sentences around the best spans, the best span in the first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from corpus.article import Sentence
from corpus.sentences import split_sentences
from index.hit import Hit
from rag.answer import NOTHING_READ, Chance, Draft, Quote
from rag.reading.linear_model import logistic
from rag.reading.question_analysis import AnswerKind, analyse_question
from rag.reading.sentence_reader import MARGIN, MAX_QUOTES
from rag.reading.span_model import Window

LEAST_CONFIDENCE = 0.5
"""Something is said where an answer is as probable as none. Models that have met no question without an answer
(FQuAD 1.1, PIAF) are surer than they may be: a least confidence for them is chosen on questions of one's own."""

MAX_TOKENS = 30  # of a short answer, as in the programs that such models are compared by (Devlin et al. 2019)


class Spans(Protocol):
    """Tells how probably an answer begins and ends at each token: `rag.reading.span_model.SpanModel`."""

    def look(self, question: str, texts: Sequence[str]) -> list[Window]:
        """The windows of every text."""
        ...


@dataclass(frozen=True, slots=True)
class _Found:
    """A span of a passage inside one of its sentences, with offsets into the passage.

    `odds` are the log-odds of this answer against none in its window (Devlin et al. 2019, section 4.3).
    """

    passage: int
    sentence: Sentence
    start: int
    end: int
    odds: float


class NeuralReader:
    """Chooses one to three sentences by the best span in each."""

    def __init__(self, spans: Spans) -> None:
        self._spans = spans

    def read(self, question: str, hits: Sequence[Hit]) -> Draft:
        """The sentence of the best span first, then those at least half as probable; ties in the order of the hits.

        Confidence is the probability of the best span against that of no answer in what was read with it.
        """
        windows = self._spans.look(question, [hit.chunk.text for hit in hits])
        sentences = [split_sentences(hit.chunk.text) for hit in hits]
        found = [one for window in windows for one in _best_in_sentences(window, sentences[window.text])]
        chosen = _choose(found, hits)
        if not chosen:
            return NOTHING_READ
        best = chosen[0]
        is_yes_no = analyse_question(question).kind is AnswerKind.YES_NO
        start, end = whole_words(hits[best.passage].chunk.text, best.start, best.end)
        return Draft(
            quotes=tuple(_quote(one, one.sentence.start, one.sentence.end, hits) for one in chosen),
            short=None if is_yes_no else _quote(best, start, end, hits),
            confidence=logistic(best.odds),
            chances=tuple(_chance(one, hits) for one in found),
        )


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span, widened to the words and figures that it begins or ends inside of: a model points at pieces of them."""
    while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def _best_in_sentences(window: Window, sentences: Sequence[Sentence]) -> Iterator[_Found]:
    """The best span of each sentence that has a token in the window; of equal ones the first, then the shortest."""
    firsts = np.searchsorted(window.spans[:, 0], [sentence.start for sentence in sentences])
    for sentence, first in zip(sentences, firsts.tolist(), strict=True):
        last = int(np.searchsorted(window.spans[:, 1], sentence.end, side="right"))
        if first >= last:
            continue
        odds = window.starts[first:last, np.newaxis] + window.ends[np.newaxis, first:last] - window.none
        is_span = np.triu(np.ones_like(odds, dtype=np.bool_)) & ~np.triu(np.ones_like(odds, dtype=np.bool_), MAX_TOKENS)
        start, end = np.unravel_index(np.argmax(np.where(is_span, odds, -np.inf)), odds.shape)
        yield _Found(
            passage=window.text,
            sentence=sentence,
            start=int(window.spans[first + start, 0]),
            end=int(window.spans[first + end, 1]),
            odds=float(odds[start, end]),
        )


def _choose(found: Sequence[_Found], hits: Sequence[Hit]) -> list[_Found]:
    """The best of them, best first; a sentence that two windows or two chunks share is taken once."""
    chosen: dict[tuple[str, int], _Found] = {}
    for one in sorted(found, key=lambda one: -one.odds):
        if one.odds < next(iter(chosen.values()), one).odds - MARGIN or len(chosen) == MAX_QUOTES:
            break
        chunk = hits[one.passage].chunk
        chosen.setdefault((chunk.version, chunk.start + one.sentence.start), one)
    return list(chosen.values())


def _chance(found: _Found, hits: Sequence[Hit]) -> Chance:
    chunk = hits[found.passage].chunk
    sentence = found.sentence
    return Chance(chunk.version, chunk.start + sentence.start, chunk.start + sentence.end, logistic(found.odds))


def _quote(found: _Found, start: int, end: int, hits: Sequence[Hit]) -> Quote:
    hit = hits[found.passage]
    return Quote(hit, hit.chunk.start + start, hit.chunk.start + end, found.odds)
