"""One short article and what each route says about it: the examples of the API description.

They are made by the code that makes real responses, so that ids, offsets and links agree with one another.
"""

from datetime import date

from api.annotations import annotation_target
from api.article_schemas import ArticlePage
from api.links import page_link
from api.presentation import (
    place_of,
    present_answer,
    present_article,
    present_article_summary,
    present_citation,
    present_hit,
)
from api.requests import ArticleFilters, AskRequest, SearchRequest, VerifyRequest
from api.schemas import CitationLookup, Health, Readiness, SearchResponse, VerifyResponse
from corpus.article import Article, Chunk
from index.hit import Explanation, Hit
from rag.answer import Answer, Citation, ShortAnswer
from rag.citations import CitationId

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
_CITATION_ID = str(CitationId.of(_ARTICLE.version, 0, len(_QUOTE)))
_HIT = Hit(
    chunk=Chunk(_ARTICLE.id, _ARTICLE.version, 0, 0, len(_ARTICLE.text), _ARTICLE.text),
    article=_ARTICLE,
    score=1.87,
    explanation=Explanation(dense=0.71, dense_rank=1, lexical=12.4, lexical_rank=1, fused=1.87),
)
_CITATION = Citation(
    id=_CITATION_ID,
    index=1,
    answer_start=0,
    answer_end=len(_QUOTE),
    article=_ARTICLE,
    version=_ARTICLE.version,
    start=0,
    end=len(_QUOTE),
    quote=_QUOTE,
    prefix="",
    suffix=_ARTICLE.text[len(_QUOTE) :][:64],
    score=0.87,
)
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
    text=f"{_QUOTE} [1]",
    answered=True,
    confidence=0.87,
    short_answer=ShortAnswer(_SHORT, 1, 0, len(_SHORT)),
    citations=(_CITATION,),
    hits=(_HIT,),
    refusal=None,
    timings={"rewrite": 0.1, "retrieve": 6.1, "read": 4.8, "cite": 0.3},
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
ARTICLE_PAGE = ArticlePage(articles=[present_article_summary(_ARTICLE)], next_cursor=None)
HEALTH = Health()
READINESS = Readiness(articles=20, chunks=63, model="all-MiniLM-L6-v2-int8")
