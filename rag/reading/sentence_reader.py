"""The reader without a language model: learned weights choose verbatim sentences, and the few words in the first."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.hit import Hit
from index.sealed_json import read_sealed
from rag.answer import NOTHING_READ, Chance, Draft, DraftValue, Quote, Verdict
from rag.near_copies import say_the_same
from rag.reading.answer_spans import SpanChooser
from rag.reading.asked_values import Span
from rag.reading.confidence import confidence, confidence_features
from rag.reading.conflicts import SCORE_LESS, ToldValue, find_values
from rag.reading.kind_match import may_answer
from rag.reading.linear_model import WEIGHTS_FOLDER, LinearModel
from rag.reading.missing_words import missing_words
from rag.reading.paraphrases import paraphrases
from rag.reading.passages import Passage, ReadSentence, read_passage
from rag.reading.question_analysis import analyse_question
from rag.reading.sentence_features import FEATURES, sentence_features
from rag.reading.term_matching import mentions_names, unheard_of
from rag.reading.term_weights import QuestionTerms, Synonyms, TermStatistics, WeighedQuestion, weigh_question
from rag.reading.yes_no_answer import asks_yes_or_no, find_verdict

MAX_QUOTES = 3
MARGIN = math.log(2)  # a sentence is quoted too where it is at least half as probable an answer as the best
SPOKEN_OF = 2.5
"""What is added to the score of a sentence of an article that the answer before was read out of.

Scores are logarithms of odds: what was just spoken of is held for twelve times as probable an answer to a follow-up.
Chosen together with `rag.spoken_of.FOUND_SOONER`.
"""
UNHEARD_OF_AT_MOST = 0.6  # beyond, most of what the question says is in none of the articles that were found


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was chosen on development questions: below `minimum_confidence` nothing is said."""

    minimum_confidence: float
    provenance: str

    @classmethod
    def load(cls, path: Path) -> "Decisions":
        """Reads a sealed JSON file with these fields; raises ModelDamagedError where that was changed."""
        return cls(**read_sealed(path))


