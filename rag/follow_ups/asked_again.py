"""Question words alone, « Pourquoi ? » or « Depuis quand ? », as the question before asked again with them.

« Shanghai veut-elle … ? » is asked again whole: « Dans quel but Shanghai veut-elle … ? ». Where the question before has
a question word of its own, the new one takes its place if both ask about circumstances; after « qui », the one who
answered does: « Depuis quand est-ce que Wu Wei dirige le fonds ? ».
"""

import re

from rag.follow_ups.mentions import answered_with
from rag.follow_ups.names import told_phrases
from rag.follow_ups.noun_phrases import find_noun_phrases
from rag.follow_ups.recalling import capitalised, recalled
from rag.follow_ups.said_before import Before, asked_noun, counted_phrase

_PREPOSITION = r"(?:à|a|de|depuis|dès|par|pour|avec|dans|devant|en|entre|lors de|sans|selon|vers|sur|sous)"
_CIRCUMSTANCE = re.compile(
    r"(?:pourquoi|quand|où|ou|comment|(?:depuis|jusqu['’]à|vers|pour|d['’]) ?(?:quand|où|quoi)|de combien"
    r"|(?:avec|chez|pour|contre|sans) (?:qui|quoi)"
    rf"|{_PREPOSITION} (?:quel(?:le)?s? |combien de )[^\W\d_]+)",
    re.IGNORECASE,
)
_OF_CIRCUMSTANCE = re.compile(
    r"(?:et |mais )?(?:pourquoi|quand|où|comment|(?:depuis|jusqu['’]à|d['’]ici) quand"
    rf"|{_PREPOSITION} (?:quel(?:le)?s? |combien de )[^\W\d_]+) "
    r"(?=.*-(?:t-)?(?:il|elle|on)s?\b|est-ce qu|se [^\W\d_]+ l)",
    re.IGNORECASE,
)
_ASKING = r"\b(?:qu['’]|(?:que|qui|quoi|quand|quel(?:le)?s?|combien|comment|où|pourquoi|l(?:a|e|es)quel(?:le)?s?)\b)"
_POLAR = re.compile(rf"est-ce qu|(?:(?!{_ASKING})[^,?])*?\w-(?:t-)?(?:il|elle|on)s?\b", re.IGNORECASE)
_HAS_SUBJECT = re.compile(r" (?!y\b)\w[^,]* [^\W\d_]+-(?:t-)?(?:il|elle)s?\b", re.IGNORECASE)
_WHO = re.compile(r"(?:et )?qui (?!(?:est|sont|était)\b(?! \w+[éeis]s?\b))(?P<rest>.+)", re.IGNORECASE)
_HOW_MANY = re.compile(
    r"combien(?: (?:sont|étaient)-(?:ils|elles))?(?: (?:en tout|au total|en tout et pour tout))?", re.IGNORECASE
)
_WHICH = re.compile(r"lesquel(?P<feminine>le)?s", re.IGNORECASE)
_SET_APART = re.compile(r"^(?:et |mais )?(?P<subject>[^,?]+), (?=\w+-(?:t-)?(?:il|elle)s?\b)", re.IGNORECASE)
_WHAT = re.compile(
    r"(?:et )?(?:(?P<preposition>à|de|sur|en|dans|pour|avec|contre) quoi\b|(?:que |qu['’])(?!est-ce))", re.IGNORECASE
)
_WHICH_ONES = re.compile(r"(?:et )?(?:quel(?:le)?s (?!sont\b)|combien d['’]|combien de )", re.IGNORECASE)
_ELSE = re.compile(r"(?:quoi|qui) (?:d['’]autres?|encore)", re.IGNORECASE)
_OF_A_KIND = re.compile(r"quel(?:le)?s? \w+.*", re.IGNORECASE)
_ONE_OF = re.compile(r"(?:lequel|laquelle|lesquels|lesquelles)", re.IGNORECASE)
_LOWERED = frozenset("le la les un une ce cet cette ces est y des il elle ils elles".split())
_END = " ?!.…\u00a0\u202f"
_VOWELS = "aeiouyéèêàâîôœ"


