"""Two short articles that differ and what each route says about them: the examples of the API description.

They are made by the code that makes real responses, so that ids, offsets and links agree with one another.
"""

from datetime import date

from api.wire.annotations import annotation_target
from api.wire.article_schemas import ArticlePage, Source, SourceList
from api.wire.links import page_link
from api.wire.presentation import (
    place_of,
    present_answer,
    present_article,
    present_article_summary,
    present_citation,
    present_hit,
)
from api.wire.requests import ArticleFilters, AskRequest, SearchRequest, VerifyRequest
from api.wire.schemas import CitationLookup, Health, Readiness, SearchResponse, VerifyResponse
from corpus.article import Article, Chunk
from index.hit import Explanation, Filters, Hit
from rag.answer import Answer, Citation, ConflictingValue, ShortAnswer
from rag.citations import CONTEXT_CHARACTERS, CitationId

_QUESTION = "Quelle est la puissance du calcul intelligent à Pékin ?"
_QUOTE = "Plus de 20 000P : c’est l’échelle totale atteinte par le calcul intelligent à Pékin."
_SHORT = "Plus de 20 000P"

_ARTICLE = Article(
    id="course-puissance-de-calcul",
    title="Puissance de calcul : la course aux machines entre trois métropoles",
    text=f"{_QUOTE} La ville n’est pas seule en lice.",
    url="https://presse.example/course-puissance-de-calcul",
    source="d’après le Securities Times",
    published=date(2024, 8, 2),
)
_OLDER_QUOTE = "À Pékin, le calcul intelligent atteint 17 000P."
_OLDER_SHORT = "17 000P"
_OLDER_ARTICLE = Article(
    id="calcul-intelligent-pekin",
    title="Le calcul intelligent à Pékin",
    text=f"{_OLDER_QUOTE} La ville en veut davantage.",
    url="https://presse.example/calcul-intelligent-pekin",
    source="Le Quotidien",
    published=date(2023, 11, 6),
)


def _hit(article: Article, rank: int, score: float) -> Hit:
    chunk = Chunk(article.id, article.version, 0, 0, len(article.text), article.text)
    return Hit(chunk, article, score, Explanation(0.71 / rank, rank, 12.4 / rank, rank, score))


def _citation(article: Article, quote: str, index: int, answer_start: int) -> Citation:
    return Citation(
        id=str(CitationId.of(article.version, 0, len(quote))),
        index=index,
        answer_start=answer_start,
        answer_end=answer_start + len(quote),
        article=article,
        version=article.version,
        start=0,
        end=len(quote),
        quote=quote,
        prefix="",
        suffix=article.text[len(quote) :][:CONTEXT_CHARACTERS],
        score=0.87,
    )


def _value(article: Article, words: str, citation: int) -> ConflictingValue:
    start = article.text.index(words)
    return ConflictingValue(words, citation, start, start + len(words), article.published, article.source, ())


_HIT = _hit(_ARTICLE, 1, 1.87)
_CITATION = _citation(_ARTICLE, _QUOTE, 1, 0)
_CITATION_ID = _CITATION.id
_PLACE = place_of(_ARTICLE, 0, len(_QUOTE))

ASK_REQUEST = AskRequest(
    question=_QUESTION, filters=ArticleFilters(languages=["fr"]), as_of=date(2024, 12, 31), mode="auto"
)
SEARCH_REQUEST = SearchRequest(question=_QUESTION, k=5)
VERIFY_REQUEST = VerifyRequest(quote=_QUOTE.replace("’", "'"))

ANSWERED = Answer(
    id="b1f0c55f5d5c4a3a9c2a2f7f3a4c7d10",
    question=_QUESTION,
    standalone_question=_QUESTION,
    text=f"{_QUOTE} [1] {_OLDER_QUOTE} [2]",
    answered=True,
    confidence=0.87,
    short_answer=ShortAnswer(_SHORT, 1, 0, len(_SHORT)),
    citations=(_CITATION, _citation(_OLDER_ARTICLE, _OLDER_QUOTE, 2, len(_QUOTE) + len(" [1] "))),
    hits=(_HIT, _hit(_OLDER_ARTICLE, 2, 1.52)),
    refusal=None,
    timings={"rewrite": 0.1, "retrieve": 6.1, "read": 4.8, "cite": 0.3},
    conflict=(_value(_ARTICLE, _SHORT, 1), _value(_OLDER_ARTICLE, _OLDER_SHORT, 2)),
    filters=Filters(published_to=date(2024, 12, 31), languages=("fr",)),
    mode="extractive",
    notice=None,
)
ANSWER = present_answer(ANSWERED)
SEARCH = SearchResponse(hits=[present_hit(_HIT)])
CITATION = CitationLookup(
    id=_CITATION_ID,
    status="current",
    source=present_citation(_CITATION).source,
    duplicates=[],
    new_place=None,
    target=annotation_target(_ARTICLE, 0, len(_QUOTE)),
    link=page_link(_ARTICLE.id, _CITATION_ID),
    deep_link=present_citation(_CITATION).deep_link,
)
VERIFICATION = VerifyResponse(
    status="typographic", quote=VERIFY_REQUEST.quote, place=_PLACE, similarity=1.0, difference=[]
)
ARTICLE = present_article(_ARTICLE)
SOURCES = SourceList(
    sources=[Source(name="Le Quotidien", articles=12, published_from=date(2019, 3, 4), published_to=date(2024, 8, 2))]
)
ARTICLE_PAGE = ArticlePage(articles=[present_article_summary(_ARTICLE)], next_cursor=None)
HEALTH = Health()
READINESS = Readiness(articles=20, chunks=63, model="all-MiniLM-L6-v2-int8")
