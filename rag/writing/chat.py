"""Talking to a language model through LangChain: streamed, within limits, with every failure under one name."""

import logging
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from langchain_core.exceptions import (
    ModelAPIError,
    ModelAuthenticationError,
    ModelConnectionError,
    ModelError,
    ModelInvalidRequestError,
    ModelNotFoundError,
    ModelPermissionDeniedError,
    ModelRateLimitError,
    ModelTimeoutError,
)
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from rag.writing.bounded_stream import bounded
from rag.writing.generator import Asked, FailureReason, GenerationError
from rag.writing.offered_quotes import OfferedQuote
from rag.writing.prompts import Message, answer_prompt

_logger = logging.getLogger(__name__)

_MESSAGES = {"system": SystemMessage, "user": HumanMessage, "assistant": AIMessage}
_REASONS: dict[type[Exception], FailureReason] = {
    ModelRateLimitError: FailureReason.RATE_LIMITED,
    ModelAPIError: FailureReason.UNAVAILABLE,
    ModelConnectionError: FailureReason.UNAVAILABLE,
    ModelTimeoutError: FailureReason.TIMED_OUT,
    TimeoutError: FailureReason.TIMED_OUT,
    ModelAuthenticationError: FailureReason.REJECTED,
    ModelPermissionDeniedError: FailureReason.REJECTED,
    ModelInvalidRequestError: FailureReason.REJECTED,
    ModelNotFoundError: FailureReason.REJECTED,
    ModelError: FailureReason.REJECTED,
}
_FINISH_KEYS = ("finish_reason", "stop_reason", "done_reason")  # most; Anthropic; Ollama
_CUT_SHORT = {"length", "max_tokens", "MAX_TOKENS"}  # OpenAI, Mistral and Ollama; Anthropic; Google
_WITHHELD = {"content_filter", "refusal", "SAFETY"}
_ALWAYS_FINISHES = "openai"  # the protocol in which a stream without a reason for its end was broken off
_MOST_BYTES_PER_TOKEN = 6  # no text has more on average; the exact limit is the model's, if its server heeds it
_FIRST_WAIT = 0.5  # seconds before the second try; doubled before each further one


@dataclass(frozen=True, slots=True)
class ChatLimits:
    """How long and how much: seconds for all and between two parts, tries after the first, tokens of an answer."""

    seconds: float
    silence: float
    retries: int
    output_tokens: int


class Chat:
    """A language model that is asked within limits."""

    def __init__(self, model: BaseChatModel, limits: ChatLimits) -> None:
        self._model = model
        self._limits = limits

    def stream(self, prompt: Sequence[Message]) -> Iterator[str]:
        """What the model says, in pieces as they come; tried again where it fails before the first. Raises
        GenerationError.
        """
        deadline = time.monotonic() + self._limits.seconds
        messages = [_MESSAGES[message.role](message.content) for message in prompt]
        for tried in count():
            started = False
            try:
                for part in self._bounded(messages, deadline):
                    started = True
                    yield part
                return
            except GenerationError as error:
                wait = _wait(error, tried)
                may_retry = error.reason in (FailureReason.UNAVAILABLE, FailureReason.RATE_LIMITED)
                in_time = time.monotonic() + wait < deadline
                if started or not may_retry or tried == self._limits.retries or not in_time:
                    raise
                _logger.info("trying the language model again in %.1f s: %s", wait, error)
            time.sleep(wait)

    def _bounded(self, messages: Sequence[BaseMessage], deadline: float) -> Iterator[str]:
        """Not more than may be said, and every error as a GenerationError."""
        left = self._limits.output_tokens * _MOST_BYTES_PER_TOKEN
        started = False
        try:
            for part in bounded(self._parts(messages), silence=self._limits.silence, deadline=deadline):
                started = True
                yield part
                left -= len(part.encode("utf-8", "replace"))
                if left < 0:
                    raise GenerationError(FailureReason.TOO_LONG, f"Over {self._limits.output_tokens} tokens.")
        except GenerationError:
            raise
        except Exception as error:
            raise GenerationError(_reason(error, started=started), f"{type(error).__name__}: {error}") from error

    def _parts(self, messages: Sequence[BaseMessage]) -> Callable[[], Generator[str, None, None]]:
        def parts() -> Generator[str, None, None]:
            finish, protocol = "", ""
            for chunk in self._model.stream(list(messages)):
                metadata = chunk.response_metadata
                finish = next((str(metadata[key]) for key in _FINISH_KEYS if metadata.get(key)), finish)
                protocol = metadata.get("model_provider") or protocol
                if chunk.text:
                    yield str(chunk.text)
            _check_finish(finish, protocol)

        return parts


class ChatModelGenerator:
    """Writes answers with a chat model."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat

    def generate(self, asked: Asked, quotes: Sequence[OfferedQuote]) -> Iterator[str]:
        """The pieces of an answer as they come. Raises GenerationError, also between two pieces."""
        return self._chat.stream(answer_prompt(asked, quotes))


def _check_finish(finish: str, protocol: str) -> None:
    if finish in _CUT_SHORT:
        raise GenerationError(FailureReason.TOO_LONG, "The model was cut where it had said as much as it may.")
    if finish in _WITHHELD:
        raise GenerationError(FailureReason.REJECTED, f"The model's provider withheld the answer: {finish}.")
    if not finish and protocol == _ALWAYS_FINISHES:
        raise GenerationError(FailureReason.BROKEN_STREAM, "The stream ended without a reason for its end.")


def _reason(error: Exception, *, started: bool) -> FailureReason:
    reason = next((_REASONS[kind] for kind in type(error).__mro__ if kind in _REASONS), None)
    if reason is None:
        reason = _reason_of_status(getattr(error, "status_code", None))
    if started and reason is FailureReason.UNAVAILABLE:
        return FailureReason.BROKEN_STREAM
    return reason


def _reason_of_status(status: object) -> FailureReason:
    """Of an integration that has not taken up LangChain's errors: most carry the status they were answered with."""
    if status == 429:
        return FailureReason.RATE_LIMITED
    if isinstance(status, int) and 400 <= status < 500:
        return FailureReason.REJECTED
    return FailureReason.UNAVAILABLE


def _wait(error: GenerationError, tried: int) -> float:
    """Seconds: what the server asks for (RFC 9110, Retry-After), else twice as long each time."""
    response = getattr(error.__cause__, "response", None)
    asked = getattr(response, "headers", {}).get("retry-after", "")
    try:
        return max(0.0, float(asked))
    except ValueError:  # absent, or a date
        return float(_FIRST_WAIT * 2**tried)
