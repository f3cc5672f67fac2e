"""What goes over the wire about articles: their texts, pages of them, and what becomes of them when they change."""

from datetime import date, datetime
from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from api.wire.schemas import ArticleSummary

Outcome: TypeAlias = Literal["added", "replaced", "updated", "unchanged"]
JobState: TypeAlias = Literal["queued", "running", "cancelling", "succeeded", "failed", "cancelled"]


class _Object(BaseModel):
    model_config = ConfigDict(frozen=True)


class ArticleResponse(ArticleSummary):
    """An article with the text that every offset refers to."""

    text: str


class ArticlePage(_Object):
    """Articles in the order of their ids; `next_cursor` is null on the last page."""

    articles: list[ArticleSummary]
    next_cursor: str | None


class Source(_Object):
    """A source by the name that filters take; the days of its earliest and latest article, null where none has one."""

    name: str
    articles: int = Field(description="How many articles name it.")
    published_from: date | None
    published_to: date | None


class SourceList(_Object):
    """The sources that articles name, in the order of their names' code points."""

    sources: list[Source]


class StoredArticle(ArticleSummary):
    """An article that is stored, and what was done: `unchanged` is nothing.

    `added`: there was none with its id. `replaced`: it has another text or title than before. `updated`: other
    metadata alone.
    """

    outcome: Outcome


class UploadFailure(_Object):
    """A file, or one line of it (`name:line`), that was not read; `reason` says in French why, and what to do."""

    file: str
    reason: str


class UploadReport(_Object):
    """What became of an upload: the articles that are stored, and what could not be read."""

    articles: list[StoredArticle]
    failures: list[UploadFailure]
    chunks: int = Field(description="How many passages were embedded.")


class DeletionReceipt(_Object):
    """What a deletion took away. Its texts are gone from the disk too, where no other article carries them."""

    id: str
    versions: list[str] = Field(description="The texts that the article carried, today's and earlier ones.")
    chunks: int = Field(description="How many passages are found no more.")
    deleted_at: datetime


class JobCounts(_Object):
    """What has been done with the articles of an upload so far."""

    added: int = 0
    replaced: int = 0
    updated: int = 0
    unchanged: int = 0

    @property
    def done(self) -> int:
        """All of them."""
        return self.added + self.replaced + self.updated + self.unchanged


class Job(_Object):
    """An upload that is worked on while nobody waits.

    `succeeded`: it was read to its end; `failures` says what could not be read. `failed`: nothing could be stored, or
    it was given up; `note` says why. `cancelled`: it was stopped; what was stored until then stays.
    """

    id: str
    state: JobState
    created_at: datetime
    started_at: datetime | None = None
    finished_at: datetime | None = None
    fruitless_starts: int = Field(default=0, description="How often the service stopped before it stored anything new.")
    files: int
    bytes: int
    articles: JobCounts = JobCounts()
    chunks: int = Field(default=0, description="How many passages were embedded.")
    articles_per_second: float | None = None
    failed: int = Field(default=0, description="How many files and lines could not be read.")
    failures: list[UploadFailure] = Field(default=[], description="The first hundred of them.")
    note: str | None = Field(default=None, description="Why it waits, or why it was given up.")
    link: str

    @property
    def finished(self) -> bool:
        """True where nothing more will happen."""
        return self.state in ("succeeded", "failed", "cancelled")
