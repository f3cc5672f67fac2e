"""Writes out what a pointer stands for, in French that can be read: « Qui le dirige ? » → « Qui dirige le fonds ? »."""

import re
from collections.abc import Sequence

from rag.follow_ups.agreement import gender_of
from rag.follow_ups.noun_phrases import NounPhrase, contracted, find_noun_phrases, first_noun_phrase
from rag.follow_ups.pointers import Found, Pointer
from rag.follow_ups.question_words import Word, is_infinitive, read_words
from rag.follow_ups.said_before import Before, counted_phrase, counted_with_clause

_END = " ?!.…\u00a0\u202f"
_CLITICS = frozenset("ne n se s me m te t le la l les lui leur en y".split())
_AUXILIARIES = frozenset("a ont avait avaient est sont était étaient aura auront sera seront".split())
_BARE_QUESTION = re.compile(r"\W*(?:et )?(?:qui|où|quel(?:le)?s?|comment) (?:est|sont)-", re.IGNORECASE)
_VOWELS = "aeiouyéèêàâîôœ"
_OPENING = re.compile(r"(?:et |mais )?", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(?:qui|qu|que|quoi|quel(?:le)?s?|combien|comment|où|ou|quand|pourquoi|l[ea]s?quel\w*)\b", re.IGNORECASE
)
_HAVING = frozenset("a ont avait avaient aura auront".split())
_ONE_OF_THEM = re.compile(r"\b(?:une?|d['’]autres|plusieurs|certaine?s)(?: (?:plus|moins) \w+)?(?=\W|$)", re.IGNORECASE)
_FEMININE = re.compile(r"(?:tion|sion|té|ure|ie|ée|ence|ance|ette|ité|ude|ise|aille)$")


def write_out(found: Found, question: str, antecedent: NounPhrase, before: Before) -> str:
    """The question with its pointer replaced by the antecedent; as it is where the words give no place for it."""
    match found.pointer:
        case Pointer.SUBJECT:
            return _subject(found, question, antecedent)
        case Pointer.OBJECT:
            return _object(found, question, antecedent.words)
        case Pointer.INDIRECT:
            return _object(found, question, antecedent.after("à"))
        case Pointer.POSSESSIVE:
            return _possessive(found, question, antecedent)
        case Pointer.DEMONSTRATIVE:
            return _replaced(question, found.start, found.end, antecedent.words)
        case Pointer.PARTITIVE:
            return _partitive(found, question, antecedent, before)
        case Pointer.THERE:
            return _appended(_cut(question, found.start, found.end), antecedent.after("à"))
        case Pointer.THAT_OF:
            return _replaced(question, found.start, found.end, _without_name(antecedent))
        case Pointer.STRESSED:
            return _replaced(question, found.start, found.end, antecedent.words)
        case Pointer.IT:
            return _it(found, question, antecedent)


def _subject(found: Found, question: str, antecedent: NounPhrase) -> str:
    """« Quand a-t-il été créé ? » → « Quand le fonds a-t-il … ? »; « Que fait-elle ? » → « Que fait Huawei ? »."""
    words = read_words(question)
    place = next(number for number, word in enumerate(words) if word.start == found.start)
    inverted = question[words[place].start - 1] == "-" if found.start else False
    if not inverted:
        left = re.sub(r"qu['’]$", "que ", question[: found.start], flags=re.IGNORECASE)
        left = re.sub(r"s['’]$", "si ", left, flags=re.IGNORECASE)
        if _OPENING.fullmatch(left) and not _ASKS.search(question):  # « Elle est en tête ? » asks for yes or no
            left = f"{left}est-ce que " if left else "Est-ce que "
            left = re.sub(r"e $", "’", left) if antecedent.words[0].lower() in _VOWELS else left
        return contracted(left, antecedent.words) + question[found.end :]
    verb = place - 2 if words[place - 1].lowered == "t" else place - 1
    if re.search(r"\bqu(?:e|['’]) ?(?:\w+['’]? ?)?$", question[: words[verb].start], re.IGNORECASE):
        following = words[place + 1] if place + 1 < len(words) else None
        goes_on = following is not None and (words[verb].lowered in _AUXILIARIES or is_infinitive(following))
        after = place + 1 if goes_on else place
        moved = f"{question[: words[verb].end]}{question[found.end : words[after].end]} {antecedent.words}"
        return moved + question[words[after].end :]
    if (
        words[verb].lowered in ("est", "sont")
        and not question[found.end :].strip(_END)
        and _BARE_QUESTION.match(question)
    ):
        return f"{question[: words[verb].end]} {antecedent.words}{question[found.end :]}"  # « Qui est-il ? »
    start = verb
    while start and words[start - 1].lowered in _CLITICS:
        start -= 1
    left, rest = question[: words[start].start], question[words[start].start :]
    return contracted(left, antecedent.words) + " " + (rest if left else rest[:1].lower() + rest[1:])


def _object(found: Found, question: str, phrase: str) -> str:
    """« Qui le dirige ? » → « Qui dirige le fonds ? »; « Que lui conseille-t-on ? » → « Que conseille-t-on à … ? »."""
    words = read_words(question)
    verb = next((number for number, word in enumerate(words) if word.start >= found.end), None)
    if verb is None:
        return question
    last = verb
    while last + 1 < len(words) and _joined(question, words, last + 1):
        last += 1
    if words[verb].lowered in _AUXILIARIES and last + 1 < len(words):
        last += 1
    end = words[last].end
    if found.pointer is Pointer.INDIRECT:  # « Que lui conseille Zhao Gang ? »: behind the subject
        end = next((behind.end for behind in find_noun_phrases(question) if behind.start == end + 1), end)
    moved = question[words[verb].start : end]
    if words[verb].lowered in _HAVING and found.pointer is Pointer.OBJECT:
        moved = re.sub(r"(?<=[éiu])(?:es|e|s)$", "", moved)  # no agreement with what now stands behind
    left = (
        re.sub(r"\b([Qq]u)e $", r"\1’", question[: found.start])
        if moved[0].lower() in _VOWELS
        else question[: found.start]
    )
    return f"{left}{moved} {phrase}{question[end:]}"


