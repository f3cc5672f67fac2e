"""kill −9 at any moment: what was acknowledged is there, what was not is there whole or not at all."""

import itertools
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from corpus.article import Article
from index.article_index import ArticleIndex
from index.errors import UnknownArticleError
from killed_writers import Moment, Operation, Round, line_of, operations
from sample_stores import QUESTIONS, make_store, places, reopen_store

ROOT = Path(__file__).parents[2]
LONGEST_LIFE = 0.5  # seconds; a store is opened and changed some ten times in so long

# Where a process may die between two steps that belong together: the event in which it does, and the file.
BETWEEN = {
    "the commit and the vectors": Moment(event="open", path="vectors.lock", nth=2),
    "the commit and the terms": Moment(event="open", path="terms.lock", nth=4),
    "half of the vectors' file and the rest": Moment(event="fsync", path=".faiss", nth=2),
    "the vectors' file and their state": Moment(event="os.rename", path="vectors.json", nth=2),
    "the vectors' state and the end of the older file": Moment(event="os.remove", path=".faiss", nth=1),
    "the terms' commit and their state": Moment(event="os.rename", path="terms.json", nth=4),
    "the writing of the terms' state and its name": Moment(event="fsync", path="terms.json", nth=3),
}


class Writers:
    """The process that forks writers and kills them."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def live(self, store: Path, seeds: Sequence[int], moment: Moment) -> list[int]:
        """How many operations each of the writers had acknowledged when it was killed."""
        files = [store.parent / f"acknowledged-{writer}" for writer in range(len(seeds))]
        for file in files:
            file.write_bytes(b"")
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(line_of(Round(str(store), tuple(seeds), moment, tuple(map(str, files)))))
        self._process.stdin.flush()
        statuses = self._process.stdout.readline()
        assert statuses.strip() == str([int(signal.SIGKILL)] * len(seeds)), statuses
        return [file.stat().st_size for file in files]


@pytest.fixture(scope="module")
def writers() -> Iterator[Writers]:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}", "OMP_NUM_THREADS": "1"}
    command = [sys.executable, str(ROOT / "tests" / "killed_writers.py")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        yield Writers(process)
        assert process.stdin is not None
        process.stdin.close()


def stored_articles(index: ArticleIndex) -> dict[str, Article]:
    return {summary.id: index.get(summary.id) for summary in index.list_articles(limit=1_000)}


def answers(index: ArticleIndex) -> dict[str, list[list[tuple[str, int, float]]]]:
    """All that each search finds for each question. Articles come in another order where two processes wrote."""
    searches = {"both": index.search, "vectors": index.search_by_vectors, "terms": index.search_by_terms}
    return {
        name: [sorted(places(search(question, k=10_000))) for question in QUESTIONS]
        for name, search in searches.items()
    }


def forget_dead_terms(folder: Path) -> None:
    """Has the term index built anew: rows that were removed count in its statistics until they are merged away."""
    (folder / "terms.json").unlink(missing_ok=True)


def after(done: Sequence[Sequence[Operation]]) -> list[Operation]:
    return [operation for one in done for operation in one]


def check_survival(
    folder: Path, before: Sequence[Operation], lists: Sequence[Sequence[Operation]], acknowledged: Sequence[int]
) -> list[Operation]:
    """Checks a store whose writers were killed; returns the operations that turned out to have been carried out."""
    if not any(acknowledged) and not before:
        make_store(folder).close()  # they may have died before there was one
    with reopen_store(folder) as survivor:
        assert survivor.check() == []
        found = stored_articles(survivor)
        deleted = {op.deleted for ops in lists for op in ops if op.deleted}
        found_rows = sorted({hit.article.id for hit in survivor.search("le la numéro", k=10_000)})
        assert found_rows == sorted(found)  # each article can be found, and no other
        for article_id in sorted(deleted - found.keys()):
            with pytest.raises(UnknownArticleError):
                survivor.get(article_id)
    forget_dead_terms(folder)
    # The operation that was under way may have been carried out; nothing after it, and not a half of it.
    for finished in itertools.product((0, 1), repeat=len(lists)):
        done = [
            *before,
            *after([ops[: count + more] for ops, count, more in zip(lists, acknowledged, finished, strict=True)]),
        ]
        expected: dict[str, Article] = {}
        for operation in done:
            expected.update({article.id: article for article in operation.articles})
            if operation.deleted:
                expected.pop(operation.deleted, None)
        if expected == found:
            check_likeness(folder, done)
            return done
    pytest.fail(f"acknowledged {acknowledged}, but the store holds {sorted(found)}")


def check_likeness(folder: Path, done: Sequence[Operation]) -> None:
    """The store answers as one does that was never killed, and knows of every old text what that one knows."""
    never_killed = folder.with_name("never-killed")
    with make_store(never_killed) as reference, reopen_store(folder) as survivor:
        for operation in done:
            operation.carry_out(reference)
        versions = {article.version for operation in done for article in operation.articles}
        for version in sorted(versions):
            one, other = survivor.find_text(version), reference.find_text(version)
            assert one is not None
            assert other is not None
            assert (one.text, one.article_ids, one.former, one.withdrawn_from) == (
                other.text,
                other.article_ids,
                other.former,
                other.withdrawn_from,
            )
        assert survivor.linked_copies(versions) == reference.linked_copies(versions)
    forget_dead_terms(never_killed)
    with reopen_store(never_killed) as reference, reopen_store(folder) as survivor:
        assert answers(survivor) == answers(reference)
    for path in sorted(never_killed.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


def live_and_check(writers: Writers, folder: Path, seed: int, moments: Sequence[Moment], *, processes: int) -> None:
    """One store whose writers are killed again and again."""
    done: list[Operation] = []
    for number, moment in enumerate(moments):
        seeds = [1_000 * seed + 10 * number + writer for writer in range(processes)]
        acknowledged = writers.live(folder, seeds, moment)
        lists = [operations(one, writer) for writer, one in enumerate(seeds)]
        done = check_survival(folder, done, lists, acknowledged)


@pytest.mark.parametrize("between", BETWEEN)
def test_killed_between_two_steps_the_store_is_whole(writers: Writers, tmp_path: Path, between: str) -> None:
    live_and_check(writers, tmp_path / "store", 7, [BETWEEN[between]], processes=1)


def test_killed_at_a_random_moment_the_store_is_whole(writers: Writers, tmp_path: Path) -> None:
    dice = random.Random(1)
    moments = [Moment(seconds=dice.uniform(0.1, LONGEST_LIFE)) for _ in range(2)]
    live_and_check(writers, tmp_path / "store", 1, moments, processes=2)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(50))
def test_killed_at_200_random_moments_the_store_is_whole(writers: Writers, tmp_path: Path, seed: int) -> None:
    dice = random.Random(1_000 + seed)
    moments = [Moment(seconds=dice.uniform(0.01, LONGEST_LIFE)) for _ in range(4)]
    live_and_check(writers, tmp_path / "store", seed + 100, moments, processes=1 + seed % 2)
