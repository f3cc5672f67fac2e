"""What an ingestion did, or would do: as lines for people, in French, and as JSON for programs."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from api.commands.french_lines import french_count
from corpus.errors import ReadFailure
from index.storage.records import AddReport
from index.sync_plan import Move, SyncPlan

_SHOWN = 20  # ids in a line


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingestion did; `counts` is None where the store held all of it already and nothing was done.

    `moved`, `withdrawn` and `kept` are those of a sync: see `SyncPlan`.
    """

    counts: AddReport | None
    rebuilt: bool
    articles: int
    chunks: int
    failures: tuple[ReadFailure, ...]
    moved: tuple[Move, ...] = ()
    withdrawn: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "up_to_date": self.counts is None,
            "rebuilt": self.rebuilt,
            "counts": asdict(self.counts) if self.counts else None,
            "store": {"articles": self.articles, "chunks": self.chunks},
            "moved": [asdict(move) for move in self.moved],
            "withdrawn": list(self.withdrawn),
            "kept": list(self.kept),
            "failed": [asdict(failure) for failure in self.failures],
        }

    def __str__(self) -> str:
        """The counts, what moved and went, then a line for each file that was left out."""
        lines = [
            self._first_line(),
            *_moved_lines("Déplacés", self.moved),
            *_named("Retirés", self.withdrawn),
            *_named("Gardés, leur fichier n'ayant pu être lu", self.kept),
            f"Base : {french_count(self.articles)} articles, {french_count(self.chunks)} passages.",
            *_failed_lines(self.failures),
        ]
        return "\n".join(lines)

    def _first_line(self) -> str:
        if self.counts is None:
            return "La base est à jour : rien à faire."
        counts = self.counts
        named = {
            "ajoutés": counts.added,
            "remplacés": counts.replaced,
            "mis à jour": counts.updated,
            "inchangés": counts.unchanged,
            "passages indexés": counts.chunks,
        }
        line = ", ".join(f"{french_count(count)} {name}" for name, count in named.items())
        return f"{'Base refaite. ' if self.rebuilt else ''}Articles : {line}."


@dataclass(frozen=True, slots=True)
class DryRunReport:
    """What an ingestion would do. `needs_consent` where it would be refused without `--yes`."""

    plan: SyncPlan
    needs_consent: bool
    failures: tuple[ReadFailure, ...]

    def as_json(self) -> dict[str, Any]:
        """For `--json`."""
        plan = self.plan
        return {
            "dry_run": True,
            "added": list(plan.added),
            "replaced": list(plan.replaced),
            "updated": list(plan.updated),
            "unchanged": plan.unchanged,
            "moved": [asdict(move) for move in plan.moved],
            "withdrawn": list(plan.withdrawn),
            "kept": list(plan.kept),
            "needs_consent": self.needs_consent,
            "failed": [asdict(failure) for failure in self.failures],
        }

    def __str__(self) -> str:
        """What would be done, by kind, then a line for each file that would be left out."""
        plan = self.plan
        lines = [
            "Essai : rien n'est fait.",
            *_named("À ajouter", plan.added),
            *_named("À remplacer", plan.replaced),
            *_named("À mettre à jour", plan.updated),
            *_moved_lines("À déplacer", plan.moved),
            *_named("À retirer", plan.withdrawn),
            *_named("À garder, leur fichier ne pouvant être lu", plan.kept),
            f"Inchangés : {french_count(plan.unchanged)}.",
        ]
        if self.needs_consent:
            lines.append("Plus de la moitié des articles de ce dossier seraient retirés : il y faudra --yes.")
        return "\n".join((*lines, *_failed_lines(self.failures)))


def _named(what: str, ids: Sequence[str]) -> list[str]:
    if not ids:
        return []
    others = f" et {french_count(len(ids) - _SHOWN)} autres" if len(ids) > _SHOWN else ""
    return [f"{what} : {french_count(len(ids))} ({', '.join(ids[:_SHOWN])}{others})."]


def _moved_lines(what: str, moves: Sequence[Move]) -> list[str]:
    if not moves:
        return []
    lines = [f"  {move.former_id} → {move.article_id} : {_printed(move.file)}" for move in moves[:_SHOWN]]
    if len(moves) > _SHOWN:
        lines.append(f"  et {french_count(len(moves) - _SHOWN)} autres.")
    return [f"{what} : {french_count(len(moves))}.", *lines]


def _failed_lines(failures: Sequence[ReadFailure]) -> list[str]:
    if not failures:
        return []
    return [f"Non lus : {len(failures)}.", *(f"  {failure.path} : {failure.reason}" for failure in failures)]


def _printed(file: str) -> str:
    """The name of a file, which need not be UTF-8, as it can be printed."""
    return file.encode("utf-8", errors="replace").decode("utf-8")
