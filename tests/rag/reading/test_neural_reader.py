import math
from collections.abc import Sequence

import numpy as np
import pytest

from contracts.reader_contract import ReaderContract, hit_on
from index.article_index import ArticleIndex
from index.hit import Filters
from rag.answer import NOTHING_READ
from rag.assembly import assemble
from rag.reading.linear_model import logistic
from rag.reading.neural_reader import LEAST_CONFIDENCE, MAX_TOKENS, NeuralReader, whole_words
from rag.reading.sentence_reader import MARGIN
from rag.reading.span_model import SpanModel, Window
from rag.settings import Settings
from sample_articles import FUND, RAIL
from tiny_model import TOKENIZER_KINDS, save_tiny_reader


@pytest.fixture(scope="module", params=TOKENIZER_KINDS)
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(save_tiny_reader(tmp_path_factory.mktemp("reader"), request.param))


@pytest.fixture(scope="module")
def reader(folder: str) -> NeuralReader:
    return NeuralReader(SpanModel.load(folder, device="cpu"))


class TestNeuralReader(ReaderContract):
    known = (
        ("Qui ?", "Wu Wei 😀 vote 3 prix.", "Wu Wei"),
        ("Où ?", "Le conseil de Roubaix dort.", "Roubaix"),
    )


def test_answer_in_a_later_window_is_found(reader: NeuralReader) -> None:
    text = "La ville vote 12 prix. " * 30 + "Le conseil Wu\u00a0Wei dort à Roubaix. " + "Le chat dort. " * 30
    for question, short in (("Qui ?", "Wu\u00a0Wei"), ("Où ?", "Roubaix")):
        draft = reader.read(question, [hit_on(text)])
        assert draft.short is not None
        assert (draft.short.start, draft.short.text) == (text.index(short), short)
        assert draft.confidence > 0.9


def test_confidence_is_low_where_no_text_tells(reader: NeuralReader) -> None:
    hits = [hit_on("La ville vote 12 prix. Le chat dort."), hit_on("Wu Wei vote 3 prix. Le chat dort.")]
    assert reader.read("Où ?", hits).confidence < 0.1


def test_settings_choose_the_reader_and_its_least_confidence(folder: str, index: ArticleIndex) -> None:
    pipeline = assemble(index, Settings(reader_model=folder))
    assert pipeline.minimum_confidence == LEAST_CONFIDENCE
    answer = pipeline.ask("Qui ?", filters=Filters(article_ids=(FUND.id,)))
    assert answer.answered
    assert answer.text == "Il doit atteindre 30 milliards, selon Wu Wei. [1]"
    assert answer.short_answer is not None
    assert answer.short_answer.text == "Wu Wei"
    assert assemble(index, Settings(reader_model=folder, minimum_confidence=0.7)).minimum_confidence == 0.7


class PlannedSpans:
    """Windows made by hand: a token a word, with the scores that are given for some of them; all others are 0."""

    def __init__(self, none: float = 0.0, **scores: tuple[float, float]) -> None:
        self._none = none
        self._scores = scores

    def look(self, question: str, texts: Sequence[str]) -> list[Window]:
        return [self._window(place, text) for place, text in enumerate(texts)]

    def _window(self, place: int, text: str) -> Window:
        ends = np.cumsum([len(word) + 1 for word in text.split(" ")]) - 1
        spans = np.array([(end - len(word), end) for word, end in zip(text.split(" "), ends, strict=True)])
        starts, stops = zip(*(self._scores.get(word.strip(".,’"), (0.0, 0.0)) for word in text.split(" ")), strict=True)
        return Window(place, spans, np.array(starts, dtype=np.float64), np.array(stops, dtype=np.float64), self._none)


def test_span_never_leaves_its_sentence_nor_ends_before_it_begins() -> None:
    spans = PlannedSpans(ligne=(5.0, 0.0), coûte=(0.0, 9.0), ouvre=(1.0, 4.0))
    draft = NeuralReader(spans).read("Quoi ?", [hit_on(RAIL.text)])
    assert draft.short is not None
    assert [quote.text for quote in draft.quotes] == [
        "La ligne ouvre le 3 mai 2021.",
        "Elle coûte 400 millions d’euros.",
    ]
    assert draft.short.text == "ligne ouvre"
    backwards = PlannedSpans(ouvre=(5.0, 0.0), ligne=(0.0, 5.0))
    draft = NeuralReader(backwards).read("Quoi ?", [hit_on(RAIL.text)])
    assert draft.short is not None
    assert draft.short.text == "La ligne"


def test_confidence_is_that_of_the_best_span_against_none() -> None:
    spans = PlannedSpans(3.0, Wei=(0.0, 2.0), Wu=(2.5, 0.0))
    draft = NeuralReader(spans).read("Qui ?", [hit_on(RAIL.text), hit_on(FUND.text)])
    assert draft.short is not None
    assert draft.short.text == "Wu Wei."
    assert draft.quotes[0].score == 1.5
    assert draft.confidence == logistic(1.5)


@pytest.mark.parametrize(("lead", "quotes"), [(MARGIN - 0.01, 2), (MARGIN + 0.01, 1)])
def test_sentences_at_least_half_as_probable_are_quoted_too(lead: float, quotes: int) -> None:
    spans = PlannedSpans(yuans=(1.0, lead), Wu=(1.0, 0.0))
    draft = NeuralReader(spans).read("Qui ?", [hit_on("Il vaut 10 yuans. Selon Wu Wei.")])
    assert len(draft.quotes) == quotes
    assert draft.quotes[0].text == "Il vaut 10 yuans."
    assert math.isclose(draft.quotes[0].score, 1 + lead)


def test_short_answer_has_no_more_tokens_than_are_allowed() -> None:
    text = "début " + "mot " * (MAX_TOKENS - 2) + "fin trop."
    short = NeuralReader(PlannedSpans(début=(5.0, 0.0), fin=(0.0, 5.0))).read("Quoi ?", [hit_on(text)]).short
    assert short is not None
    assert short.text == text.removesuffix(" trop.")
    short = NeuralReader(PlannedSpans(début=(5.0, 0.0), trop=(0.0, 5.0))).read("Quoi ?", [hit_on(text)]).short
    assert short is not None
    assert short.text == "début"


def test_yes_no_questions_have_no_short_answer() -> None:
    draft = NeuralReader(PlannedSpans(Wu=(5.0, 5.0))).read("Le fonds est-il dirigé par Wu Wei ?", [hit_on(FUND.text)])
    assert draft.quotes
    assert draft.short is None


def test_text_without_a_word_is_not_read() -> None:
    class Nothing:
        def look(self, question: str, texts: Sequence[str]) -> list[Window]:
            return [Window(0, np.empty((0, 2), dtype=np.int64), np.empty(0), np.empty(0), 0.0)]

    assert NeuralReader(Nothing()).read("Qui ?", [hit_on("…")]) == NOTHING_READ


@pytest.mark.parametrize(
    ("text", "pointed_at", "widened"),
    [
        ("Il vaut 457 euros.", "45", "457"),
        ("Il vaut 457 euros.", "7 eu", "457 euros"),
        ("L’école ferme", "éco", "école"),
        ("147,7 milliards", "147", "147"),
        ("dès 1 980 €", "€", "€"),
        ("Wu Wei", "Wu Wei", "Wu Wei"),
    ],
)
def test_short_answer_ends_with_a_word(text: str, pointed_at: str, widened: str) -> None:
    start = text.index(pointed_at)
    assert slice(*whole_words(text, start, start + len(pointed_at))) == slice(
        text.index(widened), text.index(widened) + len(widened)
    )
