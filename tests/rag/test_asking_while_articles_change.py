"""Four processes ask while another replaces the articles: no answer is of two editions of an article."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from time import monotonic

import pytest

from asking_reader import TOWNS, edition
from doubles import HashEmbedder
from index.article_index import ArticleIndex
from running_service import PATIENCE

ROOT = Path(__file__).parents[2]
READERS = 4


@pytest.mark.parametrize("seconds", [1.5, pytest.param(60, marks=pytest.mark.slow)])
def test_no_reader_sees_half_an_article(tmp_path: Path, seconds: float) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    store = tmp_path / "store"
    number = 1
    with ArticleIndex.open_or_create(store, HashEmbedder(max_tokens=220)) as index, ExitStack() as stack:
        index.add([edition(town, number) for town in TOWNS])
        readers = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, str(ROOT / "tests" / "asking_reader.py"), str(store), str(seed)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                    env=environment,
                )
            )
            for seed in range(READERS)
        ]
        assert [_line(reader) for reader in readers] == ["asking\n"] * READERS
        asking = stack.enter_context(ThreadPoolExecutor(READERS))
        stack.callback(lambda: [reader.kill() for reader in readers])  # or the pool waits for their lines
        seen = [asking.submit(_line, reader) for reader in readers]
        end, last = monotonic() + seconds, monotonic() + seconds + PATIENCE
        while monotonic() < end or not all(line.done() for line in seen):
            assert monotonic() < last, "articles change, and a reader does not see it"
            number += 1
            index.add([edition(town, number) for town in TOWNS[number % 2 :: 2]])
            if number % 7 == 0:
                index.delete(TOWNS[number % len(TOWNS)].lower())
        assert [line.result() for line in seen] == ["seen to change\n"] * READERS
        told = [json.loads(reader.communicate("")[0]) for reader in readers]
        assert [reader.returncode for reader in readers] == [0] * READERS
        assert index.check() == []
    assert min(one["citations"] for one in told) > 0
    assert min(one["editions"] for one in told) > len(TOWNS)


def _line(reader: "subprocess.Popen[str]") -> str:
    assert reader.stdout is not None
    return reader.stdout.readline()
