"""What goes over the wire: the objects of version 1.

Offsets count Unicode code points, half-open, into the article's text. Nothing here knows about HTTP, so the
command line prints the same objects.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.wire.annotation_schemas import AnnotationTarget

Offset = Annotated[int, Field(ge=0, description="Unicode code points into the article's text.")]


class _Response(BaseModel):
    model_config = ConfigDict(frozen=True)


class ScoreExplanation(_Response):
    """How a passage was found: cosine, BM25 score and the fused score, with ranks from 1; null where it was not.

    `reranked` is the score of the model that put the passages in order, null where there is none. `spoken_of` tells
    that the answer before was read out of the article, for which the passage's `score` is higher.
    """

    dense: float | None
    dense_rank: int | None
    lexical: float | None
    lexical_rank: int | None
    fused: float
    reranked: float | None
    spoken_of: bool


class SearchHit(_Response):
    """A passage: `text` is the article's text from `start` to `end`."""

    article_id: str
    version: str
    title: str
    source: str | None
    published: date | None
    url: str | None
    start: Offset
    end: Offset
    text: str
    score: float
    explanation: ScoreExplanation
    link: str


class SearchResponse(_Response):
    """Passages, best first."""

    hits: list[SearchHit]


class Span(_Response):
    """Half-open code points."""

    start: Offset
    end: Offset


class QuoteSource(_Response):
    """The quote where it stands: `quote` is the article's text from `start` to `end`."""

    article_id: str
    version: str
    title: str
    source: str | None
    author: str | None
    published: date | None
    url: str | None
    start: Offset
    end: Offset
    quote: str
    prefix: str
    suffix: str


class CitationObject(_Response):
    """A checked quote, the same object in every channel. `answer` covers the sentence without its marker."""

    id: str
    index: int
    answer: Span
    source: QuoteSource
    offset_unit: Literal["unicode_codepoint"] = "unicode_codepoint"
    verified: Literal[True] = True
    score: float
    duplicates: list[str] = Field(
        description="Other articles with the same text, oldest first, then those whose nearly equal text says this too."
    )
    link: str
    deep_link: str | None = Field(description="The article on the web, scrolled to the quote where that is possible.")
    lookup: str


class ShortAnswerObject(_Response):
    """The few words that were asked for, a span of the article that citation `citation` quotes.

    `relative_to` is the day of that article where only it tells which day or time the words mean: « mardi prochain ».
    """

    text: str
    citation: int
    start: Offset
    end: Offset
    relative_to: date | None


class ConflictingValueObject(_Response):
    """What an article says where others say otherwise: a span of the article that citation `citation` quotes."""

    text: str
    citation: int
    start: Offset
    end: Offset
    published: date | None
    source: str | None
    repeated_by: list[str] = Field(description="Other articles among the passages that say the same, oldest first.")


class AppliedFilters(_Response):
    """Which articles were searched: what the request asks for, its `as_of`, and what the question says of its article.

    « Selon un article de mars 2024 » is published from the first to the last of that month. What is null or empty lets
    all pass. Dates are inclusive.
    """

    published_from: date | None
    published_to: date | None
    sources: list[str]
    languages: list[str]
    article_ids: list[str]


class RefusalObject(_Response):
    """Why nothing was said: `reason` for programs, `message` in French for people."""

    reason: str
    message: str
    missing_words: list[str] = Field(description="The question's words that no article has: others may find more.")


class NoticeObject(_Response):
    """That an answer is not what was asked for: `code` for programs, `message` in French for people.

    `model_…` (`unavailable`, `rate_limited`, `timed_out`, `broken_stream`, `rejected`, `too_long`): the language model
    failed, and the articles were read without it. `nothing_supported`: nothing it wrote stands, and the same.
    `interrupted_…`: it failed after the sentences that are given. `values_added`: articles differ, and what it did not
    say of that is quoted behind what it wrote.
    """

    code: str
    message: str


class AnswerResponse(_Response):
    """An answer of cited sentences, or `answered: false` with a refusal and the nearest passages.

    `mode` is how it was made: `extractive` sentences are the articles' own, `generative` ones a language model's, each
    supported by the quotes it cites. A quote behind several sentences has a citation for each, with one `index`.
    `verdict` answers a question for yes or no where its sentences leave no doubt; « oui » stands in no article.
    """

    id: str
    question: str
    standalone_question: str
    answered: bool
    text: str
    short_answer: ShortAnswerObject | None
    confidence: float
    citations: list[CitationObject]
    hits: list[SearchHit]
    refusal: RefusalObject | None
    timings: dict[str, float] = Field(description="Milliseconds by stage.")
    mode: Literal["extractive", "generative"]
    notice: NoticeObject | None = Field(description="Why the answer is not a language model's, or not all of it.")
    conflict: list[ConflictingValueObject] = Field(
        description="Where articles differ, each value, newest first: two or more, or none."
    )
    filters: AppliedFilters
    verdict: Literal["yes", "no"] | None = Field(description="What the sentences say to a question for yes or no.")


class QuotePlace(_Response):
    """Where a quote stands, under an id that can be looked up."""

    id: str
    article_id: str
    version: str
    title: str
    start: Offset
    end: Offset
    quote: str
    link: str
    lookup: str


class CitationLookup(_Response):
    """What became of a citation.

    `current`: it stands in the article as it is now. `superseded`: the article has changed; `new_place` says where the
    quote stands now, or is null if it is gone. `target` is where it stands today as a W3C Web Annotation says it.
    """

    id: str
    status: Literal["current", "superseded"]
    source: QuoteSource
    offset_unit: Literal["unicode_codepoint"] = "unicode_codepoint"
    duplicates: list[str]
    new_place: QuotePlace | None
    target: AnnotationTarget | None
    link: str
    deep_link: str | None = Field(description="The article on the web, scrolled to the quote where that is possible.")


class QuoteEdit(_Response):
    """Words of the quote (`expected`), and what the article has in their place (`found`, from `start` to `end`)."""

    operation: Literal["replace", "insert", "delete"]
    expected: str
    found: str
    start: Offset
    end: Offset


class VerifyResponse(_Response):
    """Whether a quote stands in the articles, and where.

    `exact`: letter for letter. `typographic`: all but quotation marks, dashes, spaces, ligatures and accents. `near`:
    but for the words of `difference`. `absent`: not at all; then `place` and `similarity` are null.
    """

    status: Literal["exact", "typographic", "near", "absent"]
    quote: str
    place: QuotePlace | None
    similarity: float | None
    difference: list[QuoteEdit]


class ArticleSummary(_Response):
    """An article without its text. `version` is the SHA-256 of the text."""

    id: str
    title: str
    source: str | None
    author: str | None
    published: date | None
    url: str | None
    language: str
    version: str


class Health(_Response):
    """The service runs."""

    status: Literal["ok"] = "ok"


class Readiness(_Response):
    """The store is open."""

    status: Literal["ready"] = "ready"
    articles: int
    chunks: int
    model: str


class ProblemError(_Response):
    """One thing that is wrong: `pointer` is a JSON pointer into the body, `parameter` names a part of the address.

    `file` names an uploaded file, with `:line` where only one line of it is meant.
    """

    detail: str
    pointer: str | None = None
    parameter: str | None = None
    file: str | None = None


class Problem(_Response):
    """RFC 9457 problem details; `request_id` is under what the service's log has the request."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    request_id: str
    errors: list[ProblemError] = []
