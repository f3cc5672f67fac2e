"""How a question becomes an answer: retrieve → read or write → cite."""

import logging
import unicodedata
import uuid
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from corpus.language import guess_question_language
from index.hit import Filters, Hit
from rag.answer import NOTHING_READ, Answer, CitedText, Draft, Refusal
from rag.citations import Citer, Composition, place_values, without_repeats
from rag.conversation import Turn, standalone_question
from rag.errors import InvalidQuestionError, NoLanguageModelError
from rag.events import Event, Final, Hits
from rag.follow_ups.recalling import may_stand_alone
from rag.notices import VALUES_ADDED
from rag.publication_mentions import ListSources, narrowed, read_mention
from rag.reader import Reader
from rag.refusals import NO_ARTICLES, OTHER_LANGUAGE, not_in_articles
from rag.retriever import Retriever, known_by
from rag.spoken_of import FindQuoted, last_answer, leans_back, quotes_nothing, retrieve_near
from rag.stage_clock import StageClock
from rag.writing.differing_values import Differing, tell_differing
from rag.writing.generator import Asked
from rag.writing.writer import LanguageModel, Rewriter
from rag.writing.written_answer import Written, compose, write_answer
from rag.writing.written_confidence import written_confidence

MAX_QUESTION_CHARACTERS = 2_000

AskedMode: TypeAlias = Literal["auto", "extractive", "generative"]

_logger = logging.getLogger(__name__)


class Pipeline:
    """Answers questions with cited sentences, or says that the articles do not tell.

    The sentences are the articles' own, or written by a language model where there is one and checked.
    """

    def __init__(
        self,
        retriever: Retriever,
        reader: Reader,
        citer: Citer,
        *,
        k: int,
        minimum_confidence: float,
        language_model: LanguageModel | None = None,
        list_sources: ListSources = tuple,
        find_quoted: FindQuoted = quotes_nothing,
        longest_question: int = MAX_QUESTION_CHARACTERS,
    ) -> None:
        self._retriever = retriever
        self._reader = reader
        self._citer = citer
        self._k = k
        self._minimum_confidence = minimum_confidence
        self._language_model = language_model
        self._list_sources = list_sources
        self._find_quoted = find_quoted
        self._longest_question = longest_question

    @property
    def minimum_confidence(self) -> float:
        """Below this confidence nothing is read out."""
        return self._minimum_confidence

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        k: int | None = None,
        filters: Filters = Filters(),
        as_of: date | None = None,
        mode: AskedMode = "auto",
    ) -> Answer:
        """The answer, each of its sentences cited; or a refusal with the nearest passages.

        `history` is what was said before, oldest first: a follow-up is answered as the question it stands for, and
        the articles of the answer before come sooner than they would for that question alone (`rag.spoken_of`). `k` is
        how many passages are read, `as_of` leaves out what was published later. `auto` has a language model write
        where there is one. Raises InvalidQuestionError, and NoLanguageModelError for `generative` without one.
        """
        *_, final = self.stream(question, history=history, k=k, filters=filters, as_of=as_of, mode=mode)
        assert isinstance(final, Final), final
        return final.answer

    def stream(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        k: int | None = None,
        filters: Filters = Filters(),
        as_of: date | None = None,
        mode: AskedMode = "auto",
    ) -> Iterator[Event]:
        """The same answer as it comes about; the last event holds it whole. Raises as `ask` does, and at once."""
        typed = check_question(question, longest=self._longest_question)
        if mode == "generative" and self._language_model is None:
            raise NoLanguageModelError
        model = None if mode == "extractive" else self._language_model
        rewrite = model.rewrite if model else standalone_question
        return self._events(typed, tuple(history), k or self._k, known_by(filters, as_of), model, rewrite)

    def search(self, question: str, *, k: int | None = None, filters: Filters = Filters()) -> list[Hit]:
        """The passages alone, best first. Raises InvalidQuestionError."""
        asked = check_question(question, longest=self._longest_question)
        return self._retriever.retrieve(asked, k=k or self._k, filters=filters)

    def _events(
        self,
        typed: str,
        history: tuple[Turn, ...],
        k: int,
        filters: Filters,
        model: LanguageModel | None,
        rewrite: Rewriter,
    ) -> Iterator[Event]:
        clock = StageClock()
        with clock.stage("rewrite"):
            rewritten = rewrite(typed, history)[:MAX_QUESTION_CHARACTERS]
            told = last_answer(history)
            spoken_of = told if told and leans_back(typed, rewritten) else ""
        found, draft = self._find(rewritten, k, filters, clock, spoken_of=spoken_of), None
        if may_stand_alone(typed, rewritten):
            found, draft = self._surer(self._find(typed, k, filters, clock), found, clock)
        standalone, hits = found.search.question, found.hits
        yield Hits(standalone, hits)
        draft = draft or self._read(found, clock)
        composition = self._citer.compose()
        written = None
        if model and hits:
            with clock.stage("write"):
                written = yield from write_answer(model.writer, Asked(typed, standalone, history), hits, composition)
        sure = draft.confidence >= self._minimum_confidence
        with clock.stage("cite"):
            differing = yield from _read_out(composition, draft, written, sure=sure)
            cited = composition.finish(draft.short)
        _logger.info("sentences=%d hits=%d milliseconds=%s", len(cited.citations), len(hits), clock.milliseconds)
        read = _Read(typed, found.search, hits, draft, found.foreign)
        yield Final(_answer(read, written, differing, cited, clock.milliseconds))

    def _find(self, question: str, k: int, filters: Filters, clock: StageClock, *, spoken_of: str = "") -> "_Found":
        """What is read; the articles that `spoken_of` quotes, the answer that a follow-up leans on, come sooner."""
        with clock.stage("rewrite"):
            search = _read_search(question, filters, self._list_sources)
        with clock.stage("retrieve"):
            if not search.can_match:
                return _Found(search, ())
            articles = self._find_quoted(spoken_of, search.filters) if spoken_of else frozenset[str]()
            near = retrieve_near(self._retriever, search.question, k=k, filters=search.filters, articles=articles)
            return _Found(search, tuple(near))

    def _surer(self, alone: "_Found", along: "_Found", clock: StageClock) -> "tuple[_Found, Draft]":
        """A question with what was spoken of brought along, and what is read, where that is not less sure than alone.

        Never where the articles know nothing of the question itself: what was brought along would be the answer.
        """
        by_itself, with_it = self._read(alone, clock), self._read(along, clock)
        return (along, with_it) if with_it.confidence >= by_itself.confidence > 0.0 else (alone, by_itself)

    def _read(self, found: "_Found", clock: StageClock) -> Draft:
        with clock.stage("read"):
            return NOTHING_READ if found.foreign else self._reader.read(found.search.question, found.hits)


