"""Questions that leave out what the one before said: « Et à Shenzhen ? », « Le montant ? », « Pourquoi ? ».

Such a fragment takes the place of what is like it in the question before: a place of a place, a date of a date, what is
asked of what was asked. What has no like there is added to it.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from rag.follow_ups.noun_phrases import NounPhrase, exchange, find_noun_phrases
from rag.follow_ups.question_words import read_words
from rag.follow_ups.said_before import Before, asked_phrase, topics
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
        return bool(_POSSESSIVE.match(self.text))


_CONNECTIVE = re.compile(
    r"^(?:(?:et|mais|alors|sinon|donc|puis|ok|okay|d['’]accord|oui|non|bien|merci|ah|bon)\b[ ,.!]*)+", re.IGNORECASE
)
_QUESTION_WORD = re.compile(
    r"(?:(?:à|a|de|d['’]|depuis|jusqu['’]à|par|pour|avec|dans|en|chez|vers|sur|sous) ?)?"
    r"(?:pourquoi|quand|où|ou|comment|combien(?: d(?:e |['’])[^\W\d_]+(?: [^\W\d_]+)?)?|qui|quoi"
    r"|lesquel(?:le)?s|lequel|laquelle"
    r"|quel(?:le)?s? (?!est\b|sont\b|a\b|ont\b)[^\W\d_]+)"
    r"(?: (?:ça|ca|cela|donc|exactement|au juste|précisément))?",
    re.IGNORECASE,
)
_PLACE_PREPOSITION = re.compile(r"^(?:à|a|en|au|aux|dans|chez|vers|sur|pour)\b", re.IGNORECASE)
_BEFORE_NAME = re.compile(r"^(?:à|a|en|au|aux|dans|chez|vers|sur|pour|de|du|des|d['’])(?: |(?<=['’]))", re.IGNORECASE)
_ELSEWHERE = frozenset("ailleurs ici partout".split())
_PLACE_BEFORE = re.compile(r"(?:\b(?:à|a|en|au|aux|dans|chez|vers|sur|pour) )(?:l[ae]s? |l['’])?$", re.IGNORECASE)
_ADVERB = re.compile(r"[ ,]*\b(?:aussi|exactement|alors|maintenant|plutôt|sinon|du coup)\s*$", re.IGNORECASE)
_END = " ?!.…\u00a0\u202f"
_THAT_OF = re.compile(r"^(?:pour )?(?:celui|celle|ceux|celles) (?=d)", re.IGNORECASE)
_COMPLEX = re.compile(
    r"(?:par rapport (?:à|au|aux)|en matière d|en termes? d|au niveau d|à propos d|du côté d|quant (?:à|au|aux)"
    r"|concernant)(?:e |u |es |['’]| )",
    re.IGNORECASE,
)
_RECALLED = re.compile(r"[^()]+ \? \((.+)\)", re.DOTALL)
_POSSESSIVE = re.compile(r"(?:son|sa|ses|leurs?) ", re.IGNORECASE)
_MOST_BARE_WORDS = 3
_FEWEST_TERMS = 2


def read_fragment(question: str) -> Elliptic | None:
    """The fragment that a question is; None where it has a verb, or is a search of its own (« fonds IA Shanghai »)."""
    typed = question.strip(_END)
    rest = _THAT_OF.sub("", _ADVERB.sub("", _CONNECTIVE.sub("", typed))).strip(_END)
    if not rest:
        return None
    if _QUESTION_WORD.fullmatch(rest):
        return Elliptic(Fragment.QUESTION_WORD, rest, connected=rest != typed)
    if not _COMPLEX.match(rest) and not _is_one_phrase(rest, connected=rest != typed):
        return None
    opener = read_words(rest)[0].kind in ("determiner", "preposition", "adverb")
    return Elliptic(_kind(rest), rest[:1].lower() + rest[1:] if opener else rest, connected=rest != typed)


def complete(fragment: Elliptic, before: Before) -> str:
    """The question before with the fragment in the place of what is like it.

    « Sa durée ? » becomes a question that still points back: « Quelle est sa durée ? ».
    """
    if fragment.points_back:
        return f"{_verb(next(iter(find_noun_phrases(fragment.text)), None))} {fragment.text} ?"
    match fragment.kind:
        case Fragment.QUESTION_WORD:
            return recalled(fragment.text, before)
        case Fragment.DATE:
            return _with_date(fragment.text, before.question)
        case Fragment.PLACE | Fragment.NAME:
            return _with_name(fragment, before)
        case Fragment.NOUN:
            return _with_noun(fragment, before)


def recalled(question: str, before: Before) -> str:
    """The question with the one before in brackets: what is left where no words can be exchanged."""
    return f"{_closed(_capitalised(question))} ({_closed(before.question)})"


def says_too_little(question: str) -> bool:
    """Whether a question has next to nothing to search for: « Pourquoi si bas ? », « Qui est le patron ? »."""
    analysed = analyse_question(_CONNECTIVE.sub("", question.strip(_END)))
    return not analysed.names and not analysed.figures and 0 < len(analysed.terms) <= _FEWEST_TERMS


def without_follow_up(question: str) -> str:
    """The question that `recalled` put in brackets, which the next follow-up goes on from; any other as it is."""
    match = _RECALLED.fullmatch(question)
    return match.group(1) if match else question


def _is_one_phrase(rest: str, *, connected: bool) -> bool:
    """Whether the text is a noun phrase, a preposition with one, or a date, and nothing more."""
    words = read_words(rest)
    if not words or any(word.kind in ("pronoun", "auxiliary", "subordinator") for word in words):
        return False
    if any(span.kind is SpanKind.DATE and span.end == len(rest) and span.start <= 5 for span in find_typed_spans(rest)):
        return True
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
    typed_small = len(words) == 1 and not _is_attribute(rest)
    if content and (content[0].kind == "name" or typed_small):
        return Fragment.PLACE if _PLACE_PREPOSITION.match(rest) else Fragment.NAME
    return Fragment.NOUN


def _with_date(fragment: str, question: str) -> str:
    for span in find_typed_spans(question):
        if span.kind is SpanKind.DATE:
            before = re.search(r"(?:\b(?:en|le|au|depuis|avant|après|fin|début) )?$", question[: span.start])
            start = before.start() if before else span.start
            return question[:start] + fragment + question[span.end :]
    return _appended(question, fragment)


def _with_name(fragment: Elliptic, before: Before) -> str:
    question = before.question
    names = [phrase for phrase in find_noun_phrases(question) if phrase.is_name and not _is_short_acronym(phrase.noun)]
    placed = [(phrase, match.start()) for phrase in names if (match := _PLACE_BEFORE.search(question[: phrase.start]))]
    if fragment.kind is Fragment.PLACE and placed:
        phrase, start = placed[-1]
        return question[:start] + _spaced(question[:start], fragment.text) + question[phrase.end :]
    if not names:
        return _appended(question, fragment.text)
    free = [phrase for phrase in names if phrase not in [one for one, _ in placed]] or names
    chosen = free[-1] if fragment.kind is Fragment.PLACE else free[0]
    return question[: chosen.start] + _capitalised(_bare(fragment.text)) + question[chosen.end :]


def _with_noun(elliptic: Elliptic, before: Before) -> str:
    """« Le montant ? » asks it of the same subject; « Et le centre de Lingang ? » asks the same of another."""
    fragment = elliptic.text
    if _COMPLEX.match(fragment) or read_words(fragment)[0].kind not in ("determiner", "word", "name", "figure"):
        return _with_prepositional(fragment, before.question)
    phrase = next(iter(find_noun_phrases(fragment)), None)
    named = phrase is not None and any(inner.is_name for inner in find_noun_phrases(fragment))
    if elliptic.connected and not _is_attribute(fragment):
        replaced = next((topic for topic in topics(before) if not topic.is_name), None)
        if replaced is not None:
            return exchange(before.question, replaced, fragment)
    complement = "" if named else _complement(before)
    verb = _verb(phrase)
    return f"{verb} {fragment}{complement} ?"


def _with_prepositional(fragment: str, question: str) -> str:
    """« pour les étrangers » in the place of what the question before has after « pour »."""
    preposition = fragment.split(maxsplit=1)[0]
    for phrase in find_noun_phrases(question):
        if question[: phrase.start].lower().endswith(f" {preposition} "):
            return question[: phrase.start - len(preposition) - 1] + fragment + question[phrase.end :]
    return _appended(question, fragment)


def _complement(before: Before) -> str:
    """« du fonds de Shanghai »: the complement of what was asked before, else what the question was about."""
    asked = asked_phrase(before.question)
    if asked is not None:
        inner = [phrase for phrase in find_noun_phrases(asked.text) if asked.start < phrase.start < asked.end]
        if inner:
            return " " + inner[0].after("de")
    about = topics(before)
    return f" {about[0].after('de')}" if about else ""


def _is_attribute(fragment: str) -> bool:
    """Whether a question could ask for it: « le montant », « le directeur »; not « le centre de calcul »."""
    noun = re.sub(r"^(?:l[ae]s?\s|l['’]|une?\s)\s*", "", fragment, flags=re.IGNORECASE)
    return analyse_question(f"Quel est le {noun} ?").kind not in (AnswerKind.THING, AnswerKind.LIST)


def _verb(phrase: NounPhrase | None) -> str:
    if phrase is None:
        return "Quel est le"
    if phrase.plural:
        return "Quels sont"
    return "Quelle est" if phrase.gender == "feminine" or phrase.determiner == "sa" else "Quel est"


def _appended(question: str, words: str) -> str:
    return f"{question.rstrip(_END)} {words} ?"


def _bare(fragment: str) -> str:
    """The name without its preposition."""
    return _BEFORE_NAME.sub("", fragment).strip() or fragment


def _spaced(left: str, words: str) -> str:
    return words if not left or left[-1] in " '’" else f" {words}"


def _is_short_acronym(name: str) -> bool:
    return name.isupper() and len(name) <= 3


def _closed(question: str) -> str:
    return f"{question.rstrip(_END)} ?"


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
