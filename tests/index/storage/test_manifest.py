from dataclasses import replace

import pytest

from doubles import HashEmbedder
from index.errors import StoreMismatchError, StoreSchemaError
from index.storage.manifest import SCHEMA_VERSION, Chunking, Manifest
from index.terms.french_analysis import ANALYSIS_VERSION

MANIFEST = Manifest.of(HashEmbedder(), Chunking(max_tokens=64, overlap=2))


def test_says_everything_that_must_not_change() -> None:
    assert MANIFEST.entries() == {
        "schema_version": SCHEMA_VERSION,
        "analysis_version": ANALYSIS_VERSION,
        "model": "hash-64",
        "fingerprint": HashEmbedder().fingerprint,
        "dimension": "64",
        "max_tokens": "64",
        "overlap": "2",
    }


def test_the_same_settings_pass() -> None:
    MANIFEST.check_against(MANIFEST.entries())


@pytest.mark.parametrize("setting", [name for name in MANIFEST.entries() if name != "schema_version"])
def test_another_setting_is_refused_with_both_values_and_the_cure(setting: str) -> None:
    stored = replace(MANIFEST, **{setting: "bygone"})
    with pytest.raises(StoreMismatchError) as refused:
        MANIFEST.check_against(stored.entries())
    message = str(refused.value)
    assert "bygone" in message
    assert MANIFEST.entries()[setting] in message
    assert "sourcier ingest --rebuild PATH…" in message
    assert refused.value.built_with == "bygone"


@pytest.mark.parametrize("stored", [{**MANIFEST.entries(), "schema_version": "0"}, {}])
def test_other_tables_are_refused(stored: dict[str, str]) -> None:
    with pytest.raises(StoreSchemaError, match=f"reads and writes version {SCHEMA_VERSION}"):
        MANIFEST.check_against(stored)


def test_a_missing_setting_is_refused() -> None:
    entries = MANIFEST.entries()
    del entries["overlap"]
    with pytest.raises(StoreMismatchError, match="none"):
        MANIFEST.check_against(entries)


@pytest.mark.parametrize(("max_tokens", "overlap"), [(0, 1), (-5, 1), (10, -1)])
def test_impossible_chunking_is_refused(max_tokens: int, overlap: int) -> None:
    with pytest.raises(ValueError, match="Chunks need"):
        Chunking(max_tokens, overlap)
