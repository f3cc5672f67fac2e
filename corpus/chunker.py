"""An article becomes chunks of whole sentences, as long as the embedder can read."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from corpus.article import Article, Chunk, Sentence
from corpus.long_sentences import cut_sentence
from corpus.sentences import split_sentences

_LONGEST_HEADING = 120  # characters; a line of press text without a final full stop beyond that is a paragraph
_LIST_SIGNS = ("-", "–", "—", "•", "*")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence, or a piece of one that is too long; `leads_on` where it is a heading for the unit after it."""

    start: int
    end: int
    tokens: int
    leads_on: bool = False


def chunk_article(
    article: Article, *, count_tokens: Callable[[str], int], max_tokens: int, overlap: int = 1
) -> list[Chunk]:
    """The chunks of an article in reading order, each from the start of a sentence to the end of one.

    A chunk takes sentences while their tokens, counted one by one and summed, fit `max_tokens`. That sum is what the
    chunk has for tokenizers that split at white space and punctuation; line breaks between sentences count nothing.
    What else is embedded, such as the title, is for the caller to subtract. `count_tokens` is called once a sentence,
    and at most twice a piece of a sentence over `max_tokens`, which is cut at a clause or a space.

    A chunk begins with the last `overlap` sentences of the one before, less those that would leave no room for a new
    one. A heading goes to the chunk of the text under it, where there is room for both.

    Raises ValueError for a `max_tokens` below 1 or an `overlap` below 0.
    """
    if max_tokens < 1 or overlap < 0:
        raise ValueError(
            f"Chunks need max_tokens of 1 or more and overlap of 0 or more; got {max_tokens} and {overlap}. "
            "If a long title took the tokens, shorten the title before counting."
        )
    units = list(_units(article.text, count_tokens, max_tokens))
    version = article.version
    return [
        Chunk(article.id, version, ordinal, start, end, article.text[start:end])
        for ordinal, (first, stop) in enumerate(_pack(units, max_tokens, overlap))
        for start, end in [(units[first].start, units[stop - 1].end)]
    ]


def _units(text: str, count_tokens: Callable[[str], int], max_tokens: int) -> Iterator[_Unit]:
    sentences = split_sentences(text)
    headings = _headings(text, sentences)
    for sentence, heading in zip(sentences, headings, strict=True):
        tokens = count_tokens(text[sentence.start : sentence.end])
        if tokens <= max_tokens:
            yield _Unit(sentence.start, sentence.end, tokens, heading)
        else:
            pieces = cut_sentence(text, sentence.start, sentence.end, count_tokens=count_tokens, max_tokens=max_tokens)
            yield from (_Unit(*piece) for piece in pieces)


def _headings(text: str, sentences: Sequence[Sentence]) -> list[bool]:
    """Which sentences are the last line of a heading: alone on a short line, no final punctuation, text below."""
    last = len(sentences) - 1
    breaks = [
        True,
        *(_breaks_line(text[a.end : b.start]) for a, b in pairwise(sentences)),
        True,
    ]
    titles = [
        breaks[i] and breaks[i + 1] and _reads_like_heading(text[sentence.start : sentence.end])
        for i, sentence in enumerate(sentences)
    ]
    return [title and i < last and not titles[i + 1] for i, title in enumerate(titles)]


def _breaks_line(gap: str) -> bool:
    return len(f"{gap}.".splitlines()) > 1


def _reads_like_heading(line: str) -> bool:
    return len(line) <= _LONGEST_HEADING and line[-1] not in '.!…,;»”"' and not line.startswith(_LIST_SIGNS)


def _pack(units: Sequence[_Unit], max_tokens: int, overlap: int) -> Iterator[tuple[int, int]]:
    """Runs of units, half-open: each as long as fits, its first new unit the one after the run before."""
    totals = list(accumulate((unit.tokens for unit in units), initial=0))
    first, new = 0, 0
    while new < len(units):
        stop = new + 1
        while stop < len(units) and totals[stop + 1] - totals[first] <= max_tokens:
            stop += 1
        if stop < len(units) and stop - 1 > new and units[stop - 1].leads_on:
            stop -= 1
        yield first, stop
        first, new = _next_first(units, totals, first, stop, max_tokens, overlap), stop


def _next_first(
    units: Sequence[_Unit], totals: Sequence[int], first: int, new: int, max_tokens: int, overlap: int
) -> int:
    """Where the next run begins: up to `overlap` units back, later than the last run, with room for what is new."""
    needed = new + 1
    if needed < len(units) and units[new].leads_on and totals[needed + 1] - totals[new] <= max_tokens:
        needed += 1
    begin = max(new - overlap, first + 1)
    while begin < new and totals[min(needed, len(units))] - totals[begin] > max_tokens:
        begin += 1
    return begin
