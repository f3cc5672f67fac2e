import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.lexical_index_contract import TITLE_BOOST, LexicalIndexContract, field_length, int64, make_documents
from index.terms.french_analysis import search_terms
from index.terms.lexical_index import (
    MAX_CORRECTIONS,
    MAX_QUERY_TERMS,
    MISSPELLING_WEIGHT,
    IndexLockedError,
    TantivyIndex,
    TermDocument,
)


class TestTantivyIndex(LexicalIndexContract):
    def make(self, folder: Path) -> TantivyIndex:
        return TantivyIndex.open_or_create(folder, title_boost=TITLE_BOOST)


class TestTantivyIndexThatGoesThroughTheBest(LexicalIndexContract):
    """However few are allowed, they are not named one by one as long as going through the best of all may do."""

    @pytest.fixture(autouse=True)
    def none_listed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("index.terms.lexical_index.LISTED_ALLOWED", 0)

    def make(self, folder: Path) -> TantivyIndex:
        return TantivyIndex.open_or_create(folder, title_boost=TITLE_BOOST)


def bodies(folder: Path, *texts: str, title_boost: float = TITLE_BOOST) -> TantivyIndex:
    index = TantivyIndex.open_or_create(folder, title_boost=title_boost)
    index.update(removed=int64(), added=[TermDocument(i, [], text.split()) for i, text in enumerate(texts)])
    return index


@pytest.mark.parametrize(
    ("terms", "seen"), [(0, 0), (1, 1), (40, 40), (41, 40), (42, 42), (56, 56), (59, 56), (105, 104), (300, 280)]
)
def test_lengths_are_kept_in_a_byte(terms: int, seen: int) -> None:
    assert field_length(terms) == seen


@pytest.mark.parametrize("typed", ["minitre", "ministtre", "minisrte", "minixtre", "inistre", "ministree"])
def test_a_misspelled_term_finds_what_is_one_edit_away(tmp_path: Path, typed: str) -> None:
    index = bodies(tmp_path, "ministre", "monstre", "autre chose")
    right = index.search(["ministre"], 5)
    assert index.search([typed], 5) == [(0, pytest.approx(right[0][1] * MISSPELLING_WEIGHT, abs=1e-4))]


def test_what_a_misspelled_term_stands_for_follows_the_index(tmp_path: Path) -> None:
    index, other = bodies(tmp_path, "autre chose"), TantivyIndex.open_or_create(tmp_path, title_boost=TITLE_BOOST)
    assert (index.search(["minitre"], 5), other.search(["minitre"], 5)) == ([], [])
    index.update(removed=int64(), added=[TermDocument(7, [], ["ministre"])])
    assert [i for i, _ in index.search(["minitre"], 5)] == [7]
    assert other.search(["minitre"], 5) == []
    other.reload()
    assert [i for i, _ in other.search(["minitre"], 5)] == [7]
    index.update(removed=int64(), added=[TermDocument(8, [], ["minitre"])])
    assert [i for i, _ in index.search(["minitre"], 5)] == [8]


@pytest.mark.parametrize("typed", ["minit", "xyzzy", "1999", "mi"])
def test_a_term_further_off_finds_nothing(tmp_path: Path, typed: str) -> None:
    assert bodies(tmp_path, "ministre", "1998", "ma").search([typed], 5) == []


def test_a_known_term_is_never_corrected(tmp_path: Path) -> None:
    index = bodies(tmp_path, "baisse", "caisse")
    assert [i for i, _ in index.search(["caisse"], 5)] == [1]


def test_a_document_counts_for_one_correction_and_the_frequent_ones_come_first(tmp_path: Path) -> None:
    index = bodies(tmp_path, "caisse baisse", "caisse", "caisse", "baisse", "laisse", "aisse", "zaisse")
    found = dict(index.search(["xaisse"], 10))
    assert set(found) == {0, 1, 2, 3, 5}  # caisse and baisse stand in most, aisse is the first of the rest
    assert MAX_CORRECTIONS == 3
    assert found[0] < found[1] + found[3]


