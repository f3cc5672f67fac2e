"""What can go wrong for a program that asks the service, as exceptions: from problem details to types.

SourcierError
├── UnreachableError            nothing listens there, or the connection broke
│   └── TimedOutError           it did not answer in time
├── UnexpectedResponseError     whatever answered is not Sourcier
└── ProblemError                it answered with a problem (RFC 9457)
    ├── InvalidRequestError     400, 413, 415, 422: the same request will fail again
    ├── AccessDeniedError       401, 403: a key is missing, wrong, or not good for this
    ├── NotFoundError           404: no such citation or article
    ├── WithdrawnError          410: the article is gone
    ├── ConflictError           409, 412: the article is not what was expected
    ├── RateLimitedError        429: later
    ├── UnavailableError        503: later, or there is no store
    └── ServiceFailedError      any other status
"""

from api.wire.schemas import Problem


class SourcierError(Exception):
    """The service could not be asked, or did not do what was asked."""


class UnreachableError(SourcierError):
    """Nothing answers at the address."""


class TimedOutError(UnreachableError):
    """Nothing came for as long as the client waits."""


class UnexpectedResponseError(SourcierError):
    """The answer is not one of Sourcier's: the address is another program's, or a proxy's."""


class ProblemError(SourcierError):
    """The service answered with a problem. `retry_after`: seconds, None where it does not say when."""

    def __init__(self, problem: Problem, retry_after: float | None = None) -> None:
        super().__init__(problem.detail)
        self.problem = problem
        self.retry_after = retry_after

    @property
    def name(self) -> str:
        """The stable name of the sort of problem, such as `invalid-question`."""
        return self.problem.type.rpartition(":")[2]


class InvalidRequestError(ProblemError):
    """The request is wrong; `problem.errors` name the fields."""


class AccessDeniedError(ProblemError):
    """A key is missing, not valid, or not good for this."""


class NotFoundError(ProblemError):
    """There is no such citation or article."""


class WithdrawnError(ProblemError):
    """The article has been withdrawn."""


class ConflictError(ProblemError):
    """The article is not in the state that was expected."""


class RateLimitedError(ProblemError):
    """Too many requests."""


class UnavailableError(ProblemError):
    """The service cannot answer now."""


class ServiceFailedError(ProblemError):
    """The service failed; its log has the reason."""


_KINDS: dict[int, type[ProblemError]] = {
    400: InvalidRequestError,
    401: AccessDeniedError,
    403: AccessDeniedError,
    404: NotFoundError,
    409: ConflictError,
    410: WithdrawnError,
    412: ConflictError,
    413: InvalidRequestError,
    415: InvalidRequestError,
    422: InvalidRequestError,
    429: RateLimitedError,
    503: UnavailableError,
}


def error_of(problem: Problem, retry_after: float | None = None) -> ProblemError:
    """The exception of a problem."""
    return _KINDS.get(problem.status, ServiceFailedError)(problem, retry_after)
