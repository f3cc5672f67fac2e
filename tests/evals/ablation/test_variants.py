"""Each variant differs from the default in one thing, and all features stand in one group."""

from collections import Counter
from dataclasses import fields, replace

import pytest

from evals.ablation.composed_index import Recipe
from evals.ablation.feature_groups import GROUPS
from evals.ablation.reader_variants import CONTROL, DEFAULT, ReaderVariant, Rules, reader_variants
from evals.ablation.search_variants import search_variants
from index.fusion import FusionWeights
from index.storage.manifest import DEFAULT_CHUNKING
from rag.reading.sentence_features import FEATURES

JOINT = {"no title", "neither stemming nor mending"}  # two things on purpose: each stands alone in another row


def test_groups_hold_every_feature_once() -> None:
    assert Counter(name for group in GROUPS for name in group.features) == Counter(FEATURES)
    assert len({group.name for group in GROUPS}) == len(GROUPS)
    assert all(group.tells.endswith(".") for group in GROUPS)


def test_the_first_search_is_the_one_that_ships_and_names_are_unlike() -> None:
    variants = search_variants()
    assert variants[0].recipe == Recipe()
    assert len({variant.name for variant in variants}) == len(variants)


def test_a_search_differs_in_its_recipe_or_in_how_it_ranks() -> None:
    default, *others = search_variants()
    for variant in others:
        changed = [
            field.name
            for field in fields(Recipe)
            if getattr(variant.recipe, field.name) != getattr(default.recipe, field.name)
        ]
        ranks_otherwise = variant.combine is not default.combine
        if variant.name in JOINT:
            assert len(changed) == 2
        else:
            assert len(changed) + ranks_otherwise == 1, variant.name


def test_chunks_are_changed_in_size_or_overlap() -> None:
    chunkings = [variant.recipe.chunking for variant in search_variants()]
    others = {chunking for chunking in chunkings if chunking != DEFAULT_CHUNKING}
    assert {(c.max_tokens, c.overlap) for c in others} == {(64, 1), (110, 1), (160, 1), (254, 1), (220, 0), (220, 2)}
    assert FusionWeights.load().dense != 0.5, "the row of equal weights would be the default"


def test_a_reader_differs_in_one_thing() -> None:
    default, *others = reader_variants()
    assert default is DEFAULT
    assert len({variant.name for variant in reader_variants()}) == len(others) + 1
    for variant in others:
        plain = replace(variant, name=DEFAULT.name, change=DEFAULT.change, learns=False)
        changed = [
            field.name for field in fields(ReaderVariant) if getattr(plain, field.name) != getattr(DEFAULT, field.name)
        ]
        assert len(changed) == (variant is not CONTROL), variant.name


@pytest.mark.parametrize("variant", reader_variants(), ids=lambda variant: variant.name)
def test_what_changes_a_feature_is_learned_anew(variant: ReaderVariant) -> None:
    assert variant.learns == (variant.rules == Rules() and variant is not DEFAULT)
