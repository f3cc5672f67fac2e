"""`sourcier ingest --sync` and `--dry-run`: the store made equal to folders, or what that would take.

A sync answers for the articles that were read from files in its folders, and for those alone: what was uploaded, or
came from elsewhere, stays, unless everything is asked for.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from api.changes.kept_responses import RESPONSES, forget_articles
from api.commands.command_errors import CommandError
from api.commands.file_reading import FileReading
from api.commands.ingest_report import DryRunReport, IngestReport
from api.commands.progress_bar import progress_bar
from corpus.errors import ReadFailure
from corpus.reading import is_gone
from index.errors import StoreMissingError
from index.ingestion import summary_of
from index.storage.origins import FiledSummary
from index.sync_plan import SyncPlan, plan_sync
from rag.assembly import open_index, open_or_create_index
from rag.settings import Settings


@dataclass(frozen=True, slots=True)
class SyncScope:
    """What a sync answers for: the articles that came from files in these folders, or everything in the store."""

    folders: tuple[str, ...]
    everything: bool = False

    @classmethod
    def of(cls, paths: Sequence[Path], *, everything: bool) -> "SyncScope":
        """The scope of these folders. Raises CommandError where one is none: a slip must not empty a store."""
        for path in paths:
            if not path.is_dir():
                raise CommandError(f"{path} is no folder. --sync makes the store equal to folders: name some.")
        return cls(tuple(os.path.realpath(path) for path in paths), everything)

    def holds(self, file: str | None) -> bool:
        """Whether an article from this file is to go when it is not read again."""
        return self.everything or self.is_inside(file)

    def is_inside(self, file: str | None) -> bool:
        """Whether the file lies in one of the folders."""
        return file is not None and any(file.startswith(f"{folder.rstrip(os.sep)}{os.sep}") for folder in self.folders)


@dataclass(frozen=True, slots=True)
class Survey:
    """What there is to read: the articles without their texts, and the files."""

    articles: tuple[FiledSummary, ...]
    files: frozenset[str]
    unread: frozenset[str]
    failures: tuple[ReadFailure, ...]

    @classmethod
    def of(cls, paths: Sequence[Path]) -> "Survey":
        """Reads all of it once."""
        reading = FileReading(paths)
        articles = tuple(FiledSummary(summary_of(filed.article), filed.file) for filed in reading.articles())
        return cls(articles, reading.files, reading.unread, reading.failures)

    def may_hold(self, file: str) -> bool:
        """Whether an article that was not read may still be in the file: it is there, and was not read as a whole."""
        return file in self.unread or (file not in self.files and not is_gone(file))


def sync_folders(
    paths: Sequence[Path], settings: Settings, *, everything: bool, consent: bool, show_progress: bool
) -> IngestReport:
    """Makes the store equal to the folders: new, changed and moved articles come in, those that are gone go.

    An article whose file is there and could not be read is kept. Raises CommandError where a path is no folder, or,
    without `consent`, where more than half of the articles in scope would be withdrawn: then nothing is done.
    """
    scope = SyncScope.of(paths, everything=everything)
    with open_or_create_index(settings) as index:
        survey = Survey.of(paths)
        stored = {each.summary.id: each for each in index.list_filed()}
        plan = _plan(survey, stored.values(), scope)
        if plan.withdraws_most and not consent:
            raise CommandError(_refusal(plan, scope))
        for move in plan.moved:
            if move.former_id != move.article_id:
                index.move(move.former_id, move.article_id)
        wanted = {each.summary.id: each.file for each in survey.articles if stored.get(each.summary.id) != each}
        reading = FileReading(paths, only={file for file in wanted.values() if file is not None})
        with progress_bar(show_progress, lambda: reading.share) as on_progress:
            due = (filed for filed in reading.articles() if wanted.get(filed.article.id) == filed.file)
            counts = index.add_filed(due, on_progress=on_progress)
        if plan.withdrawn:
            index.delete_all(plan.withdrawn)
            forget_articles(settings.store / RESPONSES, plan.withdrawn)
            forget_articles(settings.store / RESPONSES, plan.withdrawn)
        return IngestReport(
            replace(counts, unchanged=plan.unchanged),
            False,
            index.article_count,
            index.chunk_count,
            survey.failures,
            plan.moved,
            plan.withdrawn,
            plan.kept,
        )


def try_sync(paths: Sequence[Path], settings: Settings, *, everything: bool) -> DryRunReport:
    """What `sync_folders` would do."""
    return _try(paths, settings, SyncScope.of(paths, everything=everything))


def try_ingestion(paths: Sequence[Path], settings: Settings) -> DryRunReport:
    """What adding the articles under the paths would do: nothing is moved or withdrawn then."""
    return _try(paths, settings, SyncScope(()))


def _try(paths: Sequence[Path], settings: Settings, scope: SyncScope) -> DryRunReport:
    survey = Survey.of(paths)
    plan = _plan(survey, _stored(settings), scope)
    return DryRunReport(plan, plan.withdraws_most, survey.failures)


def _stored(settings: Settings) -> list[FiledSummary]:
    try:
        with open_index(settings) as index:
            return list(index.list_filed())
    except StoreMissingError:
        return []


def _plan(survey: Survey, stored: Iterable[FiledSummary], scope: SyncScope) -> SyncPlan:
    return plan_sync(
        survey.articles,
        stored,
        in_scope=scope.holds,
        is_there=lambda file: scope.is_inside(file) and survey.may_hold(file),
    )


def _refusal(plan: SyncPlan, scope: SyncScope) -> str:
    what = "in the store" if scope.everything else f"that came from {', '.join(scope.folders)}"
    return (
        f"{len(plan.withdrawn)} of the {plan.scope} articles {what} would be withdrawn: more than half. Nothing was "
        "done. Look with --dry-run; if that is what you want, add --yes."
    )
