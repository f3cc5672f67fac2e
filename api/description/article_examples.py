"""What the routes that change articles say of the article of `api.description.examples`, as examples."""

from datetime import UTC, datetime

from api.description.descriptions import Refusal, Success
from api.description.examples import ARTICLE
from api.errors import (
    ARTICLE_UNKNOWN,
    ARTICLE_WITHDRAWN,
    CONTENT_TOO_LARGE,
    INTERNAL_ERROR,
    INVALID_JSON,
    INVALID_REQUEST,
    INVALID_UPLOAD,
    JOB_FINISHED,
    JOB_UNKNOWN,
    KEY_IN_USE,
    KEY_REUSED,
    NOTHING_READ,
    PRECONDITION_FAILED,
    STORE_BUSY,
    STORE_NOT_READY,
    TOO_MANY_JOBS,
    UNREADABLE_MEDIA_TYPE,
)
from api.wire.article_fields import ArticleBody
from api.wire.article_schemas import DeletionReceipt, Job, JobCounts, StoredArticle, UploadFailure, UploadReport

_JOB_ID = "5d0f2f3c6b1e4b0f8a7c9d2e1f3a4b5c"
_BEGUN = datetime(2024, 8, 2, 9, 30, tzinfo=UTC)
_ARTICLES = "/v1/articles"
_ARTICLE = f"{_ARTICLES}/{ARTICLE.id}"
_JOB = f"/v1/jobs/{_JOB_ID}"

ARTICLE_BODY = ArticleBody(
    id=ARTICLE.id, title=ARTICLE.title, source=ARTICLE.source, published=ARTICLE.published, text=ARTICLE.text
)
STORED = StoredArticle(**ARTICLE.model_dump(exclude={"text"}), outcome="added")
UNCHANGED = STORED.model_copy(update={"outcome": "unchanged"})
_FAILURE = UploadFailure(
    file="scan.pdf",
    reason="Le fichier est vide (0 octet). Vérifiez qu'il a été copié en entier.",
)
REPORT = UploadReport(articles=[STORED], failures=[], chunks=1)
SAME_REPORT = UploadReport(articles=[UNCHANGED], failures=[], chunks=0)
PARTIAL_REPORT = UploadReport(articles=[STORED], failures=[_FAILURE], chunks=1)
RECEIPT = DeletionReceipt(id=ARTICLE.id, versions=[ARTICLE.version], chunks=1, deleted_at=_BEGUN)
QUEUED = Job(id=_JOB_ID, state="queued", created_at=_BEGUN, files=1, bytes=48_211_007, link=_JOB)
RUNNING = QUEUED.model_copy(
    update={
        "state": "running",
        "started_at": _BEGUN,
        "articles": JobCounts(added=512),
        "chunks": 2_304,
        "articles_per_second": 11.4,
        "failed": 1,
        "failures": [_FAILURE],
    }
)
CANCELLED = QUEUED.model_copy(update={"state": "cancelled", "finished_at": _BEGUN})
CANCELLING = RUNNING.model_copy(update={"state": "cancelling"})

BROKEN = (
    Refusal(INTERNAL_ERROR, "The service could not answer. Its log has the reason under the request id 7.", _ARTICLES),
    Refusal(STORE_NOT_READY, "There is no store in index/store. Run: sourcier ingest PATH…", _ARTICLES),
)
BUSY = Refusal(STORE_BUSY, "Another process has been writing to articles.sqlite for 30 s.", _ARTICLES, ("Retry-After",))
QUEUE_FULL = Refusal(TOO_MANY_JOBS, "100 uploads wait. Try again later.", _ARTICLES)
UNREADABLE_BODY = (
    Refusal(INVALID_JSON, "The body cannot be read as JSON in UTF-8: Expecting value.", _ARTICLES),
    Refusal(INVALID_UPLOAD, "The form cannot be read: Missing boundary in multipart.", _ARTICLES),
    Refusal(CONTENT_TOO_LARGE, "The body is larger than 100,000,000 bytes.", _ARTICLES),
    Refusal(
        UNREADABLE_MEDIA_TYPE, "The body came with Content-Type: image/png. What is read: text/plain, …", _ARTICLES
    ),
    Refusal(NOTHING_READ, f"{_FAILURE.file}: {_FAILURE.reason}", _ARTICLES),
)
WRONG_FIELD = Refusal(INVALID_REQUEST, "id: Value error, An id has 1 to 200 of the letters …, not '..'.", _ARTICLES)
WRONG_LIMIT = Refusal(INVALID_REQUEST, "limit: Input should be greater than or equal to 1, not '0'.", _ARTICLES)
NOT_MODIFIED = Success(304, "What is held still stands", headers=("ETag",))
WRONG_KEY = (
    Refusal(KEY_IN_USE, "The first request with this key has not ended.", _ARTICLES, ("Retry-After",)),
    Refusal(KEY_REUSED, "The key 8e03978e came with another request. Make a new key.", _ARTICLES),
)
CHANGED = Refusal(
    PRECONDITION_FAILED,
    'If-Match does not name the article as it is. Its entity tag is "9f2c…". Read it again.',
    _ARTICLE,
)
NO_ARTICLE = (
    Refusal(
        ARTICLE_UNKNOWN, "No article has the id 'nouvelle'. GET /v1/articles lists the ids that there are.", _ARTICLE
    ),
    Refusal(ARTICLE_WITHDRAWN, f"The article '{ARTICLE.id}' was deleted on 2024-08-02 09:30 UTC.", _ARTICLE),
)
NO_JOB = Refusal(JOB_UNKNOWN, "There is no such job. Jobs that finished are kept for a week.", _JOB)
JOB_ENDED = Refusal(JOB_FINISHED, "The job has finished; what it stored can be deleted by article.", _JOB)
