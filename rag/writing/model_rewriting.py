"""A follow-up written out by a language model, or by the rules where the model's question is not to be trusted."""

import logging
from collections.abc import Sequence

from corpus.typography import fold_typography_and_case
from rag.conversation import Turn, standalone_question
from rag.reading.typed_spans import find_typed_spans
from rag.writing.chat import Chat
from rag.writing.generator import GenerationError
from rag.writing.prompts import rewriting_prompt

MOST_CHARACTERS = 400
_ADDED_CHARACTERS = 200

_logger = logging.getLogger(__name__)


class ModelRewriter:
    """Asks a model; where it fails, says nothing, too much, or loses or invents a name, the rules decide."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat

    def __call__(self, question: str, history: Sequence[Turn]) -> str:
        """The question as it would be asked alone; the very same text where nothing was said before."""
        if not history:
            return question
        try:
            written = "".join(self._chat.stream(rewriting_prompt(question, history))).strip()
        except GenerationError as error:
            _logger.warning("follow-up written out by the rules: %s", error)
            return standalone_question(question, history)
        if is_faithful(written, question, history):
            return written
        _logger.info("follow-up written out by the rules: the model's question is not faithful")
        return standalone_question(question, history)


def is_faithful(written: str, question: str, history: Sequence[Turn]) -> bool:
    """Whether it is one line, not too long, with all names, figures and dates of the question, and none unheard of."""
    if not written or "\n" in written or len(written) > min(MOST_CHARACTERS, len(question) + _ADDED_CHARACTERS):
        return False
    said = " ".join([question, *(turn.content for turn in history)])
    return _stands_in(question, written) and _stands_in(written, said)


def _stands_in(one: str, other: str) -> bool:
    """Whether all names, figures and dates of one text stand in another."""
    folded = fold_typography_and_case(other).text
    spans = (one[span.start : span.end] for span in find_typed_spans(_opened_low(one)))
    return all(fold_typography_and_case(span).text in folded for span in spans)


def _opened_low(question: str) -> str:
    """With a small letter in front: « Quand » and « Qui » open a question, they are no names."""
    return question[:1].lower() + question[1:]
