"""Services of their own for the page: over the bundled articles, over articles that differ, and with access keys."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from api.commands.ingestion import ingest_paths
from api.guard.keys import KeyFile, Scope
from rag.settings import Settings
from running_service import ROOT, run_command, service_of

if TYPE_CHECKING:
    from browser_page import Browser, Reader

PLANTED = {
    "id": "phare",
    "title": "Un phare <script>document.title = 'pris'</script>",
    "text": "Le phare de Kermorvan est gardé depuis un siècle. Le phare de Kermorvan <img src=x "
    "onerror=\"document.title='pris'\"> mesure 38 mètres <b>de haut</b>. Il sera repeint.",
    "url": "https://vigie.example/phare",
    "source": "La Vigie <i>du soir</i>",
    "published": "2023-05-02",
    "language": "fr",
}
"""An article that would take the page over if what articles say were markup."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def bundled_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled articles and the planted one."""
    folder = tmp_path_factory.mktemp("bundled")
    planted = folder / "planted.jsonl"
    planted.write_text(json.dumps(PLANTED), encoding="utf-8")
    return _make_store(folder / "store", [ROOT / "corpus" / "articles", planted])


@pytest.fixture(scope="session")
def changing_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles that differ from day to day, and none of the bundled ones."""
    folder = tmp_path_factory.mktemp("changing")
    return _make_store(folder / "store", [ROOT / "evals" / "questions" / "changes" / "articles"])


def _make_store(store: Path, paths: list[Path]) -> Path:
    report = ingest_paths(paths, Settings(store=store, threads=1), show_progress=False)
    assert report.failures == ()
    return store


@pytest.fixture(scope="session")
def bundled(bundled_store: Path) -> Iterator[str]:
    with run_command(service_of(bundled_store)) as address:
        yield address


@pytest.fixture(scope="session")
def changing(changing_store: Path) -> Iterator[str]:
    """It answers as best it can: the tests are about how the page shows it, not about when it dares to."""
    with run_command({**service_of(changing_store), "SOURCIER_MINIMUM_CONFIDENCE": "0"}) as address:
        yield address


@pytest.fixture(scope="session")
def keyed(bundled_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of a service that answers nobody without a key, and the key."""
    store = shutil.copytree(bundled_store, tmp_path_factory.mktemp("keyed") / "store")
    key = KeyFile(store).create("lectrice", [Scope.ASK])
    with run_command(service_of(store)) as address:
        yield address, key


# By module: while Playwright runs, this thread has an event loop, which other tests must not find there.
@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    from browser_page import open_browser

    with open_browser() as opened:
        yield opened


@pytest.fixture
def reader(browser: "Browser", bundled: str) -> Iterator["Reader"]:
    """A reader of the bundled articles, before a wide screen."""
    from browser_page import visit

    with visit(browser, bundled) as opened:
        yield opened


@pytest.fixture
def reader_of_changes(browser: "Browser", changing: str) -> Iterator["Reader"]:
    """A reader of articles that differ."""
    from browser_page import visit

    with visit(browser, changing) as opened:
        yield opened
