"""From the values of the house to the objects of version 1."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict

from api.wire.annotations import annotation_target
from api.wire.article_schemas import ArticlePage, ArticleResponse, Source, SourceList
from api.wire.links import deep_link, lookup_link, page_link
from api.wire.requests import ArticleFilters
from api.wire.schemas import (
    AnswerResponse,
    AppliedFilters,
    ArticleSummary,
    CitationLookup,
    CitationObject,
    ConflictingValueObject,
    NoticeObject,
    QuoteEdit,
    QuotePlace,
    QuoteSource,
    RefusalObject,
    ScoreExplanation,
    SearchHit,
    ShortAnswerObject,
    Span,
    VerifyResponse,
)
from corpus.article import Article
from index.hit import Filters, Hit
from index.quote_search import QuoteVerdict
from index.storage.records import ArticleSummary as StoredSummary
from index.storage.source_list import SourceSummary
from rag.answer import Answer, Citation, ConflictingValue, Refusal, ShortAnswer
from rag.citation_lookup import CitationRecord, CitationStatus
from rag.citations import CitationId


def to_filters(filters: ArticleFilters) -> Filters:
    """The filters of a request as the search takes them."""
    return Filters(
        published_from=filters.published_from,
        published_to=filters.published_to,
        sources=tuple(filters.sources),
        languages=tuple(filters.languages),
        article_ids=tuple(filters.article_ids),
    )


def present_answer(answer: Answer) -> AnswerResponse:
    """The body of `POST /v1/ask`."""
    return AnswerResponse(
        id=answer.id,
        question=answer.question,
        standalone_question=answer.standalone_question,
        answered=answer.answered,
        text=answer.text,
        short_answer=_short_answer(answer.short_answer) if answer.short_answer else None,
        verdict=answer.verdict,
        confidence=answer.confidence,
        citations=[present_citation(citation) for citation in answer.citations],
        hits=[present_hit(hit) for hit in answer.hits],
        refusal=_refusal(answer.refusal) if answer.refusal else None,
        timings=dict(answer.timings),
        mode=answer.mode,
        notice=NoticeObject(code=answer.notice.code, message=answer.notice.message) if answer.notice else None,
        conflict=[_conflicting_value(value) for value in answer.conflict],
        filters=_applied(answer.filters),
    )


def _refusal(refusal: Refusal) -> RefusalObject:
    return RefusalObject(reason=refusal.reason, message=refusal.message, missing_words=list(refusal.missing_words))


def present_citation(citation: Citation) -> CitationObject:
    """The citation object, the same in every channel."""
    article = citation.article
    return CitationObject(
        id=citation.id,
        index=citation.index,
        answer=Span(start=citation.answer_start, end=citation.answer_end),
        source=_source(
            article,
            citation.version,
            citation.start,
            citation.end,
            citation.quote,
            citation.prefix,
            citation.suffix,
        ),
        score=citation.score,
        duplicates=list(citation.duplicates),
        link=page_link(article.id, citation.id),
        deep_link=deep_link(article.url, article.text, citation.start, citation.end),
        lookup=lookup_link(citation.id),
    )


def present_record(record: CitationRecord) -> CitationLookup:
    """What became of a citation that was not withdrawn."""
    article, quote, place = record.article, record.quote, record.new_place
    assert article is not None, f"citation {record.id} has no article"
    assert quote is not None, f"citation {record.id} has no quote"
    current = record.status is CitationStatus.CURRENT
    standing = record if current else place  # where the words are in the article of today, if anywhere
    return CitationLookup(
        id=record.id,
        status="current" if current else "superseded",
        source=_source(
            article, record.version, record.start, record.end, quote, record.prefix or "", record.suffix or ""
        ),
        duplicates=list(record.duplicates),
        new_place=place_of(article, place.start, place.end) if place else None,
        target=annotation_target(article, standing.start, standing.end) if standing else None,
        link=page_link(article.id, record.id),
        deep_link=deep_link(article.url, article.text, standing.start, standing.end) if standing else None,
    )


def withdrawal_message(record: CitationRecord) -> str:
    """That the article is gone, and since when."""
    since = f" on {record.withdrawn_at:%Y-%m-%d %H:%M} UTC" if record.withdrawn_at else ""
    return f"The article that citation {record.id} quotes was withdrawn{since}; its text is no longer kept."


def present_verification(quote: str, verdict: QuoteVerdict) -> VerifyResponse:
    """Whether the words stand in the articles, and where."""
    article, match = verdict.article, verdict.match
    if article is None or match is None:
        return VerifyResponse(status="absent", quote=quote, place=None, similarity=None, difference=[])
    return VerifyResponse(
        status=verdict.status,
        quote=quote,
        place=place_of(article, match.start, match.end),
        similarity=match.similarity,
        difference=[QuoteEdit.model_validate(asdict(edit)) for edit in match.edits],
    )


def place_of(article: Article, start: int, end: int) -> QuotePlace:
    """A span of an article, under the id that cites it."""
    citation_id = CitationId.of(article.version, start, end)
    return QuotePlace(
        id=str(citation_id),
        article_id=article.id,
        version=article.version,
        title=article.title,
        start=start,
        end=end,
        quote=article.text[start:end],
        link=page_link(article.id, citation_id),
        lookup=lookup_link(citation_id),
    )


def present_hit(hit: Hit) -> SearchHit:
    """A passage with its explained score."""
    chunk, article, why = hit.chunk, hit.article, hit.explanation
    return SearchHit(
        article_id=article.id,
        version=chunk.version,
        title=article.title,
        source=article.source,
        published=article.published,
        url=article.url,
        start=chunk.start,
        end=chunk.end,
        text=chunk.text,
        score=hit.score,
        explanation=ScoreExplanation(
            dense=why.dense,
            dense_rank=why.dense_rank,
            lexical=why.lexical,
            lexical_rank=why.lexical_rank,
            fused=why.fused,
            reranked=why.reranked,
            spoken_of=why.spoken_of,
        ),
        link=page_link(article.id, CitationId.of(chunk.version, chunk.start, chunk.end)),
    )


def present_page(found: Sequence[StoredSummary], limit: int) -> ArticlePage:
    """A page of at most `limit` articles; one more was asked for, to know whether there is a next page."""
    articles = [present_article_summary(article) for article in found[:limit]]
    return ArticlePage(articles=articles, next_cursor=articles[-1].id if len(found) > limit else None)


def present_article_summary(article: Article | StoredSummary) -> ArticleSummary:
    """An article without its text."""
    return ArticleSummary(
        id=article.id,
        title=article.title,
        source=article.source,
        author=article.author,
        published=article.published,
        url=article.url,
        language=article.language,
        version=article.version,
    )


def present_sources(sources: Iterable[SourceSummary]) -> SourceList:
    """The sources that there are."""
    return SourceList(sources=[Source(**asdict(source)) for source in sources])


def present_article(article: Article) -> ArticleResponse:
    """An article with its text."""
    return ArticleResponse(**present_article_summary(article).model_dump(), text=article.text)


def _short_answer(short: ShortAnswer) -> ShortAnswerObject:
    return ShortAnswerObject(
        text=short.text,
        citation=short.citation,
        start=short.start,
        end=short.end,
        relative_to=short.relative_to,
    )


def _conflicting_value(value: ConflictingValue) -> ConflictingValueObject:
    return ConflictingValueObject(
        text=value.text,
        citation=value.citation,
        start=value.start,
        end=value.end,
        published=value.published,
        source=value.source,
        repeated_by=list(value.repeated_by),
    )


def _applied(filters: Filters) -> AppliedFilters:
    return AppliedFilters(
        published_from=filters.published_from,
        published_to=filters.published_to,
        sources=list(filters.sources),
        languages=list(filters.languages),
        article_ids=list(filters.article_ids),
    )


def _source(article: Article, version: str, start: int, end: int, quote: str, prefix: str, suffix: str) -> QuoteSource:
    return QuoteSource(
        article_id=article.id,
        version=version,
        title=article.title,
        source=article.source,
        author=article.author,
        published=article.published,
        url=article.url,
        start=start,
        end=end,
        quote=quote,
        prefix=prefix,
        suffix=suffix,
    )
