"""The words of a question that no article has: what somebody who is refused may ask about in other words."""

from collections.abc import Sequence

from index.hit import Hit
from index.terms.french_analysis import tokenize
from rag.reading.passages import article_vocabulary
from rag.reading.term_matching import is_named, stands
from rag.reading.term_weights import TermStatistics, WeighedQuestion

MAX_WORDS = 3
_SHORTEST = 2  # letters: the R of « R&D » is no word


def missing_words(question: WeighedQuestion, hits: Sequence[Hit], statistics: TermStatistics) -> tuple[str, ...]:
    """The most telling first, at most three, as the question writes them; none where nothing was found.

    They stand in no chunk of the store, and in no article that was found, its title and source included, in any form
    or by another word. Words that only say what kind of thing is asked for are not among them, nor are mended slips.
    """
    unknown = [term for term in question.weights if len(term) >= _SHORTEST and not statistics.document_frequency(term)]
    if not unknown or not hits:
        return ()
    found = frozenset[str]().union(*(article_vocabulary(hit.article) for hit in hits))
    names = question.analysed.names
    missing = {term for term in unknown if not (is_named if term in names else stands)(term, found, question.synonyms)}
    text = question.analysed.text
    written = {token.term: text[token.start : token.end] for token in reversed(tokenize(text)) if token.term in missing}
    heaviest = sorted(written, key=lambda term: (-question.weights[term], term))
    return tuple(written[term] for term in heaviest[:MAX_WORDS])
