"""A store that is rebuilt while the service has it open."""

from fastapi.testclient import TestClient

from doubles import HashEmbedder
from index.article_index import ArticleIndex
from rag.settings import Settings

SEARCH = {"question": "Qui dirige le fonds municipal de Shanghai ?", "k": 3}


def test_with_the_same_settings_the_service_goes_on(client: TestClient, stored: Settings) -> None:
    before = client.post("/v1/search", json=SEARCH).json()
    ArticleIndex.rebuild(stored.store, HashEmbedder(dimension=256)).close()
    assert client.post("/v1/search", json=SEARCH).json() == before


def test_with_other_settings_it_says_that_it_has_to_be_started_again(client: TestClient, stored: Settings) -> None:
    assert client.post("/v1/search", json=SEARCH).status_code == 200
    ArticleIndex.rebuild(stored.store, HashEmbedder(dimension=32)).close()
    refused = client.post("/v1/search", json=SEARCH)
    assert refused.status_code == 503
    assert "Start the program again with the settings of the store." in refused.json()["detail"]
    assert client.get("/v1/articles/fonds").status_code == 200  # texts and citations need no embeddings
