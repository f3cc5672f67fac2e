"""Where a chat has its answers from: the store on this machine, or a service that runs."""

from collections.abc import Generator
from typing import TYPE_CHECKING, Protocol

from api.clients.values import Question
from api.wire.event_presentation import present_event
from api.wire.stream_events import StreamEvent
from index.errors import StoreError
from index.hit import Filters
from rag.conversation import Turn
from rag.errors import InvalidQuestionError
from rag.pipeline import Pipeline

if TYPE_CHECKING:  # a chat over the store does without what talks HTTP
    from api.client import SourcierClient

_NOT_ASKABLE = "Cette question ne peut pas être posée : il y faut au moins un mot, et 2 000 caractères au plus."


class AnswerFailure(Exception):  # noqa: N818 - it ends an answer, not the chat
    """There is no answer; the message says why, in French."""


class Answers(Protocol):
    """Answers questions as they are asked."""

    def stream(self, question: Question) -> Generator[StreamEvent, None, None]:
        """The events of an answer. Raises AnswerFailure."""
        ...


class StoreAnswers:
    """Answers from a store on this machine."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    def stream(self, question: Question) -> Generator[StreamEvent, None, None]:
        """The events of an answer. Raises AnswerFailure."""
        wanted = question.filters
        filters = Filters(
            wanted.published_from, wanted.published_to, wanted.sources, wanted.languages, wanted.article_ids
        )
        history = [Turn(turn.role, turn.content) for turn in question.history]
        try:
            for event in self._pipeline.stream(question.text, history=history, filters=filters):
                yield present_event(event)
        except InvalidQuestionError as error:
            raise AnswerFailure(_NOT_ASKABLE) from error
        except StoreError as error:
            raise AnswerFailure(f"Les articles ne peuvent pas être lus. {error}") from error


class ServiceAnswers:
    """Answers from a service that runs."""

    def __init__(self, client: "SourcierClient") -> None:
        self._client = client

    def stream(self, question: Question) -> Generator[StreamEvent, None, None]:
        """The events of an answer. Raises AnswerFailure."""
        from api.clients.errors import AccessDeniedError, InvalidRequestError, SourcierError, UnreachableError

        try:
            yield from self._client.stream(question)
        except InvalidRequestError as error:
            raise AnswerFailure(_NOT_ASKABLE if error.name == "invalid-question" else str(error)) from error
        except AccessDeniedError as error:
            raise AnswerFailure(f"Le service refuse l’accès : donnez une clé avec --key. {error}") from error
        except UnreachableError as error:
            raise AnswerFailure(f"Le service ne répond pas. {error}") from error
        except SourcierError as error:
            raise AnswerFailure(f"Le service n’a pas pu répondre. {error}") from error