def _read_out(
    composition: Composition, draft: Draft, written: Written | None, *, sure: bool
) -> Generator[Event, None, Differing]:
    """What is read out of the articles where no model has written, or behind what it wrote where they differ."""
    if written is not None and written.is_answer:
        if written.sentences:
            return (yield from tell_differing(composition, draft.conflict, sure=sure))
        return Differing()
    if not sure:
        return Differing()
    for quote in without_repeats(draft.quotes):
        yield from compose(composition, quote.text, (quote,))
    return Differing(draft.conflict)


@dataclass(frozen=True, slots=True)
class _Search:
    """What is searched: a question that needs nothing said before, and the articles that may answer it.

    Where the question names a source and the request only others, nothing `can_match`.
    """

    question: str
    filters: Filters
    can_match: bool = True


def _read_search(question: str, filters: Filters, list_sources: ListSources) -> _Search:
    """The question without what it says of the article it is about, which narrows the filters."""
    mention = read_mention(question, list_sources)
    if mention is None:
        return _Search(question, filters)
    narrower = narrowed(filters, mention)
    return _Search(mention.question, narrower or filters, can_match=narrower is not None)


@dataclass(frozen=True, slots=True)
class _Found:
    """A search and the passages that it found."""

    search: _Search
    hits: tuple[Hit, ...]

    @property
    def foreign(self) -> bool:
        """Whether the reader cannot read them for this question."""
        return is_foreign(self.search.question, self.hits)


@dataclass(frozen=True, slots=True)
class _Read:
    """A question with what was found and read; `foreign` where the reader cannot read it."""

    typed: str
    search: _Search
    hits: tuple[Hit, ...]
    draft: Draft
    foreign: bool


def _answer(
    read: _Read, written: Written | None, differing: Differing, cited: CitedText, milliseconds: Mapping[str, float]
) -> Answer:
    is_written = written is not None and written.is_answer
    return Answer(
        id=uuid.uuid4().hex,
        question=read.typed,
        standalone_question=read.search.question,
        text=cited.text,
        answered=bool(cited.citations),
        confidence=(
            written_confidence(cited.citations, read.draft.chances, readable=not read.foreign)
            if is_written
            else read.draft.confidence
        ),
        short_answer=cited.short_answer,
        citations=cited.citations,
        hits=read.hits,
        refusal=None if cited.citations else _refusal(read, foreign=read.foreign and not is_written),
        timings=milliseconds,
        conflict=place_values(differing.values, cited.citations),
        filters=read.search.filters,
        mode="generative" if is_written else "extractive",
        notice=(written.notice if written else None) or (VALUES_ADDED if differing.added else None),
        verdict=None if is_written or not cited.citations else read.draft.verdict,
    )


def check_question(question: str, *, longest: int = MAX_QUESTION_CHARACTERS) -> str:
    """The question in NFC without control characters, trimmed. Raises InvalidQuestionError with the cure."""
    if len(question) > longest:
        raise InvalidQuestionError(
            f"The question has {len(question):,} characters; at most {longest:,} can be asked. "
            "Ask it in a sentence or two."
        )
    visible = "".join(" " if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} else c for c in question)
    asked = unicodedata.normalize("NFC", " ".join(visible.split()))
    if not any(character.isalnum() for character in asked):
        raise InvalidQuestionError("The question has no word in it. Ask something, such as: « Qui dirige le fonds ? »")
    return asked


def is_foreign(question: str, hits: Sequence[Hit]) -> bool:
    """Whether a question is certainly in a language that none of the passages is in.

    Reading compares words, and between languages only names meet: what it finds then is chance.
    """
    language = guess_question_language(question)
    return language is not None and bool(hits) and all(hit.article.language != language for hit in hits)


def _refusal(read: _Read, *, foreign: bool) -> Refusal:
    if not read.hits:
        return NO_ARTICLES
    return OTHER_LANGUAGE if foreign else not_in_articles(read.draft.missing_words)
