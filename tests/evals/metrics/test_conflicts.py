"""Answers to questions whose articles differ, every score worked out by hand."""

from dataclasses import replace
from datetime import date

import pytest

from corpus.article import Article
from evals.metrics.bootstrap import figure_values
from evals.metrics.conflicts import ConflictScore, conflict_figures, score_conflict
from evals.question_set import Evidence, Question, Value
from rag.answer import Answer, Citation, Refusal

LATER = Article("juin", "Juin", "Le chantier coûtera 12 millions. Il finira en mai.", published=date(2024, 6, 1))
EARLIER = Article("mars", "Mars", "Le chantier coûtera 9 millions. Il finira à temps.", published=date(2024, 3, 1))
UNDATED = Article("fiche", "Fiche", "Le chantier coûtera 7 millions.")
OTHER = Article("autre", "Autre", "Un autre chantier coûtera 12 millions.", published=date(2024, 7, 1))

TWELVE = Value(("12 millions", "douze millions"), (Evidence("juin", "Le chantier coûtera 12 millions."),))
NINE = Value(("9 millions",), (Evidence("mars", "Le chantier coûtera 9 millions."),))
SEVEN = Value(("7 millions",), (Evidence("fiche", "Le chantier coûtera 7 millions."),))


def cite(article: Article, quote: str | None = None) -> Citation:
    words = quote or article.text.partition(". ")[0]
    start = article.text.index(words)
    end = start + len(words)
    name = f"{article.version[:16]}-{start}-{end}"
    return Citation(name, 1, 0, len(words), article, article.version, start, end, words, "", "", 1.0)


def answer(*citations: Citation) -> Answer:
    said = bool(citations)
    refused = None if said else Refusal("not_in_articles", "Les articles ne le disent pas.")
    return Answer("a", "?", "?", "…" if said else "", said, 0.9, None, citations, (), refused, {})


def question(*values: Value, kind: str = "number") -> Question:
    answers = tuple(text for value in values for text in value.answers)
    evidence = tuple(quote for value in values for quote in value.evidence)
    return Question("q", "Combien ?", kind, True, answers, evidence, values=values)


@pytest.mark.parametrize(
    ("citations", "given", "newest_first"),
    [
        ((LATER, EARLIER), 2, True),
        ((EARLIER, LATER), 2, False),
        ((LATER,), 1, None),
        ((LATER, LATER), 1, None),  # one value twice is no order
        ((OTHER, EARLIER), 1, None),  # the right words of another article
        ((LATER, OTHER, EARLIER), 2, True),  # what gives no value is not part of the order
        ((LATER, EARLIER, LATER), 2, False),
        ((), 0, None),
    ],
)
def test_values_are_given_by_citations_of_their_articles(
    citations: tuple[Article, ...], given: int, newest_first: bool | None
) -> None:
    score = score_conflict(answer(*map(cite, citations)), question(TWELVE, NINE))
    assert score == ConflictScore(values=2, given=given, newest_first=newest_first)


def test_the_right_article_without_the_words_gives_nothing() -> None:
    score = score_conflict(answer(cite(LATER, "Il finira en mai."), cite(EARLIER)), question(TWELVE, NINE))
    assert score == ConflictScore(values=2, given=1, newest_first=None)


def test_an_article_without_a_date_has_no_place_in_the_order() -> None:
    asked = question(TWELVE, NINE, SEVEN)
    assert score_conflict(answer(cite(UNDATED), cite(LATER)), asked) == ConflictScore(3, 2, None)
    assert score_conflict(answer(cite(LATER), cite(UNDATED), cite(EARLIER)), asked) == ConflictScore(3, 3, True)


def test_articles_of_one_day_come_in_any_order() -> None:
    same_day = replace(EARLIER, published=LATER.published)
    assert score_conflict(answer(cite(same_day), cite(LATER)), question(TWELVE, NINE)) == ConflictScore(2, 2, True)


def test_yes_and_no_are_given_by_their_evidence() -> None:
    delayed = Value(("non",), (Evidence("juin", "Il finira en mai."),))
    in_time = Value(("oui",), (Evidence("mars", "Il finira à temps."),))
    asked = question(delayed, in_time, kind="yes_no")
    both = answer(cite(LATER, "Il finira en mai."), cite(EARLIER, "Il finira à temps."))
    assert score_conflict(both, asked) == ConflictScore(2, 2, True)
    assert score_conflict(answer(cite(LATER), cite(EARLIER)), asked) == ConflictScore(2, 0, None)


def test_a_question_without_values_has_no_score() -> None:
    assert score_conflict(answer(cite(LATER)), question()) is None


def test_figures_of_several_questions() -> None:
    scores = [
        ConflictScore(2, 2, True),
        None,  # a question whose articles say one thing
        ConflictScore(3, 2, False),
        ConflictScore(2, 1, None),
        ConflictScore(2, 0, None),
    ]
    assert figure_values(conflict_figures(scores), 5) == {
        "values_given": pytest.approx((1 + 2 / 3 + 1 / 2 + 0) / 4),
        "all_values_given": 1 / 4,
        "newest_first": 1 / 2,  # of the two that have an order
    }
    assert figure_values(conflict_figures([None]), 1) == dict.fromkeys(
        ("values_given", "all_values_given", "newest_first")
    )
