"""From the events of the pipeline to OpenAI's completions and chunks."""

import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from api.openai_protocol.conversation import Conversation
from api.openai_protocol.schemas import (
    Annotation,
    AnswerDetails,
    ChatCompletion,
    ChatCompletionChunk,
    Choice,
    ChunkChoice,
    CompletionMessage,
    Delta,
    UrlCitation,
    Usage,
)
from api.wire.presentation import present_answer, present_citation
from api.wire.schemas import AnswerResponse, CitationObject
from rag.events import CitationFound, Event, Final, Hits, TextPart


@dataclass(frozen=True, slots=True)
class Completer:
    """Makes the objects of one completion. `site` is the address that links to articles begin with."""

    id: str
    created: int
    model: str
    site: str
    conversation: Conversation
    count_tokens: Callable[[str], int]

    @classmethod
    def begin(
        cls, model: str, site: str, conversation: Conversation, count_tokens: Callable[[str], int]
    ) -> "Completer":
        """A completion of now, with an id of its own."""
        made = f"chatcmpl-{uuid.uuid4().hex}"
        return cls(made, int(time.time()), model, site.rstrip("/"), conversation, count_tokens)

    def completion(self, events: Iterator[Event]) -> ChatCompletion:
        """The whole answer."""
        *_, final = events
        assert isinstance(final, Final), final
        answer = present_answer(final.answer)
        message = CompletionMessage(
            content=_content(answer), annotations=self._annotations(answer.citations), citations=answer.citations
        )
        return ChatCompletion(
            id=self.id,
            created=self.created,
            model=self.model,
            choices=[Choice(message=message)],
            usage=self._usage(answer),
            sourcier=self._details(answer),
        )

    def chunks(self, events: Iterator[Event], *, with_usage: bool) -> Iterator[ChatCompletionChunk]:
        """The same answer in pieces: who speaks, each sentence, its citations, how it ended, and what it took."""
        for event in events:
            match event:
                case Hits():
                    yield self._chunk(Delta(role="assistant", content=""))
                case TextPart(text):
                    yield self._chunk(Delta(content=text))
                case CitationFound(citation):
                    found = [present_citation(citation)]
                    yield self._chunk(Delta(annotations=self._annotations(found), citations=found))
                case Final(answer):
                    yield from self._last_chunks(present_answer(answer), with_usage=with_usage)

    def _last_chunks(self, answer: AnswerResponse, *, with_usage: bool) -> Iterator[ChatCompletionChunk]:
        if not answer.answered:
            yield self._chunk(Delta(content=_content(answer)))
        end = self._chunk(Delta())
        choices = [ChunkChoice(delta=Delta(), finish_reason="stop")]
        yield end.model_copy(update={"choices": choices, "sourcier": self._details(answer)})
        if with_usage:
            yield end.model_copy(update={"choices": [], "usage": self._usage(answer)})

    def _chunk(self, delta: Delta) -> ChatCompletionChunk:
        return ChatCompletionChunk(
            id=self.id, created=self.created, model=self.model, choices=[ChunkChoice(delta=delta)]
        )

    def _annotations(self, citations: Sequence[CitationObject]) -> list[Annotation]:
        return [
            Annotation(
                url_citation=UrlCitation(
                    start_index=citation.answer.start,
                    end_index=citation.answer.end,
                    title=citation.source.title,
                    url=self.site + citation.link,
                )
            )
            for citation in citations
        ]

    def _usage(self, answer: AnswerResponse) -> Usage:
        read = sum(self.count_tokens(words) for words in self.conversation.words)
        said = self.count_tokens(_content(answer))
        return Usage(prompt_tokens=read, completion_tokens=said, total_tokens=read + said)

    def _details(self, answer: AnswerResponse) -> AnswerDetails:
        return AnswerDetails(
            id=answer.id,
            answered=answer.answered,
            standalone_question=answer.standalone_question,
            confidence=answer.confidence,
            short_answer=answer.short_answer,
            verdict=answer.verdict,
            refusal=answer.refusal,
            mode=answer.mode,
            notice=answer.notice,
            conflict=answer.conflict,
            filters=answer.filters,
            ignored=list(self.conversation.ignored),
        )


def _content(answer: AnswerResponse) -> str:
    """What a client shows that knows nothing of refusals: the sentence that says so."""
    return answer.refusal.message if answer.refusal else answer.text
