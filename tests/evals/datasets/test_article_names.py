"""An article is meant by its id, its file or its title."""

from pathlib import Path

import pytest

from corpus.article import Article
from corpus.reading import read_articles
from evals.datasets.article_names import ArticleNames, UnknownNameError


@pytest.fixture
def names(tmp_path: Path) -> ArticleNames:
    (tmp_path / "2020").mkdir()
    (tmp_path / "Port d'Œuilly.txt").write_text("Le port a ouvert en 1995, un jour de grand vent.", encoding="utf-8")
    (tmp_path / "2020" / "ville.md").write_text(
        "---\nid: la-ville\ntitle: La ville s’étend\n---\nLa ville compte 20 000 habitants.\n", encoding="utf-8"
    )
    (tmp_path / "agence.jsonl").write_text(
        '{"id": "a1", "title": "Un", "text": "Le vent souffle."}\n{"id": "a2", "title": "Deux", "text": "Il pleut."}\n',
        encoding="utf-8",
    )
    articles = [item for item in read_articles([tmp_path]) if isinstance(item, Article)]
    return ArticleNames(articles, tmp_path)


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("la-ville", {"la-ville"}),
        ("ville.md", {"la-ville"}),  # the file names an id of its own
        ("2020/ville.md", {"la-ville"}),
        ("2020\\Ville", {"la-ville"}),
        ("la ville s'étend", {"la-ville"}),
        ("port d’oeuilly.txt", {"port-d-oeuilly"}),
        ("Port d'Œuilly", {"port-d-oeuilly"}),
        ("agence.jsonl", {"a1", "a2"}),
        ("Deux", {"a2"}),
    ],
)
def test_what_an_article_may_be_called(names: ArticleNames, name: str, ids: set[str]) -> None:
    assert names.find(name) == ids


def test_an_unknown_name_is_said_with_the_nearest(names: ArticleNames) -> None:
    with pytest.raises(UnknownNameError, match=r"no article has 'vile.md' as its id, .* Was 'ville.md' meant\?"):
        names.find("vile.md")
    with pytest.raises(UnknownNameError, match=r"its title\.$"):
        names.find("zzzzzz")


def test_one_file_is_a_folder_of_itself(tmp_path: Path) -> None:
    path = tmp_path / "seul.txt"
    path.write_text("La ville compte 20 000 habitants.", encoding="utf-8")
    articles = [item for item in read_articles([path]) if isinstance(item, Article)]
    assert ArticleNames(articles, path).find("seul.txt") == {"seul"}
