"""What it takes to make the store equal to a folder: worked out from what was read and what is stored, nothing done."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from index.storage.origins import FiledSummary
from index.storage.records import ArticleSummary


@dataclass(frozen=True, slots=True)
class Move:
    """An article whose file is elsewhere now. The ids are the same where the file itself states one."""

    former_id: str
    article_id: str
    former_file: str
    file: str


@dataclass(frozen=True, slots=True)
class SyncPlan:
    """Ids of articles, each list ascending.

    `replaced` have another text or title than is stored, `updated` other metadata. `withdrawn` are those of the
    articles in scope that were not read and whose file is gone or holds them no more; of those that were not read,
    `kept` are the ones whose file is there. `scope` counts the stored articles in scope.
    """

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: int
    moved: tuple[Move, ...]
    withdrawn: tuple[str, ...]
    kept: tuple[str, ...]
    scope: int

    @property
    def withdraws_most(self) -> bool:
        """True where more than half of the articles in scope would go."""
        return 2 * len(self.withdrawn) > self.scope


def plan_sync(
    read: Iterable[FiledSummary],
    stored: Iterable[FiledSummary],
    *,
    in_scope: Callable[[str | None], bool],
    is_there: Callable[[str], bool],
) -> SyncPlan:
    """The plan for articles that were read and those that are stored.

    `in_scope` says of a stored article's file whether a missing article is to go; `is_there` whether that file still
    may hold it: it could not be read, or not as a whole.
    """
    found = {each.summary.id: each for each in read}
    known = {each.summary.id: each for each in stored}
    absent = [each for each in known.values() if in_scope(each.file) and each.summary.id not in found]
    kept = [each for each in absent if each.file is not None and is_there(each.file)]
    kept_ids = {each.summary.id for each in kept}
    gone = [each for each in absent if each.summary.id not in kept_ids]
    new = [each for each in found.values() if each.summary.id not in known]
    moved = _moves(gone, new)
    left = {move.former_id for move in moved}
    came = {move.article_id for move in moved}
    added, replaced, updated, unchanged = _compared(found, known, {move.article_id: move.former_id for move in moved})
    return SyncPlan(
        added=_ids(each for each in added if each.summary.id not in came),
        replaced=_ids(replaced),
        updated=_ids(updated),
        unchanged=unchanged,
        moved=tuple(sorted((*moved, *_refiled(found, known, in_scope)), key=lambda move: move.article_id)),
        withdrawn=_ids(each for each in gone if each.summary.id not in left),
        kept=_ids(kept),
        scope=sum(in_scope(each.file) for each in known.values()),
    )


def _moves(gone: Sequence[FiledSummary], new: Sequence[FiledSummary]) -> list[Move]:
    """Pairs each article that is gone with a new one of its text: one whose file has the same name, or the first."""
    free: dict[str, list[FiledSummary]] = {}
    for each in sorted(new, key=lambda each: each.summary.id):
        free.setdefault(each.summary.version, []).append(each)
    moves = []
    for each in sorted(gone, key=lambda each: each.summary.id):
        twins = free.get(each.summary.version, [])
        if twins and each.file is not None:
            name = PurePath(each.file).name
            twin = next((one for one in twins if one.file is not None and PurePath(one.file).name == name), twins[0])
            twins.remove(twin)
            moves.append(Move(each.summary.id, twin.summary.id, each.file, twin.file or ""))
    return moves


def _refiled(
    found: Mapping[str, FiledSummary], known: Mapping[str, FiledSummary], in_scope: Callable[[str | None], bool]
) -> list[Move]:
    """The articles whose id went with them to another file."""
    return [
        Move(article_id, article_id, before.file, each.file)
        for article_id, each in found.items()
        if (before := known.get(article_id)) is not None
        and before.file is not None
        and each.file is not None
        and before.file != each.file
        and in_scope(before.file)
    ]


def _compared(
    found: Mapping[str, FiledSummary], known: Mapping[str, FiledSummary], former_ids: Mapping[str, str]
) -> tuple[list[FiledSummary], list[FiledSummary], list[FiledSummary], int]:
    """What was read, by what has to be done with it: added, replaced, updated, and how many need nothing."""
    added, replaced, updated, unchanged = [], [], [], 0
    for article_id, each in found.items():
        before = known.get(article_id)
        if before is None:
            added.append(each)
            before = known.get(former_ids.get(article_id, ""))
        if before is None:
            continue
        if _embedded(before.summary) != _embedded(each.summary):
            replaced.append(each)
        elif _facts(before.summary) != _facts(each.summary):
            updated.append(each)
        elif article_id in known:
            unchanged += 1
    return added, replaced, updated, unchanged


def _embedded(summary: ArticleSummary) -> tuple[str, str]:
    return summary.version, summary.title


def _facts(summary: ArticleSummary) -> tuple[object, ...]:
    return summary.language, summary.url, summary.source, summary.author, summary.published


def _ids(each: Iterable[FiledSummary]) -> tuple[str, ...]:
    return tuple(sorted(one.summary.id for one in each))
