"""A fragment in the place of what is like it in the question before: a place for a place, a date for a date.

What is asked for takes the place of what was asked; what has no like there is added to it, or the question before stays
in brackets behind it.
"""

import re
from dataclasses import replace

from rag.follow_ups.agreement import agreeing, gender_of, what_is
from rag.follow_ups.asked_again import asked_again
from rag.follow_ups.ellipsis import COMPLEX, Elliptic, Fragment, is_attribute
from rag.follow_ups.names import is_role
from rag.follow_ups.noun_phrases import NounPhrase, exchange, find_noun_phrases, first_noun_phrase
from rag.follow_ups.question_words import read_words
from rag.follow_ups.recalling import capitalised, closed, is_brought_along, recalled
from rag.follow_ups.said_before import Before, asked_phrase, counted_phrase, topics
from rag.reading.typed_spans import SpanKind, find_typed_spans
from rag.reading.units import Unit, has_unit

_BEFORE_NAME = re.compile(r"^(?:à|a|en|au|aux|dans|chez|vers|sur|pour|de|du|des|d['’])(?: |(?<=['’]))", re.IGNORECASE)
_PLACE_BEFORE = re.compile(r"(?:\b(?:à|a|en|au|aux|dans|chez|vers|sur|pour) )(?:l[ae]s? |l['’])?$", re.IGNORECASE)
_COUNTED_BY = re.compile(r"\bcombien (?:de |d['’])(?P<noun>[^\W\d_]+)", re.IGNORECASE)
_OF_BARE_NOUN = re.compile(r"(?:de |d['’])(?P<noun>[a-zéèêàâîôœ].*)")
_SUPERLATIVE = re.compile(r"le (?:plus|moins) (?:de |d['’])[^\W\d_]+", re.IGNORECASE)
_IN_UNITS = re.compile(r"en (?P<noun>[a-zéèêàâîôœ]+)")
_PREPOSITIONS = {"au": "à", "aux": "à", "à": "à", "du": "de", "des": "de", "d": "de", "de": "de"}
_INDEFINITE = re.compile(r"(?:des|quelques|plusieurs|d['’]autres)\b", re.IGNORECASE)
_OTHERS = re.compile(r"(?:les|d['’]) ?(?P<which>(?:\w+ )?autres \w.*)", re.IGNORECASE)
_ORDINAL = re.compile(
    r"l[ea] (?:premi[eè]re?|seconde?|deuxième|troisième|quatrième|derni[eè]re?)|l['’]autre", re.IGNORECASE
)
_SOMEWHERE = re.compile(r"(?:(?:dans|sur|en|chez) (?:l[ae]s? |l['’])|aux? |à la |à l['’])", re.IGNORECASE)
_BEHIND = re.compile(r" (?:(?:ne |n['’]|se |s['’]|y |en )*)(?P<verb>[^\W\d_]+)-(?:t-)?(?:ils?|elles?)\b")
_ASKING = re.compile(r"\W*(?:et )?(?:sur |à |de |dans )?(?:qu(?!i\b)|où|comment|quand)", re.IGNORECASE)
_WHO_IS = re.compile(r"\W*(?:et )?(?:qui (?:est|sont)|comment s['’]appelle)\b", re.IGNORECASE)
_DETERMINED = re.compile(r"l[ae]s? |l['’]", re.IGNORECASE)
_BEARS = re.compile(r"(?!.*\b(?:de|du|des|à|au|aux|en|pour|sur|dans) $)(?!.*\bd['’]$).*\w ")
_END = " ?!.…\u00a0\u202f"


def complete(fragment: Elliptic, before: Before) -> str:
    """The question before with the fragment in the place of what is like it.

    « Sa durée ? » becomes a question that still points back: « Quelle est sa durée ? ».
    """
    if fragment.points_back:
        return _asked_for(fragment.text)
    match fragment.kind:
        case Fragment.QUESTION_WORD:
            return asked_again(fragment.text, before) or recalled(fragment.text, before)
        case Fragment.DATE:
            return _with_date(fragment.text, before.question)
        case Fragment.PLACE | Fragment.NAME:
            return _with_name(fragment, before)
        case Fragment.NOUN:
            return _with_counted(fragment.text, before.question) or _with_noun(fragment, before)


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
        placed_now = fragment.kind is Fragment.PLACE
        return _appended(question, fragment.text) if placed_now else recalled(fragment.text, before)
    free = [phrase for phrase in names if phrase not in [one for one, _ in placed]] or names
    chosen = free[-1] if fragment.kind is Fragment.PLACE else free[0]
    whole = _named_by(chosen) if _DETERMINED.match(fragment.text) else None
    if whole is not None:
        is_subject = _BEHIND.match(question, whole.end)
        return _exchanged(question, whole, fragment.text) if is_subject else recalled(fragment.text, before)
    return question[: chosen.start] + capitalised(_bare(fragment.text)) + question[chosen.end :]


