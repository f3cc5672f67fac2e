"""Who races, and in what: pinned requirements, environments made from them, programs that keep to their library."""

import ast
import re
import sys
from pathlib import Path

import pytest

from evals.race import entrants, environments
from evals.race.entrants import ENTRANTS, Entrant, choose_entrants
from evals.race.environments import REQUIREMENTS, ROOT, interpreter_of, is_current, model_path
from evals.race.errors import EntrantError

PEERS = [entrant for entrant in ENTRANTS if entrant.environment]


def _named(name: str) -> Entrant:
    return next(entrant for entrant in ENTRANTS if entrant.name == name)


@pytest.mark.parametrize("entrant", PEERS, ids=lambda entrant: entrant.name)
def test_requirements_are_exact_versions(entrant: Entrant) -> None:
    lines = (REQUIREMENTS / f"{entrant.environment}.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert [pin for pin in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", pin)] == []
    assert len(pins) == len({pin.partition("==")[0].lower() for pin in pins}) > 5
    assert [pin for pin in pins if pin.startswith("torch==")] in ([], ["torch==2.13.0"])
    assert [pin for pin in pins if pin.startswith(("nvidia", "triton", "cuda"))] == []


@pytest.mark.parametrize("entrant", PEERS, ids=lambda entrant: entrant.name)
def test_another_librarys_program_imports_nothing_of_ours_but_the_protocol(entrant: Entrant) -> None:
    ours = _imports(ROOT / (entrant.module.replace(".", "/") + ".py")) & {"api", "corpus", "evals", "index", "rag"}
    assert ours == {"evals"}
    text = (ROOT / (entrant.module.replace(".", "/") + ".py")).read_text(encoding="utf-8")
    assert re.findall(r"from (evals\S*)", text) == ["evals.race.peers.protocol"]


def test_the_protocol_and_what_it_lies_in_are_standard_library() -> None:
    for path in ("evals/__init__.py", "evals/race/__init__.py", "evals/race/peers/__init__.py"):
        assert _imports(ROOT / path) == set()
    assert _imports(ROOT / "evals/race/peers/protocol.py") <= sys.stdlib_module_names


def test_a_missing_or_outdated_environment_names_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environments, "ENVIRONMENTS", tmp_path)
    with pytest.raises(EntrantError, match="Make it: make race-environments"):
        interpreter_of(_named("bm25s"))
    stamp = tmp_path / "bm25s" / "requirements.txt"
    stamp.parent.mkdir()
    stamp.write_text("bm25s==0.0.1\n", encoding="utf-8")
    assert not is_current("bm25s")
    stamp.write_bytes((REQUIREMENTS / "bm25s.txt").read_bytes())
    assert interpreter_of(_named("bm25s")) == tmp_path / "bm25s" / "bin" / "python"


def test_the_projects_own_entrants_need_none() -> None:
    assert interpreter_of(_named("sourcier")) == Path(sys.executable)
    assert (model_path() / "model.safetensors").exists()


def test_entrants_are_chosen_by_name_in_the_order_of_the_race() -> None:
    assert [entrant.name for entrant in choose_entrants("bm25s, sourcier")] == ["sourcier", "bm25s"]
    assert choose_entrants(None) == entrants.ENTRANTS
    with pytest.raises(EntrantError, match=r"No entrant is called nobody\. There are: sourcier, "):
        choose_entrants("bm25s,nobody")


def _imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names += [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    return {name.split(".")[0] for name in names}
