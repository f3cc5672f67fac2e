"""Two short articles, and answers that quote them: small enough to work every figure out by hand."""

from corpus.article import Article, Chunk
from index.hit import Explanation, Hit
from rag.answer import Answer, Citation, Refusal, ShortAnswer

ARTICLES = {
    article.id: article
    for article in (
        Article("ville", "La ville", "La ville compte 20 000 habitants. Elle a gagné."),
        Article("port", "Le port", "Le port a ouvert en 1995."),
    )
}


def hit(article_id: str, score: float) -> Hit:
    article = ARTICLES[article_id]
    chunk = Chunk(article_id, article.version, 0, 0, len(article.text), article.text)
    return Hit(chunk, article, score, Explanation(None, None, None, None, score))


def answer(quote: str, article_id: str, confidence: float, short: str | None = None) -> Answer:
    article = ARTICLES[article_id]
    start = article.text.index(quote)
    end = start + len(quote)
    name = f"{article.version[:16]}-{start}-{end}"
    citation = Citation(name, 1, 0, len(quote), article, article.version, start, end, quote, "", "", 1.0)
    place = start + quote.index(short) if short else 0
    short_answer = ShortAnswer(short, 1, place, place + len(short)) if short else None
    timings = {"retrieve": 2.0, "read": 1.0}
    return Answer("a", "?", "?", f"{quote} [1]", True, confidence, short_answer, (citation,), (), None, timings)


def refusal(confidence: float) -> Answer:
    refused = Refusal("not_in_articles", "Les articles ne le disent pas.")
    return Answer("a", "?", "?", "", False, confidence, None, (), (), refused, {"retrieve": 3.0, "read": 2.0})
