"""A flipped bit in any file of a store: the same answers, or a named error; never another citation."""

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from index.article_index import ArticleIndex
from index.errors import StoreError
from index.hit import Hit
from sample_articles import make_article
from sample_stores import QUESTIONS, make_store, reopen_store

ARTICLES = [make_article(number) for number in range(16)]
CORRECTED = replace(ARTICLES[2], text="Le glacier a reculé. La gare numéro 42 est fermée. Le phare aussi.")
COPY = replace(ARTICLES[5], id="copie", text=f"{ARTICLES[5].text} Le volcan dort.")
VERSIONS = sorted({article.version for article in (*ARTICLES, CORRECTED, COPY)})


@dataclass(frozen=True)
class Truth:
    """A sound store, and what it says to everything that is asked."""

    folder: Path
    said: dict[str, Any]


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> Truth:
    """A store with a past, both mirrors saved and without rows that were removed."""
    folder = tmp_path_factory.mktemp("sound") / "store"
    with make_store(folder) as index:
        index.add([*ARTICLES, COPY])
        index.add([CORRECTED])
        index.delete(ARTICLES[7].id)
    (folder / "terms.json").unlink()
    with reopen_store(folder) as index:
        said = dict(everything(index))
        assert index.check() == []
    return Truth(folder, said)


def everything(index: ArticleIndex) -> Iterator[tuple[str, Any]]:
    """All that can be asked, and what is said: an error by its class."""

    def ask(name: str, call: Callable[[], Any]) -> tuple[str, Any]:
        try:
            return name, call()
        except StoreError as error:
            return name, type(error)

    for question in QUESTIONS:
        for search in (index.search, index.search_by_vectors, index.search_by_terms):
            yield ask(
                f"{search.__name__} {question}",
                lambda search=search, question=question: hits(search(question, k=1_000)),
            )
    for article in (*ARTICLES, COPY):
        yield ask(f"get {article.id}", lambda article=article: index.get(article.id))
        yield ask(f"deleted {article.id}", lambda article=article: index.deleted_at(article.id))
    for version in VERSIONS:
        yield ask(f"text {version}", lambda version=version: index.find_text(version))
        yield ask(f"near {version}", lambda version=version: index.near_copies(version))
    yield ask("list", lambda: index.list_articles(limit=1_000))
    yield ask("quote", lambda: index.find_quote("La gare numéro 42 est fermée."))
    yield ask("count", lambda: (index.article_count, index.chunk_count))


def hits(found: list[Hit]) -> list[tuple[Any, Any, float]]:
    return [(hit.article, hit.chunk, round(hit.score, 5)) for hit in found]


def flipped(path: Path, dice: random.Random) -> str:
    """Flips a bit of a file, and says which."""
    content = bytearray(path.read_bytes())
    place, bit = dice.randrange(len(content)), dice.randrange(8)
    content[place] ^= 1 << bit
    path.write_bytes(content)
    return f"bit {bit} of byte {place} of {path.name}"


def copied(truth: Truth, tmp_path: Path) -> Path:
    folder = tmp_path / "store"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(truth.folder, folder)
    return folder


def mutations(always: int, slow: int) -> list[Any]:
    return [always, pytest.param(slow, marks=pytest.mark.slow)]


@pytest.mark.parametrize("pattern", ["vectors-*.faiss", "vectors.json", "terms-*/*", "terms.json"])
@pytest.mark.parametrize("count", mutations(6, 300))
def test_a_flipped_bit_in_a_mirror_changes_no_answer(truth: Truth, tmp_path: Path, pattern: str, count: int) -> None:
    dice = random.Random(f"{pattern} {count}")
    for _ in range(count):
        folder = copied(truth, tmp_path)
        done = flipped(dice.choice(sorted(path for path in folder.glob(pattern) if path.stat().st_size)), dice)
        with reopen_store(folder) as index:
            assert dict(everything(index)) == truth.said, done
            assert index.check() == [], done


@pytest.mark.parametrize("count", mutations(25, 600))
def test_a_flipped_bit_in_the_database_is_seen_and_nothing_wrong_is_said(
    truth: Truth, tmp_path: Path, count: int
) -> None:
    dice = random.Random(count)
    outcomes = {"refused": 0, "seen": 0, "harmless": 0}
    for _ in range(count):
        folder = copied(truth, tmp_path)
        done = flipped(folder / "articles.sqlite", dice)
        outcomes[outcome_of(truth, folder, done)] += 1
    assert outcomes["seen"] > 0, outcomes


def outcome_of(truth: Truth, folder: Path, done: str) -> str:
    try:
        index = reopen_store(folder)
    except StoreError:
        return "refused"
    with index:
        said = dict(everything(index))
        try:
            problems: object = index.check()
        except StoreError as error:
            problems = error
    if problems:
        for name, found in said.items():
            check_honest(name, found, truth.said[name], done)
        return "seen"
    assert said == truth.said, done
    return "harmless"


def check_honest(name: str, found: Any, expected: Any, done: str) -> None:
    """What is said of a damaged store is what was said of the sound one, less, or an error with a name."""
    if found == expected or isinstance(found, type) or found is None:
        return
    if name.startswith("text"):
        assert (found.version, found.text) == (expected.version, expected.text), (done, name)
        for part in ("article_ids", "former", "withdrawn_from"):
            assert set(getattr(found, part)) <= set(getattr(expected, part)), (done, name, found, expected)
    elif name.startswith(("search", "list", "near")):
        assert set(map(repr, found)) <= set(map(repr, expected)), (done, name)
    else:  # fewer rows are counted, and a quote may not be found in an article that is left out
        assert name in ("count", "quote"), (done, name, found, expected)


@pytest.mark.parametrize("count", mutations(6, 200))
def test_a_damaged_log_loses_its_end_and_nothing_else(tmp_path: Path, count: int) -> None:
    """SQLite goes by the checksums of its log, and what it drops the indexes forget."""
    dice, number = random.Random(count), len(ARTICLES)
    with make_store(tmp_path / "live") as index:
        for article in ARTICLES:
            index.add([article])
        shutil.copytree(tmp_path / "live", tmp_path / "killed")
    kept = set()
    for _ in range(count):
        folder = copied(Truth(tmp_path / "killed", {}), tmp_path)
        done = flipped(folder / "articles.sqlite-wal", dice)
        try:
            again = reopen_store(folder)
        except StoreError:
            continue  # there was nothing before what was damaged
        with again:
            names = [summary.id for summary in again.list_articles(limit=100)]
            assert names == [article.id for article in ARTICLES[: len(names)]], done
            assert again.check() == [], done
            assert {hit.article.id for hit in again.search("le la numéro", k=1_000)} == set(names), done
            kept.add(len(names))
    assert max(kept) <= number
    assert len(kept) > 1
