import subprocess
import sys
from pathlib import Path

import pytest

from rag.settings import Settings, SettingsError

ROOT = Path(__file__).parent.parent.parent
PROGRAM = """
import sys
from api.app import create_app
from rag.assembly import assemble, open_or_create_index
from rag.settings import Settings
from corpus.article import Article

settings = Settings(threads=1)
index = open_or_create_index(settings)
index.add([Article("fonds", "Un fonds", "La ville a créé un fonds de 10 milliards de yuans.")])
answer = assemble(index, settings).ask("Que vaut le fonds de la ville ?")
create_app(settings)
assert answer.mode == "extractive" and answer.notice is None, answer
loaded = {name.split(".")[0] for name in sys.modules}
print(sorted(loaded & {"langchain", "langchain_openai", "langchain_core", "langgraph", "openai", "tiktoken"}))
"""


def test_nothing_of_a_language_model_is_loaded_where_none_is_named(tmp_path: Path) -> None:
    environment = {"SOURCIER_STORE": str(tmp_path / "store"), "PYTHONPATH": str(ROOT), "PATH": "", "SOURCIER_LLM": ""}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stdout == "[]\n", done.stderr


def test_settings_of_a_language_model_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "SOURCIER_LLM": "openai:gpt-4o-mini",
        "SOURCIER_LLM_BASE_URL": "http://127.0.0.1:8080/v1",
        "SOURCIER_LLM_API_KEY": "sk-essai",
        "SOURCIER_LLM_TEMPERATURE": "none",
        "SOURCIER_LLM_REWRITES": "true",
    }.items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    assert (settings.llm, settings.llm_base_url) == ("openai:gpt-4o-mini", "http://127.0.0.1:8080/v1")
    assert settings.llm_temperature is None
    assert settings.llm_rewrites
    assert settings.llm_api_key is not None
    assert "sk-essai" not in repr(settings) + settings.model_dump_json()


def test_an_address_without_the_name_of_a_model_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"SOURCIER_LLM_BASE_URL is 'http://127.0.0.1/v1': .*set SOURCIER_LLM too"):
        Settings(llm_base_url="http://127.0.0.1/v1")
