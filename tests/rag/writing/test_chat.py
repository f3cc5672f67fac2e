from collections.abc import Callable, Iterator
from typing import Any

import pytest
from langchain_core.exceptions import ModelError
from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult

from rag.writing.chat import Chat, ChatLimits
from rag.writing.generator import FailureReason, GenerationError
from rag.writing.prompts import Message
from running_service import PATIENCE

LIMITS = ChatLimits(seconds=PATIENCE, silence=PATIENCE, retries=1, output_tokens=20)
PROMPT = [Message("system", "Réponds."), Message("user", "Oui ?")]


class StatusError(Exception):
    """What an integration raises that has not taken up LangChain's errors."""

    def __init__(self, status_code: int | None) -> None:
        super().__init__(f"status {status_code}")
        self.status_code = status_code


class FailingModel(BaseChatModel):
    """Raises the same error again and again, and counts how often it was asked."""

    make_error: Callable[[], Exception]
    asked: int = 0

    @property
    def _llm_type(self) -> str:
        return "failing"

    def _generate(self, messages: list[BaseMessage], *_: Any, **__: Any) -> ChatResult:
        raise NotImplementedError

    def _stream(self, messages: list[BaseMessage], *_: Any, **__: Any) -> Iterator[ChatGenerationChunk]:
        self.asked += 1
        raise self.make_error()
        yield


def test_a_model_of_any_provider_is_streamed() -> None:
    model = GenericFakeChatModel(messages=iter([AIMessage("La ville a gagné.")]))
    assert list(Chat(model, LIMITS).stream(PROMPT)) == ["La", " ", "ville", " ", "a", " ", "gagné."]


@pytest.mark.parametrize(
    ("make_error", "reason", "asked"),
    [
        (lambda: StatusError(429), FailureReason.RATE_LIMITED, 2),
        (lambda: StatusError(503), FailureReason.UNAVAILABLE, 2),
        (lambda: StatusError(400), FailureReason.REJECTED, 1),
        (lambda: StatusError(None), FailureReason.UNAVAILABLE, 2),
        (lambda: ModelError("no"), FailureReason.REJECTED, 1),
        (lambda: TimeoutError("late"), FailureReason.TIMED_OUT, 1),
        (lambda: ConnectionRefusedError("shut"), FailureReason.UNAVAILABLE, 2),
    ],
)
def test_every_failure_has_a_reason(
    make_error: Callable[[], Exception], reason: FailureReason, asked: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("rag.writing.chat.time.sleep", waited.append)
    model = FailingModel(make_error=make_error)
    with pytest.raises(GenerationError) as raised:
        list(Chat(model, LIMITS).stream(PROMPT))
    assert raised.value.reason is reason
    assert model.asked == asked
    assert waited == [0.5] * (asked - 1)


def test_waits_double_and_stop_at_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr("rag.writing.chat.time.sleep", waited.append)
    model = FailingModel(make_error=lambda: StatusError(503))
    with pytest.raises(GenerationError):
        list(Chat(model, ChatLimits(seconds=400.0, silence=PATIENCE, retries=99, output_tokens=20)).stream(PROMPT))
    assert waited == [0.5 * 2**tried for tried in range(10)], "the next, of 512 seconds, would have ended too late"


@pytest.mark.parametrize(("characters", "is_cut"), [(120, False), (121, True)])
def test_what_is_longer_than_any_text_of_so_many_tokens_is_cut(characters: int, is_cut: bool) -> None:
    model = GenericFakeChatModel(messages=iter([AIMessage("a" * characters)]))
    if not is_cut:
        assert "".join(Chat(model, LIMITS).stream(PROMPT)) == "a" * characters
        return
    with pytest.raises(GenerationError, match="Over 20 tokens"):
        list(Chat(model, LIMITS).stream(PROMPT))


@pytest.mark.parametrize(
    ("metadata", "reason"),
    [
        ({"finish_reason": "length"}, FailureReason.TOO_LONG),
        ({"stop_reason": "max_tokens"}, FailureReason.TOO_LONG),
        ({"done_reason": "length"}, FailureReason.TOO_LONG),
        ({"finish_reason": "MAX_TOKENS"}, FailureReason.TOO_LONG),
        ({"finish_reason": "SAFETY"}, FailureReason.REJECTED),
        ({"stop_reason": "refusal"}, FailureReason.REJECTED),
        ({"model_provider": "openai"}, FailureReason.BROKEN_STREAM),
        ({"model_provider": "openai", "finish_reason": "stop"}, None),
        ({"stop_reason": "end_turn"}, None),
        ({}, None),
    ],
)
def test_why_a_model_has_finished_is_read(metadata: dict[str, str], reason: FailureReason | None) -> None:
    chat = Chat(WholeModel(metadata=metadata, name=None), LIMITS)
    if reason is None:
        assert list(chat.stream(PROMPT)) == ["Oui."]
        return
    with pytest.raises(GenerationError) as raised:
        list(chat.stream(PROMPT))
    assert raised.value.reason is reason


class WholeModel(FailingModel):
    """Says « Oui. », with what its provider says beside it."""

    make_error: Callable[[], Exception] = RuntimeError
    metadata: dict[str, str]  # type: ignore[assignment]

    def _stream(self, messages: list[BaseMessage], *_: Any, **__: Any) -> Iterator[ChatGenerationChunk]:
        from langchain_core.messages import AIMessageChunk

        yield ChatGenerationChunk(message=AIMessageChunk("Oui.", response_metadata=self.metadata))
