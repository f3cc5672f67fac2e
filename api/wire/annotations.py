"""Where a quote stands, as the W3C Web Annotation Data Model says it (https://www.w3.org/TR/annotation-model/)."""

from api.wire.annotation_schemas import AnnotationTarget, TextPositionSelector, TextQuoteSelector
from api.wire.links import article_address
from corpus.article import Article
from rag.citations import prefix_of, suffix_of


def annotation_target(article: Article, start: int, end: int) -> AnnotationTarget:
    """The target of an annotation of these words of an article."""
    text = article.text
    quote = TextQuoteSelector(exact=text[start:end], prefix=prefix_of(text, start), suffix=suffix_of(text, end))
    return AnnotationTarget(
        source=article_address(article.id), selector=(quote, TextPositionSelector(start=start, end=end))
    )
