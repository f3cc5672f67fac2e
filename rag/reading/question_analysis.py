"""What a question asks for: its kind of answer, the terms that must be met, the names it speaks of."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from index.terms.french_analysis import Token, fold, search_terms, tokenize
from rag.reading.units import Unit, asked_unit


class AnswerKind(StrEnum):
    """The kind of thing that answers a question."""

    NUMBER = "number"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    REASON = "reason"
    MANNER = "manner"
    LIST = "list"
    YES_NO = "yes_no"
    THING = "thing"


@dataclass(frozen=True, slots=True)
class AnalysedQuestion:
    """A question with what reading needs of it.

    `terms` are its search terms without repeats, in order; `names` those of them that are written as proper names,
    `acronyms` those of these in capitals (« ONU »), `figures` those that are figures. `focus` is the term of the noun
    that is asked for (« Quel *taux* … »), if any. `kind_terms` only say what kind of thing is asked for (« En quelle
    *année* … »): an answer need not repeat them. `unit` is what a figure that answers is counted in, where the question
    tells.
    """

    text: str
    kind: AnswerKind
    terms: tuple[str, ...]
    names: frozenset[str]
    acronyms: frozenset[str]
    figures: frozenset[str]
    focus: str | None
    kind_terms: frozenset[str]
    unit: Unit | None


_MEASURES = (
    "nombre|montant|taux|prix|cout|budget|pourcentage|part|proportion|taille|superficie|surface|population|capacite|"
    "duree|distance|hauteur|altitude|longueur|largeur|profondeur|poids|masse|valeur|vitesse|age|temperature|chiffre|"
    "somme|score|effectif|quantite|puissance|volume|salaire|recette|audience|croissance|objectif chiffre"
)
_TIMES = "annee|date|jour|mois|siecle|epoque|periode|heure|moment|decennie"
_PEOPLE = (
    "roi|reine|president|presidente|auteur|autrice|ecrivain|acteur|actrice|personne|personnage|ministre|maire|"
    "directeur|directrice|patron|patronne|dirigeant|dirigeante|fondateur|fondatrice|chercheur|chercheuse|responsable|"
    "chanteur|chanteuse|compositeur|peintre|general|empereur|pape|realisateur|realisatrice|joueur|entraineur|homme|"
    "femme|architecte|philosophe|scientifique|expert|experte"
)
_PEOPLE_AT_LARGE = "personne|personnage|homme|femme|nom|appelle"
_PLACES = (
    "pays|ville|village|region|continent|quartier|lieu|endroit|departement|province|etat|ile|rue|commune|zone|"
    "aeroport|place|capitale|territoire"
)
_ORGANISATIONS = (
    "entreprise|societe|firme|compagnie|groupe|start up|banque|institut|institution|organisation|organisme|association|"
    "agence|ministere|parti|club|equipe|universite|marque|constructeur|fabricant|editeur|journal|cabinet|fondation"
)
_QUEL = (
    r"\bquel(?:le)?s?\b(?: (?:est|sont|etait|etaient|fut|furent|sera|a ete))?"
    r"(?: (?:le|la|les|l|son|sa|ses|leur|leurs))?"
)
# The rule that fits earliest in the question decides, the first listed where two fit at one place;
# the text is folded, apostrophes and hyphens are spaces.
_RULES: tuple[tuple[AnswerKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (
            AnswerKind.REASON,
            r"\bpourquoi\b|\bquel(?:le)?s? (?:est |sont )?(?:la |les )?(?:\w+ )?(?:raison|cause|motif)",
        ),
        (
            AnswerKind.NUMBER,
            rf"\bcombien\b|{_QUEL} (?:{_MEASURES})s?\b|\ba quel(?:le)? (?:prix|hauteur|distance|vitesse)",
        ),
        (AnswerKind.DATE, rf"\bquand\b|{_QUEL} (?:{_TIMES})s?\b|^dates?\b"),
        (AnswerKind.PERSON, rf"\bqui\b(?! (?:est|sont) ce qu)|{_QUEL} (?:{_PEOPLE})s?\b"),
        (AnswerKind.PLACE, rf"^ou\b|\bd ou\b|\bou (?:est|se|sont|a|ont|le|la|les|l)\b|{_QUEL} (?:{_PLACES})s?\b"),
        (AnswerKind.ORGANISATION, rf"\bquel(?:le)? (?:est |etait )?(?:la |le |l )?(?:{_ORGANISATIONS})\b"),
        (AnswerKind.PERSON, rf"\bcomment s (?:appel|nomm)\w* (?:le |la |l )?(?:{_PEOPLE})s?\b"),
        (AnswerKind.THING, r"\bcomment (?:s |se )?(?:appel|nomm|intitul|surnomm)"),
        (AnswerKind.MANNER, r"\bcomment\b|\bde quelle (?:maniere|facon)\b|\bpar quels? moyens?\b"),
        (AnswerKind.LIST, r"\bquel(?:le)?s\b|\blesquel(?:le)?s\b|\bcite[rz]?\b|\benumere"),
        (AnswerKind.THING, r"\bquel(?:le)?\b|\bqu\b|\bque\b|\bquoi\b|\blaquelle\b|\blequel\b"),
        (AnswerKind.YES_NO, r"^est ce qu|\b(?:t )?(?:il|elle|ils|elles|on|ce)\b(?=.*$)"),
    )
)
_FOCUS = re.compile(
    r"\bquel(?:le)?s?\b\s+(?:(?:est|sont|était|étaient|fut|furent|sera|a été)\s+)?"
    r"(?:(?:le|la|les|son|sa|ses|leur|leurs)\s+|l['’]\s*)?(?P<noun>[^\W\d_]+)",
    re.IGNORECASE,
)
_COMBIEN = re.compile(r"\bcombien\s+(?:de\s+|d['’]\s*)(?P<noun>[^\W\d_]+)", re.IGNORECASE)


def analyse_question(text: str) -> AnalysedQuestion:
    """The question's kind of answer, its terms, and what they are."""
    tokens = [token for token in tokenize(text) if not token.is_stop_word]
    kind, plain = _kind(text), _plain(text)
    return AnalysedQuestion(
        text=text,
        kind=kind,
        terms=tuple(dict.fromkeys(token.term for token in tokens)),
        names=frozenset(token.term for token in tokens if _is_name(text, token)),
        acronyms=frozenset(token.term for token in tokens if _is_acronym(text[token.start : token.end])),
        figures=frozenset(token.term for token in tokens if token.term[0].isdigit()),
        focus=_focus(text),
        kind_terms=frozenset(token.term for token in tokens) & _kind_terms(kind),
        unit=asked_unit(plain) if kind is AnswerKind.NUMBER else None,
    )


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", fold(text)).split())


