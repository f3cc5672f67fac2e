"""Citation recall and precision after ALCE (Gao et al. 2023), sentence by sentence of an answer.

* Recall: the share of the answer's sentences that their citations, taken together, support; one without a citation is
  not supported.
* Precision: the share of the citations that do their part. A citation does, if its sentence is supported, and it
  supports it alone or the others of the sentence do not without it. One that stands beside a sentence that the others
  already prove is there for show.

ALCE asks a language model whether quotes support a sentence; here a `SupportCheck` decides, without one. An answer
that is read out of the articles repeats what it cites: both figures are 1 for it, or nearly, whatever it says. They say
that citations fit their sentences, never that the sentences answer the question: read them beside correctness and
abstention, and of answers that a language model wrote.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.sentences import split_sentences
from rag.answer import Answer

_MARKER = re.compile(r"\[\d+\]")


class Supported(Protocol):
    """What a check found."""

    @property
    def supported(self) -> bool:
        """Whether the sentence may stand."""
        ...


class SupportCheck(Protocol):
    """Tells whether quotes together support a sentence; without a quote nothing is supported."""

    def __call__(self, sentence: str, quotes: Sequence[str]) -> Supported:
        """What was found of the sentence in the quotes."""
        ...


@dataclass(frozen=True, slots=True)
class SentenceSupport:
    """Counts over the sentences of one answer; a refusal has none."""

    sentences: int
    supported: int
    citations: int
    precise: int

    @property
    def recall(self) -> float:
        """The share of the sentences that is supported; 0 for a refusal, which no figure counts."""
        return self.supported / self.sentences if self.sentences else 0.0

    @property
    def precision(self) -> float:
        """The share of the citations that do their part; 0 where there is none."""
        return self.precise / self.citations if self.citations else 0.0


def score_sentence_support(answer: Answer, check: SupportCheck) -> SentenceSupport:
    """The counts of an answer. A citation that several sentences share counts for each."""
    sentences = cited_sentences(answer)
    supported = [bool(quotes) and check(sentence, quotes).supported for sentence, quotes in sentences]
    return SentenceSupport(
        sentences=len(sentences),
        supported=sum(supported),
        citations=sum(len(quotes) for _, quotes in sentences),
        precise=sum(
            _precise(sentence, quotes, check)
            for (sentence, quotes), stands in zip(sentences, supported, strict=True)
            if stands
        ),
    )


def cited_sentences(answer: Answer) -> list[tuple[str, list[str]]]:
    """The sentences of the answer in their order, without markers, each with the quotes that it cites."""
    quotes: dict[tuple[int, int], list[str]] = {}
    for citation in sorted(answer.citations, key=lambda citation: (citation.answer_start, citation.index)):
        quotes.setdefault((citation.answer_start, citation.answer_end), []).append(citation.quote)
    found: list[tuple[str, list[str]]] = []
    done = 0
    for (start, end), cited in quotes.items():
        found += [(sentence, []) for sentence in _uncited(answer.text[done:start])]
        found.append((answer.text[start:end], cited))
        done = max(done, end)
    return found + [(sentence, []) for sentence in _uncited(answer.text[done:])]


def _precise(sentence: str, quotes: Sequence[str], check: SupportCheck) -> int:
    """How many of the quotes under a supported sentence do their part."""
    if len(quotes) == 1:
        return 1
    return sum(
        check(sentence, [quote]).supported or not check(sentence, [*quotes[:place], *quotes[place + 1 :]]).supported
        for place, quote in enumerate(quotes)
    )


def _uncited(text: str) -> list[str]:
    """The sentences between citations, where there is more than markers."""
    bare = _MARKER.sub(" ", text)
    return [bare[found.start : found.end] for found in split_sentences(bare) if any(map(str.isalnum, bare))]
