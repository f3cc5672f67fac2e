"""What the routes that change articles work with: a writer, a worker for long uploads, the responses that are kept."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.changes.article_writer import ArticleWriter, missing_articles
from api.changes.bounded_reading import BoundedReader
from api.changes.idempotency import KeptResponses
from api.changes.job_folder import JobFolder
from api.changes.job_worker import JobWorker
from api.changes.kept_responses import RESPONSES, articles_in
from api.changes.uploads import Spool, Upload, receive_upload
from api.service import Service
from api.wire.article_fields import ArticleMetadata
from index.article_index import ArticleIndex

UPLOADS = "uploads"
WRITER_LOCK = "writer.lock"


@dataclass(frozen=True, slots=True)
class ArticleDesk:
    """One a service; what it keeps lies in two folders of the store's folder."""

    uploads: JobFolder
    writer: ArticleWriter
    reader: BoundedReader
    worker: JobWorker
    responses: KeptResponses

    @classmethod
    def of(cls, service: Service, *, document_seconds: float) -> "ArticleDesk":
        """The desk of a service; its worker is to be started. A document may take so long to be read."""
        store = service.settings.store
        uploads, writer = JobFolder(store / UPLOADS), ArticleWriter(store / WRITER_LOCK)
        reader = BoundedReader(document_seconds)
        worker = JobWorker(uploads, writer, reader, service)
        return cls(uploads, writer, reader, worker, KeptResponses(store / RESPONSES))

    def close(self) -> None:
        """Ends what goes on beside the requests: the batch that is being stored is stored."""
        self.worker.close()
        self.reader.close()

    def once(
        self, index: ArticleIndex, key: str | None, *, caller: str, request: str, work: Callable[[], Response]
    ) -> Response:
        """What `work` answers, done once for a key; see `KeptResponses.once`.

        An article that was deleted while its response was being written down is found out here.
        """
        response = self.responses.once(key, caller=caller, request=request, work=work)
        if key is not None and (gone := missing_articles(index, articles_in(bytes(response.body)))):
            self.responses.forget(gone)
        return response

    @asynccontextmanager
    async def receiving(self, request: Request, said: ArticleMetadata) -> AsyncIterator[Upload]:
        """The upload that a request brings; its files are gone after the block unless it was made a job."""
        spool = await run_in_threadpool(Spool.create, self.uploads.folder)
        try:
            yield await receive_upload(request, spool, said)
        finally:
            if self.uploads.get(spool.folder.name) is None:
                await run_in_threadpool(spool.remove)


def get_desk(request: Request) -> ArticleDesk:
    """The desk of the app."""
    desk = request.app.state.desk
    assert isinstance(desk, ArticleDesk)
    return desk


DeskDependency = Annotated[ArticleDesk, Depends(get_desk)]
