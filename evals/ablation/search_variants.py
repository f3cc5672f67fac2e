"""The searches that are measured beside the one that ships: each differs from it in one thing."""

from dataclasses import dataclass

from evals.ablation.analyses import with_words_of_grammar, without_folding, without_numerals, without_stemming
from evals.ablation.composed_index import Recipe
from evals.ablation.rankings import Combine, reciprocal_ranks, terms_alone, vectors_alone, weighted
from index.fusion import FusionWeights
from index.storage.manifest import DEFAULT_CHUNKING, Chunking

SIZES = (64, 110, 160, 254)
"""Tokens of a chunk beside the default; 254 is all that the shipped model reads."""


@dataclass(frozen=True, slots=True)
class SearchVariant:
    """A search, and in what it differs from the one that ships."""

    name: str
    change: str
    recipe: Recipe
    combine: Combine


def search_variants() -> tuple[SearchVariant, ...]:
    """All of them, the one that ships first; those that share a recipe follow one another."""
    shipped = weighted(FusionWeights.load().dense)
    return (
        SearchVariant("as it ships", "Nothing is changed.", Recipe(), shipped),
        *_fusions(),
        *(SearchVariant(name, change, recipe, shipped) for name, change, recipe in (*_titles(), *_chunks(), *_terms())),
    )


def _fusions() -> tuple[SearchVariant, ...]:
    return (
        SearchVariant("terms alone", "No vectors.", Recipe(), terms_alone),
        SearchVariant("vectors alone", "No terms.", Recipe(), vectors_alone),
        SearchVariant("equal weights", "Vectors weigh as much as terms.", Recipe(), weighted(0.5)),
        SearchVariant("reciprocal ranks", "Ranks are fused, not scores.", Recipe(), reciprocal_ranks),
    )


def _titles() -> tuple[tuple[str, str, Recipe], ...]:
    return (
        ("no title", "The title is in neither index.", Recipe(title_in_terms=False, title_in_embedding=False)),
        ("no title in terms", "The title is embedded only.", Recipe(title_in_terms=False)),
        ("no title in vectors", "The title is among the terms only.", Recipe(title_in_embedding=False)),
        ("title as heavy as text", "The title's BM25 score counts fully.", Recipe(title_weight=1.0)),
    )


def _chunks() -> tuple[tuple[str, str, Recipe], ...]:
    size, overlap = DEFAULT_CHUNKING.max_tokens, DEFAULT_CHUNKING.overlap
    return (
        *(
            (f"{tokens} tokens", f"Chunks of at most {tokens} tokens.", Recipe(Chunking(tokens, overlap)))
            for tokens in SIZES
        ),
        ("no overlap", "Chunks share no sentence.", Recipe(Chunking(size, 0))),
        ("overlap of two", "Neighbouring chunks share two sentences.", Recipe(Chunking(size, 2))),
    )


def _terms() -> tuple[tuple[str, str, Recipe], ...]:
    return (
        ("no stemming", "Words keep their endings.", Recipe(analyse=without_stemming)),
        ("words of grammar", "« le » and « quel » are terms too.", Recipe(analyse=with_words_of_grammar)),
        ("accents kept", "« étude » and « etude » differ.", Recipe(analyse=without_folding)),
        ("numbers in words", "« vingt-deux » and « 22 » differ.", Recipe(analyse=without_numerals)),
        ("slips not mended", "An unknown word stands for no other.", Recipe(mends_slips=False)),
        (
            "neither stemming nor mending",
            "Words keep their endings, and no other is a letter away: mending slips finds plurals too.",
            Recipe(analyse=without_stemming, mends_slips=False),
        ),
    )
