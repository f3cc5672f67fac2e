"""Near copies among what was found: counted once, but never where one says more than the other.

An agency's text stands in several papers, a few words changed. Where a paper has changed a figure, a date or a name, or
added one, its passage is no copy: dropping it would drop what it says.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from corpus.article import Article
from corpus.deduplication import shingle
from corpus.sentences import split_sentences
from index.hit import Hit
from index.terms.french_analysis import fold, search_terms
from rag.claims.statement import read_numbers
from rag.reading.typed_spans import SpanKind, find_typed_spans

SHARED_RUNS = 0.5  # of the shorter passage: chunks of two copies need not begin and end at the same words
SHARED_WORDS = 0.5  # of two sentences: « se voyait à » for « était visible à » leaves more
_AGENCIES = frozenset("afp ap reuters belga ats efe dpa ansa keystone".split())  # who is credited says nothing more

Links = Mapping[str, tuple[str, ...]]
"""From a text to its near copies."""


def without_copies(hits: Sequence[Hit], links: Links) -> list[Hit]:
    """The hits, copies counted once, in the place of the best: the passage of the article that was published first."""
    groups: list[list[Hit]] = []
    for hit in hits:
        known = {hit.chunk.version, *links.get(hit.chunk.version, ())}
        group = next((g for g in groups if g[0].chunk.version in known and _is_copy(hit, g[0])), None)
        if group is None:
            groups.append([hit])
        else:
            group.append(hit)
    return [_first_published(group) for group in groups]


def repeaters(quote: str, copies: Iterable[Article]) -> tuple[str, ...]:
    """Those of the articles, in their order, that have a sentence which says what the quote does."""
    return tuple(article.id for article in copies if _repeats(quote, article.text))


def say_the_same(one: str, other: str) -> bool:
    """Whether two sentences share most of their words, and all their figures, dates and names."""
    here, there = _words(one), _words(other)
    return len(here & there) >= SHARED_WORDS * len(here | there) and _told(one) == _told(other)


def _first_published(group: list[Hit]) -> Hit:
    """The best hit, with the passage and the article of the one that was published first."""
    first = min(group, key=lambda hit: (hit.article.published or date.max, hit.article.id))
    return replace(group[0], chunk=first.chunk, article=first.article)


def _is_copy(hit: Hit, other: Hit) -> bool:
    if hit.chunk.version == other.chunk.version:
        return hit.chunk.start == other.chunk.start
    here, there = _runs(hit.chunk.text), _runs(other.chunk.text)
    if len(here & there) < SHARED_RUNS * min(len(here), len(there)):
        return False
    return _told(hit.chunk.text) <= _told(other.article.text) and _told(other.chunk.text) <= _told(hit.article.text)


def _repeats(quote: str, text: str) -> bool:
    return any(say_the_same(quote, text[sentence.start : sentence.end]) for sentence in split_sentences(text))


@lru_cache(maxsize=512)
def _runs(text: str) -> frozenset[int]:
    return shingle(text)


@lru_cache(maxsize=2_048)
def _words(text: str) -> frozenset[str]:
    return frozenset(search_terms(text))


@lru_cache(maxsize=2_048)
def _told(text: str) -> frozenset[object]:
    """The figures, dates and names of a text, so that they can be compared; who is credited for it is left out."""
    figures, dates = read_numbers(text)
    return frozenset[object](
        (
            *((figure.value, figure.unit) for figure in figures),
            *((d.day, d.month, d.year, d.weekday, d.century, d.relative) for d in dates),
            *(word for name in _names(text) for word in name if word not in _AGENCIES),
        )
    )


def _names(text: str) -> Iterable[list[str]]:
    """The words of each name; a sentence's first word alone may have its capital for that."""
    for sentence in split_sentences(text):
        written = text[sentence.start : sentence.end]
        for span in find_typed_spans(written):
            words = fold(written[span.start : span.end]).split()
            if span.kind is SpanKind.NAME and (span.start > 0 or len(words) > 1):
                yield words
