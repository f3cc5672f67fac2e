"""A backup is the store in one file: equal when it is put back, refused when a byte of it is another."""

import json
import os
import random
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from doubles import HashEmbedder
from index.article_index import ArticleIndex
from index.errors import (
    BackupDamagedError,
    BackupPlaceError,
    RebuildRunningError,
    StoreExistsError,
    StoreFullError,
    StoreMismatchError,
    StoreMissingError,
    StoreUnsoundError,
)
from index.ingestion import summary_of
from index.storage.backup import back_up, restore
from index.storage.backup_file import BackupRecord, seal, unseal
from index.storage.locks import locked_file
from running_service import wait_until
from sample_articles import NUMBERED_ARTICLES, POWER, make_article
from sample_stores import QUESTIONS, corrupt_text, make_store, places, reopen_store
from small_disk import small_disk

Answers = list[list[tuple[str, int, float]]]
CORRECTED = replace(NUMBERED_ARTICLES[3], text="Le glacier a été corrigé. La gare aussi.")
GONE = NUMBERED_ARTICLES[4]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[ArticleIndex]:
    """A store with a past: an article that was corrected, and one that was deleted."""
    with make_store(tmp_path / "store") as opened:
        opened.add(NUMBERED_ARTICLES)
        opened.add([CORRECTED])
        opened.delete(GONE.id)
        yield opened


@pytest.fixture
def backup(index: ArticleIndex, tmp_path: Path) -> Path:
    return back_up(tmp_path / "store", tmp_path / "backup").path


def answers(index: ArticleIndex) -> Answers:
    """What each question finds, by each search. The order of equal scores is that of the chunks."""
    searches = (index.search, index.search_by_vectors)
    return [places(search(question, k=1_000)) for search in searches for question in QUESTIONS]


def facts(index: ArticleIndex) -> list[object]:
    """Articles of today and texts of the past."""
    versions = [article.version for article in (*NUMBERED_ARTICLES, CORRECTED)]
    return [index.list_articles(limit=1_000), [index.find_text(version) for version in versions]]


def files_of(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_what_is_put_back_is_equal_to_what_was(index: ArticleIndex, tmp_path: Path) -> None:
    (tmp_path / "store" / "terms.json").unlink()  # without what was removed, in the statistics of terms
    index.close()
    report = back_up(tmp_path / "store", tmp_path / "backup")
    assert (report.record.articles, report.record.withdrawn) == (39, 1)
    assert report.bytes == (tmp_path / "backup").stat().st_size
    restored = restore(tmp_path / "backup", tmp_path / "elsewhere")
    assert (restored.replaced, restored.record) == (False, report.record)
    with reopen_store(tmp_path / "store") as before, reopen_store(tmp_path / "elsewhere") as after:
        assert answers(after) == answers(before)
        assert facts(after) == facts(before)
        assert after.check() == []
        found = after.find_text(GONE.version)
        assert found is not None
        assert (found.text, found.withdrawn_from) == (None, (GONE.id,))
        assert after.add([CORRECTED]).unchanged == 1


def test_a_backup_is_one_file_and_leaves_nothing_beside_it(backup: Path, tmp_path: Path) -> None:
    assert files_of(tmp_path) == {"store", "backup"}
    assert not [name for name in files_of(tmp_path / "store") if name.startswith(".restoring")]


def test_a_backup_can_be_looked_into_with_sqlite(backup: Path) -> None:
    connection = sqlite3.connect(f"file:{backup}?mode=ro", uri=True)
    assert connection.execute("SELECT count(*) FROM articles").fetchone() == (39,)
    connection.close()


def test_a_store_is_replaced_only_if_that_is_said(index: ArticleIndex, backup: Path, tmp_path: Path) -> None:
    index.add([POWER])
    with pytest.raises(StoreExistsError, match="--replace"):
        restore(backup, tmp_path / "store")
    assert index.get(POWER.id) == POWER
    restore(backup, tmp_path / "store", replace=True)
    assert index.article_count == 39


def test_who_has_the_store_open_follows(index: ArticleIndex, backup: Path, tmp_path: Path) -> None:
    facts_before, vectors_before = facts(index), [places(index.search_by_vectors(q, k=1_000)) for q in QUESTIONS]
    with reopen_store(tmp_path / "store") as other:
        index.add([make_article(number) for number in range(100, 130)])
        index.delete(CORRECTED.id)
        other.search("volcan", k=1)
        restore(backup, tmp_path / "store", replace=True)
        for each in (other, index):
            assert facts(each) == facts_before
            assert [places(each.search_by_vectors(q, k=1_000)) for q in QUESTIONS] == vectors_before
            assert each.check() == []
        assert index.add([POWER]).added == 1  # chunks with numbers that others had before the restoration
        assert POWER.id in {hit.article.id for hit in other.search_by_terms("puissance de calcul", k=3)}
        assert other.check() == []


def test_no_answer_mixes_what_was_before_with_what_is_after(index: ArticleIndex, backup: Path, tmp_path: Path) -> None:
    """A chunk of the old store and one of the restored may have the same number."""
    question = "Le glacier et la gare"
    index.add([make_article(number) for number in range(200, 260)])
    expected = {str(places(index.search_by_vectors(question, k=1_000)))}
    found: list[str] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            found.append(str(places(index.search_by_vectors(question, k=1_000))))

    askers = [threading.Thread(target=ask) for _ in range(3)]
    for asker in askers:
        asker.start()
    wait_until(lambda: len(found) > 10)
    restore(backup, tmp_path / "store", replace=True)
    expected.add(str(places(index.search_by_vectors(question, k=1_000))))
    done.set()
    for asker in askers:
        asker.join()
    assert len(expected) == 2
    assert expected >= set(found) > set()


def damage_nothing_but_the_end(backup: Path) -> None:
    backup.write_bytes(backup.read_bytes()[:-1])


def cut_short(backup: Path) -> None:
    backup.write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])


