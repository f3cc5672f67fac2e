"""What a statement denies, doubts, names and says of whom."""

import pytest

from rag.claims.hedges import find_doubts
from rag.claims.names import find_names, names
from rag.claims.negation import find_denials
from rag.claims.opposites import find_opposed
from rag.claims.roles import find_parts, find_swapped
from rag.claims.statement import read_statement


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le maire a signé.", "fr"),
        ("The mayor has signed.", "en"),
        ("Shanghai followed suit on July 30.", "en"),
        ("Pékin, Shanghai, Shenzhen.", "fr"),
        ("The Model Speed Space a été créé par la ville.", "fr"),
    ],
)
def test_the_language_of_a_sentence_is_told(text: str, language: str) -> None:
    assert read_statement(text).language == language


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Le suspect n’a pas reconnu les faits.", ["reconnu"]),
        ("Elle ne veut pas négocier.", ["veut", "négocier"]),
        ("Le contrat ne prévoit aucune pénalité.", ["prévoit", "pénalité"]),
        ("Personne n’a revendiqué l’attaque.", ["revendiqué"]),
        ("La direction refuse de négocier.", ["négocier"]),
        ("Vendu sans ordonnance.", ["ordonnance"]),
        ("The plant did not restart yesterday.", ["restart"]),
        ("The firm hasn’t signed.", ["signed"]),
        ("Il ne reste que deux candidats.", []),
        ("Ce n’est qu’en 1998 que le corps fut identifié.", []),
        ("Le barrage ne contient plus que 18 % de sa capacité.", []),
        ("Le maire a signé.", []),
    ],
)
def test_what_is_denied(text: str, denied: list[str]) -> None:
    assert [word.text for denial in find_denials(read_statement(text)) for word in denial.denied] == denied


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("Le club pourrait vendre son stade.", ["pourrait"]),
        ("Le suspect aurait agi seul.", ["aurait"]),
        ("Le constructeur envisage de fermer son usine.", ["envisage"]),
        ("Une fusion est à l’étude.", ["étude"]),
        ("L’usine fermerait en mai.", ["fermerait"]),
        ("The city may ban diesel cars.", ["may"]),
        ("La famille a annoncé qu’elle ferait appel.", []),
        ("Il espérait gagner.", []),
        ("Une étude le montre.", []),
        ("Selon l’Insee, les prix ont baissé.", []),
    ],
)
def test_what_is_less_than_a_fact(text: str, hedge: list[str]) -> None:
    assert [doubt.hedge.text for doubt in find_doubts(read_statement(text))] == hedge


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Le patron d’Airbus, Guillaume Faury, table sur un record.", ["Airbus", "Guillaume", "Faury"]),
        ("Selon le ministre, la France suivra.", ["France"]),
        ("Canberra a rappelé son ambassadeur.", ["Canberra"]),
        ("L’OMS a levé l’alerte.", ["OMS"]),
        ("Interrogée par la presse, elle se tait.", []),
        ("The Prime Minister met Keir Starmer.", ["Keir", "Starmer"]),
    ],
)
def test_proper_names_are_found(text: str, found: list[str]) -> None:
    assert [word.text for word in find_names(read_statement(text))] == found


@pytest.mark.parametrize(
    ("sentence", "quote", "named"),
    [
        ("Beijing leads.", "Pékin est en tête.", True),
        ("Il vit à Pékin.", "Les start-up pékinoises dominent.", True),
        ("Le Royaume-Uni signe.", "The UK signs.", True),
        ("Elle est à L’IA.", "L’intelligence artificielle progresse.", True),
        ("Il cite Emmanuel Macron.", "E. Macron est venu.", True),
        ("Il cite E. Macron.", "Emmanuel Macron est venu.", True),
        ("Il cite Macron.", "Emmanuel Macron est venu.", True),
        ("Il cite Emmanuel Macron.", "Macron est venu.", False),
        ("Il vit à Bordeaux.", "Il vit à Toulouse.", False),
        ("La SNCF commande.", "La RATP commande.", False),
    ],
)
def test_a_name_stands_in_a_quote(sentence: str, quote: str, named: bool) -> None:
    asked = read_statement(sentence)
    assert all(names(read_statement(quote), name) for name in find_names(asked)) == named


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Le groupe Sarrail a racheté l’éditeur Belmont.", [("sarrail", "agent"), ("belmont", "patient")]),
        ("L’éditeur Belmont a été racheté par le groupe Sarrail.", [("belmont", "patient"), ("sarrail", "agent")]),
        ("Elle a nommé Nadia Berger à Lille.", [("berger", "agent"), ("lille", "to")]),
        ("Xi a rencontré Macron.", []),
    ],
)
def test_names_play_parts(text: str, parts: list[tuple[str, str]]) -> None:
    known = frozenset({"xi", "macron"})
    assert [(part.name, part.role) for part in find_parts(read_statement(text), known)] == parts


@pytest.mark.parametrize(
    ("sentence", "quote", "swapped"),
    [
        ("Belmont a racheté Sarrail.", "Sarrail a racheté Belmont.", True),
        ("Belmont a été racheté par Sarrail.", "Sarrail a racheté Belmont.", False),
        ("Sarrail a été racheté par Belmont.", "Sarrail a racheté Belmont.", True),
        ("Google is suing Meta.", "Meta poursuit Google.", True),
        ("Beijing beat London.", "Pékin a battu Londres.", False),
        ("London has beaten Beijing.", "Pékin a battu Londres.", True),
        ("À Lille, Macron a reçu Scholz.", "Macron a reçu Scholz à Lille.", False),
        ("Kiev et Moscou négocient.", "Moscou et Kiev négocient.", False),
    ],
)
def test_names_that_changed_places_are_seen(sentence: str, quote: str, swapped: bool) -> None:
    assert bool(find_swapped(read_statement(sentence), read_statement(quote))) == swapped


@pytest.mark.parametrize(
    ("sentence", "quote", "opposed"),
    [
        ("Les prix sont en baisse.", "Les prix sont en hausse.", ["baisse"]),
        ("Wine exports rose by 5%.", "Les exportations de vin ont reculé de 5 %.", ["rose"]),
        ("L’équipe a gagné.", "L’équipe a perdu.", ["gagné"]),
        ("Ils partiront avant l’été.", "Ils partiront après l’été.", ["avant"]),
        ("Les prix n’ont pas baissé.", "Les prix ont augmenté.", []),
        ("Les prix ont reculé.", "Les prix ont baissé.", []),
        ("Il y a au moins dix blessés.", "Il y a plus de dix blessés.", []),
        ("Lyon mise plus sur la recherche et moins sur les usages.",
         "Lyon mise moins sur la recherche et plus sur les usages.", ["plus", "moins"]),
    ],
)  # fmt: skip
def test_opposites_are_seen(sentence: str, quote: str, opposed: list[str]) -> None:
    assert [word.text for word in find_opposed(read_statement(sentence), read_statement(quote))] == opposed
