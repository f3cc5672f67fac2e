"""The questions that the page offers are answered by what ships: articles, model, reader and threshold."""

import html
import re
from pathlib import Path

import pytest

from api.ingestion import ingest_paths
from rag.assembly import assemble, open_index
from rag.pipeline import Pipeline
from rag.settings import Settings

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "api" / "web" / "index.html").read_text(encoding="utf-8")
EXAMPLES = [html.unescape(found) for found in re.findall(r'<li><button type="button">(.+?)</button></li>', PAGE)]


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    settings = Settings(store=tmp_path_factory.mktemp("examples") / "store", threads=2)
    report = ingest_paths([ROOT / "corpus" / "articles"], settings, show_progress=False)
    assert report.failures == ()
    return assemble(open_index(settings), settings)


def test_there_are_three() -> None:
    assert len(EXAMPLES) == 3


@pytest.mark.parametrize("question", EXAMPLES)
def test_an_example_is_answered(pipeline: Pipeline, question: str) -> None:
    answer = pipeline.ask(question)
    assert answer.answered, f"{question} has a confidence of {answer.confidence:.2f}: offer another question"
    assert answer.short_answer is not None
