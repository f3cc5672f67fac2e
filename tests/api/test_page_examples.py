"""The questions that the page offers are answered by what ships: articles, model, reader and threshold."""

import json
from pathlib import Path

import pytest

from api.commands.ingestion import ingest_paths
from rag.assembly import assemble, open_index
from rag.pipeline import Pipeline
from rag.settings import Settings

ROOT = Path(__file__).parents[2]
EXAMPLES = json.loads((ROOT / "api" / "web" / "examples.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    settings = Settings(store=tmp_path_factory.mktemp("examples") / "store", threads=2)
    report = ingest_paths([ROOT / "corpus" / "articles"], settings, show_progress=False)
    assert report.failures == ()
    return assemble(open_index(settings), settings)


def test_there_are_three() -> None:
    assert len(EXAMPLES) == 3


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["article_id"])
def test_an_example_is_answered_by_the_article_it_is_offered_for(pipeline: Pipeline, example: dict[str, str]) -> None:
    answer = pipeline.ask(example["question"])
    assert answer.answered, f"{example} has a confidence of {answer.confidence:.2f}: offer another question"
    assert answer.short_answer is not None
    assert answer.citations[0].article.id == example["article_id"]
