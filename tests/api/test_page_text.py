"""The functions of the page that cut texts, run by node: JavaScript counts UTF-16 units, the service code points."""

import json
import shutil
import subprocess
from pathlib import Path
from random import Random
from typing import Any

import pytest

NODE = shutil.which("node")
SCRIPT = Path(__file__).parents[2] / "api" / "web" / "text.js"

pytestmark = pytest.mark.skipif(NODE is None, reason="node is not installed")


def run(folder: Path, body: str, value: Any) -> Any:
    """What `body` returns for `value`, with the functions of text.js in scope."""
    assert NODE is not None
    shutil.copy(SCRIPT, folder / "text.mjs")
    (folder / "run.mjs").write_text(
        'import * as text from "./text.mjs";\nimport { readFileSync } from "node:fs";\n'
        f'const run = ({body});\nprocess.stdout.write(JSON.stringify(run(JSON.parse(readFileSync(0, "utf8")))));\n',
        encoding="utf-8",
    )
    done = subprocess.run(
        [NODE, str(folder / "run.mjs")], input=json.dumps(value).encode(), capture_output=True, check=True, timeout=60
    )
    return json.loads(done.stdout)


def test_slices_count_code_points(tmp_path: Path) -> None:
    texts = ["été", "a😀b", "👨‍👩‍👧 famille", "𝔘𝔫𝔦", "e\u0301té", "עברית و عربي", ""]
    cases = [
        (text, start, end) for text in texts for start in range(len(text) + 1) for end in range(start, len(text) + 2)
    ]
    found = run(tmp_path, "cases => cases.map(([t, s, e]) => text.slice(t, s, e))", cases)
    assert found == [text[start:end] for text, start, end in cases]


def test_slices_equal_pythons_on_hostile_texts(tmp_path: Path) -> None:
    random = Random(7)
    alphabet = "aé«\u0301\u200d\n\u202f\ufffd😀🚀𝔘👨א"
    cases = []
    for _ in range(500):
        text = "".join(random.choices(alphabet, k=random.randrange(40)))
        start, end = sorted((random.randrange(45), random.randrange(45)))
        cases.append((text, start, end))
    found = run(tmp_path, "cases => cases.map(([t, s, e]) => text.slice(t, s, e))", cases)
    assert found == [text[start:end] for text, start, end in cases]


def test_marked_lines_mark_exactly_the_quote_over_paragraphs_and_emoji(tmp_path: Path) -> None:
    article = "Titre 😀\n\nUn deux trois.\nQuatre 🚀 cinq.\n"
    quote = "trois.\nQuatre 🚀"
    start = article.index(quote)
    lines = run(tmp_path, "([t, s, e]) => text.markedLines(t, s, e)", [article, start, start + len(quote)])
    assert lines == [
        [{"text": "Titre 😀", "marked": False}],
        [{"text": "Un deux ", "marked": False}, {"text": "trois.", "marked": True}],
        [{"text": "Quatre 🚀", "marked": True}, {"text": " cinq.", "marked": False}],
    ]


def test_marked_lines_without_a_quote_mark_nothing(tmp_path: Path) -> None:
    assert run(tmp_path, "t => text.markedLines(t, 0, 0)", "Un.\nDeux.") == [
        [{"text": "Un.", "marked": False}],
        [{"text": "Deux.", "marked": False}],
    ]


def test_sentences_of_an_answer_are_found_by_offset_never_by_marker(tmp_path: Path) -> None:
    text = "Il a écrit « [2] » 😀. [1] Puis rien. [2]"
    citations = [
        {"index": 1, "answer": {"start": 0, "end": 21}},
        {"index": 2, "answer": {"start": 26, "end": 36}},
        {"index": 3, "answer": {"start": 26, "end": 36}},
    ]
    found = run(tmp_path, "([t, c]) => text.citedSentences(t, c)", [text, citations])
    assert [(s["text"], [c["index"] for c in s["citations"]]) for s in found] == [
        ("Il a écrit « [2] » 😀.", [1]),
        ("Puis rien.", [2, 3]),
    ]
