import subprocess
import sys
import threading
import time
from pathlib import Path

from index.storage.locks import ReadWriteLock, locked_file, locked_file_if_free


def test_readers_read_together() -> None:
    lock, both = ReadWriteLock(), threading.Barrier(2, timeout=5)

    def read() -> None:
        with lock.reading():
            both.wait()  # passes only while the other is inside too

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=5)
    assert not both.broken


def test_a_writer_is_alone() -> None:
    lock, inside, seen = ReadWriteLock(), [0], []

    def write() -> None:
        for _ in range(200):
            with lock.writing():
                inside[0] += 1
                seen.append(inside[0])
                inside[0] -= 1

    def read() -> None:
        for _ in range(200):
            with lock.reading():
                seen.append(inside[0] + 1)

    threads = [threading.Thread(target=work) for work in (write, write, read, read)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert set(seen) == {1}
    assert len(seen) == 800


def test_a_waiting_writer_goes_before_later_readers() -> None:
    lock, order = ReadWriteLock(), []

    def write() -> None:
        with lock.writing():
            order.append("writer")

    def read() -> None:
        with lock.reading():
            order.append("reader")

    with lock.reading():
        writer = threading.Thread(target=write)
        writer.start()
        while not lock._writers_waiting:
            time.sleep(0.001)
        reader = threading.Thread(target=read)
        reader.start()
        time.sleep(0.02)
    writer.join(timeout=5)
    reader.join(timeout=5)
    assert order == ["writer", "reader"]


def test_a_locked_file_is_not_free_for_another_process_until_that_one_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    script = (
        "import sys; from pathlib import Path; from index.storage.locks import locked_file\n"
        "with locked_file(Path(sys.argv[1])):\n    print('locked', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script, str(path)]
    root = Path(__file__).parents[3]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "locked\n"
        with locked_file_if_free(path) as mine:
            assert not mine
        other.kill()
    with locked_file(path), locked_file_if_free(path) as mine:
        assert not mine
    with locked_file_if_free(path) as mine:
        assert mine
