"""An exchange before a follow-up, and what its question was about and asked for."""

import re
from dataclasses import dataclass, replace

from rag.follow_ups.binding import TIMES
from rag.follow_ups.names import is_role
from rag.follow_ups.noun_phrases import Gender, NounPhrase, find_noun_phrases, first_noun_phrase
from rag.follow_ups.question_words import read_words
from rag.reading.question_analysis import AnswerKind, analyse_question

_ASKED = re.compile(
    r"(?:\bquel(?:le)?s?\b(?: (?:est|sont|était|étaient|fut|sera))?|\bqui (?:est|sont)|\bcombien d[e’'])\s*$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:(?:combien|beaucoup|assez|peu|trop) d(?:e |['’] ?)|quel(?:le)?s (?!sont\b))(?=\w)", re.IGNORECASE
)
_WHICH_NOUN = re.compile(r"\bquel(le)? (?!est\b|a\b|sera\b|fut\b|était\b)(?=\w)", re.IGNORECASE)
_BEING = re.compile(r"(?:sont|étaient|ont été|seront)\s+(?=\w+[éeius]s\b)", re.IGNORECASE)
_INVERTED = re.compile(
    r"\s+(?P<subject>(?!y\b)\w[^,?]*?)\s+(?P<clitics>(?:ne |n['’]|se |s['’]|y |en )+)?(?P<verb>[^\W\d_]+)-(?:t-)?"
    r"(?:il|elle)s?\b(?P<rest>.*)"
)
_VOWELS = "aeiouyéèêàâîôœh"
_ENDING = " ?!.…\u00a0\u202f"
_OWNED = frozenset("son sa ses leur leurs chaque".split())  # these point elsewhere themselves, or at nothing
_SHORT_ACRONYM = 3


@dataclass(frozen=True, slots=True)
class Before:
    """The exchange before a follow-up: the question as it was searched, and the answer, empty where it was refused."""

    question: str
    answer: str

    @property
    def kind(self) -> AnswerKind:
        """What the question before asked for."""
        return analyse_question(self.question).kind


def topics(before: Before) -> list[NounPhrase]:
    """What the question before was about, best first: phrases with complements, then names, then other phrases.

    What it asked for is left out (« Quel est *le montant* du fonds »): that is the answer, not the subject.
    """
    phrases = [
        _without_object(phrase)
        for phrase in find_noun_phrases(before.question)
        if not _is_asked(phrase) and phrase.determiner not in _OWNED and phrase.head_noun.lower() not in TIMES
    ]
    return sorted(phrases, key=lambda phrase: (topic_rank(phrase), phrase.start))


def _without_object(phrase: NounPhrase) -> NounPhrase:
    """« la maire de Crest » in « Que reproche la maire de Crest au projet … ? »: nobody is a mayor *to* something."""
    somebody = not phrase.is_name and is_role(phrase.head_noun)
    placed = phrase.text[phrase.core_end : phrase.end].split()[1:2]
    return replace(phrase, end=phrase.core_end) if somebody and not "".join(placed).istitle() else phrase


def topic_rank(phrase: NounPhrase) -> int:
    """The name a question begins with and definite phrases with complements, then other names, then the rest."""
    if phrase.is_name and phrase.noun.isupper() and len(phrase.noun) <= _SHORT_ACRONYM:
        return 3  # « IA » says what a thing is about, and is hardly ever what « elle » stands for
    if phrase.is_name:
        return 0 if phrase.start == 0 else 1
    return 2 if phrase.indefinite or len(phrase.noun.split()) == 1 else 0


def asked_phrase(question: str) -> NounPhrase | None:
    """What a question asks the value of: « le montant du fonds » in « Quel est le montant du fonds ? »."""
    return next((phrase for phrase in find_noun_phrases(question) if _is_asked(phrase)), None)


def asked_noun(question: str) -> NounPhrase | None:
    """The same where no article stands before it: « le taux d’imposition » in « Quel taux d’imposition … ? »."""
    match = _WHICH_NOUN.search(question)
    if match is None:
        return None
    article = "la" if match.group(1) else "le"
    return next(iter(find_noun_phrases(f"{article} {question[match.end() :]}")), None)


def counted_phrase(question: str) -> NounPhrase | None:
    """The things that « Combien d’entreprises … ? » or « Quels investisseurs … ? » asks about: « les entreprises »."""
    match = _COUNTED.search(question)
    return first_noun_phrase(f"les {question[match.end() :]}") if match else None


def counted_with_clause(question: str) -> NounPhrase | None:
    """The same with what the question says of them: « les groupes qui ont investi dans le fonds ».

    Where they are neither subject nor object of a verb that can be told, it is `counted_phrase`.
    """
    counted = counted_phrase(question)
    if counted is None:
        return None
    said = counted.text[counted.end :].rstrip(_ENDING)
    if participle := _BEING.match(said.lstrip()):
        return _whole(f"{counted.words} {said.lstrip()[participle.end() :]}") or counted
    if turned := _INVERTED.match(said):
        verb = f"{turned['clitics'] or ''}{turned['verb']}{turned['rest']}"
        return _whole(f"{counted.words} {_that(turned['subject'])}{turned['subject']} {verb}") or counted
    words = read_words(said)
    if not words or said[:1] != " " or not _is_plural_verb(said, words[0].surface, words[0].end):
        return counted
    return _whole(f"{counted.words} qui{said}") or counted


def one_of(several: NounPhrase, gender: Gender | None) -> NounPhrase | None:
    """One of the things that were counted: « le patron » of « les patrons »."""
    noun = several.text[several.head : several.core_end].split()[0]
    single = re.sub(r"(?<=a)ux$", "l", noun) if noun.endswith("aux") else re.sub(r"(?<=\w\w)[sx]$", "", noun)
    return first_noun_phrase(f"{'la' if gender == 'feminine' else 'le'} {single}")


def _is_plural_verb(said: str, word: str, end: int) -> bool:
    """Whether the things are the subject of the word: « proposent », « ont »; not of « compte » or « sont-elles »."""
    return word.lower().endswith(("nt", "font", "vont")) and said[end : end + 1] != "-"


def _that(subject: str) -> str:
    return "qu’" if subject[0].lower() in _VOWELS else "que "


def _whole(text: str) -> NounPhrase | None:
    """A text as one noun phrase: its first one, made as long as the text."""
    first = first_noun_phrase(text)
    return replace(first, end=len(text)) if first is not None and first.start == 0 else None


def _is_asked(phrase: NounPhrase) -> bool:
    return (not phrase.is_name or is_role(phrase.head_noun)) and bool(_ASKED.search(phrase.text[: phrase.start]))
