"""Questions that leave out what the one before said: « Et à Shenzhen ? », « Le montant ? », « Pourquoi ? ».

What such a fragment consists of tells what it takes the place of in the question before (`completing`).
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from index.terms.french_analysis import fold
from rag.follow_ups.noun_phrases import find_noun_phrases
from rag.follow_ups.question_words import read_words
from rag.reading.question_analysis import AnswerKind, analyse_question
from rag.reading.typed_spans import SpanKind, find_typed_spans


class Fragment(StrEnum):
    """What a question without a verb consists of."""

    PLACE = "place"
    DATE = "date"
    NAME = "name"
    NOUN = "noun"
    QUESTION_WORD = "question_word"


@dataclass(frozen=True, slots=True)
class Elliptic:
    """A fragment as it was typed, without its question mark and without « Et », which `connected` remembers."""

    kind: Fragment
    text: str
    connected: bool

    @property
    def points_back(self) -> bool:
        """Whether it speaks of something said before even where it is completed: « Sa durée ? »."""
        return bool(_POSSESSIVE.search(self.text))


_CONNECTIVE = re.compile(
    r"^(?:(?:et|mais|alors|sinon|donc|puis|ok|okay|d['’]accord|oui|non|bien|ah|bon"
    r"|merci|bonjour|bonsoir|salut|au revoir)"
    r"\b[ ,.!]*)+",
    re.IGNORECASE,
)
_QUESTION_WORD = re.compile(
    r"(?:(?:à|a|de|d['’]|depuis|jusqu['’]à|par|pour|avec|dans|devant|en|chez|entre|lors de|selon|vers|sur|sous) ?)?"
    r"(?:pourquoi|quand|où|ou|comment|combien(?: d(?:e |['’])[^\W\d_]+(?: [^\W\d_]+)?)?|qui|quoi"
    r"|combien (?:sont|étaient)-(?:ils|elles)(?: au total| en tout)?|lesquel(?:le)?s|lequel|laquelle"
    r"|(?:quoi|qui) (?:d['’]autres?|encore)"
    r"|quel(?:le)?s? (?!est\b|sont\b|a\b|ont\b)[^\W\d_]+(?: d(?:e |u |es |['’])[^\W\d_]+)?)"
    r"(?: (?:ça|ca|cela|donc|exactement|au juste|précisément))?",
    re.IGNORECASE,
)
_WHY_NOT = re.compile(r"pourquoi (?:pas\b|(?:là|ici|lui|elle|eux|elles|maintenant)$)", re.IGNORECASE)
_PLACE_PREPOSITION = re.compile(r"^(?:à|a|en|au|aux|dans|chez|vers|sur|pour)\b", re.IGNORECASE)
_ELSEWHERE = frozenset("ailleurs ici partout".split())
_ADVERB = re.compile(r"[ ,]*\b(?:aussi|exactement|alors|maintenant|plutôt|sinon|du coup)\s*$", re.IGNORECASE)
_END = " ?!.…\u00a0\u202f"
_THAT_OF = re.compile(r"^(?:pour )?(?:celui|celle|ceux|celles) (?=d)", re.IGNORECASE)
COMPLEX = re.compile(
    r"(?:par rapport (?:à|au|aux)|en matière d|en termes? d|au niveau d|à propos d|du côté d|quant (?:à|au|aux)"
    r"|concernant)(?:e |u |es |['’]| )",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"\b(?:son|sa|ses|leurs?) ", re.IGNORECASE)
_ASKING = frozenset("quoi combien comment pourquoi quel quelle quels quelles est-ce".split())
_OWNED = re.compile(r"(?P<owner>[^,]+), (?P<owned>son|sa|ses|leurs) (?P<noun>[^,]+)", re.IGNORECASE)
# Folded: what may be asked of nearly anything, beside what says its kind in « Quel est le … ? ».
_ATTRIBUTES = frozenset(
    "objectif objectifs but buts financement calendrier bilan resultat resultats avantage avantages inconvenient "
    "inconvenients consequence consequences effectif effectifs concurrent concurrents client clients partenaire "
    "partenaires fonctionnement statut role mission missions contenu composition origine superficie".split()
)
_VOWELS = "aeiouyéèêàâîôœ"
_MOST_BARE_WORDS = 3
_MOST_WORDS_AFTER_AND = 7
_FEWEST_TERMS = 2


def asks_nothing(said: str) -> bool:
    """Whether it is only polite, or only goes on: « Bonjour », « Merci ! », « D’accord. »."""
    return not _CONNECTIVE.sub("", said.strip(_END)).strip(_END)


def read_fragment(question: str) -> Elliptic | None:
    """The fragment that a question is; None where it has a verb, or is a search of its own (« fonds IA Shanghai »)."""
    typed = question.strip(_END)
    rest = _THAT_OF.sub("", _ADVERB.sub("", _CONNECTIVE.sub("", typed))).strip(_END)
    rest = _owned(rest)
    if not rest:
        return None
    if _QUESTION_WORD.fullmatch(rest):
        return Elliptic(Fragment.QUESTION_WORD, rest, connected=rest != typed)
    if not COMPLEX.match(rest) and not _is_one_phrase(rest, connected=rest != typed):
        return None
    opener = read_words(rest)[0].kind in ("determiner", "preposition", "adverb")
    return Elliptic(_kind(rest), rest[:1].lower() + rest[1:] if opener else rest, connected=rest != typed)


def _owned(rest: str) -> str:
    """« Shanghai, ses avis » as « les avis de Shanghai »."""
    match = _OWNED.fullmatch(rest)
    owner = next(iter(find_noun_phrases(f"{rest},")), None) if match else None
    if match is None or owner is None or owner.start > 0:
        return rest
    article = {"son": "le ", "sa": "la ", "ses": "les ", "leurs": "les "}[match["owned"].lower()]
    article = "l’" if article != "les " and match["noun"][0].lower() in _VOWELS else article
    return f"{article}{match['noun']} {owner.after('de')}"


def says_too_little(question: str) -> bool:
    """Whether a question has next to nothing to search for: « Pourquoi si bas ? », « Qui est le patron ? »."""
    rest = _CONNECTIVE.sub("", question.strip(_END))
    if _WHY_NOT.match(rest):
        return True
    analysed = analyse_question(rest)
    names = any(phrase.is_name for phrase in find_noun_phrases(question))
    return not names and not analysed.names and not analysed.figures and 0 < len(analysed.terms) <= _FEWEST_TERMS


def _is_one_phrase(rest: str, *, connected: bool) -> bool:
    """Whether the text is a noun phrase, a preposition with one, or a date, and nothing more."""
    words = read_words(rest)
    if not words or any(word.kind in ("pronoun", "auxiliary", "subordinator") for word in words):
        return False
    if any(word.lowered in _ASKING for word in words):
        return False
    if any(span.kind is SpanKind.DATE and span.end == len(rest) and span.start <= 5 for span in find_typed_spans(rest)):
        return True
    if connected and "," not in rest and words[0].kind == "preposition" and len(words) <= _MOST_WORDS_AFTER_AND:
        return True  # « Et pour les moins de 18 ans ? »
    first = 1 if words[0].kind == "preposition" and words[0].lowered not in ("du", "au", "aux") else 0
    opened = " ".join((".", rest))  # a name is only known as one after a first word
    spans = [(phrase.start - 2, phrase.end - 2) for phrase in find_noun_phrases(opened)]
    whole = (
        any(start <= words[first].start and end == len(rest) for start, end in spans) if first < len(words) else False
    )
    if whole:
        return connected or first > 0 or words[0].kind == "determiner" or len(words) <= 2
    bare = all(word.kind in ("word", "preposition") for word in words) and len(words) <= _MOST_BARE_WORDS
    return bare or (connected and all(word.kind in ("name", "word", "figure") for word in words))


def _kind(rest: str) -> Fragment:
    if any(span.kind is SpanKind.DATE for span in find_typed_spans(rest)):
        return Fragment.DATE
    words = read_words(rest)
    if rest.lower() in _ELSEWHERE:
        return Fragment.PLACE
    content = [word for word in words if word.kind in ("name", "word", "figure")]
    typed_small = len(words) == 1 and not is_attribute(rest)
    if content and (content[0].kind == "name" or typed_small):
        return Fragment.PLACE if _PLACE_PREPOSITION.match(rest) else Fragment.NAME
    return Fragment.NOUN


def is_attribute(fragment: str) -> bool:
    """Whether a question could ask for it: « le montant », « le directeur »; not « le centre de calcul »."""
    noun = re.sub(r"^(?:l[ae]s?\s|l['’]|une?\s)\s*", "", fragment, flags=re.IGNORECASE)
    if fold(noun.split()[0] if noun.split() else noun) in _ATTRIBUTES:
        return True
    return analyse_question(f"Quel est le {noun} ?").kind not in (AnswerKind.THING, AnswerKind.LIST)
