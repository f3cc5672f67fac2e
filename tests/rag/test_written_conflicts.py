"""Answers by a language model where articles differ: a real store, and a server that plays what models say."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from corpus.article import Article
from rag.answer import Answer
from rag.assembly import assemble
from rag.events import Final, TextPart
from rag.pipeline import Pipeline
from rag.settings import Settings
from sample_stores import make_store
from scripted_model import Says, ScriptedModel, serve_scripted_model

FIRST = Article(
    "premier",
    "Explosion du silo d’Orvigny",
    "L’explosion du silo d’Orvigny a fait trois morts et onze blessés. Le pont d’Orvigny est fermé à la circulation.",
    published=date(2023, 3, 7),
    source="Agence",
)
SECOND = Article(
    "second",
    "Orvigny : le bilan de l’explosion du silo s’alourdit",
    "Deux disparus ont été retrouvés. L’explosion du silo d’Orvigny a fait cinq morts et neuf blessés, dit l’hôpital.",
    published=date(2023, 3, 10),
    source="Le Jour",
)
THREE = "L’explosion du silo d’Orvigny a fait trois morts et onze blessés."
FIVE = "L’explosion du silo d’Orvigny a fait cinq morts et neuf blessés, dit l’hôpital."
DEATHS = "Combien de morts dans l'explosion du silo d'Orvigny ?"
CONFLICT = [("cinq morts", date(2023, 3, 10), "Le Jour"), ("trois morts", date(2023, 3, 7), "Agence")]


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedModel]:
    with serve_scripted_model() as served:
        yield served


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory, model: ScriptedModel) -> Iterator[Pipeline]:
    settings = Settings.model_validate({"llm": "scripted", "llm_base_url": model.url, "llm_retries": 0})
    with make_store(tmp_path_factory.mktemp("conflict") / "store") as index:
        index.add([Article(f"brève-{n}", "Brève", f"La commune numéro {n} a voté son budget.") for n in range(30)])
        index.add([FIRST, SECOND])
        yield assemble(index, settings)


def _numbers(pipeline: Pipeline, model: ScriptedModel) -> dict[str, int]:
    """The number under which each sentence is offered to the model, by the sentence."""
    model.play(Says("PAS_DANS_LES_ARTICLES"))
    pipeline.ask(DEATHS)
    lines = [line for line in model.prompt.splitlines() if line.startswith("[")]
    return {line.split("] ", 1)[1]: int(line[1:].split("]")[0]) for line in lines}


def _differing(answer: Answer) -> list[tuple[str, date | None, str | None]]:
    for value in answer.conflict:
        (article,) = {c.article for c in answer.citations if c.index == value.citation}
        assert article.text[value.start : value.end] == value.text
    return [(value.text, value.published, value.source) for value in answer.conflict]


WRITTEN = [
    ("the older value alone", "Il y a eu trois morts [{three}].", "Il y a eu trois morts. [1] {FIVE} [2]", True),
    ("the newer value alone", "Il y a eu 5 morts [{five}].", "Il y a eu 5 morts. [1] {THREE} [2]", True),
    ("both values", "Il y a eu trois morts [{three}]. Il y a eu cinq morts [{five}].",
     "Il y a eu trois morts. [1] Il y a eu cinq morts. [2]", False),
    ("the quote of a value without the value", "Il y a eu neuf blessés [{five}].",
     "Il y a eu neuf blessés. [1] {FIVE} [1] {THREE} [2]", True),
    ("in English", "The explosion killed three people [{three}].",
     "The explosion killed three people. [1] {FIVE} [2]", True),
]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "text", "added"), [case[1:] for case in WRITTEN], ids=[case[0] for case in WRITTEN]
)
def test_values_that_the_model_leaves_out_are_read_out(
    pipeline: Pipeline, model: ScriptedModel, written: str, text: str, added: bool
) -> None:
    numbers = _numbers(pipeline, model)
    model.play(Says(written.format(three=numbers[THREE], five=numbers[FIVE])))
    *events, last = pipeline.stream(DEATHS)
    assert isinstance(last, Final)
    answer = last.answer
    assert answer.text == text.format(FIVE=FIVE, THREE=THREE)
    assert "".join(event.text for event in events if isinstance(event, TextPart)) == answer.text
    assert _differing(answer) == CONFLICT
    assert (answer.mode, answer.notice.code if answer.notice else None) == (
        "generative",
        "values_added" if added else None,
    )
    assert 0 < answer.confidence <= 1


def test_what_the_model_says_in_vain_leaves_the_extractive_conflict(pipeline: Pipeline, model: ScriptedModel) -> None:
    model.play(Says("Il y a eu douze morts [1]."))
    answer = pipeline.ask(DEATHS)
    assert (answer.mode, answer.text) == ("extractive", f"{FIVE} [1] {THREE} [2]")
    assert _differing(answer) == CONFLICT


def test_a_model_that_says_nothing_has_no_conflict(pipeline: Pipeline, model: ScriptedModel) -> None:
    model.play(Says("PAS_DANS_LES_ARTICLES"))
    answer = pipeline.ask(DEATHS)
    assert (answer.answered, answer.text, answer.conflict, answer.notice) == (False, "", (), None)


def test_an_unsure_conflict_is_told_where_the_answer_is_about_it(tmp_path: Path, model: ScriptedModel) -> None:
    settings = Settings.model_validate(
        {"llm": "scripted", "llm_base_url": model.url, "llm_retries": 0, "minimum_confidence": 1.0}
    )
    with make_store(tmp_path / "store") as index:
        index.add([Article(f"brève-{n}", "Brève", f"La commune numéro {n} a voté son budget.") for n in range(30)])
        index.add([FIRST, SECOND])
        unsure = assemble(index, settings)
        numbers = _numbers(unsure, model)
        model.play(Says(f"Il y a eu trois morts [{numbers[THREE]}]."), Says("Le pont d’Orvigny est fermé [1-4]."))
        assert _differing(unsure.ask(DEATHS)) == CONFLICT
        elsewhere = unsure.ask(DEATHS)
    assert (elsewhere.text, elsewhere.conflict) == ("Le pont d’Orvigny est fermé. [1]", ())
