"""Files that decide what is answered carry their own SHA-256, and are believed only with it."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from index.embedding.model_errors import ModelDamagedError
from index.sealed_json import read_sealed, write_sealed

ROOT = Path(__file__).parents[2]
SHIPPED = sorted([*(ROOT / "index" / "weights").glob("*.json"), *(ROOT / "rag" / "weights").glob("*.json")])
FIELDS = {"b": [1, 2.5], "a": "été", "empty": {}}


def test_what_was_written_is_read(tmp_path: Path) -> None:
    write_sealed(tmp_path / "one.json", FIELDS)
    write_sealed(tmp_path / "two.json", dict(reversed(FIELDS.items())))
    assert read_sealed(tmp_path / "one.json") == FIELDS
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    assert len(json.loads((tmp_path / "one.json").read_bytes())["sha256"]) == 64


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_every_file_of_weights_that_ships_is_the_one_that_was_learned(path: Path) -> None:
    assert read_sealed(path)


@pytest.mark.parametrize("path", [SHIPPED[0], SHIPPED[-1]], ids=lambda path: path.name)
@pytest.mark.parametrize("count", [60, pytest.param(300, marks=pytest.mark.slow)])
def test_no_flipped_bit_is_believed(tmp_path: Path, path: Path, count: int) -> None:
    sound, copy, dice = path.read_bytes(), tmp_path / path.name, random.Random(3)
    for _ in range(count):
        content = bytearray(sound)
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        copy.write_bytes(content)
        with pytest.raises(ModelDamagedError):
            read_sealed(copy)


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "{}", '{"sha256": null}', '{"sha256": ""}'])
def test_a_file_without_a_seal_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "one.json").write_text(text)
    with pytest.raises(ModelDamagedError, match=r"one\.json"):
        read_sealed(tmp_path / "one.json")


def test_a_file_that_was_changed_on_purpose_is_sealed_by_a_command(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    path.write_text(json.dumps(FIELDS))
    subprocess.run([sys.executable, "-m", "index.sealed_json", str(path)], cwd=ROOT, check=True, timeout=60)
    assert read_sealed(path) == FIELDS
