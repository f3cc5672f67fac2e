"""A body written by a route itself is the one that the framework would have sent."""

from fastapi import FastAPI, Response
from fastapi.testclient import TestClient

from api.description.examples import ANSWER
from api.wire.json_body import json_response
from api.wire.schemas import AnswerResponse


def test_it_is_what_the_framework_sends_byte_for_byte() -> None:
    app = FastAPI()
    body = AnswerResponse.model_validate(ANSWER)

    @app.get("/framework")
    def by_the_framework() -> AnswerResponse:
        return body

    @app.get("/route", response_model=AnswerResponse)
    def by_the_route() -> Response:
        return json_response(body)

    with TestClient(app) as client:
        framework, route = client.get("/framework"), client.get("/route")
    assert "l’" in route.text
    assert route.content == framework.content
    assert dict(route.headers) == dict(framework.headers)