@cache
def _kind_terms(kind: AnswerKind) -> frozenset[str]:
    words = {
        AnswerKind.DATE: _TIMES,
        AnswerKind.PERSON: _PEOPLE_AT_LARGE,
        AnswerKind.PLACE: _PLACES,
        AnswerKind.ORGANISATION: _ORGANISATIONS,
        AnswerKind.NUMBER: "nombre|chiffre",
        AnswerKind.REASON: "raison|cause|motif",
    }.get(kind, "")
    return frozenset(search_terms(words.replace("|", " ")))


def _kind(text: str) -> AnswerKind:
    plain = _plain(text)
    matches = [(match.start(), kind) for kind, rule in _RULES if (match := rule.search(plain))]
    return min(matches, key=lambda found: found[0])[1] if matches else AnswerKind.THING


def _is_name(text: str, token: Token) -> bool:
    """Capitalised inside the question, or written in capitals; the first word only tells when in capitals."""
    surface = text[token.start : token.end]
    if _is_acronym(surface):
        return True
    return surface[0].isupper() and any(character.isalnum() for character in text[: token.start])


def _is_acronym(surface: str) -> bool:
    return surface.isupper() and len(surface) > 1


def _focus(text: str) -> str | None:
    match = _COMBIEN.search(text) or _FOCUS.search(text)
    if match is None:
        return None
    return next((token.term for token in tokenize(match["noun"]) if not token.is_stop_word), None)