def empty(backup: Path) -> None:
    backup.write_bytes(b"")


def take_a_page_out(backup: Path) -> None:
    content = backup.read_bytes()
    backup.write_bytes(content[:4096] + content[8192:])


def add_a_byte(backup: Path) -> None:
    backup.write_bytes(backup.read_bytes() + b"\n")


def lie_about_its_counts(backup: Path) -> None:
    backup.write_bytes(backup.read_bytes().replace(b'"articles": 39', b'"articles": 40'))


def be_another_file(backup: Path) -> None:
    backup.write_bytes(Path(__file__).read_bytes())


@pytest.mark.parametrize(
    "damage",
    [damage_nothing_but_the_end, cut_short, empty, take_a_page_out, add_a_byte, lie_about_its_counts, be_another_file],
)
def test_a_file_that_is_not_the_backup_is_refused_before_anything_is_touched(
    index: ArticleIndex, backup: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    damage(backup)
    before = files_of(tmp_path / "store"), facts(index), answers(index)
    with pytest.raises(BackupDamagedError, match=r"is not a sound backup: .* Nothing was changed"):
        restore(backup, tmp_path / "store", replace=True)
    with pytest.raises(BackupDamagedError):
        restore(backup, tmp_path / "elsewhere")
    assert (files_of(tmp_path / "store") - {"rebuild.lock"}, facts(index), answers(index)) == before
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize(
    "mutations", [60, pytest.param(600, marks=pytest.mark.slow)], ids=lambda count: f"{count} mutations"
)
def test_no_flipped_bit_of_a_backup_passes(backup: Path, tmp_path: Path, mutations: int) -> None:
    sound = backup.read_bytes()
    dice = random.Random(5)
    flips = [dice.randrange(len(sound)) for _ in range(mutations // 2)]
    flips += [
        len(sound) - dice.randrange(1, 400) for _ in range(mutations // 2)
    ]  # what it says of itself, and the seal
    for place in flips:
        content = bytearray(sound)
        content[place] ^= 1 << dice.randrange(8)
        backup.write_bytes(content)
        with pytest.raises(BackupDamagedError):
            restore(backup, tmp_path / "elsewhere")


def test_a_backup_takes_no_file_s_place_unless_that_is_said(backup: Path, tmp_path: Path) -> None:
    before = backup.read_bytes()
    with pytest.raises(BackupPlaceError, match="is there already"):
        back_up(tmp_path / "store", backup)
    assert backup.read_bytes() == before
    back_up(tmp_path / "store", backup, overwrite=True)
    restore(backup, tmp_path / "elsewhere")


def test_a_backup_takes_no_file_s_place_that_came_while_it_was_made(
    index: ArticleIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def seal_meanwhile(draft: Path, record: BackupRecord) -> None:
        seal(draft, record)
        tmp_path.joinpath("backup").write_bytes(b"another's")

    monkeypatch.setattr("index.storage.backup.seal", seal_meanwhile)
    with pytest.raises(BackupPlaceError, match="is there already"):
        back_up(tmp_path / "store", tmp_path / "backup")
    assert tmp_path.joinpath("backup").read_bytes() == b"another's"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("place", "why"), [("store/backup", "lost with it"), ("none/backup", "does not exist"), (".", "is there already")]
)
def test_a_backup_has_a_place_of_its_own(index: ArticleIndex, tmp_path: Path, place: str, why: str) -> None:
    with pytest.raises(BackupPlaceError, match=why):
        back_up(tmp_path / "store", tmp_path / place, overwrite=True)


def test_there_is_no_backup_of_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError):
        back_up(tmp_path / "store", tmp_path / "backup")
    assert files_of(tmp_path) == set()


def test_a_damaged_store_is_not_backed_up_over_a_sound_backup(
    index: ArticleIndex, backup: Path, tmp_path: Path
) -> None:
    before = backup.read_bytes()
    corrupt_text(tmp_path / "store", CORRECTED.version)
    with pytest.raises(StoreUnsoundError, match="would be no backup: The text"):
        back_up(tmp_path / "store", backup, overwrite=True)
    assert backup.read_bytes() == before
    assert files_of(tmp_path) == {"store", "backup"}


@pytest.mark.parametrize("damage", ["no database", "pages of zeros", "no file"])
def test_a_backup_takes_the_place_of_a_store_that_cannot_be_read(
    index: ArticleIndex, backup: Path, tmp_path: Path, damage: str
) -> None:
    before = facts(index)
    index.close()
    path = tmp_path / "store" / "articles.sqlite"
    content = path.read_bytes()
    if damage == "no file":
        path.unlink()
    else:
        head = b"no database at all" if damage == "no database" else content[:8_192]
        path.write_bytes(head + bytes(8_192) + content[len(head) + 8_192 :])
    report = restore(backup, tmp_path / "store", replace=True)
    if report.set_aside is not None:
        assert report.set_aside.read_bytes().startswith(b"no database")
    assert (report.set_aside is None) == (damage != "no database")
    with reopen_store(tmp_path / "store") as again:
        assert facts(again) == before
        assert again.check() == []


def test_a_backup_of_version_2_is_brought_up_to_date(tmp_path: Path) -> None:
    """What an older version of this program kept is put back as a store of today."""
    golden = (Path(__file__).parents[2] / "golden" / "store_version_2.sql").read_text(encoding="utf-8")
    (tmp_path / "old").mkdir()
    with sqlite3.connect(tmp_path / "old" / "articles.sqlite") as connection:
        connection.executescript(golden)
    report = back_up(tmp_path / "old", tmp_path / "backup")
    assert report.record.schema_version == "4"
    assert restore(tmp_path / "backup", tmp_path / "new").record.articles == 3


def test_a_backup_of_another_model_is_said_to_whoever_has_the_store_open(index: ArticleIndex, tmp_path: Path) -> None:
    with make_store(tmp_path / "other", HashEmbedder(dimension=32)) as other:
        other.add(NUMBERED_ARTICLES[:2])
    back_up(tmp_path / "other", tmp_path / "backup")
    restore(tmp_path / "backup", tmp_path / "store", replace=True)
    with pytest.raises(StoreMismatchError, match=r"hash-32 .* hash-64\. Start the program again"):
        index.search("volcan", k=1)


def test_a_store_that_is_being_rebuilt_is_not_replaced(index: ArticleIndex, backup: Path, tmp_path: Path) -> None:
    with locked_file(tmp_path / "store" / "rebuild.lock"), pytest.raises(RebuildRunningError):
        restore(backup, tmp_path / "store", replace=True)
    assert not [name for name in files_of(tmp_path / "store") if name.startswith(".restoring")]


def test_of_two_that_put_a_backup_into_the_same_place_one_is_refused(backup: Path, tmp_path: Path) -> None:
    """The one that came too late took the folder away, which both had found missing, with the store of the other."""
    script = """
import sys
from pathlib import Path
from index.errors import RebuildRunningError, StoreExistsError
from index.storage.backup import restore
for number in range(10):
    print("ready", flush=True)
    sys.stdin.readline()
    try:
        restore(Path(sys.argv[1]), Path(sys.argv[2]) / str(number))
        print("restored", flush=True)
    except (RebuildRunningError, StoreExistsError):
        print("refused", flush=True)
"""
    command = [sys.executable, "-c", script, str(backup), str(tmp_path / "new")]
    environment = {"PYTHONPATH": str(Path(__file__).parents[3])}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "env": environment}
    with subprocess.Popen(command, **pipes) as one, subprocess.Popen(command, **pipes) as other:  # type: ignore[call-overload]
        for number in range(10):
            assert [each.stdout.readline() for each in (one, other)] == ["ready\n", "ready\n"]
            for each in (one, other):
                each.stdin.write("\n")
                each.stdin.flush()
            assert sorted(each.stdout.readline() for each in (one, other)) == ["refused\n", "restored\n"]
            with reopen_store(tmp_path / "new" / str(number)) as restored:
                assert restored.article_count == 39


def test_a_store_that_is_made_while_a_backup_is_put_back_stays(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unseal_meanwhile(path: Path, content: Path) -> BackupRecord:
        with make_store(tmp_path / "elsewhere") as made:
            made.add([POWER])
        return unseal(path, content)

    monkeypatch.setattr("index.storage.backup.unseal", unseal_meanwhile)
    with pytest.raises(StoreExistsError):
        restore(backup, tmp_path / "elsewhere")
    with reopen_store(tmp_path / "elsewhere") as index:
        assert index.list_articles() == [summary_of(POWER)]
    assert not [name for name in files_of(tmp_path / "elsewhere") if name.startswith(".restoring")]


def test_what_a_killed_restoration_left_is_in_nobody_s_way(backup: Path, tmp_path: Path) -> None:
    """Where processes have numbers of their own, as in containers, the next one often has the number of the last."""
    for name in (".restoring", f".restoring-{os.getpid()}"):
        (tmp_path / "elsewhere" / name).mkdir(parents=True)
        (tmp_path / "elsewhere" / name / "articles.sqlite").write_bytes(b"half of it")
    assert restore(backup, tmp_path / "elsewhere").record.articles == 39
    assert not [name for name in files_of(tmp_path / "elsewhere") if name.startswith(".restoring")]


def test_a_disk_without_room_for_the_backup_keeps_the_last_one(index: ArticleIndex, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", kilobytes=400) as disk:
        back_up(tmp_path / "store", disk / "backup")
        before = (disk / "backup").read_bytes()
        with pytest.raises(StoreFullError):
            back_up(tmp_path / "store", disk / "backup", overwrite=True)
        assert (disk / "backup").read_bytes() == before
        assert files_of(disk) == {"backup"}


def test_articles_that_come_during_a_backup_are_in_it_or_not_but_never_half(tmp_path: Path) -> None:
    script = """
import sys
from pathlib import Path
from running_service import wait_until
from sample_articles import make_article
from sample_stores import make_store
index = make_store(Path(sys.argv[1]))
for number in range(100_000):
    index.add([make_article(2 * number), make_article(2 * number + 1)])
    print(number, flush=True)
"""
    root = Path(__file__).parents[3]
    command = [sys.executable, "-c", script, str(tmp_path / "store")]
    environment = {"PYTHONPATH": f"{root}:{root / 'tests'}", "OMP_NUM_THREADS": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as writer:
        assert writer.stdout is not None
        for number in range(4):
            assert writer.stdout.readline().strip()
            report = back_up(tmp_path / "store", tmp_path / f"backup-{number}")
            restore(report.path, tmp_path / f"restored-{number}")
            with reopen_store(tmp_path / f"restored-{number}") as restored:
                count = restored.article_count
                assert count == report.record.articles
                assert count % 2 == 0
                assert count >= 2 * (number + 1)
                assert restored.check() == []
        writer.kill()


def test_killed_while_it_is_put_back_the_store_is_the_old_one_or_the_new_one(
    index: ArticleIndex, backup: Path, tmp_path: Path
) -> None:
    index.add([POWER])
    index.close()
    script = """
import os, signal, sys
from pathlib import Path
from index.storage.backup import restore
last = int(sys.argv[3])
seen = 0
def look(event, arguments):
    global seen
    if event in ("open", "os.rename", "os.remove", "os.rmdir", "sqlite3.connect", "fcntl.flock"):
        seen += 1
        if seen == last:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(look)
restore(Path(sys.argv[1]), Path(sys.argv[2]), replace=True)
"""
    root = Path(__file__).parents[3]
    ends, counts = set(), []
    for last in (3, 5, 8, 10, 12, 10_000):
        command = [sys.executable, "-c", script, str(backup), str(tmp_path / "store"), str(last)]
        done = subprocess.run(command, env={"PYTHONPATH": str(root)}, check=False, capture_output=True, text=True)
        ends.add(done.returncode)
        with reopen_store(tmp_path / "store") as survivor:
            counts.append(survivor.article_count)
            assert survivor.check() == []
    assert ends == {0, -9}
    assert set(counts) == {39, 40}
    assert counts[-1] == 39
    assert sorted(counts, reverse=True) == counts


def test_what_a_backup_says_of_itself_can_be_read_by_people(backup: Path) -> None:
    *_, said, sealed = backup.read_bytes().rstrip(b"\n").rsplit(b"\n", 2)
    record = json.loads(said)
    assert (record["articles"], record["model"], record["schema_version"]) == (39, "hash-64", "4")
    assert sealed.startswith(b"sourcier-backup-1 ")
