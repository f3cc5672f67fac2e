"""What of a question stands neither in a sentence nor right around it: a figure may be there that was not asked for."""

from rag.passages import Passage, ReadSentence
from rag.term_matching import stands
from rag.term_weights import WeighedQuestion

SURROUNDINGS = (
    "all_met",  # every term of the question, in some form
    "words_unmet",  # how many of the terms that are neither names nor figures
    "share_of_words_unmet",  # of the weight of these
    "heaviest_word_unmet",  # the weight of one
    "focus_unmet",  # the noun that is asked for: « Quel *loyer* … »
    "figure_unmet",  # a figure of the question, such as a year
)
"""Told of a sentence, the title of its article, the sentence before and the one after, taken together."""


def surroundings(question: WeighedQuestion, passage: Passage, sentence: ReadSentence) -> dict[str, float]:
    """The values of SURROUNDINGS; the sentence is one of the passage's."""
    near = _near(passage, sentence)
    weights, analysed = question.weights, question.analysed
    unmet = {term for term in weights if not stands(term, near, question.synonyms)}
    names = question.names | analysed.names
    words = weights.keys() - names - analysed.figures
    unmet_words = unmet & words
    figure_unmet = any(figure not in near for figure in analysed.figures & weights.keys())
    return {
        "all_met": float(not unmet and not figure_unmet),
        "words_unmet": float(len(unmet_words)),
        "share_of_words_unmet": sum(weights[term] for term in unmet_words) / (sum(weights[t] for t in words) or 1.0),
        "heaviest_word_unmet": max((weights[term] for term in unmet_words), default=0.0),
        "focus_unmet": float(analysed.focus in unmet),
        "figure_unmet": float(figure_unmet),
    }


def _near(passage: Passage, sentence: ReadSentence) -> frozenset[str]:
    at = next(place for place, other in enumerate(passage.sentences) if other.start == sentence.start)
    around = passage.sentences[max(0, at - 1) : at + 2]
    return passage.title_terms.union(*(other.vocabulary for other in around))
