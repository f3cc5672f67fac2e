from collections.abc import Callable, Sequence

import pytest

from corpus.article import Article
from index.hit import Hit
from rag.support import SupportCheck
from rag.writing.generation_check import CheckedSentence, DroppedSentence, DropReason, GenerationCheck
from rag.writing.offered_quotes import OfferedQuote, offer_quotes
from sample_articles import FUND, RAIL

MakeHit = Callable[..., Hit]
Verdict = tuple[str, list[int]] | DropReason

FIRST = "La ville a créé un fonds de 10 milliards de yuans"  # stands in quote 1
LINE = "La ligne ouvre le 3 mai 2021"  # 4
COST = "Elle coûte 400 millions d’euros"  # 5
TRAINS = "Les trains roulent à 160 km/h"  # 6


@pytest.fixture
def offered(make_hit: MakeHit) -> tuple[OfferedQuote, ...]:
    return offer_quotes([make_hit(FUND), make_hit(RAIL)], budget=1_000)


def _verdicts(text: str, offered: Sequence[OfferedQuote]) -> list[Verdict]:
    numbers = {quote.quote.start + 1_000_000 * (quote.number > 3): quote.number for quote in offered}
    found: list[Verdict] = []
    for verdict in GenerationCheck(SupportCheck.load()).check([text], offered):
        if isinstance(verdict, DroppedSentence):
            found.append(verdict.reason)
        else:
            at = [quote.start + 1_000_000 * (quote.hit.article is RAIL) for quote in verdict.quotes]
            found.append((verdict.text, [numbers[place] for place in at]))
    return found


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        (f"{FIRST} [1].", [(f"{FIRST}.", [1])]),
        (f"{FIRST}. {LINE} [4].", [DropReason.UNCITED, (f"{LINE}.", [4])]),
        (f"{FIRST} [7].", [DropReason.UNCITED]),
        (f"{FIRST} [0][1][99].", [(f"{FIRST}.", [1])]),
        (f"{FIRST} [4].", [DropReason.UNSUPPORTED]),
        (f"{FIRST} [1][4].", [(f"{FIRST}.", [1])]),
        (f"{FIRST} [1-6].", [(f"{FIRST}.", [1])]),
        ("La ville a créé un fonds de 12 milliards de yuans [1].", [DropReason.UNSUPPORTED]),
        ("La ville n’a pas créé un fonds de 10 milliards de yuans [1].", [DropReason.UNSUPPORTED]),
        ("Le fonds doit atteindre 30 milliards, selon Zhang Li [2].", [DropReason.UNSUPPORTED]),
        ("La ligne ouvre le 4 mai 2021 [4].", [DropReason.UNSUPPORTED]),
        # Each quote says a part.
        (f"{LINE} et coûte 400 millions d’euros [4][5].", [(f"{LINE} et coûte 400 millions d’euros.", [4, 5])]),
        # « Elle » is explained by the sentence before, which is then cited too.
        ("La ligne coûte 400 millions d’euros [5].", [("La ligne coûte 400 millions d’euros.", [4, 5])]),
        # Crossed: every word stands in one of the quotes.
        ("La ligne coûte 10 milliards de yuans [1][4][5].", [DropReason.UNSUPPORTED]),
        ("La ville a créé un fonds de 30 milliards de yuans [1][2].", [DropReason.UNSUPPORTED]),
        ("Le fonds coûte 400 millions d’euros [1][5].", [DropReason.UNSUPPORTED]),
        ("La ligne doit atteindre 30 milliards [2][4].", [DropReason.UNSUPPORTED]),
        # A pronoun is not left behind without what it stood for.
        (f"Le pont ouvre le 3 mai 2021 [4]. {COST} [5].", [DropReason.UNSUPPORTED, DropReason.DANGLING]),
        (f"{LINE} [4]. {COST} [5].", [(f"{LINE}.", [4]), (f"{COST}.", [5])]),
        (f"{COST} [5].", [(f"{COST}.", [5])]),
        (f"{LINE} [4]. {LINE} [4]. {COST} [5].", [(f"{LINE}.", [4]), DropReason.REPEATED, (f"{COST}.", [5])]),
        # Quotation marks.
        ("« Les trains roulent à 160 km/h » [6].", [("« Les trains roulent à 160 km/h ».", [6])]),
        ("Les « trains vont » à 160 km/h [6].", [("Les trains vont à 160 km/h.", [6])]),
        ("Les « trains rapides » roulent à 160 km/h [6].", [DropReason.UNSUPPORTED]),
        # The sign.
        ("PAS_DANS_LES_ARTICLES", [DropReason.NOT_IN_ARTICLES]),
        ("**PAS_DANS_LES_ARTICLES.**\n", [DropReason.NOT_IN_ARTICLES]),
        ("`pas dans les articles` [1].", [DropReason.NOT_IN_ARTICLES]),
        (f"{FIRST} [1]. PAS_DANS_LES_ARTICLES", [(f"{FIRST}.", [1]), DropReason.NOT_IN_ARTICLES]),
        ("", []),
        ("[1] …", []),
    ],
)
def test_a_sentence_stands_by_what_it_cites(
    text: str, verdicts: list[Verdict], offered: tuple[OfferedQuote, ...]
) -> None:
    assert _verdicts(text, offered) == verdicts


def test_every_quote_that_supports_a_sentence_alone_is_kept(make_hit: MakeHit) -> None:
    other = Article("autre", "Autre", "Un fait. La ligne ouvre le 3 mai 2021, dit la mairie.")
    quotes = offer_quotes([make_hit(RAIL, 0, 29), make_hit(other)], budget=1_000)
    (verdict,) = GenerationCheck(SupportCheck.load()).check([f"{LINE} [1][2][3]."], quotes)
    assert isinstance(verdict, CheckedSentence)
    assert [quote.text for quote in verdict.quotes] == [
        "La ligne ouvre le 3 mai 2021.",
        "La ligne ouvre le 3 mai 2021, dit la mairie.",
    ]
    assert verdict.score == 1.0
    assert {quote.score for quote in verdict.quotes} == {1.0}


def test_a_sentence_that_cites_everything_is_held_to_its_first_quotes(make_hit: MakeHit) -> None:
    facts = Article("faits", "Faits", " ".join(f"Le fait numéro {number} est là." for number in range(10)))
    quotes = offer_quotes([make_hit(facts), make_hit(RAIL)], budget=1_000)
    (verdict,) = GenerationCheck(SupportCheck.load()).check([f"{LINE} [1-99]."], quotes)
    assert verdict == DroppedSentence(f"{LINE}.", DropReason.UNSUPPORTED)