@dataclass(frozen=True, slots=True)
class ReaderModels:
    """The learned parts of the reader; each says in its file where it was learned."""

    sentences: LinearModel
    spans: LinearModel
    confidence: LinearModel
    question_terms: QuestionTerms
    decisions: Decisions

    @classmethod
    def load(cls, folder: Path = WEIGHTS_FOLDER) -> "ReaderModels":
        """The weights that ship, or those of another folder."""
        return cls(
            sentences=LinearModel.load(folder / "sentences.json"),
            spans=LinearModel.load(folder / "spans.json"),
            confidence=LinearModel.load(folder / "confidence.json"),
            question_terms=QuestionTerms.load(folder / "question_terms.json"),
            decisions=Decisions.load(folder / "decisions.json"),
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """A question with the sentences that may answer it: one row of `features` a sentence, in reading order."""

    question: WeighedQuestion
    passages: tuple[Passage, ...]
    sentences: tuple[tuple[Passage, ReadSentence], ...]
    features: NDArray[np.float64]


class SentenceReader:
    """Chooses one to three sentences by a learned, linear score."""

    def __init__(self, models: ReaderModels, statistics: TermStatistics) -> None:
        self._models = models
        self._statistics = statistics
        self._sentence_weights = models.sentences.column(FEATURES)
        self._spans = SpanChooser(models.spans)

    def read(self, question: str, hits: Sequence[Hit]) -> Draft:
        """The best sentence first, then those that score nearly as well; no quotes where nothing was retrieved."""
        reading = prepare(question, hits, self._statistics, self._models.question_terms)
        missing = missing_words(reading.question, hits, self._statistics)
        if not reading.sentences or is_off_the_subject(reading):
            return replace(NOTHING_READ, missing_words=missing)
        alone = reading.features @ self._sentence_weights
        scores = alone + _spoken_of(reading)
        find_span = cache(partial(self._find_span, reading))  # finding the few words takes as long as all the rest
        values = find_values(reading.question, reading.sentences, _impartial(alone, scores), find_span)
        agreeing = _agreeing(reading, scores, values)
        rivals = [at for at in range(len(scores)) if at not in agreeing]
        evidence = confidence_features(reading.question, reading.passages, reading.features[rivals], scores[rivals])
        sure = confidence(evidence, self._models.confidence)
        chances = _chances(reading, scores, agreeing, sure)
        if len(values) > 1:
            return replace(_conflict(reading, scores, values, sure), missing_words=missing, chances=chances)
        quotes = _choose(reading, scores, agreeing)
        span = find_span(quotes[0])
        short = None if span is None else _words(reading, quotes[0], span)
        return Draft(
            quotes=tuple(_quote(reading, scores, at) for at in quotes),
            short=short,
            confidence=sure,
            missing_words=missing,
            verdict=_verdict(reading, quotes),
            chances=chances,
        )

    def _find_span(self, reading: Reading, at: int) -> Span | None:
        if asks_yes_or_no(reading.question.analysed):
            return None
        return self._spans.choose(reading.question, reading.sentences[at][1])


def prepare(
    question: str,
    hits: Sequence[Hit],
    statistics: TermStatistics,
    habits: QuestionTerms,
    *,
    synonyms: Synonyms = paraphrases,
) -> Reading:
    """All that the learned weights are applied to; learning them uses the same.

    Passages of articles that do not mention a name of the question are left out, and sentences that have nothing of
    the kind that is asked for.
    """
    retrieved = [read_passage(hit) for hit in hits]
    weighed = weigh_question(analyse_question(question), retrieved, statistics, habits, synonyms=synonyms)
    passages = tuple(passage for passage in retrieved if mentions_names(weighed, passage.article_vocabulary))
    sentences = [(passage, sentence) for passage in passages for sentence in passage.sentences]
    answering = [at for at, (_, sentence) in enumerate(sentences) if may_answer(weighed, sentence)]
    return Reading(
        question=weighed,
        passages=passages,
        sentences=tuple(sentences[at] for at in answering),
        features=sentence_features(weighed, passages)[answering],
    )


def _spoken_of(reading: Reading) -> NDArray[np.float64]:
    """What each sentence's score gains where the conversation is about its article."""
    spoken_of = [passage.hit.explanation.spoken_of for passage, _ in reading.sentences]
    return SPOKEN_OF * np.array(spoken_of, dtype=np.float64)


def _impartial(alone: NDArray[np.float64], scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """The scores that articles are compared by: the best sentence is the one chosen, and no other gains anything.

    What another article says differently is told, whichever the conversation is about.
    """
    compared = alone.copy()
    compared[np.argmax(scores)] = np.nextafter(alone.max(), np.inf)
    return compared


def is_off_the_subject(reading: Reading) -> bool:
    """Whether most of what the question says stands in none of the articles that were found."""
    found = frozenset[str]().union(*(passage.article_vocabulary for passage in reading.passages))
    return unheard_of(reading.question, found) > UNHEARD_OF_AT_MOST


def _verdict(reading: Reading, quotes: Sequence[int]) -> Verdict | None:
    """What the quoted sentences say to a question for yes or no; None where none is sure, or two differ."""
    told = {
        find_verdict(
            reading.question.analysed,
            sentence.text,
            title_terms=passage.title_terms,
            article_terms=passage.article_vocabulary,
        )
        for passage, sentence in (reading.sentences[at] for at in quotes)
    } - {None}
    return told.pop() if len(told) == 1 else None


def _choose(reading: Reading, scores: NDArray[np.float64], agreeing: frozenset[int]) -> list[int]:
    """The best sentences, best first; one that two chunks share is taken once, and so is what several articles say."""
    chosen: dict[tuple[str, int], int] = {}
    for at in np.argsort(-scores, kind="stable").tolist():
        passage, sentence = reading.sentences[at]
        if scores[at] < scores.max() - MARGIN or len(chosen) == MAX_QUOTES:
            break
        if at not in agreeing and not any(_repeats(reading, at, other) for other in chosen.values()):
            chosen.setdefault((passage.hit.chunk.version, sentence.start), at)
    return list(chosen.values())


def _agreeing(reading: Reading, scores: NDArray[np.float64], values: Sequence[ToldValue]) -> frozenset[int]:
    """The sentences that are told with the best or say the same elsewhere: they are no rivals of it."""
    best = int(np.argmax(scores))
    copies = (at for at in range(len(scores)) if scores[at] > scores[best] - SCORE_LESS and _repeats(reading, at, best))
    return frozenset(row for value in values for row in value.rows).union(copies) - {best}


def _chances(
    reading: Reading, scores: NDArray[np.float64], agreeing: frozenset[int], sure: float
) -> tuple[Chance, ...]:
    """How probable it is of each sentence that it answers: scores are the logarithms of their odds to one another.

    What agrees with the best sentence, or differs from it as another article's value, answers as probably.
    """
    odds = np.exp(scores - scores.max())
    odds[list(agreeing)] = 1.0
    return tuple(
        Chance(passage.hit.chunk.version, sentence.start, sentence.end, sure * ratio)
        for (passage, sentence), ratio in zip(reading.sentences, odds.tolist(), strict=True)
    )


def _repeats(reading: Reading, one: int, other: int) -> bool:
    """Whether a sentence of another text says the same, as an agency's does that several papers print."""
    (here, sentence), (there, likely) = reading.sentences[one], reading.sentences[other]
    return here.hit.chunk.version != there.hit.chunk.version and say_the_same(sentence.text, likely.text)


def _conflict(reading: Reading, scores: NDArray[np.float64], values: Sequence[ToldValue], sure: float) -> Draft:
    """Each value with its own quote, newest first; the few words are the newest value's."""
    drafts = tuple(
        DraftValue(_quote(reading, scores, value.at), _words(reading, value.at, value.span), _repeaters(reading, value))
        for value in values
    )
    return Draft(tuple(value.quote for value in drafts), drafts[0].words, sure, drafts)


def _repeaters(reading: Reading, value: ToldValue) -> tuple[str, ...]:
    """The other articles that give the value, oldest first."""
    articles = {reading.sentences[row][0].hit.article for row in value.rows}
    ordered = sorted(articles, key=lambda article: (article.published or date.max, article.id))
    return tuple(article.id for article in ordered if article.id != reading.sentences[value.at][0].hit.article.id)


def _quote(reading: Reading, scores: NDArray[np.float64], at: int) -> Quote:
    passage, sentence = reading.sentences[at]
    return Quote(passage.hit, sentence.start, sentence.end, float(scores[at]))


def _words(reading: Reading, at: int, span: Span) -> Quote:
    """Part of a sentence, by its place in the sentence's text."""
    passage, sentence = reading.sentences[at]
    return Quote(passage.hit, sentence.start + span[0], sentence.start + span[1], passage.hit.score)
