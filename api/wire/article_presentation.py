"""What is told of a change to articles: outcomes, reports, receipts."""

from collections.abc import Iterable

from api.changes.article_writer import Batch, Stored
from api.wire.article_schemas import DeletionReceipt, StoredArticle, UploadReport
from api.wire.presentation import present_article_summary
from index.storage.records import DeletionReceipt as StoredReceipt


def present_stored(stored: Stored) -> StoredArticle:
    """An article that is stored now, with what was done."""
    return StoredArticle(**present_article_summary(stored.article).model_dump(), outcome=stored.outcome)


def present_batches(batches: Iterable[Batch]) -> UploadReport:
    """What became of an upload, batch by batch."""
    done = list(batches)
    return UploadReport(
        articles=[present_stored(stored) for batch in done for stored in batch.stored],
        failures=[failure for batch in done for failure in batch.failures],
        chunks=sum(batch.chunks for batch in done),
    )


def present_receipt(receipt: StoredReceipt) -> DeletionReceipt:
    """What a deletion took away."""
    return DeletionReceipt(
        id=receipt.article_id,
        versions=list(receipt.versions),
        chunks=receipt.chunks,
        deleted_at=receipt.deleted_at,
    )
