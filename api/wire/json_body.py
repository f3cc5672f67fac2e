"""A body made into JSON where it is made: in the thread that answers, not on the event loop that serves everybody."""

from fastapi import Response
from pydantic import BaseModel


def json_response(body: BaseModel) -> Response:
    """The response that the framework would make of the body, byte for byte.

    Returned by a route as it is, the body would be checked once more in another thread, which with many answers at
    once means to wait for a turn again, and written on the event loop.
    """
    return Response(body.model_dump_json(by_alias=True), media_type="application/json")
