"""`sourcier delete`: articles out of the store, with a receipt for each."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from api.changes.kept_responses import RESPONSES, forget_articles
from api.commands.french_lines import french_count
from index.hit import Filters
from index.storage.records import DeletionReceipt
from rag.assembly import open_index
from rag.settings import Settings


@dataclass(frozen=True, slots=True)
class DeletionReport:
    """What a deletion took away, and the ids that no article has."""

    receipts: tuple[DeletionReceipt, ...]
    unknown: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """For `--json`: receipts as the service gives them."""
        return {"deleted": [_receipt(receipt) for receipt in self.receipts], "unknown": list(self.unknown)}

    def __str__(self) -> str:
        """For people, in French: a line for each id."""
        return "\n".join((*map(_line, self.receipts), *(f"Inconnu : {article_id}." for article_id in self.unknown)))


def delete_articles(article_ids: Sequence[str], settings: Settings) -> DeletionReport:
    """Withdraws the articles with these ids. Raises StoreError where the store cannot be opened or written."""
    asked = tuple(dict.fromkeys(article_ids))
    with open_index(settings) as index:
        known = {found.id for found in index.list_articles(limit=len(asked), filters=Filters(article_ids=asked))}
        receipts = index.delete_all([article_id for article_id in asked if article_id in known])
    forget_articles(settings.store / RESPONSES, known)
    return DeletionReport(receipts, tuple(article_id for article_id in asked if article_id not in known))


def _receipt(receipt: DeletionReceipt) -> dict[str, Any]:
    fields = asdict(receipt)
    return {
        "id": fields.pop("article_id"),
        **fields,
        "versions": list(receipt.versions),
        "deleted_at": receipt.deleted_at.isoformat(),
    }


def _line(receipt: DeletionReceipt) -> str:
    versions = f"{len(receipt.versions)} version{'s' if len(receipt.versions) > 1 else ''}"
    chunks = f"{french_count(receipt.chunks)} passage{'s' if receipt.chunks > 1 else ''}"
    return f"Retiré : {receipt.article_id} ({versions}, {chunks}), le {receipt.deleted_at:%d/%m/%Y à %H:%M} UTC."
