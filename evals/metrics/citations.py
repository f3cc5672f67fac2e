"""Whether the citations of an answer can be trusted, checked against the articles themselves.

The article's text comes from whoever runs the evaluation, never from the answer: an answer that carries its own
altered copy of an article is found out. Related definitions: citation precision and recall of ALCE (Gao et al. 2023),
which need a judge model; here a fixed set of evidence quotes takes its place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from corpus.article import Article
from evals.metrics.short_answers import contains, holds_evidence
from evals.question_set import Question
from rag.answer import Answer, Citation


class Resolver(Protocol):
    """Looks a citation id up, as somebody would who was given only the id."""

    def resolve(self, citation_id: str) -> str | None:
        """The words that the id stands for, or None where it stands for nothing."""
        ...


@dataclass(frozen=True, slots=True)
class CitationScore:
    """What was found about the citations of one answer, counted so that rates can be summed up later.

    `verbatim` and `resolved` count citations out of `cited`. The rest tells of the first citation, which is what a
    reader sees: whether its article holds evidence, whether it supports the answer, and what `any_` citation does.
    """

    cited: int
    verbatim: int
    resolved: int
    right_article: bool
    any_right_article: bool
    supports: bool
    any_supports: bool


def score_citations(
    answer: Answer, question: Question, articles: Mapping[str, Article], resolver: Resolver
) -> CitationScore:
    """The score of an answer's citations; `articles` are the articles that were indexed, by id."""
    right = [citation.article.id in question.article_ids for citation in answer.citations]
    support = [supports(citation, question) for citation in answer.citations]
    return CitationScore(
        cited=len(answer.citations),
        verbatim=sum(is_verbatim(citation, articles) for citation in answer.citations),
        resolved=sum(resolver.resolve(citation.id) == citation.quote for citation in answer.citations),
        right_article=any(right[:1]),
        any_right_article=any(right),
        supports=any(support[:1]),
        any_supports=any(support),
    )


def is_verbatim(citation: Citation, articles: Mapping[str, Article]) -> bool:
    """Whether the quote stands, letter by letter, at its offsets in the article that was indexed."""
    article = articles.get(citation.article.id)
    return (
        article is not None and bool(citation.quote) and article.text[citation.start : citation.end] == citation.quote
    )


def supports(citation: Citation, question: Question) -> bool:
    """Whether the quote proves the answer: it comes from an article with evidence, and holds the evidence.

    It holds the evidence where it contains a known answer, or an evidence quote of its article, or is itself part of
    such an evidence quote (evidence may run over two sentences, a citation is one). Words are compared as in
    `answer_metrics`. « oui » and « non » are no words of an article: for yes_no questions the evidence quote decides.
    """
    quotes = [evidence.quote for evidence in question.evidence if evidence.article_id == citation.article.id]
    if not quotes:
        return False
    if holds_evidence(citation.quote, quotes):
        return True
    return question.kind != "yes_no" and contains(citation.quote, question.answers)
