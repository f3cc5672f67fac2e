"""Is this quote in the articles? Exactly so in any of them, or nearly so in the likeliest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from corpus.article import Article
from corpus.quote_matching import QuoteMatch, match_quote
from index.storage.article_store import ArticleStore
from index.storage.article_texts import ArticleTexts
from index.storage.records import ArticleSummary
from index.terms.french_analysis import search_terms
from index.terms.term_mirror import TermMirror

QuoteStatus: TypeAlias = Literal["exact", "typographic", "near", "absent"]

CANDIDATE_CHUNKS = 50  # the chunks that share most with the quote; their whole articles are looked through
EXACT_ARTICLES = 10  # of those that hold the quote exactly: the first whose text is sound is enough
_BEST_FIRST: tuple[QuoteStatus, ...] = ("exact", "typographic", "near", "absent")


@dataclass(frozen=True, slots=True)
class QuoteVerdict:
    """Whether a quote stands in the articles: the best match there is, in the earliest article that has one so good.

    `article` and `match` are None where the quote is absent.
    """

    status: QuoteStatus
    article: Article | None = None
    match: QuoteMatch | None = None


ABSENT = QuoteVerdict("absent")


def find_quote(store: ArticleStore, texts: ArticleTexts, terms: TermMirror, quote: str) -> QuoteVerdict:
    """Looks a quote up in every article as it stands today.

    An exact quote is always found. A typographic or near one is looked for in the articles of the CANDIDATE_CHUNKS
    chunks that share most terms with it, so one that is made of words of grammar alone is found only exactly.
    Raises ValueError for a blank quote or one over MAX_QUOTE characters.
    """
    match_quote("", quote)  # refuses what cannot be looked up
    wanted = quote.strip()
    exact = _best(texts, store.summaries_containing(wanted, limit=EXACT_ARTICLES), wanted)
    if exact.status == "exact":
        return exact
    return _best(texts, _likeliest(store, terms, wanted), wanted)


def _likeliest(store: ArticleStore, terms: TermMirror, quote: str) -> list[ArticleSummary]:
    found = terms.search(search_terms(quote), CANDIDATE_CHUNKS, allowed=None)
    rows = store.chunk_rows(row for row, _ in found)
    return _earliest_first({row.article.id: row.article for row in rows.values()}.values())


def _best(texts: ArticleTexts, articles: Iterable[ArticleSummary], quote: str) -> QuoteVerdict:
    """The best match, in the first of the articles that has one so good; an article whose text is corrupt has none."""
    best, best_rank = ABSENT, (_BEST_FIRST.index("absent"), 0.0)
    for summary in articles:
        text = texts.text(summary.version)
        match = match_quote(text, quote) if text is not None else None
        if match is None:
            continue
        rank = (_BEST_FIRST.index(match.kind), -match.similarity)
        if rank < best_rank:
            best, best_rank = QuoteVerdict(match.kind, texts.article(summary), match), rank
            if match.kind == "exact":
                break
    return best


def _earliest_first(articles: Iterable[ArticleSummary]) -> list[ArticleSummary]:
    return sorted(articles, key=lambda a: (a.published is None, a.published or date.max, a.id))
