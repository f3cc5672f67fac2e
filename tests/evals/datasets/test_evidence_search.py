"""Which sentences hold a known answer, and how an article prints a quote."""

import pytest

from corpus.article import Article
from evals.datasets.evidence_search import EvidenceSearch
from evals.question_set import Evidence

VILLE = Article(
    "ville",
    "La ville",
    "La ville compte 20 000 habitants. Elle a 15 écoles. Le maire, Jean Dupont. Il est élu depuis 2014, dit-on.",
)
PORT = Article("port", "Le port", "Le port d’Œuilly a 15 quais. L’État l’a ouvert en 1995.")
SEARCH = EvidenceSearch([VILLE, PORT])


@pytest.mark.parametrize(
    ("answer", "quotes"),
    [
        ("20000", ["La ville compte 20 000 habitants."]),
        ("l'ÉTAT", ["L’État l’a ouvert en 1995."]),
        ("oeuilly", ["Le port d’Œuilly a 15 quais."]),
        ("15", ["Elle a 15 écoles.", "Le port d’Œuilly a 15 quais."]),
        ("habitants 20 000", []),  # the words, in another order
        ("Jean Dupont. Il est élu", ["Le maire, Jean Dupont. Il est élu depuis 2014, dit-on."]),  # over two sentences
        ("5", []),
        ("—", []),
    ],
)
def test_sentences_that_hold_an_answer(answer: str, quotes: list[str]) -> None:
    found = SEARCH.holding(answer)
    assert [evidence.quote for evidence in found] == quotes
    assert all(evidence.quote in {"ville": VILLE, "port": PORT}[evidence.article_id].text for evidence in found)


def test_only_the_named_articles_are_looked_through() -> None:
    assert SEARCH.holding("15", {"port"}) == [Evidence("port", "Le port d’Œuilly a 15 quais.")]
    assert SEARCH.holding("20000", {"port"}) == []


def test_a_sentence_about_the_question_shares_a_rare_word_that_is_not_the_answer() -> None:
    found = SEARCH.holding("15")
    assert SEARCH.about("Combien de quais a le port ?", "15", found) == [found[1]]
    assert SEARCH.about("Combien d'écoles ?", "15", found) == [found[0]]
    assert SEARCH.about("Quoi, 15 ?", "15", found) == []


def test_a_word_that_is_everywhere_is_not_rare() -> None:
    fleet = Article("flotte", "", " ".join(f"Le navire numéro {number} a 15 marins." for number in range(6)))
    search = EvidenceSearch([fleet])
    found = search.holding("15")
    assert len(found) == 6
    assert search.about("Combien de marins a le navire ?", "15", found) == []
    assert search.about("Combien de marins a le navire numéro 3 ?", "15", found) == [found[3]]


@pytest.mark.parametrize(
    ("quote", "printed"),
    [
        ("a 15 quais", [Evidence("port", "a 15 quais")]),
        ("l'Etat l'a ouvert", [Evidence("port", "L’État l’a ouvert")]),
        ("« 20 000 habitants »", [Evidence("ville", "20 000 habitants")]),
        ("Le port a 15 quais", []),
    ],
)
def test_a_quote_is_given_as_the_article_prints_it(quote: str, printed: list[Evidence]) -> None:
    assert SEARCH.quoted(quote) == printed


def test_a_quote_in_another_article_is_not_found() -> None:
    assert SEARCH.quoted("a 15 quais", {"ville"}) == []
    with pytest.raises(ValueError, match="The quote is blank"):
        SEARCH.quoted("  ")
