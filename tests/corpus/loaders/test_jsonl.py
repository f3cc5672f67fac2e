import json
from datetime import date
from pathlib import Path

import pytest

from corpus.article import RawArticle
from corpus.errors import ReadFailure, UnreadableFileError
from corpus.loaders.jsonl import load_jsonl


def load(tmp_path: Path, *lines: str) -> list[RawArticle | ReadFailure]:
    path = tmp_path / "articles.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return list(load_jsonl(path))


def test_each_line_is_an_article(tmp_path: Path) -> None:
    whole = {
        "id": 7,
        "title": "Le pont",
        "text": "Le pont rouvre.\n\nIl ferme.",
        "published": "14/11/2023",
        "source": "Le Courrier",
        "author": "M. K.",
        "url": "https://courrier.example/pont",
        "language": "fr",
        "views": 12,
    }
    path = tmp_path / "articles.jsonl"
    assert load(tmp_path, json.dumps(whole), "", '{"text": "Seul\u2028texte."}', "") == [
        RawArticle(
            f"{path}:1", whole["text"], "7", "Le pont", "fr", whole["url"], "Le Courrier", "M. K.", date(2023, 11, 14)
        ),
        RawArticle(f"{path}:3", "Seul\u2028texte."),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "La ligne n'est pas du JSON"),
        ("texte", "La ligne n'est pas du JSON"),
        ('{"text": "coupé', "La ligne n'est pas du JSON"),
        ('["text"]', "La ligne n'est pas un objet JSON"),
        ("null", "La ligne n'est pas un objet JSON"),
        ('{"title": "Le pont"}', "pas de champ « text »"),
        ('{"text": "  "}', "pas de champ « text »"),
        ('{"text": 12}', "pas de champ « text »"),
        ('{"text": "Un.", "published": "hier"}', "« published: hier » n'est pas une date"),
        ('{"text": "Un.", "published": 20231114}', "« published » doit être un texte, et non 20231114"),
        ('{"text": "Un.", "title": ["a"]}', "« title » doit être un texte"),
        ('{"text": "Un.", "url": "https://a.fr/\\ud800"}', "n'est pas une adresse web"),
        ('{"text": "Un.", "url": "https://a.fr/\\u0000"}', "n'est pas une adresse web"),
        ("[" * 100_000, "La ligne"),
        ('{"text": "Un.", "id": ' + "9" * 5000 + "}", "La ligne n'est pas du JSON"),
    ],
)
def test_line_that_is_no_article_is_reported_with_its_number_and_the_others_go_on(
    tmp_path: Path, line: str, reason: str
) -> None:
    first, failure, last = load(tmp_path, '{"text": "Un."}', line, '{"text": "Trois."}')
    assert isinstance(first, RawArticle)
    assert isinstance(last, RawArticle)
    assert isinstance(failure, ReadFailure)
    assert failure.path == f"{tmp_path / 'articles.jsonl'}:2"
    assert reason in failure.reason


def test_binary_file_is_refused_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_bytes(b"PK\x03\x04zip")
    with pytest.raises(UnreadableFileError, match="ZIP"):
        list(load_jsonl(path))
