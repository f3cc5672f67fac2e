"""A disk so small that a test can fill it: a tmpfs of its own, where mounting is allowed."""

import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

BALLAST = "ballast"


@contextmanager
def small_disk(folder: Path, *, kilobytes: int) -> Iterator[Path]:
    """The folder as a disk of its own until the block ends; skips the test where nothing may be mounted."""
    folder.mkdir()
    options = f"size={kilobytes}k"
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"a file system may not be mounted here: {mounted.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def short_files(kilobytes: int) -> Iterator[None]:
    """No file of this process can grow beyond so much: what a quota does, and works where nothing may be mounted."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1_024, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def fill(disk: Path) -> None:
    """Takes what room there is."""
    with (disk / BALLAST).open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(1_024))
        except OSError:
            return


def make_room(disk: Path) -> None:
    """Gives it back."""
    (disk / BALLAST).unlink()


def make_read_only(disk: Path) -> None:
    """Nothing on the disk can be written from now on."""
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
