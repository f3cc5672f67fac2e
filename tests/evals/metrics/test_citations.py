"""Citations are judged against the articles that were indexed, never against the answer's own copy."""

from dataclasses import replace

import pytest

from corpus.article import Article
from evals.metrics.citations import CitationScore, is_verbatim, score_citations, supports
from evals.question_set import Evidence, Question
from rag.answer import Answer, Citation

TEXT = "La ville a gagné. Elle compte 20 000 habitants."
ARTICLE = Article("ville", "La ville", TEXT)
OTHER = Article("port", "Le port", "Le port compte 20 000 habitants.")
ARTICLES = {article.id: article for article in (ARTICLE, OTHER)}
QUESTION = Question("q", "Combien ?", "number", True, ("20000",), (Evidence("ville", "compte 20 000 habitants"),))


def cite(article: Article, start: int, end: int, quote: str | None = None) -> Citation:
    words = article.text[start:end] if quote is None else quote
    name = f"{article.version[:16]}-{start}-{end}"
    return Citation(name, 1, 0, len(words), article, article.version, start, end, words, "", "", 1.0)


def answer(*citations: Citation) -> Answer:
    return Answer("a", "Combien ?", "Combien ?", "", True, 0.9, None, citations, (), None, {})


class ById:
    """Resolves ids by the texts it was given."""

    def resolve(self, citation_id: str) -> str | None:
        version, start, end = citation_id.split("-")
        for article in ARTICLES.values():
            if article.version.startswith(version):
                return article.text[int(start) : int(end)]
        return None


FIRST, SECOND = cite(ARTICLE, 0, 17), cite(ARTICLE, 18, 47)


@pytest.mark.parametrize(
    ("citation", "expected"),
    [
        (FIRST, True),
        (cite(ARTICLE, 0, 17, "La ville a perdu."), False),
        (cite(ARTICLE, 0, 0), False),
        (cite(replace(ARTICLE, text="La ville a perdu."), 0, 17), False),  # the answer's own, altered copy
        (cite(replace(ARTICLE, id="unknown"), 0, 17), False),
    ],
)
def test_verbatim_is_judged_by_the_indexed_article(citation: Citation, expected: bool) -> None:
    assert is_verbatim(citation, ARTICLES) is expected


@pytest.mark.parametrize(
    ("citation", "question", "expected"),
    [
        (SECOND, QUESTION, True),
        (FIRST, QUESTION, False),
        (cite(OTHER, 0, 32), QUESTION, False),  # the known answer, but in an article without evidence
        (FIRST, replace(QUESTION, evidence=(Evidence("ville", TEXT),)), True),  # part of longer evidence
        (SECOND, replace(QUESTION, kind="yes_no", answers=("20000",), evidence=(Evidence("ville", "gagné"),)), False),
        (FIRST, replace(QUESTION, kind="yes_no", answers=("oui",), evidence=(Evidence("ville", "gagné"),)), True),
    ],
)
def test_a_quote_supports_by_its_place_and_its_words(citation: Citation, question: Question, expected: bool) -> None:
    assert supports(citation, question) is expected


def test_the_first_citation_is_what_counts_and_any_is_told_beside_it() -> None:
    assert score_citations(answer(cite(OTHER, 0, 32), SECOND), QUESTION, ARTICLES, ById()) == CitationScore(
        cited=2,
        verbatim=2,
        resolved=2,
        right_article=False,
        any_right_article=True,
        supports=False,
        any_supports=True,
    )


def test_an_id_that_stands_for_other_words_is_not_resolved() -> None:
    score = score_citations(answer(cite(ARTICLE, 0, 17, "La ville a perdu.")), QUESTION, ARTICLES, ById())
    assert (score.cited, score.verbatim, score.resolved) == (1, 0, 0)


def test_no_citation_scores_nothing() -> None:
    assert score_citations(answer(), QUESTION, ARTICLES, ById()) == CitationScore(0, 0, 0, False, False, False, False)
