"""From the messages of an OpenAI client to a question and what was said before it."""

from dataclasses import dataclass

from api.openai_protocol.requests import AssistantMessage, ChatMessage, ChatRequest, UserMessage, words_of
from api.openai_protocol.schemas import IgnoredMessage
from rag.conversation import Turn
from rag.pipeline import AskedMode
from rag.refusals import is_refusal

MODES: dict[str, AskedMode] = {
    "sourcier": "auto",
    "sourcier-extractive": "extractive",
    "sourcier-generative": "generative",
}
"""The model names, and how each has a question answered."""

_NOT_READ = {
    "system": "Answers are checked sentences of articles; instructions cannot change them.",
    "developer": "Answers are checked sentences of articles; instructions cannot change them.",
    "tool": "No tools are called; only the stored articles are cited.",
    "function": "No tools are called; only the stored articles are cited.",
}


@dataclass(frozen=True, slots=True)
class Conversation:
    """A question, what was said before it, oldest first, and the messages that were not read."""

    question: str
    history: tuple[Turn, ...]
    ignored: tuple[IgnoredMessage, ...]

    @property
    def words(self) -> list[str]:
        """All that was read."""
        return [*(turn.content for turn in self.history), self.question]


def read_conversation(request: ChatRequest) -> Conversation:
    """The last message of the user is the question."""
    turns: list[Turn] = []
    ignored: list[IgnoredMessage] = []
    for number, message in enumerate(request.messages):
        if isinstance(message, UserMessage | AssistantMessage):
            turns.append(_turn(message))
        else:
            ignored.append(_ignored(number, message))
    return Conversation(turns[-1].content, tuple(turns[:-1]), tuple(ignored))


def _turn(message: UserMessage | AssistantMessage) -> Turn:
    """A refusal's sentence is our own word for an answer without text: no follow-up is about « les articles »."""
    words = words_of(message)
    return Turn(message.role, "" if message.role == "assistant" and is_refusal(words) else words)


def _ignored(number: int, message: ChatMessage) -> IgnoredMessage:
    return IgnoredMessage(param=f"messages[{number}]", reason=_NOT_READ[message.role])
