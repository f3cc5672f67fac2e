"""What a conversation is about: a follow-up is answered from the articles of the answer before, where they answer it.

« Et sa durée ? » goes on about what was just read out, and most often the same article tells it: it does for 76 of the
97 follow-ups of `evals/questions/conversations/development.jsonl` that an article answers and that leave something out.
So its passages are found sooner and its sentences count for more. They are never the only ones: where another article
tells it and they do not, it is read out as before. The standalone question of an answer stays what was searched; this
is what makes its passages others than those of the same question asked alone: their score is above the fused one.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from index.article_index import ArticleIndex
from index.hit import Filters, Hit
from rag.conversation import Turn
from rag.follow_ups.noun_phrases import find_noun_phrases
from rag.retriever import Retriever

FOUND_SOONER = 2.0
"""What is added to the score of a passage, in standard deviations of the scores that were fused.

Chosen from a grid with `rag.reading.sentence_reader.SPOKEN_OF`, for right articles and answers together on
`evals/questions/conversations/development.jsonl`, leaving out one article after another: in 18 of 20 choices it was
this pair, and on what was left out right articles rose from 0.800 to 0.833, answers from 0.583 to 0.608. Half of it
does nearly the same.
"""

DEEPER = 3  # times as many passages are looked at, so that those of the articles are among them
_MOST_SENTENCES = 3  # an answer that was read out has no more
_CHUNKS = 3  # that are looked at for a sentence: the one it stands in shares all its words
_MARKER = re.compile(r"\s*\[\d+\](?:\([^()\s]*\))?\s*")

FindQuoted: TypeAlias = Callable[[str, Filters], frozenset[str]]
"""The ids of the articles, of those that pass the filters, that an answer was read out of."""


def quotes_nothing(answer: str, filters: Filters) -> frozenset[str]:
    """Finds no article: every question is answered as if it were the first."""
    del answer, filters
    return frozenset()


class QuotedArticles:
    """Finds the articles of an answer by its sentences, which stand in them letter by letter."""

    def __init__(self, index: ArticleIndex) -> None:
        self._index = index

    def __call__(self, answer: str, filters: Filters) -> frozenset[str]:
        """None for an answer that was refused, or written by a language model in words of its own."""
        sentences = [sentence for part in _MARKER.split(answer) if (sentence := part.strip())]
        return frozenset(
            hit.article.id
            for sentence in sentences[:_MOST_SENTENCES]
            for hit in self._index.search_by_terms(sentence, k=_CHUNKS, filters=filters)
            if sentence in hit.article.text
        )


def leans_back(typed: str, standalone: str) -> bool:
    """Whether a question goes on from what was said: it had to be written out, or it names nobody and nothing.

    « Qui doit prêter l’argent ? » can be asked alone, and is about what was spoken of all the same.
    """
    return standalone != typed or not any(phrase.is_name for phrase in find_noun_phrases(typed))


def last_answer(history: Sequence[Turn]) -> str:
    """The text of the answer before; empty where there is none."""
    return next((turn.content for turn in reversed(history) if turn.role == "assistant"), "")


def retrieve_near(
    retriever: Retriever, question: str, *, k: int, filters: Filters, articles: frozenset[str]
) -> list[Hit]:
    """At most `k` hits, best first; those of the articles are marked in their explanation and found sooner.

    Without articles these are the retriever's own.
    """
    if not articles:
        return retriever.retrieve(question, k=k, filters=filters)
    found = retriever.retrieve(question, k=DEEPER * k, filters=filters)
    preferred = [_sooner(hit) if hit.article.id in articles else hit for hit in found]
    return sorted(preferred, key=lambda hit: -hit.score)[:k]


def _sooner(hit: Hit) -> Hit:
    return replace(hit, score=hit.score + FOUND_SOONER, explanation=replace(hit.explanation, spoken_of=True))
