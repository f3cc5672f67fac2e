"""What every `Reader` does, whatever it reads with."""

from collections.abc import Sequence

import pytest

from corpus.article import Article, Chunk
from corpus.sentences import split_sentences
from index.hit import Explanation, Hit
from rag.answer import NOTHING_READ, Draft
from rag.reader import Reader
from rag.reading.sentence_reader import MAX_QUOTES

TEXTS = (
    "La ville vote 12 prix. Le conseil de Roubaix dort. Wu Wei 😀 vote 3 prix.",
    "« Wu\u00a0Wei dort\u202f! » dit le conseil.\nRoubaix vote : 12 chat.\n\nLa ville dort.",
    "👩‍👩‍👧‍👦 La piscine de Roubaix coûte 4½ ﬁns €. Wu Wei l’a dit à l’école, le 1ᵉʳ mai…",
    "الرياض مدينة كبيرة. 东京很大。 Roubaix dort.",
    "Le chat dort " * 200 + "à Roubaix. Wu Wei vote.",
    "Roubaix",
    "?!",
)
QUESTIONS = ("Qui vote 3 prix ?", "Où dort le conseil ?", "Le conseil dort-il ?", "Roubaix", "😀", "a" * 2_000)


def hit_on(text: str, start: int = 0, end: int | None = None, *, score: float = 1.0) -> Hit:
    """A hit on a span of an article of its own."""
    article = Article(id=f"article-{len(text)}", title="Le conseil vote", text=text)
    stop = len(text) if end is None else end
    chunk = Chunk(article.id, article.version, 0, start, stop, text[start:stop])
    return Hit(chunk, article, score, Explanation(0.5, 1, 7.0, 1, score))


HITS = tuple(hit_on(text, score=1.0 - place / 10) for place, text in enumerate(TEXTS))


class ReaderContract:
    """Inherit, give the implementation as a fixture `reader`, and say what it is known to answer.

    `known` are questions, each with the sentence that is quoted first out of `TEXTS[0]` and the short answer in it.
    """

    known: Sequence[tuple[str, str, str]]

    def test_known_answers_are_found_where_they_stand(self, reader: Reader) -> None:
        for question, sentence, short in self.known:
            draft = reader.read(question, HITS[:1])
            assert draft.quotes[0].text == sentence
            assert draft.short is not None
            assert (draft.short.start, draft.short.text) == (TEXTS[0].index(short), short)

    def test_nothing_retrieved_is_nothing_read(self, reader: Reader) -> None:
        assert reader.read("Qui vote ?", []) == NOTHING_READ

    @pytest.mark.parametrize("question", QUESTIONS)
    def test_quotes_are_whole_sentences_of_what_was_retrieved(self, reader: Reader, question: str) -> None:
        for hits in (HITS, *((hit,) for hit in HITS)):
            _check(reader.read(question, hits), hits)

    def test_offsets_count_from_the_beginning_of_the_article(self, reader: Reader) -> None:
        question, sentence, short = self.known[0]
        before = "Rien 😀 à dire. "
        inside = hit_on(before + TEXTS[0] + " Rien à dire.", len(before), len(before) + len(TEXTS[0]))
        draft = reader.read(question, [inside])
        _check(draft, [inside])
        assert (draft.quotes[0].start, draft.quotes[0].text) == (len(before) + TEXTS[0].index(sentence), sentence)
        assert draft.short is not None
        assert (draft.short.start, draft.short.text) == (len(before) + TEXTS[0].index(short), short)

    def test_a_sentence_that_two_chunks_share_is_quoted_once(self, reader: Reader) -> None:
        question, sentence, _ = self.known[0]
        twice = [hit_on(TEXTS[0]), hit_on(TEXTS[0], TEXTS[0].index(sentence))]
        assert [quote.text for quote in reader.read(question, twice).quotes].count(sentence) == 1

    def test_the_same_is_read_the_same_way_again(self, reader: Reader) -> None:
        assert all(reader.read(question, HITS) == reader.read(question, HITS) for question in QUESTIONS)


def _check(draft: Draft, hits: Sequence[Hit]) -> None:
    assert 0 <= draft.confidence <= 1
    assert len(draft.quotes) <= MAX_QUOTES
    assert [quote.score for quote in draft.quotes] == sorted((quote.score for quote in draft.quotes), reverse=True)
    assert len({(quote.hit.chunk.version, quote.start) for quote in draft.quotes}) == len(draft.quotes)
    assert all(0 <= chance.probability <= draft.confidence for chance in draft.chances)
    for quote in draft.quotes:
        place = (quote.hit.chunk.version, quote.start, quote.end)
        likely = [one.probability for one in draft.chances if (one.version, one.start, one.end) == place]
        assert max(likely) == draft.confidence or quote is not draft.quotes[0]
        chunk = quote.hit.chunk
        assert quote.hit in hits
        assert (quote.start - chunk.start, quote.end - chunk.start) in {
            (sentence.start, sentence.end) for sentence in split_sentences(chunk.text)
        }
    if draft.short is not None:
        first = draft.quotes[0]
        assert draft.short.hit is first.hit
        assert first.start <= draft.short.start < draft.short.end <= first.end
        assert draft.short.text == draft.short.text.strip()
