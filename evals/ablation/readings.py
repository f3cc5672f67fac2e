"""The reader's preparation with one of its parts left out."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.hit import Hit
from rag.reading.kind_match import may_answer
from rag.reading.passages import read_passage
from rag.reading.question_analysis import analyse_question
from rag.reading.sentence_features import FEATURES, sentence_features
from rag.reading.sentence_reader import Reading, prepare
from rag.reading.term_matching import mentions_names
from rag.reading.term_weights import QuestionTerms, TermStatistics, weigh_question

NO_HABITS = QuestionTerms(questions=0, frequencies={}, provenance="Nothing was counted.")


def without_habits(question: str, hits: Sequence[Hit], statistics: TermStatistics, habits: QuestionTerms) -> Reading:
    """A word tells as much as it is rare in the store, however common it is in questions."""
    del habits
    return prepare(question, hits, statistics, NO_HABITS)


def without_synonyms(question: str, hits: Sequence[Hit], statistics: TermStatistics, habits: QuestionTerms) -> Reading:
    """A word is met by itself and by its other forms alone."""
    return prepare(question, hits, statistics, habits, synonyms=_no_synonyms)


def without_names_rule(
    question: str, hits: Sequence[Hit], statistics: TermStatistics, habits: QuestionTerms
) -> Reading:
    """Articles that do not mention a name of the question are read too."""
    passages = tuple(read_passage(hit) for hit in hits)
    weighed = weigh_question(analyse_question(question), passages, statistics, habits)
    sentences = [(passage, sentence) for passage in passages for sentence in passage.sentences]
    answering = [at for at, (_, sentence) in enumerate(sentences) if may_answer(weighed, sentence)]
    rows = sentence_features(weighed, passages)
    return Reading(weighed, passages, tuple(sentences[at] for at in answering), rows[answering])


def without_kind_rule(question: str, hits: Sequence[Hit], statistics: TermStatistics, habits: QuestionTerms) -> Reading:
    """Sentences that have nothing of the kind asked for are read too."""
    retrieved = [read_passage(hit) for hit in hits]
    weighed = weigh_question(analyse_question(question), retrieved, statistics, habits)
    passages = tuple(passage for passage in retrieved if mentions_names(weighed, passage.article_vocabulary))
    sentences = tuple((passage, sentence) for passage in passages for sentence in passage.sentences)
    return Reading(weighed, passages, sentences, sentence_features(weighed, passages))


def blinded(reading: Reading, features: frozenset[str]) -> Reading:
    """The reading as if these features told nothing: 0 for every sentence."""
    if not features:
        return reading
    seen = np.array([name not in features for name in FEATURES], dtype=np.float64)
    shown: NDArray[np.float64] = reading.features * seen
    return Reading(reading.question, reading.passages, reading.sentences, shown)


def _no_synonyms(term: str) -> frozenset[str]:
    del term
    return frozenset()
