"""Where a sentence and its surroundings meet the terms of a question: each term at one place, the nearest."""

from collections.abc import Iterable

from rag.reading.passages import Passage
from rag.reading.term_matching import begins_alike, says_otherwise
from rag.reading.term_weights import Synonyms

PLACES = (
    "here",
    "begun_here",
    "otherwise_here",
    "just_before",
    "in_paragraph",
    "in_title",
    "just_after",
    "in_passage",
    "in_article",
    "nowhere",
)
"""From near to far: the term itself, one that begins like it or another word for it in the sentence; in the one
before, earlier in the paragraph, in the title, in the sentence after, elsewhere in the chunk or the article."""


def place_terms(terms: Iterable[str], passage: Passage, at: int, *, synonyms: Synonyms) -> dict[str, str]:
    """For each term, the first of `PLACES` where sentence `at` of the passage meets it."""
    sentences, nothing = passage.sentences, frozenset[str]()
    sentence = sentences[at]
    earlier = (other.vocabulary for other in sentences[:at] if other.paragraph == sentence.paragraph)
    surroundings = {
        "just_before": sentences[at - 1].vocabulary if at else nothing,
        "in_paragraph": nothing.union(*earlier),
        "in_title": passage.title_terms,
        "just_after": sentences[at + 1].vocabulary if at + 1 < len(sentences) else nothing,
        "in_passage": passage.vocabulary,
        "in_article": passage.article_vocabulary,
    }
    return {term: _place(term, sentence.vocabulary, surroundings, synonyms) for term in terms}


def _place(term: str, here: frozenset[str], surroundings: dict[str, frozenset[str]], synonyms: Synonyms) -> str:
    if term in here:
        return "here"
    if begins_alike(term, here):
        return "begun_here"
    if says_otherwise(term, here, synonyms):
        return "otherwise_here"
    return next((place for place, vocabulary in surroundings.items() if term in vocabulary), "nowhere")
