"""The articles that ship: enough of them, whole, in French typography, and in words of their own."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from corpus.front_matter import split_front_matter

ROOT = Path(__file__).parents[2]
ARTICLES = sorted((ROOT / "corpus" / "articles").glob("*.md"))
SEEDS = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))

LONGEST_SHARED_RUN = 7
"""Words in a row that an article may share with a seed: names and titles are that long, sentences are longer."""

every_article = pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)


def _parts(path: Path) -> tuple[dict[str, object], str]:
    fields, body = split_front_matter(path.read_text(encoding="utf-8"), path=path)
    return dict(fields), body.strip()


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _runs(words: list[str], length: int) -> Iterator[tuple[str, ...]]:
    return (tuple(words[start : start + length]) for start in range(len(words) - length + 1))


def test_there_are_at_least_fifteen() -> None:
    assert len(ARTICLES) >= 15


@every_article
def test_front_matter_is_complete(path: Path) -> None:
    fields, _ = _parts(path)
    assert set(fields) == {"id", "title", "published", "source", "language"}
    assert fields["id"] == path.stem
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", str(fields["id"]))
    assert fields["title"]
    assert str(fields["source"]).startswith("d’après ")
    assert fields["language"] == "fr"
    assert date.fromisoformat(str(fields["published"])) in {date(2020, 7, 10), date(2024, 8, 2)}


def test_titles_are_unique() -> None:
    titles = [_parts(path)[0]["title"] for path in ARTICLES]
    assert len(set(titles)) == len(titles)


@every_article
def test_body_has_two_to_four_hundred_and_fifty_words(path: Path) -> None:
    assert 200 <= len(_parts(path)[1].split()) <= 450


@every_article
def test_body_is_plain_paragraphs(path: Path) -> None:
    paragraphs = _parts(path)[1].split("\n\n")
    assert len(paragraphs) >= 4
    for paragraph in paragraphs:
        assert "\n" not in paragraph
        assert paragraph == paragraph.strip()
        assert not re.search(r"[*_#`|<>\[\]]|^[-–>\d]+[.)]? ", paragraph)


@every_article
def test_typography_is_french(path: Path) -> None:
    fields, body = _parts(path)
    for text in (str(fields["title"]), body):
        assert not re.search(r"['\"]|  |…\.", text)
        assert not re.search(r"[^\u00a0][:;?!»%]", text), "a no-break space before : ; ? ! » %"
        assert not re.search(r"«[^\u00a0]", text), "a no-break space after «"
        assert not re.search(r"\d \d{3}", text), "a no-break space between groups of digits"
        assert text.count("«") == text.count("»")


@every_article
@pytest.mark.skipif(not SEEDS, reason="the press articles the facts come from are not in the repository")
def test_no_run_of_eight_words_is_shared_with_a_seed(path: Path) -> None:
    length = LONGEST_SHARED_RUN + 1
    seeds = {run for seed in SEEDS for run in _runs(_words(seed.read_text(encoding="utf-8")), length)}
    shared = [" ".join(run) for run in _runs(_words(_parts(path)[1]), length) if run in seeds]
    assert shared == []


@pytest.mark.skipif(not SEEDS, reason="the press articles the facts come from are not in the repository")
def test_every_figure_stands_in_a_seed() -> None:
    """Figures written in digits; the words `quinze`, `trois`… are for the reader of a change to check."""
    figure = re.compile(r"\d+(?:[ \u00a0]\d{3})*(?:,\d+)?")
    known = {_plain(match) for seed in SEEDS for match in figure.findall(seed.read_text(encoding="utf-8"))}
    for path in ARTICLES:
        figures = {_plain(match) for match in figure.findall(_parts(path)[1])}
        assert figures <= known, path.stem


def _plain(figure: str) -> str:
    return figure.replace(" ", "").replace("\u00a0", "")
