"""How everything grows with the number of chunks: one store that is grown from size to size and measured at each.

What is measured runs in processes of their own. The text is real sentences in new company and the embeddings are drawn
around real ones (`evals.benchmark.size_corpus`); questions are real, and embedded by the real model.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeAlias

from corpus.article import Article
from evals.benchmark.errors import BenchmarkError
from evals.benchmark.service import ServiceFigures, measure_service
from evals.benchmark.size_oracle import exact_places
from evals.benchmark.size_probe import WARM_UP
from evals.benchmark.size_search import COMPARED, Asked, recall
from evals.benchmark.size_store import Growth, disk_megabytes, grow, remove_mirrors
from evals.machine import describe_machine, library_versions
from rag.assembly import load_embedder
from rag.settings import Settings

TIMED = 90
SERVED = 60
EMBEDDINGS = "means of real sentence embeddings, moved a little at random"

Json: TypeAlias = dict[str, object]
Say: TypeAlias = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Material:
    """What the store is made of, and what is asked of it: at least TIMED questions and WARM_UP others."""

    articles: Sequence[Article]
    questions: Sequence[str]
    named: str

    def __post_init__(self) -> None:
        """Refuses too few questions."""
        if len(self.questions) < TIMED + WARM_UP:
            raise BenchmarkError(f"{TIMED + WARM_UP} questions are needed; {self.named} has {len(self.questions)}.")

    def asked(self) -> list[str]:
        """The questions of the searches, evenly out of all, the last WARM_UP not timed."""
        step = len(self.questions) // (TIMED + WARM_UP)
        return list(self.questions[::step][: TIMED + WARM_UP])


def run_size_benchmark(
    material: Material, *, sizes: Sequence[int], keep: Path | None, save: Callable[[Json], None], say: Say
) -> Json:
    """Measures every size in ascending order, and saves the document after each.

    With `keep` the store stays in that folder, and figures of sizes that it has outgrown are taken from there. Raises
    BenchmarkError where something does not run, or such figures are missing.
    """
    document: Json = {
        "machine": describe_machine(),
        "libraries": {**library_versions()},
        "load_before": os.getloadavg()[0],
        "material": material.named,
        "embeddings": EMBEDDINGS,
        "sizes": {},
    }
    with _folder(keep) as folder:
        kept = _read_kept(folder)
        for size in sorted(sizes):
            figures = _kept_or_measured(folder, material, size, kept, say)
            kept[str(size)] = figures
            (folder / "size.json").write_text(json.dumps(kept), encoding="utf-8")
            document["sizes"] = {str(each): kept[str(each)] for each in sorted(sizes) if str(each) in kept}
            save(document)
    return document


def _kept_or_measured(folder: Path, material: Material, size: int, kept: Json, say: Say) -> object:
    before = _chunks_in(kept)
    if before > size * 1.05:
        if str(size) not in kept:
            raise BenchmarkError(f"The store in {folder} has {before} chunks and no figures of {size}. Use another.")
        return kept[str(size)]
    settings = Settings()
    store = folder / "store"
    say(f"{size:,} chunks: the store …")
    growth = grow(store, material.articles, chunks=size, settings=settings)
    return {**_measured(store, material, settings, say), "growth": _growth(growth, kept.get(str(size)))}


def _growth(growth: Growth, before: object) -> object:
    """The figures of the growth; those kept where the store had the size already."""
    if growth.seconds == 0 and isinstance(before, dict):
        return before["growth"]
    return asdict(growth)


def _measured(store: Path, material: Material, settings: Settings, say: Say) -> Json:
    disk = disk_megabytes(store)
    questions = material.asked()
    say("searches …")
    probed = _in_process(store, "search", json.dumps(questions))
    say("exact searches …")
    exact = exact_places(store, questions[:COMPARED], load_embedder(settings))
    say("the service …")
    served: ServiceFigures = measure_service(
        store, warm_up=questions[-WARM_UP:], questions=questions[TIMED - SERVED : TIMED]
    )
    say("start without mirrors …")
    remove_mirrors(store)
    lost = _in_process(store, "open", "")
    searches = [_with_recall(each, exact) for each in _list(probed.pop("searches"))]
    return {
        "disk_mb": disk,
        "index": probed,
        "searches": searches,
        "service": asdict(served),
        "without_mirrors": lost,
    }


def _with_recall(search: Json, exact: dict[Asked, list[list[tuple[str, int]]]]) -> Json:
    found = [[tuple(place) for place in places] for places in _list(search.pop("found"))]
    asked = Asked(str(search["search"]), str(search["filters"]))
    return {**search, "recall_at_10": recall(found, exact[asked])}


def _in_process(store: Path, mode: str, given: str) -> Json:
    done = subprocess.run(
        [sys.executable, "-m", "evals.benchmark.size_probe", str(store), mode],
        input=given,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BenchmarkError(f"The store in {store} could not be measured: {done.stderr.strip()[-800:]}")
    result: Json = json.loads(done.stdout)
    return result


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep
        return
    with tempfile.TemporaryDirectory(prefix="sourcier-size-") as folder:
        yield Path(folder)


def _read_kept(folder: Path) -> Json:
    path = folder / "size.json"
    kept: Json = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return kept


def _chunks_in(kept: Json) -> int:
    return max((int(each["growth"]["chunks"]) for each in kept.values() if isinstance(each, dict)), default=0)


def _list(value: object) -> list:  # type: ignore[type-arg]
    assert isinstance(value, list)
    return value