def _possessive(found: Found, question: str, antecedent: NounPhrase) -> str:
    """« Quel est son taux ? » → « Quel est le taux du fonds ? »."""
    phrase = question[found.start : found.end]
    determiner, _, noun = phrase.partition(" ")
    return _replaced(
        question, found.start, found.end, f"{_article(determiner.lower(), noun)}{noun} {antecedent.after('de')}"
    )


def _partitive(found: Found, question: str, antecedent: NounPhrase, before: Before) -> str:
    """« Combien en compte-t-elle ? » takes what was counted before; « Qui en est le directeur ? » the subject."""
    asks = re.search(r"\bcombien (?P<there>y )?$", question[: found.start], re.IGNORECASE)
    if asks:
        counted = (counted_with_clause if asks["there"] else counted_phrase)(before.question)
        if counted is not None:
            left, there = question[: asks.start() + len("combien")], asks["there"] or ""
            return f"{left} {counted.bare}{f' {there}'.rstrip()}{question[found.end :]}"
    cut = _cut(question, found.start, found.end)
    one = _ONE_OF_THEM.search(cut, found.start)
    if one:
        bare = first_noun_phrase(f"le {_unnamed(antecedent)}")
        noun = bare.noun if bare is not None else antecedent.noun
        return f"{cut[: one.end()]} {noun}{cut[one.end() :]}"
    return _appended(cut, antecedent.after("de"))


def _without_name(phrase: NounPhrase) -> str:
    """« le plan » of « le plan d’action de Pékin », as « celui de Shenzhen » takes it over."""
    return phrase.words[: len(phrase.words) - len(phrase.noun)] + _unnamed(phrase)


def _unnamed(phrase: NounPhrase) -> str:
    """The noun with its complements up to the first name."""
    inside = [inner for inner in find_noun_phrases(phrase.text) if phrase.head < inner.start < phrase.end]
    cut = next((inner.start for inner in inside if inner.is_name), phrase.core_end)
    return re.sub(r"\W*\b(?:de|du|des|d['’])\W*$", "", phrase.text[phrase.head : cut], flags=re.IGNORECASE)


def _it(found: Found, question: str, antecedent: NounPhrase) -> str:
    """« Qui est-ce ? », « C’est qui ? », « À quoi ça sert ? » and « Laquelle … ? »; nothing else can be exchanged."""
    pointing = question[found.start : found.end].lower()
    if pointing.startswith("est") and not found.start and question[found.end :].strip(_END):
        return f"{antecedent.words[:1].upper()}{antecedent.words[1:]}, {question[:1].lower()}{question[1:]}"
    if pointing.startswith("est"):
        return _replaced(question, found.start, found.end, f"est {antecedent.words}")
    if re.search(r"l(?:a|e|es)quel", pointing):
        return f"{question[: found.end]} {antecedent.after('de')}{question[found.end :]}"
    if pointing.startswith("c") and not found.start and pointing.endswith("est"):
        return f"{antecedent.words[:1].upper()}{antecedent.words[1:]}, {question[:1].lower()}{question[1:]}"
    if pointing in ("ça", "cela") and re.match(r" (?!va\b|veut dire\b|se |s['’])\w", question[found.end :]):
        left = question[: found.start]
        asks = re.search(r"(?:quoi|comment|où|quand|combien|pourquoi) $", left, re.IGNORECASE)
        that = ("est-ce qu’" if antecedent.words[0].lower() in "aeiouyéèêîô" else "est-ce que ") if asks else ""
        return contracted(left + that, antecedent.words) + _agreeing(question[found.end :], antecedent)
    return question


def _agreeing(rest: str, subject: NounPhrase) -> str:
    """« la vidange a-t-elle coûté » where it was « cela a-t-il coûté »."""
    feminine = gender_of(subject) == "feminine" and not subject.plural
    return re.sub(r"^(\s(?:n['’]|ne )?[^\W\d_]+-(?:t-)?)il\b", r"\1elle", rest) if feminine else rest


def _joined(question: str, words: Sequence[Word], place: int) -> bool:
    return question[words[place - 1].end : words[place].start] == "-"


def _article(determiner: str, noun: str) -> str:
    if determiner in ("ses", "leurs"):
        return "les "
    if noun[0].lower() in "aeiouyéèêàâîôœh":
        return "l’"
    feminine = determiner == "sa" or (determiner == "leur" and _FEMININE.search(noun.split(maxsplit=1)[0]))
    return "la " if feminine else "le "


def _replaced(question: str, start: int, end: int, words: str) -> str:
    return contracted(question[:start], words) + question[end:]


def _cut(question: str, start: int, end: int) -> str:
    cut = re.sub(r"\s{2,}", " ", question[:start] + question[end:].lstrip(" "))
    return re.sub(r"\b([sn])['’](?=[bcdfgjklmnpqrstvwxz])", r"\1e ", cut)  # « s’en servir »


def _appended(question: str, words: str) -> str:
    return f"{question.rstrip(_END)} {words} ?"
