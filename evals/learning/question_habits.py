"""Counts the terms that people's questions use, whatever they are about."""

from collections import Counter
from collections.abc import Sequence

from evals.question_set import Question
from index.terms.french_analysis import search_terms
from rag.reading.term_weights import QuestionTerms

RARE = 3  # a term of fewer questions says more about its subject than about questions


def count_question_terms(questions: Sequence[Question], *, provenance: str) -> QuestionTerms:
    """In how many questions each term stands, rare terms left out."""
    counts = Counter(term for question in questions for term in set(search_terms(question.text)))
    frequencies = {term: count for term, count in sorted(counts.items()) if count >= RARE}
    return QuestionTerms(len(questions), frequencies, provenance)
