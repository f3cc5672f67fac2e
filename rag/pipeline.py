"""How a question becomes an answer: retrieve → read → cite → verify."""

import logging
import time
import unicodedata
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from corpus.language import guess_question_language
from index.hit import Filters, Hit
from rag.answer import NOTHING_READ, Answer, CitedText, Draft, Refusal
from rag.citations import Citer
from rag.conversation import Turn, standalone_question
from rag.errors import InvalidQuestionError
from rag.reader import Reader
from rag.retriever import Retriever, known_by

MAX_QUESTION_CHARACTERS = 2_000

NO_ARTICLES = Refusal("no_articles", "Aucun article ne correspond à cette recherche.")
NOT_IN_ARTICLES = Refusal("not_in_articles", "Les articles ne le disent pas.")
OTHER_LANGUAGE = Refusal(
    "other_language",
    "La question n’est pas posée dans la langue des articles trouvés. Posez-la en français, ou dans leur langue.",
)

_logger = logging.getLogger(__name__)


class Pipeline:
    """Answers questions with verbatim, cited sentences, or says that the articles do not tell."""

    def __init__(
        self, retriever: Retriever, reader: Reader, citer: Citer, *, k: int, minimum_confidence: float
    ) -> None:
        self._retriever = retriever
        self._reader = reader
        self._citer = citer
        self._k = k
        self._minimum_confidence = minimum_confidence

    @property
    def minimum_confidence(self) -> float:
        """Below this confidence nothing is said."""
        return self._minimum_confidence

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        k: int | None = None,
        filters: Filters = Filters(),
        as_of: date | None = None,
    ) -> Answer:
        """The answer, each of its sentences cited; or a refusal with the nearest passages.

        `history` is what was said before, oldest first: a follow-up is answered as the question it stands for. `k` is
        how many passages are read, `as_of` leaves out what was published later. Raises InvalidQuestionError.
        """
        clock = _Clock()
        typed = check_question(question)
        with clock.stage("rewrite"):
            asked = standalone_question(typed, history)[:MAX_QUESTION_CHARACTERS]
        with clock.stage("retrieve"):
            hits = self._retriever.retrieve(asked, k=k or self._k, filters=known_by(filters, as_of))
        foreign = is_foreign(asked, hits)
        with clock.stage("read"):
            draft = NOTHING_READ if foreign else self._reader.read(asked, hits)
        with clock.stage("cite"):
            cited = self._cite(draft)
        _logger.info("sentences=%d hits=%d milliseconds=%s", len(cited.citations), len(hits), clock.milliseconds)
        return Answer(
            id=uuid.uuid4().hex,
            question=typed,
            standalone_question=asked,
            text=cited.text,
            answered=bool(cited.citations),
            confidence=draft.confidence,
            short_answer=cited.short_answer,
            citations=cited.citations,
            hits=tuple(hits),
            refusal=None if cited.citations else _refusal(hits, foreign=foreign),
            timings=clock.milliseconds,
        )

    def search(self, question: str, *, k: int | None = None, filters: Filters = Filters()) -> list[Hit]:
        """The passages alone, best first. Raises InvalidQuestionError."""
        return self._retriever.retrieve(check_question(question), k=k or self._k, filters=filters)

    def _cite(self, draft: Draft) -> CitedText:
        if draft.confidence < self._minimum_confidence:
            return CitedText("", (), None)
        return self._citer.cite(draft)


def check_question(question: str) -> str:
    """The question in NFC without control characters, trimmed. Raises InvalidQuestionError with the cure."""
    if len(question) > MAX_QUESTION_CHARACTERS:
        raise InvalidQuestionError(
            f"The question has {len(question):,} characters; at most {MAX_QUESTION_CHARACTERS:,} can be asked. "
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


def _refusal(hits: Sequence[Hit], *, foreign: bool) -> Refusal:
    if not hits:
        return NO_ARTICLES
    return OTHER_LANGUAGE if foreign else NOT_IN_ARTICLES


class _Clock:
    """Milliseconds by stage."""

    def __init__(self) -> None:
        self.milliseconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.milliseconds[name] = round((time.perf_counter() - start) * 1000, 3)
