"""Has a language model write an answer over the passages, and gives out the sentences that stand."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from index.hit import Hit
from rag.conversation import Turn
from rag.writing.generation_check import CheckedSentence, DroppedSentence, GenerationCheck
from rag.writing.generator import Asked, Generator
from rag.writing.offered_quotes import offer_quotes

Rewriter: TypeAlias = Callable[[str, Sequence[Turn]], str]
"""A question and what was said before, oldest first → the question as it would be asked alone."""


class Writer:
    """A generator and the check of what it writes."""

    def __init__(self, generator: Generator, check: GenerationCheck, *, context_tokens: int) -> None:
        self._generator = generator
        self._check = check
        self._context_tokens = context_tokens

    def write(self, asked: Asked, hits: Sequence[Hit]) -> Iterator[CheckedSentence | DroppedSentence]:
        """A verdict on each sentence as it is written; the quotes are at most `context_tokens`. Raises
        GenerationError.
        """
        offered = offer_quotes(hits, budget=self._context_tokens)
        return self._check.check(self._generator.generate(asked, offered), offered)


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """What a language model does for a pipeline: it writes answers, and perhaps follow-ups out."""

    writer: Writer
    rewrite: Rewriter
