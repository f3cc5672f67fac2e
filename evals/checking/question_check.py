"""What cannot be right about a question set: with its own articles, and beside the other sets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.article import Article
from corpus.language import guess_question_language
from evals.checking.evidence_check import check_answers, check_quotes
from evals.checking.finding import Finding
from evals.checking.question_twins import find_twins
from evals.metrics.short_answers import normalize
from evals.question_set import Question, QuestionSet

NEEDS_NO_HISTORY = frozenset(("change_of_subject", "self_contained"))
"""Styles of questions that stand in a conversation and say everything themselves."""


@dataclass(frozen=True, slots=True)
class CheckedSet:
    """A question set, the file it was read from, and the articles it is about, by id."""

    file: Path
    questions: QuestionSet
    articles: Mapping[str, Article]


def check_sets(sets: Sequence[CheckedSet]) -> list[tuple[Finding, ...]]:
    """What is found in each set, in the order of its questions; what lies between two is said of the later one."""
    between = _findings_between(sets)
    return [
        tuple(
            finding
            for question in checked.questions.questions
            for finding in (*check_question(question, checked.articles), *between.get((place, question.id), ()))
        )
        for place, checked in enumerate(sets)
    ]


def check_question(question: Question, articles: Mapping[str, Article]) -> Iterator[Finding]:
    """What is found in one question by itself, with the articles it is about, by id."""
    yield from check_quotes(question, articles)
    yield from check_answers(question)
    yield from _check_days(question, articles)
    yield from _check_values(question, articles)
    yield from _check_history(question)
    yield from _check_language(question, articles)


def _check_days(question: Question, articles: Mapping[str, Article]) -> Iterator[Finding]:
    for article_id in sorted(question.article_ids & articles.keys()):
        published = articles[article_id].published
        if question.as_of is None:
            continue
        if published is None:
            detail = f"It is asked as of {question.as_of}, but its evidence in {article_id!r} has no date."
            yield Finding(question.id, "undated", detail, "Give the article its date, or ask without a day.")
        elif published > question.as_of:
            detail = f"Its evidence in {article_id!r} was published on {published}, after {question.as_of}."
            yield Finding(question.id, "published_later", detail, "Remove that evidence, or ask as of a later day.")


def _check_values(question: Question, articles: Mapping[str, Article]) -> Iterator[Finding]:
    days = [_newest([evidence.article_id for evidence in value.evidence], articles) for value in question.values]
    for value, day in zip(question.values, days, strict=True):
        if day is None:
            detail = f"No article with the value {value.answers[0]!r} has a date: what is newest cannot be told."
            yield Finding(question.id, "undated", detail, "Give the articles of all values their dates.")
    known = [day for day in days if day is not None]
    if known != sorted(known, reverse=True):
        detail = f"Its values are of {', '.join(map(str, known))}."
        yield Finding(question.id, "values_out_of_order", detail, "Put the newest first.")
    seen: set[tuple[str, ...]] = set()
    for value in question.values:
        words = {normalize(answer) for answer in value.answers}
        if words & seen:
            detail = f"{value.answers[0]!r} is also an answer of another value: the two cannot be told apart."
            yield Finding(question.id, "values_alike", detail, "Make one value of them, with the evidence of both.")
        seen |= words


def _newest(article_ids: Sequence[str], articles: Mapping[str, Article]) -> date | None:
    days = [articles[name].published for name in article_ids if name in articles]
    return max((day for day in days if day is not None), default=None)


def _check_history(question: Question) -> Iterator[Finding]:
    if question.history and not any(character.isalnum() for character in question.history[-1].content):
        detail = f"The last turn of the assistant, {question.history[-1].content!r}, has no word."
        yield Finding(question.id, "empty_history", detail, "Write what was answered, or what was said in refusing.")
    alike = normalize(question.standalone) == normalize(question.text)
    if question.history and alike and question.style not in NEEDS_NO_HISTORY:
        detail = f"{question.text!r} is its own standalone form: it needs nothing that was said before."
        cure = (
            f"Say in that form what the history tells, or make its style one of {', '.join(sorted(NEEDS_NO_HISTORY))}."
        )
        yield Finding(question.id, "same_standalone", detail, cure)


def _check_language(question: Question, articles: Mapping[str, Article]) -> Iterator[Finding]:
    """Only a question that is certainly not in French is told from its articles: short ones look like anything."""
    language = guess_question_language(question.asked_alone)
    about = [articles[name] for name in question.article_ids & articles.keys()] or list(articles.values())
    languages = sorted({article.language for article in about})
    if language is not None and language not in languages:
        detail = f"It looks like {language!r}, its articles are in {', '.join(map(repr, languages))}."
        yield Finding(question.id, "other_language", detail, "Ask it in the language of the articles.")


def _findings_between(sets: Sequence[CheckedSet]) -> dict[tuple[int, str], list[Finding]]:
    """Repeated ids and twins, by the place of the set and the id of the question that comes later."""
    asked = [(place, question) for place, checked in enumerate(sets) for question in checked.questions.questions]
    found: dict[tuple[int, str], list[Finding]] = {}
    owners: dict[str, int] = {}
    for place, question in asked:
        if owners.setdefault(question.id, place) != place:
            detail = f"A question in {sets[owners[question.id]].file} has this id too."
            cure = "Give each question an id of its own."
            found.setdefault((place, question.id), []).append(Finding(question.id, "repeated_id", detail, cure))
    for twins in find_twins([question for _, question in asked]):
        (first, one), (second, other) = asked[twins.first], asked[twins.second]
        finding = _of_twins(sets[first], one, sets[second], other)
        if finding is not None:
            found.setdefault((second, other.id), []).append(finding)
    return found


def _of_twins(one_set: CheckedSet, one: Question, other_set: CheckedSet, other: Question) -> Finding | None:
    """Files of one name in two folders are for one purpose, and may ask one question: alone and in a conversation."""
    detail = f"{other.asked_alone!r} asks what {one.id!r} in {one_set.file} asks: {one.asked_alone!r}"
    if one.answerable != other.answerable and one_set.articles.keys() == other_set.articles.keys():
        detail += f"; {(one if one.answerable else other).id!r} has an answer, the other none."
        return Finding(
            other.id, "contradiction", detail, "Search the articles again: only one of the two can be right."
        )
    if one_set.file.name == other_set.file.name and one_set.file.parent != other_set.file.parent:
        return None
    cure = "Keep one of them, or ask for something that no other question asks."
    return Finding(other.id, "twin", f"{detail}.", cure)
