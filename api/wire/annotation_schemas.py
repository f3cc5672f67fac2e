"""The objects of the W3C Web Annotation Data Model that go over the wire (https://www.w3.org/TR/annotation-model/)."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

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
