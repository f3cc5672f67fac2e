"""What can go wrong with a store: each error names the thing and the command that cures it."""

from collections.abc import Sequence
from pathlib import Path


class StoreError(Exception):
    """Any refusal of the store; its message can be shown to the person who asked."""


class StoreMissingError(StoreError):
    """There is no store where one was expected."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"There is no store in {folder}. Run: sourcier ingest PATH…")
        self.folder = folder


class StoreDamagedError(StoreError):
    """The SQLite file is there and is not a store that can be read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path} cannot be read as a store ({reason}). Put back a backup: sourcier restore FILE --replace. "
            "Without one, remove the folder and run: sourcier ingest PATH…"
        )
        self.path = path


class StoreUnavailableError(StoreError):
    """The file of the store cannot be opened or written, though nothing is wrong with its content."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path} cannot be opened or written ({reason}). "
            "Check who may write to its folder, and that the disk has room."
        )
        self.path = path


class StoreFullError(StoreUnavailableError):
    """The disk has no room for what was to be written; nothing of it was, and what was there can be read."""

    def __init__(self, path: Path) -> None:
        StoreError.__init__(
            self,
            f"The disk of {path.parent} is full: nothing was changed, and what is stored can be asked as before. "
            "Make room, then try again.",
        )
        self.path = path


class MirrorUnwritableError(StoreError):
    """A search index cannot be written, though the store itself can."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            f"The search index in {folder} cannot be written ({reason}). What was changed is kept, and can be found "
            "once it can be: make room on the disk, or check who may write there."
        )
        self.folder = folder


class StoreSchemaError(StoreError):
    """The tables of the store are those of another version of the program."""

    def __init__(self, built_with: str, known: str) -> None:
        super().__init__(
            f"The store has tables of version {built_with}, this program reads and writes version {known}. "
            "Use the program that made it, or remove the folder of the store and run: sourcier ingest PATH…"
        )


class StoreMismatchError(StoreError):
    """The store was built with other settings than those asked for."""

    def __init__(self, setting: str, built_with: str, asked_for: str) -> None:
        super().__init__(
            f"The store was built with {setting} {built_with}, the settings ask for {asked_for}. "
            "Run: sourcier ingest --rebuild PATH…"
        )
        self.setting = setting
        self.built_with = built_with
        self.asked_for = asked_for


class StoreRebuiltError(StoreMismatchError):
    """The store was rebuilt with other settings while this program had it open."""

    def __init__(self, mismatch: StoreMismatchError) -> None:
        super().__init__(mismatch.setting, mismatch.built_with, mismatch.asked_for)
        self.args = (
            f"The store was rebuilt with {self.setting} {self.built_with} since this program opened it with "
            f"{self.asked_for}. Start the program again with the settings of the store.",
        )


class RebuildRunningError(StoreError):
    """Another process is rebuilding the store."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Another process is rebuilding the store in {folder}. Let that `sourcier ingest --rebuild` end, or stop "
            "it, then try again: what it has done is gone on with."
        )


class StoreExistsError(StoreError):
    """There is a store where a backup was to be put."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"There is a store in {folder} already. Put the backup in its place with --replace; what was stored since "
            "the backup, deletions too, is then forgotten (sourcier backup FILE keeps it)."
        )


class StoreUnsoundError(StoreError):
    """What is stored is not what was written, so that no backup is made of it."""

    def __init__(self, problems: Sequence[str]) -> None:
        others = f" ({len(problems) - 1} more: sourcier check)" if len(problems) > 1 else ""
        super().__init__(f"The store is damaged, and a copy of it would be no backup: {problems[0]}{others}")
        self.problems = tuple(problems)


class BackupDamagedError(StoreError):
    """A file is not a backup, or not the whole of the one that was written; nothing was put back."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} is not a sound backup: {reason}. Nothing was changed. Take another copy of it.")
        self.path = path


class BackupPlaceError(StoreError):
    """A backup cannot be written where it was to be."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} {reason}.")
        self.path = path


class StoreBusyError(StoreError):
    """Another process was writing to the store for longer than a writer waits."""

    def __init__(self, path: Path, seconds: float) -> None:
        super().__init__(
            f"Another process has been writing to {path} for {seconds:g} s. "
            "Let that `sourcier ingest` end, or stop it, then try again."
        )


class UnknownArticleError(StoreError):
    """No article has this id."""

    def __init__(self, article_id: str) -> None:
        super().__init__(f"No article has the id {article_id!r}. GET /v1/articles lists the ids that there are.")
        self.article_id = article_id


class CorruptArticleError(StoreError):
    """What is stored about an article is not what was written, so nothing of it is given out."""

    def __init__(self, article_id: str) -> None:
        super().__init__(
            f"What is stored about article {article_id!r} was changed on the disk. "
            "Ingest the article again from its file (sourcier ingest PATH…), or put back a backup (sourcier restore)."
        )
        self.article_id = article_id


class CorruptTextError(StoreError):
    """The stored text of an article is not the text that its version names, so nothing of it is given out."""

    def __init__(self, article_id: str, version: str) -> None:
        super().__init__(
            f"The stored text of article {article_id!r} does not match its version {version[:16]}. "
            "Ingest the article again from its file: sourcier ingest PATH…"
        )
        self.article_id = article_id
        self.version = version