def test_the_title_counts_by_its_boost(tmp_path: Path) -> None:
    scores = {}
    for boost in (0.0, 1.0, 2.0):
        index = TantivyIndex.open_or_create(tmp_path / str(boost), title_boost=boost)
        index.update(removed=int64(), added=[TermDocument(1, ["rare"], ["mot"]), TermDocument(2, ["mot"], ["mot"])])
        scores[boost] = dict(index.search(["rare"], 5)).get(1, 0.0)
    assert scores[2.0] == pytest.approx(2 * scores[1.0], abs=2e-4)
    assert scores[0.0] == 0.0


def test_of_a_very_long_question_the_rarest_terms_are_searched(tmp_path: Path) -> None:
    words = [f"mot{i}" for i in range(MAX_QUERY_TERMS + 50)]
    index = bodies(tmp_path, " ".join(words), " ".join(words[:50]))
    assert [i for i, _ in index.search(words[:50] + words, 5)] == [0]


@pytest.mark.parametrize(
    "question",
    [
        "AND NOT (",
        "title:*",
        "body:[a TO z]",
        '"une phrase"~2',
        "ministre^4",
        "+ministre -ministre",
        "\\",
        "/regex/",
        "*",
        "\x00",
    ],
)
def test_query_syntax_is_only_words(tmp_path: Path, question: str) -> None:
    index = bodies(tmp_path, " ".join(search_terms("Le ministre cite une phrase")), "autre")
    assert {i for i, _ in index.search(search_terms(question), 5)} <= {0}


@given(question=st.text(max_size=200))
def test_no_question_breaks_a_search(shared: TantivyIndex, question: str) -> None:
    shared.search(search_terms(question), 3)
    shared.search(question.split(), 3)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> TantivyIndex:
    index = TantivyIndex.open_or_create(tmp_path_factory.mktemp("terms"))
    index.update(removed=int64(), added=make_documents(50, seed=2))
    return index


def test_is_kept_in_its_folder(tmp_path: Path) -> None:
    documents = make_documents(20, seed=3)
    TantivyIndex.open_or_create(tmp_path).update(removed=int64(), added=documents)
    again = TantivyIndex.open_or_create(tmp_path)
    assert again.size == 20
    assert again.ids.tolist() == sorted(document.id for document in documents)


def test_another_reader_sees_a_commit_once_it_reloads(tmp_path: Path) -> None:
    writer, reader = TantivyIndex.open_or_create(tmp_path), TantivyIndex.open_or_create(tmp_path)
    writer.update(removed=int64(), added=[TermDocument(1, [], ["mot"])])
    assert reader.search(["mot"], 1) == []
    reader.reload()
    assert [i for i, _ in reader.search(["mot"], 1)] == [1]


def test_a_second_writer_is_refused(tmp_path: Path) -> None:
    script = (
        "import sys, tantivy; index = tantivy.Index.open(sys.argv[1]); writer = index.writer(15_000_000, 1);"
        "print('locked', flush=True); sys.stdin.read()"
    )
    index = bodies(tmp_path, "mot")
    command = [sys.executable, "-c", script, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "locked\n"
        with pytest.raises(IndexLockedError):
            index.update(removed=int64(0), added=[])
        assert len(index.search(["mot"], 5)) == 1
        other.kill()
    index.update(removed=int64(0), added=[])  # the lock went with its process
    assert index.size == 0


def test_large_ids_and_many_of_them(tmp_path: Path) -> None:
    index = TantivyIndex.open_or_create(tmp_path)
    ids = np.arange(3000, dtype=np.int64) + 2**50
    index.update(removed=int64(), added=[TermDocument(int(i), [], ["mot"]) for i in ids])
    index.update(removed=ids[100:], added=[])
    assert index.ids.tolist() == ids[:100].tolist()
    assert [i for i, _ in index.search(["mot"], 200)] == ids[:100].tolist()
