"""Where a quote stands, as the W3C Web Annotation Data Model says it (https://www.w3.org/TR/annotation-model/)."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.links import article_address
from corpus.article import Article
from rag.citations import prefix_of, suffix_of

Position = Annotated[int, Field(ge=0)]


class _Selector(BaseModel):
    model_config = ConfigDict(frozen=True)


class TextQuoteSelector(_Selector):
    """The words with those before and after them (section 4.2.4)."""

    type: Literal["TextQuoteSelector"] = "TextQuoteSelector"
    exact: str
    prefix: str
    suffix: str


class TextPositionSelector(_Selector):
    """The place of the words in the text (section 4.2.5), in Unicode code points as the model demands, half-open."""

    type: Literal["TextPositionSelector"] = "TextPositionSelector"
    start: Position
    end: Position


class AnnotationTarget(_Selector):
    """A `SpecificResource`: `source` is the article in this service, to whose `text` both selectors refer."""

    type: Literal["SpecificResource"] = "SpecificResource"
    source: str
    selector: tuple[TextQuoteSelector, TextPositionSelector]


def annotation_target(article: Article, start: int, end: int) -> AnnotationTarget:
    """The target of an annotation of these words of an article."""
    text = article.text
    quote = TextQuoteSelector(exact=text[start:end], prefix=prefix_of(text, start), suffix=suffix_of(text, end))
    return AnnotationTarget(
        source=article_address(article.id), selector=(quote, TextPositionSelector(start=start, end=end))
    )
