"""What an answer is made of: quotes that stand in articles, and the sentences that carry them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from corpus.article import Article
from index.hit import Filters, Hit

Mode: TypeAlias = Literal["extractive", "generative"]
"""Whether an answer was read out of the articles, or written by a language model and checked."""

Verdict: TypeAlias = Literal["yes", "no"]
"""What the first quote says to a question for yes or no."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A span of an article that answers: `hit.article.text[start:end]`; a higher score is better."""

    hit: Hit
    start: int
    end: int
    score: float

    @property
    def text(self) -> str:
        """The words of the quote."""
        return self.hit.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class DraftValue:
    """One of the values that articles give for one thing: `words` stand inside `quote`.

    `repeated_by` are the other articles of the draft that give the same value, oldest first.
    """

    quote: Quote
    words: Quote
    repeated_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chance:
    """How probable a reader holds it that one sentence, `start` to `end` of the text with this version, answers."""

    version: str
    start: int
    end: int
    probability: float


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reader proposes, before anything is cited.

    `quotes` come in the order of the answer, `short` lies inside the first of them or is None.
    `confidence` is the probability that the first quote answers the question. Where articles differ, `conflict` has
    two values or more, newest first, and the quotes are theirs; the confidence is that of the best of them.
    `missing_words` are those of the question that no article has, as it writes them, the most telling first. `verdict`
    is what the quotes say to a question for yes or no, None to any other and where none is sure or two differ.
    `chances` are those of every sentence that was read, more than once where it was read in two passages: a language
    model may choose another than the quotes.
    """

    quotes: tuple[Quote, ...]
    short: Quote | None
    confidence: float
    conflict: tuple[DraftValue, ...] = ()
    missing_words: tuple[str, ...] = ()
    verdict: Verdict | None = None
    chances: tuple[Chance, ...] = ()


NOTHING_READ = Draft(quotes=(), short=None, confidence=0.0)
"""What a reader proposes where there is nothing to quote."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A checked quote: `article.text[start:end] == quote`, under an id made from content alone.

    `index` is the number of the marker, `answer_start` and `answer_end` cover the sentence in the answer's
    text without its marker. A quote behind several sentences has a citation for each, all with one index.
    `prefix` and `suffix` are the characters around the quote, at most 64 each.
    `duplicates` are the other articles that carry the same text, oldest first, then those whose text is nearly the same
    and has a sentence with the same figures, dates and names.
    """

    id: str
    index: int
    answer_start: int
    answer_end: int
    article: Article
    version: str
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    score: float
    duplicates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """The few words that were asked for: `article.text[start:end] == text`, inside citation `citation`.

    `relative_to` is the day on which the article was published, where the words tell a day from there only: « mardi
    prochain », « l’an dernier ». They stay as they are: a reader works the day out, this service does not.
    """

    text: str
    citation: int
    start: int
    end: int
    relative_to: date | None = None


@dataclass(frozen=True, slots=True)
class ConflictingValue:
    """What one article says where others say otherwise: `text` are its words, inside citation `citation`.

    `published` and `source` are that article's. `repeated_by` are the other articles among the passages that say the
    same, oldest first.
    """

    text: str
    citation: int
    start: int
    end: int
    published: date | None
    source: str | None
    repeated_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CitedText:
    """The sentences of an answer, each followed by ` [n]`, and what they cite."""

    text: str
    citations: tuple[Citation, ...]
    short_answer: ShortAnswer | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing was said: a stable `reason` for programs and a French `message` for people.

    `missing_words` are the question's words that stand in the text of no article, as it writes them.
    """

    reason: str
    message: str
    missing_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """That an answer is not what was asked for: a stable `code` for programs and a French `message` for people."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or an honest refusal: `answered` is False, `text` and `citations` are empty, `refusal` says why.

    `text` is its sentences, each followed by ` [n]`. `hits` are the nearest passages either way, found
    among the articles that pass `filters`: those of the request, of `as_of` and of what the question itself says of
    the article it is about. Where articles differ, `conflict` has each value, newest first; else it is empty.
    `verdict` is what the sentences say to a question for yes or no, where that is beyond doubt: « oui » and
    « non » are no words of an article, so they are never a short answer. None otherwise, and of generative answers.
    `timings` holds the milliseconds of each stage. `mode` is how the answer was made, `notice` says why not otherwise.

    `confidence` of an extractive answer is the probability that its first sentence answers the question. Of a
    generative one it is the probability that some sentence of it answers and stands in what it cites; how that is
    reckoned, and what it leaves out of account, `rag.writing.written_confidence` says.
    """

    id: str
    question: str
    standalone_question: str
    text: str
    answered: bool
    confidence: float
    short_answer: ShortAnswer | None
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    refusal: Refusal | None
    timings: Mapping[str, float]
    conflict: tuple[ConflictingValue, ...] = ()
    filters: Filters = Filters()
    mode: Mode = "extractive"
    notice: Notice | None = None
    verdict: Verdict | None = None
