"""What the store tells about what it holds: summaries, receipts, reports and counts."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """An article without its text."""

    id: str
    title: str
    language: str
    url: str | None
    source: str | None
    author: str | None
    published: date | None
    version: str


@dataclass(frozen=True, slots=True)
class FormerCarrier:
    """An article that carried a text once; `version` is the text it carries now."""

    article_id: str
    version: str


@dataclass(frozen=True, slots=True)
class StoredText:
    """All that is known of a text that was ever in the store.

    `text` is None once it was withdrawn: then `withdrawn_at` is the time of the last deletion (UTC).
    `article_ids` carry the text today, the earliest published first (no date last, then by id).
    `former` carried it before and carry another text today, ordered by id. `withdrawn_from` are deleted articles,
    after a purge by digests of their ids.
    """

    version: str
    text: str | None
    article_ids: tuple[str, ...]
    former: tuple[FormerCarrier, ...]
    withdrawn_from: tuple[str, ...]
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class DeletionReceipt:
    """What a deletion took away: the article's texts, by version, and how many chunks. UTC."""

    article_id: str
    versions: tuple[str, ...]
    chunks: int
    deleted_at: datetime


@dataclass(frozen=True, slots=True)
class AddProgress:
    """How far an ingestion is: what is stored for good so far, and of how many articles where that is known."""

    articles: int
    chunks: int
    total: int | None = None


@dataclass(frozen=True, slots=True)
class AddReport:
    """What an ingestion did.

    `replaced` had another text or title before, `updated` only other metadata (nothing was embedded again),
    `unchanged` were there already. `chunks` counts those embedded: an article that has the title and text of another
    one takes over what was embedded for that.
    """

    added: int
    replaced: int
    updated: int
    unchanged: int
    chunks: int


@dataclass(frozen=True, slots=True)
class StoreStatus:
    """The store in figures.

    `waiting` articles have no chunks since a rebuild, as their text had changed on the disk; `prepared` ones are in the
    next generation of a rebuild that is not over; `texts` counts those kept, old versions included,
    `withdrawn` those of which only the name is left; `changes` is the number of the last change; `bytes` is the size
    of the whole folder.
    """

    folder: str
    articles: int
    waiting: int
    prepared: int
    chunks: int
    texts: int
    withdrawn: int
    changes: int
    model: str
    dimension: int
    bytes: int


@dataclass(frozen=True, slots=True)
class MirrorLag:
    """How many of the store's changes each mirror of this process has not applied yet."""

    vectors: int
    terms: int