def asked_again(words: str, before: Before) -> str | None:
    """The question before with these question words; None where they do not go with it."""
    asked = _SET_APART.sub(r"\g<subject> ", before.question.rstrip(_END))
    counted = _counted_again(words, asked)
    if counted or not _CIRCUMSTANCE.fullmatch(words):
        return counted or _more_of_them(words, asked) or _of_a_kind(words, asked) or _told(words, before)
    own = _OF_CIRCUMSTANCE.match(asked)
    if own:
        return f"{capitalised(words)} {asked[own.end() :]} ?"
    if _POLAR.match(asked):
        return f"{capitalised(words)} {_lowered(asked)} ?"
    if restated := _with_what_was_asked(words, asked):
        return restated
    who, answered = _WHO.fullmatch(asked), answered_with(before, "")
    if who and answered is not None:
        that = "qu’" if answered.words[0].lower() in _VOWELS else "que "
        return f"{capitalised(words)} est-ce {that}{answered.words} {who['rest']} ?"
    return None


def _with_what_was_asked(words: str, asked: str) -> str | None:
    """« Par quel moyen ? » after « Quelles industries Lyon veut-elle soutenir ? »: « … soutenir les industries ? »."""
    which = re.match(r"\W*(?:et )?quel(?P<feminine>le)?(?P<plural>s)? ", asked, re.IGNORECASE)
    if which is None:
        return None
    phrase = counted_phrase(asked) if which["plural"] else asked_noun(asked)
    clause = phrase.text[phrase.end :].rstrip(_END) if phrase is not None else ""
    if phrase is None or not _HAS_SUBJECT.match(clause):
        return None
    return f"{capitalised(words)}{clause} {phrase.words} ?"


def _counted_again(words: str, asked: str) -> str | None:
    """« Combien ? » after « Quelles entreprises … ? », « Lesquelles ? » after « Combien d’entreprises … ? »."""
    counted = counted_phrase(asked)
    if counted is None:
        return None
    rest = counted.text[counted.end :]
    if _HOW_MANY.fullmatch(words) and re.match(r"\W*(?:et )?quel(?:le)?s\b", asked, re.IGNORECASE):
        return f"Combien {counted.bare}{rest} ?"
    which = _WHICH.fullmatch(words)
    if which and re.match(r"\W*(?:et )?combien\b", asked, re.IGNORECASE):
        return f"{'Quelles' if which['feminine'] else 'Quels'} {counted.noun}{rest} ?"
    return None


def _more_of_them(words: str, asked: str) -> str | None:
    """« Quoi d’autre ? » after « Quels services … ? »: « Quels autres services … ? »."""
    which = _WHICH_ONES.match(asked)
    return f"{asked[: which.end()]}autres {asked[which.end() :]} ?" if which and _ELSE.fullmatch(words) else None


def _of_a_kind(words: str, asked: str) -> str | None:
    """« Quels facteurs ? » after « De quoi dépend … ? »: « De quels facteurs dépend … ? »."""
    if not _OF_A_KIND.fullmatch(words):
        return None
    counted = counted_phrase(asked) if re.match(r"\W*(?:et )?combien\b", asked, re.IGNORECASE) else None
    if counted is not None:  # « Quelle puissance ? » after « Combien d’armoires aura … ? »
        return f"{capitalised(words)}{counted.text[counted.end :]} ?"
    what = _WHAT.match(asked)
    if what is None:
        return None
    opening = f"{what['preposition']} {words[:1].lower()}{words[1:]}" if what["preposition"] else words
    return f"{capitalised(opening)} {asked[what.end() :].lstrip()} ?"


def _told(words: str, before: Before) -> str | None:
    """« Lequel ? » after « … un moteur commun »: « Quel moteur commun ? », with the question before in brackets."""
    which = _ONE_OF.fullmatch(words)
    if which is None:
        return None
    feminine, plural = "elle" in words.lower() or "la" in words.lower(), words.lower().endswith("s")
    articles = {"des", "plusieurs"} if plural else {"une"} if feminine else {"un"}
    spoken_of = [*find_noun_phrases(before.question), *told_phrases(before.answer)]
    told = next((phrase for phrase in spoken_of if phrase.determiner in articles), None)
    if told is None:
        return None
    asking = f"Quel{'le' if feminine else ''}{'s' if plural else ''}"
    return recalled(f"{asking} {told.text[told.head : told.core_end]}", before)


def _lowered(question: str) -> str:
    first = re.split(r"[ '’-]", question, maxsplit=1)[0]
    return question[:1].lower() + question[1:] if first.lower() in _LOWERED or first.lower() == "l" else question
