"""The questions of a run that went wrong, with their words and the articles that they are about, each article once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from corpus.article import Article
from evals.html_report.marks import Mark, Piece, cut_at_marks, find_all
from evals.question_set import Question
from evals.runs.records import QuestionRecord
from evals.runs.rereading import Reading
from evals.scoring import Place

OUTCOMES: Final = {
    "right": ("right", "The first quote holds a known answer, in an article with evidence."),
    "silent": ("rightly silent", "No article tells, and nothing was said."),
    "wrong_sentence": ("wrong sentence", "The right article, but its first quote does not hold a known answer."),
    "other_article": ("answer elsewhere", "The quote holds a known answer, in an article without evidence."),
    "wrong_article": ("wrong article", "The quote is from an article without evidence, and holds no known answer."),
    "refused_right": ("refused, was right", "Nothing was said, although the right sentence was at hand."),
    "refused_wrong": ("refused, was wrong", "Nothing was said; what would have been said was wrong as well."),
    "answered_unanswerable": ("should be silent", "No article tells, and something was said all the same."),
}
"""What each outcome is called on the page, and what it means; good ones first."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of an article: `number` is the article's on the page; words and title are empty where not at hand."""

    article_id: str
    number: int | None
    title: str
    words: str
    start: int
    end: int
    citation_id: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """A question that went wrong. `question` is None where its words are not at hand.

    `said` is what was answered or, where `record.answered` is false, what would have been.
    """

    number: int
    record: QuestionRecord
    question: Question | None
    evidence: tuple[Passage, ...]
    said: tuple[Passage, ...]
    short_answer: str

    @property
    def articles(self) -> tuple[int, ...]:
        """The numbers of its articles: first those with evidence, then those that were quoted."""
        passages = self.evidence + self.said
        return tuple(dict.fromkeys(passage.number for passage in passages if passage.number is not None))


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """An article of the page, cut where any failure has a mark."""

    number: int
    article: Article
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Failures:
    """All failures in the order of the questions, and the articles that they refer to by number."""

    failures: tuple[Failure, ...]
    articles: tuple[MarkedArticle, ...]


def collect_failures(records: Sequence[QuestionRecord], reading: Reading) -> Failures:
    """The failures of a run; without words where `reading` has none."""
    collection = _Collection(reading)
    wrong = (record for record in records if not record.good)
    failures = tuple(collection.add(number, record) for number, record in enumerate(wrong, start=1))
    return Failures(failures, collection.marked_articles())


@dataclass(slots=True)
class _Collection:
    """Numbers the articles as failures name them, and keeps what is marked in each."""

    reading: Reading
    numbers: dict[str, int] = field(default_factory=dict)
    marks: dict[str, list[Mark]] = field(default_factory=dict)

    def add(self, number: int, record: QuestionRecord) -> Failure:
        question = self.reading.questions.get(record.id)
        places = record.citations or ((record.forced_citation,) if record.forced_citation else ())
        return Failure(
            number=number,
            record=record,
            question=question,
            evidence=tuple(self._evidence(number, question)) if question else (),
            said=tuple(self._quote(number, place) for place in places),
            short_answer=self._short_answer(record, places),
        )

    def marked_articles(self) -> tuple[MarkedArticle, ...]:
        articles = self.reading.articles
        return tuple(
            MarkedArticle(number, articles[name], tuple(cut_at_marks(articles[name].text, self.marks[name])))
            for name, number in self.numbers.items()
        )

    def _evidence(self, number: int, question: Question) -> list[Passage]:
        """A passage for each place with evidence: where the source says that it stands, else wherever its words do."""
        passages = []
        for article_id, start, end in self._evidence_places(question):
            self._mark(article_id, Mark(start, end, number, "evidence"))
            passages.append(self._passage(article_id, start, end))
        return passages

    def _evidence_places(self, question: Question) -> list[tuple[str, int, int]]:
        spans = self.reading.spans.get(question.id, ())
        told = [(span.article_id, span.start, span.end) for span in spans]
        found = told or [
            (evidence.article_id, start, end)
            for evidence in question.evidence
            for start, end in find_all(self.reading.articles[evidence.article_id].text, evidence.quote)
        ]
        return list(dict.fromkeys(found))  # several annotators may have marked one place

    def _quote(self, number: int, place: Place) -> Passage:
        if place.article_id in self.reading.articles:
            self._mark(place.article_id, Mark(place.start, place.end, number, "quote"))
        return self._passage(place.article_id, place.start, place.end, place.id)

    def _mark(self, article_id: str, mark: Mark) -> None:
        self.numbers.setdefault(article_id, len(self.numbers) + 1)
        marks = self.marks.setdefault(article_id, [])
        if mark not in marks:
            marks.append(mark)

    def _passage(self, article_id: str, start: int, end: int, citation_id: str = "") -> Passage:
        article = self.reading.articles.get(article_id)
        words, title = (article.text[start:end], article.title) if article else ("", "")
        return Passage(article_id, self.numbers.get(article_id), title, words, start, end, citation_id)

    def _short_answer(self, record: QuestionRecord, places: Sequence[Place]) -> str:
        article = self.reading.articles.get(places[0].article_id) if places else None
        span = record.short_answer
        return article.text[span.start : span.end] if article and span else ""


def count_outcomes(records: Sequence[QuestionRecord]) -> Mapping[str, int]:
    """How many questions have each outcome, in the order of OUTCOMES; outcomes without a question are left out."""
    counts = {outcome: sum(record.outcome == outcome for record in records) for outcome in OUTCOMES}
    return {outcome: count for outcome, count in counts.items() if count}
