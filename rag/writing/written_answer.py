"""How a written answer comes about, sentence by sentence, and how that ended."""

import logging
from collections.abc import Generator, Sequence
from dataclasses import dataclass

from index.hit import Hit
from rag.answer import Notice, Quote
from rag.citations import Composition
from rag.events import CitationFound, Event, TextPart
from rag.notices import NOTHING_SUPPORTED, failed, interrupted
from rag.writing.generation_check import CheckedSentence, DropReason
from rag.writing.generator import Asked, FailureReason, GenerationError
from rag.writing.writer import Writer

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Written:
    """What became of it: how many of its sentences stand.

    `says_not_in_articles` tells that the model said so, `failure` that it did not come to an end, and why.
    """

    sentences: int
    says_not_in_articles: bool
    failure: FailureReason | None

    @property
    def is_answer(self) -> bool:
        """Whether it can be given: some sentence stands, or the model says that none could be written."""
        return self.sentences > 0 or self.says_not_in_articles

    @property
    def notice(self) -> Notice | None:
        """What there is to be said about it."""
        if self.sentences:
            return interrupted(self.failure) if self.failure else None
        if self.says_not_in_articles:
            return None
        return failed(self.failure) if self.failure else NOTHING_SUPPORTED


def write_answer(
    writer: Writer, asked: Asked, hits: Sequence[Hit], composition: Composition
) -> Generator[Event, None, Written]:
    """The events of an answer that is being written into the composition; returns how that ended."""
    sentences = 0
    dropped: list[DropReason] = []
    failure: FailureReason | None = None
    try:
        for verdict in writer.write(asked, hits):
            if isinstance(verdict, CheckedSentence):
                events = compose(composition, verdict.text, verdict.quotes)
                sentences += bool(events)
                yield from events
            else:
                dropped.append(verdict.reason)
    except GenerationError as error:
        failure = error.reason
        _logger.warning("the language model failed: %s", error)
    _logger.info("written=%d dropped=%s failure=%s", sentences, sorted(dropped), failure)
    return Written(sentences, DropReason.NOT_IN_ARTICLES in dropped, failure)


def compose(composition: Composition, sentence: str, quotes: Sequence[Quote]) -> list[Event]:
    """The events of a sentence that is added to an answer; none where no quote behind it stands."""
    added = composition.add(sentence, quotes)
    if added is None:
        return []
    return [TextPart(added.text), *(CitationFound(citation) for citation in added.citations)]
