"""The reader to beat."""

import math

import pytest

from corpus.article import Article, Chunk
from evals.naive_reader import NaiveReader
from index.hit import Explanation, Hit

TEXT = "Avant. La ville compte des habitants. Le maire dirige la ville. Le maire dirige la ville encore."
ARTICLE = Article("ville", "La ville", TEXT)


class Counted:
    """Ten chunks; the town stands in five of them, the mayor in one."""

    chunk_count = 10

    def document_frequency(self, term: str) -> int:
        return {"vill": 5, "mair": 1}.get(term, 0)


def hit(start: int, end: int) -> Hit:
    chunk = Chunk("ville", ARTICLE.version, 0, start, end, TEXT[start:end])
    return Hit(chunk, ARTICLE, 1.0, Explanation(None, None, None, None, 1.0))


def test_the_rarest_shared_words_win_and_the_earlier_of_equals() -> None:
    draft = NaiveReader(Counted()).read("Quel maire pour la ville ?", [hit(7, len(TEXT)), hit(0, 6)])
    (quote,) = draft.quotes
    assert quote.text == "Le maire dirige la ville."
    assert quote.score == pytest.approx(math.log(1 + 5.5 / 5.5) + math.log(1 + 9.5 / 1.5))
    assert (draft.short, draft.confidence) == (None, 1.0)


def test_half_of_the_rarity_is_half_as_sure() -> None:
    draft = NaiveReader(Counted()).read("Quel maire, quelle ville ?", [hit(7, 38)])
    assert draft.quotes[0].text == "La ville compte des habitants."
    assert draft.confidence == pytest.approx(math.log(2) / (math.log(2) + math.log(1 + 9.5 / 1.5)))


def test_nothing_is_read_where_nothing_was_found_or_asked() -> None:
    assert NaiveReader(Counted()).read("Quel maire ?", []).quotes == ()
    assert NaiveReader(Counted()).read("Quel ?", [hit(0, 6)]).confidence == 0.0
