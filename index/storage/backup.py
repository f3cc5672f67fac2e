"""A store written into one file while it is in use, and put back at once, also beneath those who have it open."""

import shutil
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from index.errors import (
    BackupDamagedError,
    BackupPlaceError,
    RebuildRunningError,
    StoreDamagedError,
    StoreError,
    StoreExistsError,
    StoreMissingError,
    StoreUnsoundError,
)
from index.storage.article_store import DATABASE_NAME, ArticleStore
from index.storage.backup_file import BackupRecord, seal, sealed_file, unseal
from index.storage.database import Database
from index.storage.generations import generation_of, set_generation
from index.storage.locks import locked_file_if_free
from index.storage.store_check import find_damage


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What was written: the file, its size, and what it says of itself."""

    path: Path
    bytes: int
    record: BackupRecord
    seconds: float


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What was put back. `set_aside` is where a database that could not even be opened lies now."""

    folder: Path
    record: BackupRecord
    replaced: bool
    set_aside: Path | None
    seconds: float


def back_up(folder: Path, path: Path, *, overwrite: bool = False) -> BackupReport:
    """Writes the store in `folder`, as it is at one moment, into the file `path`; who reads or writes it goes on.

    The copy is checked before it takes the name: the backup of a damaged store would take the place of a sound one.
    Raises BackupPlaceError where something is there already (unless `overwrite`) or the place is in the store itself,
    StoreUnsoundError, and what `ArticleStore.open` raises.
    """
    started = time.perf_counter()
    _check_free(path, overwrite=overwrite)
    if folder.resolve() in path.resolve().parents:
        raise BackupPlaceError(path, "is in the folder of the store, and would be lost with it. Give another place")
    if not path.parent.is_dir():
        raise BackupPlaceError(path, "is in a folder that does not exist. Make it, or give another place")
    with closing(ArticleStore.open(folder)) as store, sealed_file(path) as draft:
        store.database.copy_to(draft)
        record = _record_of(draft)
        seal(draft, record)
        _check_free(path, overwrite=overwrite)  # another may have come in the minutes that this takes
    return BackupReport(path, path.stat().st_size, record, time.perf_counter() - started)


def restore(path: Path, folder: Path, *, replace: bool = False) -> RestoreReport:
    """Puts the store of a backup into `folder`, in place of the one that is there if `replace`.

    Nothing is touched before the whole backup has proved to be what was written; then it takes the place in one
    transaction, which whoever has the store open sees as a change and follows. Killed midway, the old store is there.
    Raises BackupDamagedError, StoreExistsError, RebuildRunningError, and what `ArticleStore.open` raises.
    """
    started = time.perf_counter()
    with _alone_in(folder):
        _check_place(folder, replace=replace)
        with _work_place(folder) as place:
            record = unseal(path, place / DATABASE_NAME)
            _bring_up_to_date(path, place)
            _check_place(folder, replace=replace)  # articles may have come in the minutes that this takes
            replaced = (folder / DATABASE_NAME).exists()
            live, set_aside = _open_or_set_aside(folder)
            with closing(live):
                _make_newer(place, than=_generation(live))
                live.replace_with(place / DATABASE_NAME)
    return RestoreReport(folder, record, replaced, set_aside, time.perf_counter() - started)


def _check_free(path: Path, *, overwrite: bool) -> None:
    if path.is_dir() or (path.exists() and not overwrite):
        raise BackupPlaceError(path, "is there already. Give another name, or overwrite a file with --force")


def _record_of(draft: Path) -> BackupRecord:
    """What a copy holds; raises StoreUnsoundError where that is not sound."""
    with closing(ArticleStore(Database.open(draft))) as copy:
        problems = find_damage(copy)
        if problems:
            raise StoreUnsoundError(problems)
        manifest = copy.manifest()
        counts = {name: copy.count(name) for name in ("articles", "chunks", "texts", "withdrawn")}
    return BackupRecord(
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        model=manifest.get("model", ""),
        schema_version=manifest.get("schema_version", ""),
        content_bytes=draft.stat().st_size,
        **counts,
    )


def _bring_up_to_date(path: Path, place: Path) -> None:
    """Brings the store of a backup up to the tables of today, and checks it."""
    try:
        with closing(ArticleStore.open(place)) as store:
            problems = find_damage(store)
            if problems:
                raise StoreUnsoundError(problems)
    except (StoreDamagedError, StoreMissingError, StoreUnsoundError) as error:
        raise BackupDamagedError(path, str(error)) from error


def _make_newer(place: Path, *, than: int) -> None:
    """Makes the store of a backup a generation of its own: whoever has the present one open then waits for its indexes
    to be built anew."""
    with closing(Database.open(place / DATABASE_NAME)) as database:
        set_generation(database, max(than, generation_of(database)) + 1)
        database.forget_deleted()


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """The folder of the store, made where there is none, while nobody else rebuilds it or puts a backup into it.

    Where it was made for nothing it goes again; unless somebody has put something into it meanwhile.
    """
    made = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    lock = folder / "rebuild.lock"
    with locked_file_if_free(lock) as alone:
        if not alone:
            raise RebuildRunningError(folder)
        try:
            yield
        except BaseException:
            if made:
                lock.unlink(missing_ok=True)
                with suppress(OSError):
                    folder.rmdir()
            raise


@contextmanager
def _work_place(folder: Path) -> Iterator[Path]:
    """A folder in the store's, for whoever is alone in it, gone after the block, as is what a killed process left."""
    for left in folder.glob(".restoring*"):
        shutil.rmtree(left, ignore_errors=True)
    place = folder / ".restoring"
    place.mkdir()
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _check_place(folder: Path, *, replace: bool) -> None:
    if not replace and _holds_a_store(folder):
        raise StoreExistsError(folder)


def _holds_a_store(folder: Path) -> bool:
    try:
        Database.open(folder / DATABASE_NAME).close()
    except StoreMissingError:
        return False
    except StoreError:
        return True  # a damaged one is one still
    return True


def _open_or_set_aside(folder: Path) -> tuple[Database, Path | None]:
    """The database to write into; one that is none any more keeps its bytes under another name."""
    path = folder / DATABASE_NAME
    try:
        return Database.create(path, {}), None
    except StoreDamagedError:
        aside = path.with_name(f"damaged-{time.time_ns()}.sqlite")
        path.replace(aside)
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        return Database.create(path, {}), aside


def _generation(database: Database) -> int:
    try:
        return generation_of(database)
    except (StoreDamagedError, ValueError):
        return 0
