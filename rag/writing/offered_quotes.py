"""What a language model may cite: the sentences of the best passages, numbered, within a budget.

Passages keep a sentence's neighbours beside it, which « Il » and « ce fonds » need to be understood; single sentences
as quotes tell the reader of the answer exactly where to look. So the model is shown passages in reading order, and each
sentence of them has a number of its own.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.hit import Hit
from rag.answer import Quote
from rag.reading.passages import ReadSentence, read_passage
from rag.writing.planted_orders import gives_orders

_BYTES_PER_TOKEN = 3
_TOKENS_AROUND = 6  # a sentence's number, brackets and line break


@dataclass(frozen=True, slots=True)
class OfferedQuote:
    """A quote under the number that a model cites it by.

    `leans_on` is the number of the sentence before it where it cannot be understood without (« Il … », « Son … »).
    """

    number: int
    quote: Quote
    leans_on: int | None = None


def offer_quotes(hits: Sequence[Hit], *, budget: int) -> tuple[OfferedQuote, ...]:
    """The sentences of the hits, numbered from 1 in reading order, the article of the best hit first.

    Hits come best first, and their sentences are taken in this order as long as they fit into `budget` tokens, as
    `count_tokens` estimates them. Sentences that give orders are left out.
    """
    chosen: dict[tuple[str, int], tuple[Hit, ReadSentence]] = {}
    left = budget
    ranked = [(hit, sentence) for hit in hits for sentence in read_passage(hit).sentences]
    for hit, sentence in ranked:
        place = (hit.chunk.version, sentence.start)
        if place in chosen or gives_orders(sentence.text):
            continue
        left -= count_tokens(sentence.text) + _TOKENS_AROUND
        if left < 0:
            break
        chosen[place] = (hit, sentence)
    return _numbered(list(chosen.values()))


def count_tokens(text: str) -> int:
    """An estimate that is rather too high: which tokenizer a model has is not known.

    French has about four bytes a token with the tokenizers of today's models, and three are counted.
    """
    return math.ceil(len(text.encode("utf-8", "replace")) / _BYTES_PER_TOKEN)


def _numbered(chosen: Sequence[tuple[Hit, ReadSentence]]) -> tuple[OfferedQuote, ...]:
    articles = list(dict.fromkeys(hit.chunk.version for hit, _ in chosen))
    ordered = sorted(chosen, key=lambda item: (articles.index(item[0].chunk.version), item[1].start))
    offered: list[OfferedQuote] = []
    for number, (hit, sentence) in enumerate(ordered, start=1):
        quote = OfferedQuote(number, Quote(hit, sentence.start, sentence.end, hit.score))
        if sentence.leans_back and offered and _follows(quote, offered[-1]):
            quote = replace(quote, leans_on=number - 1)
        offered.append(quote)
    return tuple(offered)


def _follows(quote: OfferedQuote, before: OfferedQuote) -> bool:
    """Whether nothing but blanks of one line stands between two quotes of a text."""
    one, other = before.quote, quote.quote
    between = other.hit.article.text[one.end : other.start]
    return one.hit.chunk.version == other.hit.chunk.version and between.strip(" \u00a0\u202f\t") == ""
