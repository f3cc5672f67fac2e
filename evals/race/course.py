"""What every entrant is given: the same articles, the same questions, the same warm-up."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Article
from evals.question_set import Question, QuestionSetError, load_questions
from evals.sources import Source, articles_sha256

WARM_UP_QUESTIONS = Path(__file__).parents[1] / "questions" / "development.jsonl"
WARM_UP = 20


@dataclass(frozen=True, slots=True)
class Course:
    """The articles, the questions that can be answered from them, and other questions to warm up with."""

    source: Source
    questions: tuple[Question, ...]
    warm_up: tuple[str, ...]

    @property
    def articles(self) -> Sequence[Article]:
        """The articles, in the order of the source."""
        return self.source.articles

    @property
    def characters(self) -> int:
        """Of all titles and texts, in code points."""
        return sum(len(article.title) + len(article.text) for article in self.articles)

    def write_articles(self, path: Path) -> None:
        """What an entrant reads: a JSON list of `id`, `title` and `text`."""
        fields = [{"id": article.id, "title": article.title, "text": article.text} for article in self.articles]
        path.write_text(json.dumps(fields, ensure_ascii=False), encoding="utf-8")

    def describe(self) -> dict[str, str | int]:
        """What was raced over, for the results: names, counts and fingerprints, no text."""
        return {
            "articles": len(self.articles),
            "articles_sha256": articles_sha256(self.articles),
            "characters": self.characters,
            "questions": len(self.questions),
            "questions_sha256": self.source.questions.fingerprint,
            "set": self.source.name,
        }


def lay_out_course(source: Source, *, limit: int | None = None) -> Course:
    """The course over a source, with its first `limit` questions or all.

    Left out are questions without an answer, since nothing is right to find, and those that are asked as of a day,
    which only Sourcier takes into account. Raises QuestionSetError where no question is left.
    """
    fair = tuple(each for each in source.questions.questions if each.answerable and each.as_of is None)
    if not fair:
        raise QuestionSetError(
            f"{source.name}: no question can be answered from its articles, so nothing can be found."
        )
    warm_up = tuple(question.asked_alone for question in load_questions(WARM_UP_QUESTIONS).questions[:WARM_UP])
    return Course(source, fair[:limit], warm_up)