def _named_by(name: NounPhrase) -> NounPhrase | None:
    """The phrase whose noun bears the name: « la coopérative Alba » of « Alba »; None where none does."""
    around = (phrase for phrase in find_noun_phrases(name.text) if phrase.start < name.start < phrase.end)
    return next((phrase for phrase in around if _BEARS.fullmatch(phrase.text[phrase.head : name.start])), None)


def _with_counted(fragment: str, question: str) -> str | None:
    """« Et de brevets ? » after « combien de laboratoires », « Et en dollars ? » after « combien de yuans »."""
    superlative = _SUPERLATIVE.search(question) if _SUPERLATIVE.match(fragment) else None
    if superlative is not None:
        return question[: superlative.start()] + fragment + question[superlative.end() :]
    asked, of, units = _COUNTED_BY.search(question), _OF_BARE_NOUN.fullmatch(fragment), _IN_UNITS.fullmatch(fragment)
    if asked is None:
        return None
    if of:
        counted = counted_phrase(question)
        end = asked.start("noun") + len(counted.noun) if counted else asked.end()
        return question[: asked.start()] + f"{question[asked.start() :][: len('combien')]} {fragment}" + question[end:]
    if units and all(has_unit(f"1 {noun}", Unit.MONEY) for noun in (units["noun"], asked["noun"])):
        return question[: asked.start("noun")] + units["noun"] + question[asked.end() :]
    return None


def _with_noun(elliptic: Elliptic, before: Before) -> str:
    """« Le montant ? » asks it of the same subject; « Et le centre de Lingang ? » asks the same of another."""
    fragment = elliptic.text
    if COMPLEX.match(fragment) or read_words(fragment)[0].kind not in ("determiner", "word", "name", "figure"):
        return _with_prepositional(fragment, before.question)
    if _INDEFINITE.match(fragment):
        return recalled(fragment, before)
    named = any(inner.is_name for inner in find_noun_phrases(fragment))
    if others := _with_others(fragment, before.question):
        return others
    if _asks_for_holder(fragment, before):
        return _asked_for(fragment + ("" if named else _complement(before)))
    if elliptic.connected and not is_attribute(fragment):
        replaced = next((topic for topic in topics(before) if not topic.is_name and not is_brought_along(topic)), None)
        if replaced is not None:
            ordered = _ORDINAL.fullmatch(fragment) and not replaced.plural  # « la seconde »
            whole = f"{fragment} {replaced.head_noun}" if ordered else fragment
            return _exchanged(before.question, replaced, whole)
        return recalled(fragment, before)
    return _asked_for(fragment + ("" if named else _complement(before)))


def _asks_for_holder(fragment: str, before: Before) -> bool:
    """« Et l’entraîneuse ? » after « Qui est le président du club ? »."""
    noun = first_noun_phrase(fragment)
    return noun is not None and is_role(noun.head_noun) and bool(_WHO_IS.match(before.question))


def _with_others(fragment: str, question: str) -> str | None:
    """« Et les autres souscripteurs ? » asks for more of what « quels groupes … ? » asked for."""
    others, counted = _OTHERS.fullmatch(fragment), counted_phrase(question)
    if others is None or counted is None or re.search(r"\bcombien\b", question, re.IGNORECASE):
        return None
    start = question.rindex(counted.text[counted.head :])
    return question[:start] + others["which"] + question[start + len(counted.noun) :]


