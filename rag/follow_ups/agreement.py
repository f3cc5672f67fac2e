"""Gender and number where a word says nothing of them: « Quelle est la date ? », « Que visent les avis ? »."""

import re

from index.terms.french_analysis import fold
from rag.follow_ups.names import is_role
from rag.follow_ups.noun_phrases import Gender, NounPhrase

_FEMININE = re.compile(r"\w*(?:tion|sion|te|ure|ie|ee|ence|ance|ette|ude|ise|aille|trice|euse|esse)s?")
# Nouns of measure and time whose endings do not tell; the others of that kind are masculine.
_FEMININE_NOUNS = frozenset(
    "date annee heure epoque part taille surface masse somme hauteur longueur largeur profondeur valeur vitesse "
    "temperature population capacite distance altitude puissance recette audience quantite ville entreprise region "
    "zone source raison cause suite tache marque equipe banque agence loi place rue limite adresse langue".split()
)
_MASCULINE = re.compile(r"\w*(?:age|ment|eau|isme|oir|eur|al|ier)s?|(?:com|co|tra|e)te|siecle|musee|lycee")


def gender_of(phrase: NounPhrase) -> Gender:
    """The gender that its article says, or else its ending; masculine where neither does."""
    return phrase.gender or noun_gender(phrase.head_noun)


def noun_gender(noun: str) -> Gender:
    """The gender that the ending of a noun tells most of the time."""
    folded = fold(noun)
    if folded.rstrip("s") in _FEMININE_NOUNS:
        return "feminine"
    return "feminine" if _FEMININE.fullmatch(folded) and not _MASCULINE.fullmatch(folded) else "masculine"


def what_is(phrase: NounPhrase) -> str:
    """What asks for it: « Quel est », « Quelles sont », or « Qui est » of somebody."""
    if is_role(phrase.head_noun):
        return "Qui sont" if phrase.plural else "Qui est"
    feminine = gender_of(phrase) == "feminine"
    if phrase.plural:
        return "Quelles sont" if feminine else "Quels sont"
    return "Quelle est" if feminine else "Quel est"


def agreeing(verb: str, *, plural: bool) -> str:
    """The verb in the third person of that number, where its form says how; else as it is."""
    singular_to_plural = {"est": "sont", "a": "ont", "fait": "font", "va": "vont", "doit": "doivent", "peut": "peuvent"}
    lowered = verb.lower()
    if plural:
        if lowered in singular_to_plural:
            return singular_to_plural[lowered]
        if lowered.endswith("ra"):
            return f"{verb[:-1]}ont"
        return f"{verb}nt" if lowered.endswith("e") else verb
    singular = {many: one for one, many in singular_to_plural.items()}
    if lowered in singular:
        return singular[lowered]
    if lowered.endswith("ront"):
        return f"{verb[:-3]}a"
    return verb[:-2] if lowered.endswith("ent") else verb
