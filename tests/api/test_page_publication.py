"""What the page says of when and where articles were published, run by node."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

NODE = shutil.which("node")
WEB = Path(__file__).parents[2] / "api" / "web"

pytestmark = pytest.mark.skipif(NODE is None, reason="node is not installed")

ALL = {"published_from": None, "published_to": None, "sources": [], "languages": [], "article_ids": []}


def call(folder: Path, function: str, value: Any, language: str = "fr") -> Any:
    """What a function of publication.js returns for a value."""
    assert NODE is not None
    for name in ("publication.js", "language.js", "messages.js"):
        shutil.copy(WEB / name, folder)
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (folder / "run.js").write_text(
        'import { setLanguage } from "./language.js";\nimport { readFileSync } from "node:fs";\n'
        f'import {{ {function} }} from "./publication.js";\nsetLanguage("{language}");\n'
        f'process.stdout.write(JSON.stringify({function}(JSON.parse(readFileSync(0, "utf8")))));\n',
        encoding="utf-8",
    )
    done = subprocess.run(
        [NODE, str(folder / "run.js")], input=json.dumps(value).encode(), capture_output=True, check=True, timeout=60
    )
    return json.loads(done.stdout)


def unbroken(words: str) -> str:
    """The words with the days in them as they are written: never broken over two lines."""
    return re.sub(r"(\d+) ([a-zéû]+) (\d{4})", "\\1\u00a0\\2\u00a0\\3", words, flags=re.IGNORECASE)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ({"source": "L’Écho", "published": "2025-04-17"}, "L’Écho, 17 avril 2025"),
        ({"source": None, "published": "2025-04-17"}, "17 avril 2025"),
        ({"source": "L’Écho", "published": None}, "L’Écho"),
    ],
)
def test_a_value_says_where_it_stands(tmp_path: Path, value: dict[str, Any], shown: str) -> None:
    assert call(tmp_path, "valueOrigin", value) == unbroken(shown)


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ({}, None),
        ({"sources": ["Le Jour", "La Nuit"]}, "Le Jour, La Nuit"),
        ({"published_from": "2024-03-05", "published_to": "2024-03-05"}, "parus le 5 mars 2024"),
        ({"published_from": "2024-03-05", "published_to": "2024-03-31"}, "parus du 5 mars 2024 au 31 mars 2024"),
        ({"published_from": "2024-03-05"}, "parus depuis le 5 mars 2024"),
        ({"sources": ["Le Jour"], "published_to": "2024-03-05"}, "Le Jour · parus jusqu’au 5 mars 2024"),
    ],
)
def test_what_was_searched_is_said_where_it_was_not_all(
    tmp_path: Path, filters: dict[str, Any], said: str | None
) -> None:
    assert call(tmp_path, "searchedIn", ALL | filters) == (
        said and unbroken(f"Cherché dans les articles\u00a0: {said}")
    )


def test_days_are_written_in_the_language_of_the_page(tmp_path: Path) -> None:
    assert call(tmp_path, "longDate", "2024-03-05", "en") == unbroken("5 March 2024")
    said = call(tmp_path, "searchedIn", ALL | {"published_from": "2024-03-05"}, "en")
    assert said == unbroken("Searched in the articles: published since 5 March 2024")