def _exchanged(question: str, replaced: NounPhrase, fragment: str) -> str:
    """With the verb before the phrase in the number of the new one: « Sur quoi portent les avis … ? »."""
    new = next(iter(find_noun_phrases(fragment)), None)
    verb = re.search(r"(?<!\bquel )(?<!\bquelle )(?P<verb>\b[^\W\d_]+) $", question[: replaced.start], re.IGNORECASE)
    if (
        new is not None
        and verb
        and new.plural != replaced.plural
        and re.match(r"\W*(?:et )?(?:sur |à |de |dans )?(?:qu|où|comment|quand)", question, re.IGNORECASE)
    ):
        changed = agreeing(verb["verb"], plural=new.plural)
        shift = len(changed) - len(verb["verb"])
        question = question[: verb.start()] + changed + question[verb.end("verb") :]
        again = [phrase for phrase in find_noun_phrases(question) if phrase.start == replaced.start + shift]
        length = replaced.end - replaced.start
        replaced = replace(again[0], end=again[0].start + length) if again else replaced
    return exchange(_with_its_subject(question, replaced.end, new), replaced, fragment)


def _with_its_subject(question: str, end: int, subject: NounPhrase | None) -> str:
    """The verb behind a subject and its « il » in the form of another: « Quand la halle a-t-elle ouvert ? »."""
    behind = _BEHIND.match(question, end)
    if subject is None or behind is None:
        return question
    verb = agreeing(behind["verb"], plural=subject.plural)
    pronoun = ("elle" if gender_of(subject) == "feminine" else "il") + ("s" if subject.plural else "")
    joint = "-t-" if verb[-1:] in "aec" else "-"
    return f"{question[: behind.start('verb')]}{verb}{joint}{pronoun}{question[behind.end() :]}"


def _with_prepositional(fragment: str, question: str) -> str:
    """« pour les étrangers » in the place of what stood after « pour », « à terme » in that of « au départ »."""
    placed = _last_place(question) if _SOMEWHERE.match(fragment) else None
    if placed is not None:
        return question[: placed[0]] + _spaced(question[: placed[0]], fragment) + question[placed[1] :]
    first = read_words(fragment)[0]
    preposition = _PREPOSITIONS.get(first.lowered, first.lowered)
    for phrase in find_noun_phrases(question):
        words = [word for word in read_words(question) if word.start < phrase.end]
        opening = next((word for word in reversed(words) if word.end <= phrase.start), None)
        if _PREPOSITIONS.get(phrase.determiner) == preposition and phrase.determiner in ("au", "aux"):
            return question[: phrase.start] + fragment + question[phrase.end :]
        if opening is not None and opening.lowered == preposition and not phrase.is_name:
            return question[: opening.start] + fragment + question[phrase.end :]
    return _appended(question, fragment)


def _last_place(question: str) -> tuple[int, int] | None:
    """Where the last name behind « à », « en » or « dans » stands, with its preposition."""
    placed = [
        (match.start(), phrase.end)
        for phrase in find_noun_phrases(question)
        if phrase.is_name and (match := _PLACE_BEFORE.search(question[: phrase.start]))
    ]
    return placed[-1] if placed else None


def _complement(before: Before) -> str:
    """« du fonds de Shanghai »: the complement of what was asked before, else what the question was about."""
    asked = asked_phrase(before.question)
    if asked is not None:
        inner = [phrase for phrase in find_noun_phrases(asked.text) if asked.start < phrase.start < asked.end]
        if inner:
            return " " + inner[0].after("de")
    about = topics(before)
    return f" {about[0].after('de')}" if about else ""


def _asked_for(words: str) -> str:
    """« Quelle est la date de publication du plan ? », with an article where none was typed."""
    phrase = first_noun_phrase(words)
    if phrase is not None and phrase.start == 0:
        return f"{what_is(phrase)} {words} ?"
    unknown = first_noun_phrase(f"l’{words}")
    if unknown is None:
        return closed(capitalised(words))
    asking = what_is(unknown)
    determined = first_noun_phrase(f"{'la' if asking.startswith('Quelle') else 'le'} {words}")
    if determined is None:
        return closed(capitalised(words))
    return f"{asking} {determined.words}{determined.text[determined.end :]} ?"


def _appended(question: str, words: str) -> str:
    return f"{question.rstrip(_END)} {words} ?"


def _bare(fragment: str) -> str:
    """The name without its preposition."""
    return _BEFORE_NAME.sub("", fragment).strip() or fragment


def _spaced(left: str, words: str) -> str:
    return words if not left or left[-1] in " '’" else f" {words}"


def _is_short_acronym(name: str) -> bool:
    return name.isupper() and len(name) <= 3
