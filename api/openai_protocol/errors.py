"""Problems as OpenAI's clients expect them: the same reason, in the body and under the statuses that OpenAI uses."""

import re

from pydantic import BaseModel, ConfigDict

from api.wire.schemas import Problem

_PATHS = ("/v1/chat/completions", "/v1/models")
_ROLE = re.compile(r"(?<=/)(?:user|assistant)/(?=content)")  # which sort of message it is, not a step
_STATUSES = {422: 400}  # OpenAI says 400 for everything that is wrong with a request
_CODES = {401: "invalid_api_key", 429: "rate_limit_exceeded"}  # what clients compare with; else the problem's own name


class OpenAIErrorDetail(BaseModel):
    """`code` is stable and for programs, `message` for people, `param` names the field that is wrong."""

    model_config = ConfigDict(frozen=True)

    message: str
    type: str
    param: str | None
    code: str | None


class OpenAIError(BaseModel):
    """OpenAI's error body."""

    model_config = ConfigDict(frozen=True)

    error: OpenAIErrorDetail


def speaks_openai(path: str) -> bool:
    """Whether the route at this path keeps OpenAI's bodies."""
    return any(path == own or path.startswith(f"{own}/") for own in _PATHS)


def openai_status(problem: Problem) -> int:
    """The status that OpenAI has for the problem."""
    return _STATUSES.get(problem.status, problem.status)


def openai_error(problem: Problem) -> OpenAIError:
    """The body that OpenAI has for the problem."""
    return OpenAIError(
        error=OpenAIErrorDetail(
            message=problem.detail,
            type=_type_of(problem.status),
            param=_parameter(problem),
            code=_CODES.get(problem.status) or problem.type.rpartition(":")[2].replace("-", "_"),
        )
    )


def _type_of(status: int) -> str:
    if status == 429:
        return "rate_limit_error"
    return "server_error" if status >= 500 else "invalid_request_error"


def _parameter(problem: Problem) -> str | None:
    """The first wrong field as OpenAI writes it, `messages[0].content`."""
    pointer = next((error.pointer for error in problem.errors if error.pointer), None)
    if pointer is None:
        return next((error.parameter for error in problem.errors if error.parameter), None)
    steps = _ROLE.sub("", pointer).removeprefix("/").split("/")
    return "".join(f"[{step}]" if step.isdecimal() else f".{step}" for step in steps).removeprefix(".")
