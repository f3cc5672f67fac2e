import subprocess
import sys
import threading
from pathlib import Path

from index.storage.locks import ReadWriteLock, locked_file, locked_file_if_free
from running_service import PATIENCE, wait_until


def test_readers_read_together() -> None:
    lock, both = ReadWriteLock(), threading.Barrier(2, timeout=PATIENCE)

    def read() -> None:
        with lock.reading():
            both.wait()  # passes only while the other is inside too

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=PATIENCE)
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
        thread.join(timeout=PATIENCE)
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
        wait_until(lambda: lock._writers_waiting)
        reader = threading.Thread(target=read)
        reader.start()
        wait_until(lambda: len(lock._changed._waiters) == 2)  # type: ignore[attr-defined]  # both stand in the queue
    writer.join(timeout=PATIENCE)
    reader.join(timeout=PATIENCE)
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


def waits_for_a_lock(path: Path) -> bool:
    """Whether somebody waits until the lock on this file is free (https://man7.org/linux/man-pages/man5/proc_locks.5.html)."""
    waiting = [line for line in Path("/proc/locks").read_text().splitlines() if "->" in line]
    return any(f":{path.stat().st_ino} " in line for line in waiting)


def test_who_waited_for_a_file_that_is_gone_locks_the_one_that_is_there(tmp_path: Path) -> None:
    path, inside, done = tmp_path / "lock", threading.Event(), threading.Event()

    def wait() -> None:
        with locked_file(path):
            inside.set()
            assert done.wait(PATIENCE)

    waiter = threading.Thread(target=wait)
    with locked_file(path):
        waiter.start()
        wait_until(lambda: waits_for_a_lock(path))
        path.unlink()
    assert inside.wait(PATIENCE)
    with locked_file_if_free(path) as mine:
        assert not mine
    done.set()
    waiter.join(PATIENCE)
    with locked_file_if_free(path) as mine:
        assert mine
