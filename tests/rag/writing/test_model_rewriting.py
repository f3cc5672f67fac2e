from collections.abc import Iterator

import pytest

from rag.assembly import load_language_model
from rag.conversation import Turn, standalone_question
from rag.settings import Settings
from rag.writing.model_rewriting import is_faithful
from scripted_model import Fails, Hangs, Repeats, Says, ScriptedModel, serve_scripted_model
from scripted_model import Turn as ModelTurn

HISTORY = (
    Turn("user", "Que vaut le fonds de Shanghai ?"),
    Turn("assistant", "Le fonds vaut 10 milliards de yuans. [1]"),
)
QUESTION = "Qui le dirige ?"
BY_RULES = standalone_question(QUESTION, HISTORY)


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedModel]:
    with serve_scripted_model() as served:
        yield served


def _rewrite(
    model: ScriptedModel, turn: ModelTurn, question: str = QUESTION, history: tuple[Turn, ...] = HISTORY
) -> str:
    silence = 0.2 if isinstance(turn, Hangs) else 50.0
    settings = Settings(
        llm="scripted", llm_base_url=model.url, llm_rewrites=True, llm_silence=silence, llm_seconds=50.0, llm_retries=0
    )
    model.play(turn)
    return load_language_model(settings).rewrite(question, history)


@pytest.mark.parametrize(
    "written",
    ["Qui est le directeur du fonds de Shanghai ?", "  Qui dirige ce fonds de 10 milliards ?\n", "Qui le dirige ?"],
)
def test_what_the_model_writes_out_is_taken(model: ScriptedModel, written: str) -> None:
    assert _rewrite(model, Says(written)) == written.strip()
    assert model.prompt.splitlines() == [
        "<conversation>",
        "Question : Que vaut le fonds de Shanghai ?",
        "Réponse : Le fonds vaut 10 milliards de yuans.",
        "</conversation>",
        "",
        "Dernière question : Qui le dirige ?",
    ]


@pytest.mark.parametrize(
    "turn",
    [
        Says(""),
        Says("Qui le dirige ?\nWu Wei."),
        Says("Qui dirige le fonds de Pékin ?"),
        Says("Qui dirige le fonds de 11 milliards ?"),
        Says("Qui dirige " + "le très grand " * 20 + "fonds ?"),
        Says("Qui dirige le fonds", then="break"),
        Fails(500),
        Fails(401),
        Hangs(),
        Repeats("Qui ? "),
    ],
)
def test_the_rules_decide_where_the_model_is_not_to_be_trusted(model: ScriptedModel, turn: ModelTurn) -> None:
    assert _rewrite(model, turn) == BY_RULES
    assert "fonds de Shanghai" in BY_RULES


def test_a_first_question_is_not_rewritten(model: ScriptedModel) -> None:
    assert _rewrite(model, Says("Autre chose ?"), history=()) == QUESTION
    assert model.requests == []


@pytest.mark.parametrize(
    ("written", "question", "is_kept"),
    [
        ("Et que vaut le fonds de Pékin ?", "Et à Pékin ?", True),
        ("Que vaut le fonds de Shanghai ?", "Et à Pékin ?", False),
        ("Que valait le fonds de Shanghai en 2019 ?", "Et en 2019 ?", True),
        ("Que valait le fonds de Shanghai ?", "Et en 2019 ?", False),
        ("Combien coûte l’oeuvre de Shanghai ?", "Combien coûte l’œuvre de Shanghai ?", True),
    ],
)
def test_names_figures_and_dates_are_kept(written: str, question: str, is_kept: bool) -> None:
    assert is_faithful(written, question, HISTORY) is is_kept
