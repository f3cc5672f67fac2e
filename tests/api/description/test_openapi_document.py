"""The description of the interface: a valid OpenAPI 3.1 document, kept in git, with an example for all that is sent."""

import difflib
import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from api.description.openapi_document import COMMAND, DOCUMENT, render_document

KEPT = json.loads(DOCUMENT.read_text(encoding="utf-8"))
SHOWN_LINES = 60


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in KEPT["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def bodies() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every body that comes back, or is sent as JSON: where, its media type, its description."""
    for name, operation in operations():
        for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
            if media_type == "application/json":
                yield f"{name} request", media_type, content
        for status, response in operation["responses"].items():
            for media_type, content in response.get("content", {}).items():
                yield f"{name} {status}", media_type, content


BODIES = [pytest.param(*body, id=f"{body[0]} {body[1]}") for body in bodies()]


def test_the_file_is_what_the_service_says() -> None:
    kept, now = DOCUMENT.read_text(encoding="utf-8").splitlines(), render_document().splitlines()
    changes = list(difflib.unified_diff(kept, now, "docs/openapi.json", "the service", lineterm="", n=4))
    shown = "\n".join(changes[:SHOWN_LINES])
    assert not changes, f"The interface has changed. If it was meant to: {COMMAND}\n{shown}\n({len(changes)} lines)"


def test_it_is_valid_openapi() -> None:
    assert KEPT["openapi"].startswith("3.1.")
    assert [str(error) for error in OpenAPIV31SpecValidator(KEPT).iter_errors()] == []


def test_operations_have_names_of_their_own_tags_and_a_summary() -> None:
    names = [operation["operationId"] for _, operation in operations()]
    assert len(set(names)) == len(names)
    tags = {tag["name"] for tag in KEPT["tags"]}
    for name, operation in operations():
        assert len(operation["tags"]) == 1, name
        assert set(operation["tags"]) <= tags, name
        assert operation["description"], name


@pytest.mark.parametrize(("place", "media_type", "content"), BODIES)
def test_every_body_has_an_example_that_fits_its_schema(place: str, media_type: str, content: dict[str, Any]) -> None:
    examples = (
        [content["example"]] if "example" in content else [each["value"] for each in content["examples"].values()]
    )
    assert examples
    validator = jsonschema.Draft202012Validator(
        {**content["schema"], "components": KEPT["components"]},
        format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
    )
    for example in examples:
        validator.validate(example)
        if media_type == "application/problem+json":
            assert example["status"] == int(place.rpartition(" ")[2])


def test_only_what_has_no_body_has_no_example() -> None:
    bare = {
        status
        for _, operation in operations()
        for status, response in operation["responses"].items()
        if "content" not in response
    }
    assert bare == {"304"}


def test_the_framework_describes_no_errors_of_its_own() -> None:
    assert "ValidationError" not in KEPT["components"]["schemas"]
    assert {media_type for place, media_type, _ in bodies() if place.endswith(" 422")} == {"application/problem+json"}


def test_links_lead_to_operations_and_their_parameters() -> None:
    known = {operation["operationId"]: operation for _, operation in operations()}
    links = [
        link
        for _, operation in operations()
        for response in operation["responses"].values()
        for link in response.get("links", {}).values()
    ]
    assert {link["operationId"] for link in links} == {
        *("lookUpCitation", "getArticle", "deleteArticle", "listArticles", "getJob", "cancelJob", "getModel")
    }
    for link in links:
        parameters = {parameter["name"] for parameter in known[link["operationId"]]["parameters"]}
        assert set(link["parameters"]) <= parameters
