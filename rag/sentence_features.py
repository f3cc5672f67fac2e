"""What tells the sentence that answers a question from its neighbours: one number a feature, one row a sentence."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from rag.kind_match import kind_match
from rag.paraphrases import paraphrases
from rag.passages import Passage, ReadSentence
from rag.term_matching import begins_alike, met, missing, stands
from rag.term_weights import WeighedQuestion

FEATURES = (
    # how much of the question's rarity-weighted terms is met, and where
    "in_sentence",
    "in_sentence_squared",
    "in_sentence_unweighted",
    "by_shared_beginning",
    "by_paraphrase",
    "in_sentence_before",
    "in_sentence_after",
    "in_paragraph_before",
    "missing_around",
    "heaviest_missing_around",
    "names_missing_around",
    "in_passage",
    "in_article",
    "in_title",
    "rarest_term",
    "term_pairs",
    "focus",
    "names_missing_here",
    "names_missing_in_passage",
    "names_missing_in_article",
    "figures_missing_here",
    "missing_in_article",
    "unknown_terms",
    "sentence_in_question",
    # what the sentence is like
    "length",
    "very_short",
    "new_terms",
    "opens_passage",
    "leans_on_the_one_before",
    "asks",
    # how its passage was found
    "first_hit",
    "reciprocal_rank",
    "score_below_best",
    "lexical_share",
    "dense",
    # whether it has the kind of thing asked for
    "number_with_figure",
    "number_without_figure",
    "counts_the_focus",
    "has_the_unit",
    "lacks_the_unit",
    "date_with_date",
    "date_without_date",
    "person_with_names",
    "person_without_name",
    "organisation_with_names",
    "organisation_without_name",
    "place_with_names",
    "place_with_preposition",
    "reason_with_marker",
    "manner_with_marker",
    "list_with_commas",
    "list_with_and",
    "thing_with_names",
)


def sentence_features(question: WeighedQuestion, passages: Sequence[Passage]) -> NDArray[np.float64]:
    """The features of every sentence of the passages, in their order: shape (sentences, len(FEATURES))."""
    best = max((passage.hit.score for passage in passages), default=0.0)
    rows = [
        row
        for rank, passage in enumerate(passages)
        for row in _passage_rows(question, passage, rank=rank, score_below_best=best - passage.hit.score)
    ]
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(FEATURES))


def _passage_rows(
    question: WeighedQuestion, passage: Passage, *, rank: int, score_below_best: float
) -> Iterator[list[float]]:
    shared = _passage_features(question, passage) | {
        "first_hit": float(rank == 0),
        "reciprocal_rank": 1 / (1 + rank),
        "score_below_best": score_below_best,
    }
    for place, sentence in enumerate(passage.sentences):
        values = (
            shared
            | _overlap(question, sentence)
            | _context(question, passage, place)
            | _shape(question, sentence)
            | kind_match(question, sentence)
        )
        yield [values.get(name, 0.0) for name in FEATURES]


def _passage_features(question: WeighedQuestion, passage: Passage) -> dict[str, float]:
    explanation = passage.hit.explanation
    in_article = {term for term in question.weights if stands(term, passage.article_vocabulary)}
    return {
        "in_passage": met(question, passage.vocabulary),
        "in_article": met(question, passage.article_vocabulary),
        "in_title": met(question, passage.title_terms),
        "names_missing_in_passage": missing(question, question.names, passage.vocabulary),
        "names_missing_in_article": missing(question, question.names, passage.article_vocabulary),
        "missing_in_article": sum(weight for term, weight in question.weights.items() if term not in in_article),
        "unknown_terms": question.unknown,
        "lexical_share": (explanation.lexical or 0.0) / (question.told or 1.0),
        "dense": explanation.dense or 0.0,
    }


def _overlap(question: WeighedQuestion, sentence: ReadSentence) -> dict[str, float]:
    weights, vocabulary = question.weights, sentence.vocabulary
    share = met(question, vocabulary)
    pairs = list(pairwise(question.analysed.terms))
    there = set(pairwise(sentence.terms))
    focus = question.analysed.focus
    return {
        "in_sentence": share,
        "in_sentence_squared": share * share,
        "in_sentence_unweighted": sum(term in vocabulary for term in weights) / (len(weights) or 1),
        "by_shared_beginning": sum(
            weight for term, weight in weights.items() if term not in vocabulary and begins_alike(term, vocabulary)
        ),
        "by_paraphrase": sum(
            weight for term, weight in weights.items() if term not in vocabulary and paraphrases(term) & vocabulary
        ),
        "rarest_term": float(bool(weights) and max(weights, key=lambda term: weights[term]) in vocabulary),
        "term_pairs": sum(pair in there for pair in pairs) / (len(pairs) or 1),
        "focus": float(focus in vocabulary),
        "names_missing_here": missing(question, question.names, vocabulary),
        "figures_missing_here": missing(question, question.analysed.figures, vocabulary),
        "sentence_in_question": sum(term in weights for term in vocabulary) / (len(vocabulary) or 1),
    }


def _context(question: WeighedQuestion, passage: Passage, place: int) -> dict[str, float]:
    sentences, sentence, nothing = passage.sentences, passage.sentences[place], frozenset[str]()
    before = sentences[place - 1].vocabulary if place else nothing
    after = sentences[place + 1].vocabulary if place + 1 < len(sentences) else nothing
    earlier = nothing.union(*(other.vocabulary for other in sentences[:place] if other.paragraph == sentence.paragraph))
    from_before = met(question, before - sentence.vocabulary)
    around = sentence.vocabulary | earlier | passage.title_terms
    absent = [weight for term, weight in question.weights.items() if not stands(term, around)]
    return {
        "in_sentence_before": from_before,
        "in_sentence_after": met(question, after - sentence.vocabulary - before),
        "in_paragraph_before": met(question, earlier - sentence.vocabulary),
        "leans_on_the_one_before": from_before if sentence.leans_back else 0.0,
        "missing_around": sum(absent),
        "heaviest_missing_around": max(absent, default=0.0),
        "names_missing_around": missing(question, question.names, around),
        "opens_passage": float(place == 0),
    }


def _shape(question: WeighedQuestion, sentence: ReadSentence) -> dict[str, float]:
    return {
        "length": math.log1p(len(sentence.terms)),
        "very_short": float(len(sentence.terms) < 4),
        "new_terms": math.log1p(sum(term not in question.weights for term in sentence.vocabulary)),
        "asks": float(sentence.text.rstrip(' »”"').endswith("?")),
    }
