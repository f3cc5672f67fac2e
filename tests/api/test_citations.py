from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from rag.assembly import open_index
from rag.citations import CitationId
from rag.settings import Settings
from sample_articles import EMOJI_FUND, POWER, POWER_COPY

QUOTE = "Le fonds est dirigé par Wu Wei, son directeur général."
START = EMOJI_FUND.text.index(QUOTE)
ID = str(CitationId.of(EMOJI_FUND.version, START, START + len(QUOTE)))


def test_a_citation_that_stands_is_current(client: TestClient) -> None:
    response = client.get(f"/v1/citations/{ID}")
    assert response.status_code == 200
    found = response.json()
    assert (found["id"], found["status"], found["new_place"]) == (ID, "current", None)
    assert found["source"]["quote"] == QUOTE
    assert found["source"]["prefix"] == EMOJI_FUND.text[START - 64 : START]
    assert found["source"]["suffix"] == EMOJI_FUND.text[START + len(QUOTE) :][:64]
    assert found["link"] == f"/articles/fonds?cite={ID}"


def test_a_citation_is_the_target_of_a_web_annotation(client: TestClient) -> None:
    """The article has an emoji above the Basic Multilingual Plane before the quote: code points, not UTF-16 units."""
    target = client.get(f"/v1/citations/{ID}").json()["target"]
    assert target == {
        "type": "SpecificResource",
        "source": "/v1/articles/fonds",
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": QUOTE,
                "prefix": EMOJI_FUND.text[START - 64 : START],
                "suffix": EMOJI_FUND.text[START + len(QUOTE) :][:64],
            },
            {"type": "TextPositionSelector", "start": START, "end": START + len(QUOTE)},
        ],
    }
    assert any(ord(character) > 0xFFFF for character in EMOJI_FUND.text[:START])
    text = client.get(target["source"]).json()["text"]
    quote, place = target["selector"]
    assert text[place["start"] : place["end"]] == quote["exact"]
    assert text.count(quote["prefix"] + quote["exact"] + quote["suffix"]) == 1


def test_a_text_of_two_articles_resolves_to_the_earlier_one(client: TestClient) -> None:
    found = client.get(f"/v1/citations/{CitationId.of(POWER.version, 0, 7)}").json()
    assert found["source"]["article_id"] == POWER.id
    assert found["duplicates"] == [POWER_COPY.id]


def test_a_changed_article_tells_where_the_words_stand_now(client: TestClient, stored: Settings) -> None:
    changed = replace(EMOJI_FUND, text="Mise à jour. " + EMOJI_FUND.text)
    with open_index(stored) as index:
        index.add([changed])
    found = client.get(f"/v1/citations/{ID}").json()
    assert found["status"] == "superseded"
    assert found["source"]["version"] == EMOJI_FUND.version
    assert found["source"]["quote"] == QUOTE
    place = found["new_place"]
    assert changed.text[place["start"] : place["end"]] == place["quote"] == QUOTE
    assert place["version"] == changed.version
    assert client.get(place["lookup"]).json()["status"] == "current"
    assert found["target"]["selector"][1] == {
        "type": "TextPositionSelector",
        "start": place["start"],
        "end": place["end"],
    }
    assert found["target"] == client.get(place["lookup"]).json()["target"]


def test_words_that_are_gone_have_no_new_place(client: TestClient, stored: Settings) -> None:
    with open_index(stored) as index:
        index.add([replace(EMOJI_FUND, text="Un rectificatif remplace cet article.")])
    found = client.get(f"/v1/citations/{ID}").json()
    assert (found["status"], found["new_place"], found["deep_link"]) == ("superseded", None, None)
    assert found["target"] is None


def test_a_withdrawn_article_is_gone(client: TestClient, stored: Settings) -> None:
    with open_index(stored) as index:
        index.delete(EMOJI_FUND.id)
    response = client.get(f"/v1/citations/{ID}")
    assert response.status_code == 410
    assert response.json()["type"] == "urn:sourcier:problem:citation-withdrawn"
    assert QUOTE not in response.text
    assert client.get(f"/v1/articles/{EMOJI_FUND.id}").status_code == 410


@pytest.mark.parametrize("written", ["0000000000000000-0-5", f"{EMOJI_FUND.version[:16]}-0-99999999"])
def test_an_unknown_citation_is_not_found(client: TestClient, written: str) -> None:
    response = client.get(f"/v1/citations/{written}")
    assert response.status_code == 404
    assert response.json()["type"] == "urn:sourcier:problem:citation-unknown"
    assert written in response.json()["detail"]


@pytest.mark.parametrize(
    "written", ["x", f"{EMOJI_FUND.version[:16]}-5-5", f"{EMOJI_FUND.version[:16]}-9-3", "é😀", "%27%3B--"]
)
def test_a_malformed_id_is_said_to_be_malformed(client: TestClient, written: str) -> None:
    response = client.get(f"/v1/citations/{written}")
    assert response.status_code == 422
    assert response.json()["type"] == "urn:sourcier:problem:invalid-citation-id"


@pytest.mark.parametrize(
    ("quote", "status"),
    [
        (QUOTE, "exact"),
        ("L'intelligence artificielle".replace("L", "l"), "typographic"),
        ("Le fonds est dirigé par Wu Qing, son directeur général.", "near"),
        ("La blanquette de veau se sert chaude avec du riz.", "absent"),
    ],
)
def test_a_quote_is_verified(client: TestClient, quote: str, status: str) -> None:
    response = client.post("/v1/verify", json={"quote": quote})
    assert response.status_code == 200
    found = response.json()
    assert found["status"] == status
    assert found["quote"] == quote
    assert (found["place"] is None) == (status == "absent")
    assert bool(found["difference"]) == (status == "near")
    if found["place"]:
        place = found["place"]
        assert EMOJI_FUND.text[place["start"] : place["end"]] == place["quote"]
        assert client.get(place["lookup"]).json()["source"]["quote"] == place["quote"]


def test_a_near_quote_is_told_what_differs(client: TestClient) -> None:
    found = client.post("/v1/verify", json={"quote": QUOTE.replace("Wu Wei", "Wu Qing")}).json()
    start = EMOJI_FUND.text.index("Wei")
    assert found["place"]["id"] == ID
    assert found["difference"] == [
        {"operation": "replace", "expected": "Qing", "found": "Wei", "start": start, "end": start + 3}
    ]


@pytest.mark.parametrize("quote", ["", " \n\t", "x" * 10_001])
def test_a_quote_has_a_length(client: TestClient, quote: str) -> None:
    response = client.post("/v1/verify", json={"quote": quote})
    assert response.status_code == 422
    assert response.json()["errors"][0]["pointer"] == "/quote"
