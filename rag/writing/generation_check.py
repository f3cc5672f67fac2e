"""Checks what a language model wrote, sentence by sentence: what the quotes it cites do not say is not said.

A sentence stands if it cites a quote that was offered and the quotes that it cites support it. Of several, those that
do not help are dropped, by the definition of citation precision in ALCE (Gao et al. 2023): a citation helps if it
supports the sentence alone, or if the others do not support it without it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rag.answer import Quote
from rag.support import SupportCheck
from rag.writing.crossed_quotes import crosses, takes_up
from rag.writing.offered_quotes import OfferedQuote
from rag.writing.prompts import NOT_IN_ARTICLES_SIGN
from rag.writing.quotation_marks import with_true_quotations
from rag.writing.sentence_stream import WrittenSentence, read_sentences

MOST_QUOTES = 6
"""Quotes that count for one sentence, the first that it cites: who cites more does not say where it stands."""

_LEANS_BACK = re.compile(
    r"[«“\"\s]*(?:ils?|elles?|ce|c['’]|cet|cette|ces|celui|celle|ceux|celles|cela|son|sa|ses|leurs?|"
    r"he|she|it|they|this|that|these|those|his|her|its|their)\b",
    re.IGNORECASE,
)
_NOT_A_LETTER = re.compile(r"[^a-z]+")


class DropReason(StrEnum):
    """Why a sentence is not said."""

    UNCITED = "uncited"  # no marker, or none that was offered
    UNSUPPORTED = "unsupported"
    REPEATED = "repeated"
    DANGLING = "dangling"  # « Il … » after a sentence that is not said: it would seem to be about another
    NOT_IN_ARTICLES = "not_in_articles"  # it is the sign for that the quotes do not answer


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence that the quotes support, without markers; `score` is the probability that they do."""

    text: str
    quotes: tuple[Quote, ...]
    score: float


@dataclass(frozen=True, slots=True)
class DroppedSentence:
    """A sentence that is not said, and why."""

    text: str
    reason: DropReason


class GenerationCheck:
    """Reads a text while it is written, and lets pass what stands."""

    def __init__(self, support: SupportCheck) -> None:
        self._support = support

    def check(
        self, parts: Iterable[str], offered: Sequence[OfferedQuote]
    ) -> Iterator[CheckedSentence | DroppedSentence]:
        """A verdict on each sentence, in order, as soon as it is complete; none is ever taken back."""
        by_number = {quote.number: quote for quote in offered}
        said: set[str] = set()
        was_dropped = False
        for sentence in read_sentences(parts):
            if not any(character.isalnum() for character in sentence.text):
                continue
            verdict = self._verdict(sentence, by_number)
            if isinstance(verdict, CheckedSentence) and verdict.text in said:
                verdict = DroppedSentence(verdict.text, DropReason.REPEATED)
            elif isinstance(verdict, CheckedSentence) and was_dropped and _LEANS_BACK.match(verdict.text):
                verdict = DroppedSentence(verdict.text, DropReason.DANGLING)
            was_dropped = isinstance(verdict, DroppedSentence) and verdict.reason is not DropReason.REPEATED
            said.add(verdict.text)
            yield verdict

    def _verdict(
        self, sentence: WrittenSentence, offered: Mapping[int, OfferedQuote]
    ) -> CheckedSentence | DroppedSentence:
        if _says_not_in_articles(sentence.text):
            return DroppedSentence(sentence.text, DropReason.NOT_IN_ARTICLES)
        cited = [quote for quote in offered.values() if any(marker.names(quote.number) for marker in sentence.markers)]
        if not cited:
            return DroppedSentence(sentence.text, DropReason.UNCITED)
        for quotes in (cited[:MOST_QUOTES], _with_what_they_lean_on(cited, offered)[:MOST_QUOTES]):
            if self._stands(sentence.text, quotes):
                return self._passed(sentence.text, self._helpful(sentence.text, quotes))
        return DroppedSentence(sentence.text, DropReason.UNSUPPORTED)

    def _stands(self, sentence: str, quotes: Sequence[OfferedQuote]) -> bool:
        """Whether one of the quotes supports the sentence, or they rightly do so together.

        Together they have many words, in which something is easily found: so they must have every word of the
        sentence, each « Il » has to come with what it stands for, of which the sentence says something, and nothing of
        one quote may be in the place of another's.
        """
        texts = _texts(quotes)
        if any(self._support.check(sentence, [text]).supported for text in texts):
            return True
        by_number = {quote.number: quote.quote.text for quote in quotes}
        behind = [by_number.get(quote.leans_on, "") for quote in quotes if quote.leans_on is not None]
        if not all(takes_up(sentence, text) for text in behind):
            return False
        together = self._support.check(sentence, texts)
        return together.supported and not together.missing and not crosses(sentence, texts)

    def _helpful(self, sentence: str, quotes: Sequence[OfferedQuote]) -> list[OfferedQuote]:
        """Those that support the sentence alone, or without which the others do not; looked at from the last on."""
        kept = list(quotes)
        for quote in reversed(quotes):
            others = [other for other in kept if other is not quote]
            if others and not self._stands(sentence, [quote]) and self._stands(sentence, others):
                kept = others
        return kept

    def _passed(self, text: str, quotes: Sequence[OfferedQuote]) -> CheckedSentence:
        score = self._support.check(text, _texts(quotes)).probability
        cited = tuple(replace(quote.quote, score=score) for quote in quotes)
        return CheckedSentence(with_true_quotations(text, _texts(quotes)), cited, score)


def _with_what_they_lean_on(quotes: Sequence[OfferedQuote], offered: Mapping[int, OfferedQuote]) -> list[OfferedQuote]:
    """The quotes with the sentence before each « Il … » or « Son … », which says what is meant, in reading order."""
    numbers = {quote.number for quote in quotes} | {quote.leans_on for quote in quotes if quote.leans_on is not None}
    return [offered[number] for number in sorted(numbers)]


def _texts(quotes: Sequence[OfferedQuote]) -> list[str]:
    return [quote.quote.text for quote in quotes]


def _says_not_in_articles(text: str) -> bool:
    """Whether a sentence is the sign, whatever signs or emphasis stand around it."""
    return _NOT_A_LETTER.sub("", text.lower()) == _NOT_A_LETTER.sub("", NOT_IN_ARTICLES_SIGN.lower())
