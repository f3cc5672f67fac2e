"""Question sets in SQuAD's format (SQuAD 1.1 and 2.0, FQuAD, PIAF): every paragraph becomes an article.

Rajpurkar et al. 2016 and 2018; the fields are `data[].title`, `.paragraphs[].context`, `.qas[].question`,
`.answers[].text` and `.answer_start`, and in version 2 `.is_impossible`.
"""

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Article
from evals.question_set import Evidence, Question, QuestionSet, QuestionSetError, check_questions, read_bytes
from index.terms.french_analysis import fold


@dataclass(frozen=True, slots=True)
class AnswerSpan:
    """Where a known answer stands: `article.text[start:end]`, in code points of the NFC text."""

    question_id: str
    article_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Dataset:
    """The paragraphs as articles, the questions on them, where the known answers stand, and the pages.

    `pages` holds, for each article id, the title of the page it was cut from: paragraphs of one page tell of
    one subject. `spans` come in the order of the questions; an answer that its paragraph does not hold has none.
    """

    articles: tuple[Article, ...]
    questions: QuestionSet
    spans: tuple[AnswerSpan, ...]
    pages: dict[str, str]


def load_squad(path: Path) -> Dataset:
    """The data set of a SQuAD file: an article for each different paragraph, in the order of the file.

    The id of an article is its page's title as a slug with the paragraph's place on the page (`jakob-bohme-3`).
    Paragraphs with one text become one article. Raises QuestionSetError that names the file and the place in it.
    """
    content = read_bytes(path)
    reader = _Reader(str(path))
    reader.read(_data(content, path))
    check_questions(reader.questions, str(path))
    questions = QuestionSet(path.stem, hashlib.sha256(content).hexdigest(), tuple(reader.questions))
    return Dataset(tuple(reader.articles.values()), questions, tuple(reader.spans), reader.pages)


def _data(content: bytes, path: Path) -> list[object]:
    try:
        value = json.loads(content)
    except json.JSONDecodeError as error:
        raise QuestionSetError(f"{path}:{error.lineno}: not JSON, {error.msg}. A SQuAD file is expected.") from error
    return _list(value, "data", str(path))


class _Reader:
    """Walks the file; what it has found so far lies in its lists."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.articles: dict[str, Article] = {}  # by text
        self.questions: list[Question] = []
        self.spans: list[AnswerSpan] = []
        self.pages: dict[str, str] = {}
        self._slugs: dict[str, int] = {}

    def read(self, data: list[object]) -> None:
        for page_number, page in enumerate(data):
            place = f"{self._path}: data[{page_number}]"
            title = unicodedata.normalize("NFC", _string(page, "title", place)).strip()
            slug = self._new_slug(title)
            for ordinal, paragraph in enumerate(_list(page, "paragraphs", place), start=1):
                where = f"{place}.paragraphs[{ordinal - 1}]"
                text = unicodedata.normalize("NFC", _string(paragraph, "context", where))
                if text not in self.articles:
                    self.articles[text] = Article(id=f"{slug}-{ordinal}", title=title, text=text)
                    self.pages[f"{slug}-{ordinal}"] = title
                for qa_number, qa in enumerate(_list(paragraph, "qas", where)):
                    self._read_question(qa, self.articles[text], f"{where}.qas[{qa_number}]")

    def _new_slug(self, title: str) -> str:
        """Two pages whose titles give one slug are told apart by a number."""
        slug = re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-") or "page"
        self._slugs[slug] = self._slugs.get(slug, 0) + 1
        return slug if self._slugs[slug] == 1 else f"{slug}-bis{self._slugs[slug]}"

    def _read_question(self, qa: object, article: Article, place: str) -> None:
        question_id, text = _string(qa, "id", place), _string(qa, "question", place)
        impossible = isinstance(qa, dict) and qa.get("is_impossible") is True
        spans, answers = [], []
        for number, answer in enumerate([] if impossible else _list(qa, "answers", place)):
            where = f"{place}.answers[{number}]"
            answer_text = unicodedata.normalize("NFC", _string(answer, "text", where)).strip()
            answers.append(answer_text)
            start = _find(article.text, answer_text, _integer(answer, "answer_start", where))
            if start is not None:
                spans.append(AnswerSpan(question_id, article.id, start, start + len(answer_text)))
        if not impossible and not answers:
            raise QuestionSetError(f"{place}: no answers, and not marked `is_impossible`. Mark it or answer it.")
        evidence = dict.fromkeys(Evidence(article.id, article.text[span.start : span.end]) for span in spans)
        self.questions.append(
            Question(
                id=question_id,
                text=unicodedata.normalize("NFC", text),
                kind="unlabelled",
                answerable=not impossible,
                answers=tuple(dict.fromkeys(answers)),
                evidence=tuple(evidence) or (() if impossible else (Evidence(article.id, answers[0]),)),
            )
        )
        self.spans.extend(spans)


def _find(text: str, answer: str, start: int) -> int | None:
    """The place of the answer nearest to where the file says: offsets move under NFC, and some are wrong by one."""
    places = [match.start() for match in re.finditer(f"(?={re.escape(answer)})", text)]
    return min(places, key=lambda place: (abs(place - start), place), default=None)


def _list(value: object, name: str, place: str) -> list[object]:
    found = value.get(name) if isinstance(value, dict) else None
    if not isinstance(found, list):
        raise QuestionSetError(f"{place}: `{name}` must be a list, not {found!r}. A SQuAD file is expected.")
    return found


def _string(value: object, name: str, place: str) -> str:
    found = value.get(name) if isinstance(value, dict) else None
    if not isinstance(found, str) or not found.strip():
        raise QuestionSetError(f"{place}: `{name}` must be a text that is not empty, not {found!r}.")
    return found


def _integer(value: object, name: str, place: str) -> int:
    found = value.get(name) if isinstance(value, dict) else None
    if not isinstance(found, int) or isinstance(found, bool):
        raise QuestionSetError(f"{place}: `{name}` must be a whole number, not {found!r}.")
    return found
