"""A fresh store and a fresh app for each test: real SQLite, FAISS and tantivy; only the embedding model is a fake."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.operation.logs import OUR_LOGGERS
from doubles import HashEmbedder
from rag.assembly import open_or_create_index
from rag.settings import Settings
from sample_articles import SERVED_ARTICLES

MINIMUM_CONFIDENCE = 0.3
"""Not the one that ships: these tests are about the service, not about when it dares to answer."""


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """Undoes what `serve` makes of logging, which belongs to the whole process."""
    root = logging.getLogger()
    handlers, levels = list(root.handlers), {name: logging.getLogger(name).level for name in ("", *OUR_LOGGERS)}
    yield
    root.handlers[:] = handlers
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    logging.captureWarnings(False)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of a store that does not exist yet."""
    monkeypatch.setattr("rag.assembly.load_embedder", lambda _settings: HashEmbedder(dimension=256))
    return Settings(store=tmp_path / "store", minimum_confidence=MINIMUM_CONFIDENCE)


@pytest.fixture
def stored(settings: Settings) -> Settings:
    """Settings of a store that holds SERVED_ARTICLES."""
    with open_or_create_index(settings) as index:
        index.add(SERVED_ARTICLES)
    return settings


@pytest.fixture
def client(stored: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(stored), base_url="http://127.0.0.1:8000") as opened:
        yield opened


@pytest.fixture
def bare_client(settings: Settings) -> Iterator[TestClient]:
    """The app where there is no store."""
    with TestClient(create_app(settings), base_url="http://127.0.0.1:8000") as opened:
        yield opened
