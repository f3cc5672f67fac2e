"""Whether the evidence of a question still stands in its articles, and holds its answers."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from corpus.article import Article, Sentence
from corpus.near_passage import find_passage
from corpus.sentences import split_sentences
from corpus.typography import fold_typography_and_case
from evals.checking.finding import Finding
from evals.metrics.short_answers import contains
from evals.question_set import Evidence, Question, Value

_YES_OR_NO = frozenset(("oui", "non"))


def check_quotes(question: Question, articles: Mapping[str, Article]) -> Iterator[Finding]:
    """Each quote stands, letter by letter and within one sentence, in an article that there is; none is given twice."""
    for number, evidence in enumerate(question.evidence):
        if evidence in question.evidence[:number]:
            detail = f"{evidence.quote!r} of {evidence.article_id!r} is given twice."
            yield Finding(question.id, "quote_repeated", detail, "Remove one.")
            continue
        article = articles.get(evidence.article_id)
        if article is None:
            detail = f"None of the {len(articles)} articles is {evidence.article_id!r}.{_elsewhere(evidence, articles)}"
            yield Finding(question.id, "unknown_article", detail, "Mend the id, or check with the right articles.")
        elif evidence.quote not in article.text:
            yield _missing(question, evidence, article, articles)
        elif not _in_one_sentence(evidence.quote, article.text):
            detail = f"{evidence.quote!r} runs over the end of a sentence of {article.id!r}."
            cure = "Quote the sentence that tells, or each in an evidence of its own."
            yield Finding(question.id, "quote_over_sentences", detail, cure)


def check_answers(question: Question) -> Iterator[Finding]:
    """Each answer stands in a quote, and each quote holds an answer; « oui » and « non » are no words of an article."""
    if question.kind == "yes_no":
        yield from _check_yes_or_no(question)
    elif question.values:
        for value in question.values:
            yield from _check_held(question, value)
    elif question.answerable:
        yield from _check_held(question, Value(question.answers, question.evidence))


def _check_yes_or_no(question: Question) -> Iterator[Finding]:
    given = [value.answers for value in question.values] or [question.answers] * question.answerable
    for answers in given:
        if len(answers) != 1 or answers[0] not in _YES_OR_NO:
            detail = f"The answers {list(answers)} are not one of « oui » and « non »."
            yield Finding(question.id, "not_yes_or_no", detail, "Give the one that is right, or another kind.")


def _check_held(question: Question, value: Value) -> Iterator[Finding]:
    quotes = [evidence.quote for evidence in value.evidence]
    for answer in value.answers:
        if not any(contains(quote, [answer]) for quote in quotes):
            detail = f"The answer {answer!r} stands in none of its {len(quotes)} quotes."
            cure = "Write it in the words of a quote, or add the sentence that has them."
            yield Finding(question.id, "answer_without_quote", detail, cure)
    for quote in quotes:
        if not contains(quote, value.answers):
            detail = f"No answer stands in {quote!r}."
            cure = "Add the words of the quote that answer, or remove it."
            yield Finding(question.id, "quote_without_answer", detail, cure)


def _missing(question: Question, evidence: Evidence, article: Article, articles: Mapping[str, Article]) -> Finding:
    place = find_passage(
        article.text, fold_typography_and_case(article.text), fold_typography_and_case(evidence.quote).text
    )
    nearest = f"The nearest there is {article.text[slice(*place)]!r}." if place else "Nothing there is like it."
    detail = f"{evidence.quote!r} does not stand in {article.id!r}. {nearest}{_elsewhere(evidence, articles)}"
    return Finding(question.id, "quote_missing", detail, "Copy the quote out of the article as it is read.")


def _elsewhere(evidence: Evidence, articles: Mapping[str, Article]) -> str:
    """A sentence on the other articles that hold the quote; nothing where none does."""
    holding = [name for name, article in articles.items() if evidence.quote in article.text]
    return f" It stands in {', '.join(map(repr, holding))}." if holding else ""


def _in_one_sentence(quote: str, text: str) -> bool:
    """Whether one of the places of the quote is within a sentence."""
    return any(quote in text[sentence.start : sentence.end] for sentence in _sentences(text))


@lru_cache(maxsize=1_000)
def _sentences(text: str) -> Sequence[Sentence]:
    """The sentences of an article, which many questions quote."""
    return split_sentences(text)
