import pytest
from fastapi.testclient import TestClient

from sample_articles import EMOJI_FUND, SERVED_ARTICLES


def test_articles_are_listed_by_id_without_their_text(client: TestClient) -> None:
    page = client.get("/v1/articles").json()
    assert [article["id"] for article in page["articles"]] == ["calcul", "calcul-copie", "fonds", "meteo"]
    assert page["next_cursor"] is None
    assert page["articles"][2] == {
        "id": "fonds",
        "title": EMOJI_FUND.title,
        "source": "Le Quotidien",
        "author": "A. Li",
        "published": "2020-07-10",
        "url": "https://presse.example/fonds",
        "language": "fr",
        "version": EMOJI_FUND.version,
    }


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 200])
def test_the_pages_together_are_the_list(client: TestClient, limit: int) -> None:
    listed, cursor = [], None
    while True:
        page = client.get("/v1/articles", params={"limit": limit} | ({"cursor": cursor} if cursor else {})).json()
        assert len(page["articles"]) <= limit
        listed += [article["id"] for article in page["articles"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert listed == sorted(article.id for article in SERVED_ARTICLES)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("source=Le Soir", ["calcul"]),
        ("source=Le Soir&source=L’Agence", ["calcul", "calcul-copie"]),
        ("language=en", ["meteo"]),
        ("published_from=2024-08-03", ["calcul-copie"]),
        ("published_to=2020-07-10", ["fonds"]),
        ("source=personne", []),
    ],
)
def test_the_list_is_filtered(client: TestClient, query: str, expected: list[str]) -> None:
    page = client.get(f"/v1/articles?{query}").json()
    assert [article["id"] for article in page["articles"]] == expected


def test_an_article_comes_with_its_text(client: TestClient) -> None:
    article = client.get("/v1/articles/fonds").json()
    assert article["text"] == EMOJI_FUND.text
    assert article["version"] == EMOJI_FUND.version


@pytest.mark.parametrize("article_id", ["personne", "a/b/c", "%2e%2e%2fetc%2fpasswd", "é😀"])
def test_an_unknown_article_is_not_found(client: TestClient, article_id: str) -> None:
    response = client.get(f"/v1/articles/{article_id}")
    assert response.status_code == 404
    assert response.json()["type"] == "urn:sourcier:problem:article-unknown"


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=many", "published_from=hier"])
def test_a_wrong_parameter_is_named(client: TestClient, query: str) -> None:
    response = client.get(f"/v1/articles?{query}")
    assert response.status_code == 422
    name, value = query.split("=")
    assert response.json()["errors"][0]["parameter"] == name
    assert value in response.json()["detail"]
