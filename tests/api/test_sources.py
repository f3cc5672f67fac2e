"""`GET /v1/sources`: where the articles are from, how many each, and from when to when."""

import pytest
from fastapi.testclient import TestClient

from uploading import TEXT

SERVED = [
    {"name": "Le Quotidien", "articles": 1, "published_from": "2020-07-10", "published_to": "2020-07-10"},
    {"name": "Le Soir", "articles": 1, "published_from": "2024-08-02", "published_to": "2024-08-02"},
    {"name": "L’Agence", "articles": 1, "published_from": "2024-08-03", "published_to": "2024-08-03"},
]


def test_sources_are_listed_by_name_without_the_articles_that_name_none(client: TestClient) -> None:
    response = client.get("/v1/sources")
    assert response.status_code == 200
    assert response.json() == {"sources": SERVED}


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (["2024-07-01", "2024-09-30"], {"articles": 3, "published_from": "2024-07-01", "published_to": "2024-09-30"}),
        ([None], {"articles": 2, "published_from": "2024-08-02", "published_to": "2024-08-02"}),
    ],
)
def test_a_source_counts_its_articles_and_spans_their_days(
    client: TestClient, published: list[str | None], expected: dict[str, object]
) -> None:
    for number, day in enumerate(published):
        client.put(f"/v1/articles/a-{number}", json={"text": TEXT, "source": "Le Soir", "published": day})
    assert client.get("/v1/sources").json()["sources"][1] == {"name": "Le Soir", **expected}


def test_a_source_without_any_day_has_none(client: TestClient) -> None:
    client.put("/v1/articles/a", json={"text": TEXT, "source": "A"})
    assert client.get("/v1/sources").json()["sources"][0] == {
        "name": "A",
        "articles": 1,
        "published_from": None,
        "published_to": None,
    }


def test_a_source_goes_with_its_last_article(client: TestClient) -> None:
    client.delete("/v1/articles/fonds")
    assert client.get("/v1/sources").json() == {"sources": SERVED[1:]}


def test_the_names_are_what_filters_take(client: TestClient) -> None:
    for source in client.get("/v1/sources").json()["sources"]:
        page = client.get("/v1/articles", params={"source": source["name"]}).json()
        assert len(page["articles"]) == source["articles"]


def test_a_list_that_is_held_is_not_sent_again(client: TestClient) -> None:
    etag = client.get("/v1/sources").headers["etag"]
    assert client.get("/v1/sources", headers={"if-none-match": etag}).status_code == 304
    client.delete("/v1/articles/fonds")
    assert client.get("/v1/sources", headers={"if-none-match": etag}).status_code == 200


def test_without_a_store_there_are_none(bare_client: TestClient) -> None:
    assert bare_client.get("/v1/sources").json()["type"] == "urn:sourcier:problem:store-not-ready"
