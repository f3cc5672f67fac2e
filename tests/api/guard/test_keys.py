"""Access keys: their file, what is kept of them, and how a change reaches whoever has read it before."""

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from api.guard.keys import KeyFile, KeyFileError, Scope


@pytest.fixture
def keys(tmp_path: Path) -> KeyFile:
    return KeyFile(tmp_path / "store")


def test_without_a_file_there_are_no_keys(keys: KeyFile) -> None:
    assert not keys.exists()
    assert keys.read() == ()
    assert keys.find("anything") is None


def test_a_secret_finds_its_key_and_no_other_does(keys: KeyFile) -> None:
    press, robot = keys.create("press", [Scope.ASK]), keys.create("robot", [Scope.WRITE, Scope.METRICS])
    found = keys.find(robot)
    assert found is not None
    assert (found.name, found.scopes) == ("robot", {Scope.WRITE, Scope.METRICS})
    assert press != robot
    for wrong in ("", press[:-1], press + "a", press.upper(), press.removeprefix("sourcier_"), "é\udcff", found.sha256):
        assert keys.find(wrong) is None, wrong


def test_a_secret_has_256_bits_and_stands_nowhere_on_the_disk(keys: KeyFile) -> None:
    secret = keys.create("press", [Scope.ASK])
    assert len(secret) == len("sourcier_") + 43  # 32 bytes in base64 without padding
    content = keys.path.read_text()
    assert secret not in content
    assert secret.removeprefix("sourcier_") not in content


def test_only_the_owner_may_read_the_file_however_generous_the_umask(keys: KeyFile) -> None:
    before = os.umask(0)
    try:
        keys.create("press", [Scope.ASK])
    finally:
        os.umask(before)
    assert stat.S_IMODE(keys.path.stat().st_mode) == 0o600


def test_what_another_process_changes_is_seen_at_once(keys: KeyFile) -> None:
    elsewhere = KeyFile(keys.path.parent)
    secret = elsewhere.create("press", [Scope.ASK])
    assert keys.find(secret) is not None
    elsewhere.create("robot", [Scope.ASK])
    assert [key.name for key in keys.read()] == ["press", "robot"]
    elsewhere.revoke("press")
    assert keys.find(secret) is None


def test_a_file_is_read_once_as_long_as_it_stays(keys: KeyFile) -> None:
    keys.create("press", [Scope.ASK])
    assert keys.read() is keys.read()


def test_revoking_the_last_key_leaves_the_file_so_that_keys_are_still_needed(keys: KeyFile) -> None:
    keys.create("press", [Scope.ASK])
    keys.revoke("press")
    assert keys.exists()
    assert keys.read() == ()


def test_a_key_made_again_under_its_name_has_another_secret(keys: KeyFile) -> None:
    first = keys.create("press", [Scope.ASK])
    keys.revoke("press")
    second = keys.create("press", [Scope.ASK])
    assert keys.find(first) is None
    assert keys.find(second) is not None


@pytest.mark.parametrize("name", ["", "a b", "é", "x" * 65, "a\n", "a;b"])
def test_a_name_that_cannot_stand_in_a_log_line_is_refused(keys: KeyFile, name: str) -> None:
    with pytest.raises(KeyFileError, match="cannot name a key"):
        keys.create(name, [Scope.ASK])
    assert not keys.exists()


def test_a_name_has_one_key(keys: KeyFile) -> None:
    keys.create("press", [Scope.ASK])
    with pytest.raises(KeyFileError, match="sourcier keys revoke press"):
        keys.create("press", [Scope.ASK])
    with pytest.raises(KeyFileError, match="There is no key robot"):
        keys.revoke("robot")


def _without(field: str) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        document = json.loads(content)
        del document["keys"][0][field]
        return json.dumps(document).encode()

    return change


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[:-5],
        lambda content: b"[]",
        lambda content: b"\xff",
        lambda content: content.replace(b'"format": 1', b'"format": 2'),
        lambda content: content.replace(b"ask", b"everything"),
        _without("sha256"),
        _without("scopes"),
    ],
)
def test_a_damaged_file_lets_nobody_in_and_is_named(keys: KeyFile, damage: Callable[[bytes], bytes]) -> None:
    secret = keys.create("press", [Scope.ASK])
    keys.path.write_bytes(damage(keys.path.read_bytes()))
    assert keys.exists()
    with pytest.raises(KeyFileError, match=r"keys\.json cannot be used"):
        keys.find(secret)
