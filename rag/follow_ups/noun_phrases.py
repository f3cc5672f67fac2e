"""Noun phrases of French questions: what they speak of, found with closed word lists and word order alone.

A noun phrase here is a name, or a determiner with what follows it up to the next word that cannot belong to it, the
complements it takes by `de`, `à`, `pour`, … included: « le fonds municipal de Shanghai pour l’IA ». There is no
dictionary of verbs: a word is taken for one where only a verb can stand (before `-t-il`, before a determiner, after a
name). A phrase may thus be a word too long, never in the wrong place.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rag.follow_ups.question_words import Word, is_clitic, is_followed_by_subject, is_infinitive, read_words

Gender = Literal["masculine", "feminine"]

_ARTICLES = {
    "le": "le", "du": "le", "au": "le", "la": "la", "l": "l", "les": "les", "des": "les", "aux": "les",
    "un": "le", "une": "la", "ce": "le", "cet": "l", "cette": "la", "ces": "les",
}  # fmt: skip
_GENDERS: dict[str, Gender] = {
    "le": "masculine", "du": "masculine", "au": "masculine", "un": "masculine", "ce": "masculine", "cet": "masculine",
    "la": "feminine", "une": "feminine", "cette": "feminine",
}  # fmt: skip
_PLURALS = frozenset("les des aux ces ses leurs mes tes nos vos quelques plusieurs".split())
_CONTRACTED = frozenset("du des au aux".split())
_LINKS = frozenset("de d du des à au aux en pour sur contre dans entre chez".split())
_PARTS = ("word", "name", "figure")
_INDEFINITE = frozenset(
    "un une des chaque quelques plusieurs certains certaines aucun aucune tout toute tous toutes".split()
)
_BEFORE_NOUNS = frozenset(
    """
    grand grande grands grandes petit petite petits petites nouveau nouvel nouvelle nouveaux nouvelles premier première
    premiers premières deuxième second seconde troisième dernier dernière derniers dernières autre autres principal
    principale principaux récent récente récents récentes vaste bon bonne futur future ancien ancienne seul seule
    """.split()
)
_ASKING = frozenset("combien comment quoi pourquoi quand où".split())
_AFTER_VERBS = _ASKING | frozenset("le la les l un une son sa ses leur leurs ce cette".split())
_OPENERS = frozenset(
    "combien comment pourquoi quel quelle quels quelles lequel laquelle lesquels lesquelles oui non bonjour merci "
    "avez peut peux peuvent existe quoi".split()
)
_PARTICIPLE = re.compile(r".{2,}(?:é|ée|és|ées|ie|ies|it|ite|u|ue|us|ues)$")
_RELATIONAL = re.compile(r"\w+(?:al|ales?|aux|ienn?e?s?|ain|aine|aises?|oises?|ives?|éennes?)")
_VOWELS = "aeiouyéèêàâîôœ"
_PARTICLES = frozenset("da das do dos di del della van von der den el al bin".split())  # « Viana do Castelo »
_MOST_WORDS = 3  # « le nouveau centre municipal »: more words without a link are no longer one phrase


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """`text[start:end]` from its determiner on; `head` is where its first noun or name begins.

    `core_end` is where complements begin that other words than `de` attach: « ce centre | à Lingang ». `determiner` is
    empty for a name alone. `gender` is None where no determiner tells.
    """

    text: str
    start: int
    head: int
    core_end: int
    end: int
    determiner: str
    gender: Gender | None
    plural: bool
    is_name: bool

    @property
    def noun(self) -> str:
        """The first noun or name, and what follows it."""
        return self.text[self.head : self.end]

    @property
    def head_noun(self) -> str:
        """The first noun or name alone, without an adjective before it."""
        words = self.noun.split()
        return next((word for word in words if word.lower() not in _BEFORE_NOUNS), words[0])

    @property
    def indefinite(self) -> bool:
        """Whether it only brings something up: « une entreprise », « chaque ville »."""
        return self.determiner in _INDEFINITE

    @property
    def words(self) -> str:
        """The phrase with the article it has when nothing contracts it: « du fonds » gives « le fonds »."""
        return f"{_article(self.determiner, self.noun)}{self.noun}"

    @property
    def bare(self) -> str:
        """The noun after « combien »: « d’entreprises », « de sociétés »."""
        return f"{'d’' if self.noun[0].lower() in _VOWELS else 'de '}{self.noun}"

    def after(self, preposition: Literal["de", "à"]) -> str:
        """The phrase after a preposition, contracted as French does: « du fonds », « à l’usine », « de Shanghai »."""
        article = _ARTICLES.get(self.determiner, "")
        contracted = {"de": {"le": "du ", "les": "des "}, "à": {"le": "au ", "les": "aux "}}[preposition].get(article)
        if contracted:
            return contracted + self.noun
        elided = preposition == "de" and not article and self.noun[0].lower() in _VOWELS
        return ("d’" if elided else f"{preposition} ") + self.words


def find_noun_phrases(text: str) -> list[NounPhrase]:
    """Every noun phrase, by start; a phrase inside a longer one is listed after it."""
    words = read_words(text)
    phrases = [phrase for place in range(len(words)) for phrase in _phrases_at(text, words, place)]
    return sorted(phrases, key=lambda phrase: (phrase.start, -phrase.end))


def first_noun_phrase(text: str) -> NounPhrase | None:
    """The first noun phrase; None where there is none."""
    return next(iter(find_noun_phrases(text)), None)


def exchange(text: str, phrase: NounPhrase, words: str) -> str:
    """The text with other words in the place of a phrase, contracted with the « de » or « à » that the phrase had."""
    preposition = {"du": "de", "des": "de", "au": "à", "aux": "à"}.get(phrase.determiner, "")
    left = text[: phrase.start] + (f"{preposition} " if preposition else "")
    return contracted(left, words) + text[phrase.end :]


def contracted(left: str, words: str) -> str:
    """Both joined, « de le » as « du », « à les » as « aux »; words at the very beginning get their capital."""
    for short, long in (("de le ", "du "), ("de les ", "des "), ("à le ", "au "), ("à les ", "aux ")):
        preposition = short.split()[0] + " "
        if left.endswith(f" {preposition}") and (preposition + words).startswith(short):
            return left[: -len(preposition)] + long + words[len(short) - len(preposition) :]
    return left + (words if left else words[:1].upper() + words[1:])


def _is_verb(words: Sequence[Word], place: int, text: str, *, after_noun: bool) -> bool:
    """Whether only a verb can stand there: with its subject behind a hyphen, or between a noun and a determiner."""
    here, following = words[place], words[place + 1] if place + 1 < len(words) else None
    inside_word = place > 0 and text[words[place - 1].end : here.start] == "-"  # « start-up »
    if following is None or here.kind != "word" or inside_word:
        return False
    joined = text[here.end : following.start] == "-" and following.lowered in ("t", "il", "elle", "ils", "elles", "on")
    free = following.lowered in _AFTER_VERBS
    return joined or (after_noun and free)


def _phrases_at(text: str, words: Sequence[Word], place: int) -> Iterator[NounPhrase]:
    word = words[place]
    if word.kind == "determiner" and place + 1 < len(words) and not is_clitic(text, words, place):
        head = place + 1
        while head + 1 < len(words) and words[head].kind == "determiner":
            head += 1
        if words[head].kind in _PARTS and words[place].kind == "determiner" and not _follows_determiner(words, place):
            yield _phrase(text, words, place, head)
    elif (
        word.kind == "name"
        and _may_be_name(text, words, place)
        and not _inside_name(words, place, text)
        and not _has_determiner(words, place)
    ):
        yield _phrase(text, words, place, place)


def _phrase(text: str, words: Sequence[Word], first: int, head: int) -> NounPhrase:
    last, core = _end(text, words, head)
    determiner = words[first].lowered if first < head else ""
    return NounPhrase(
        text=text,
        start=words[first].start,
        head=words[head].start,
        core_end=words[core].end,
        end=words[last].end,
        determiner=determiner,
        gender=_GENDERS.get(determiner),
        plural=determiner in _PLURALS,
        is_name=words[head].kind == "name",
    )


def _end(text: str, words: Sequence[Word], head: int) -> tuple[int, int]:
    """The places of the last word of the phrase whose first noun or name is at `head`, and of the last of its core."""
    last, run, core = head, 1, head
    in_core = True
    bare_name = words[head].kind == "name" and (head == 0 or words[head - 1].kind != "determiner")
    while last + 1 < len(words):
        if _breaks(text, words[last], words[last + 1]) or words[last + 1].lowered in _ASKING:
            break
        following = words[last + 1]
        if words[last].kind == "name" and (named := _after_particles(words, last + 1)) is not None:
            last, core = named, named if in_core else core
            continue
        if following.kind in _PARTS and run < _MOST_WORDS and not _ends_before(text, words, last + 1):
            last, run = last + 1, run + 1
            core = last if in_core else core
            continue
        linked = None if bare_name else _linked(words, last + 1)
        if linked is None or _breaks(text, words[linked - 1], words[linked]):
            break
        in_core = in_core and words[last + 1].lowered in ("de", "d", "du", "des")
        last, run = linked, 1
        core = last if in_core else core
    return last, core


def _after_particles(words: Sequence[Word], place: int) -> int | None:
    """The place of the name that particles there join to the one before; None where there are none."""
    after = place
    while after < len(words) and words[after].lowered in _PARTICLES:
        after += 1
    return after if place < after < len(words) and words[after].kind == "name" else None


def _ends_before(text: str, words: Sequence[Word], place: int) -> bool:
    before, here = words[place - 1], words[place]
    relational = place > 1 and words[place - 2].kind == "determiner" and bool(_RELATIONAL.fullmatch(here.lowered))
    after_name = before.kind == "name" and here.kind == "word" and not relational  # « la Conférence mondiale »
    apart = here.kind == "name" and before.surface.isupper() and not here.surface.isupper()  # « l’IA Shanghai »
    agreeing = before.lowered.endswith(("s", "x")) and here.lowered.endswith("ent")  # « les villes dominent »
    verb = agreeing or _is_verb(words, place, text, after_noun=True)
    return after_name or apart or verb or _is_subject_of_next(words, place, text)


def _is_subject_of_next(words: Sequence[Word], place: int, text: str) -> bool:
    """Whether a name there is the subject of an inverted verb: « quelles mesures Lingang prévoit-elle »."""
    if words[place - 1].kind == "name" or len(words[place].surface) == 1:
        return False  # « la ligne C sera-t-elle … »
    after = place
    while after < len(words) and words[after].kind == "name":
        after += 1
    return after > place and after < len(words) and is_followed_by_subject(text, words, after)


def _linked(words: Sequence[Word], place: int) -> int | None:
    """The place of the noun that a link at `place` attaches: « de Shanghai », « pour l’IA »; None where none does.

    « par » attaches after a participle (« le plan publié par Shenzhen »); an infinitive is no noun (« pour acheter »).
    """
    by = words[place].lowered == "par" and _PARTICIPLE.match(words[place - 1].lowered)
    if words[place].lowered not in _LINKS and not by:
        return None
    head = place + 1
    while head < len(words) and words[head].kind == "determiner" and words[head].lowered not in _CONTRACTED:
        head += 1
    if head >= len(words) or words[head].kind not in _PARTS:
        return None
    return None if head == place + 1 and is_infinitive(words[head]) else head


def _may_be_name(text: str, words: Sequence[Word], place: int) -> bool:
    """Whether a capital says name: at the beginning only before another name or a verb with its subject behind it."""
    if place > 0:
        return True
    if words[0].lowered in _OPENERS or len(words) == 1 or text[words[0].end : words[0].end + 1] == "-":
        return False  # « Cherche-t-elle … » begins with its verb
    inverted = any(
        text[words[0].end : word.end].endswith(("-t", "-il", "-elle", "-ils", "-elles")) for word in words[2:4]
    )
    return words[1].kind == "name" or inverted or text[words[0].end : words[0].end + 1] == ","


def _breaks(text: str, one: Word, other: Word) -> bool:
    return any(sign in ",;:.?!()«»" for sign in text[one.end : other.start])


def _follows_determiner(words: Sequence[Word], place: int) -> bool:
    return place > 0 and words[place - 1].kind == "determiner" and words[place - 1].lowered not in _CONTRACTED


def _inside_name(words: Sequence[Word], place: int, text: str) -> bool:
    if len(words[place].surface) == 1 or (place > 1 and words[place - 1].lowered in _PARTICLES):
        return True  # « la ligne C », « Viana do Castelo »
    if place == 0 or words[place - 1].kind != "name" or _breaks(text, words[place - 1], words[place]):
        return False
    return _may_be_name(text, words, place - 1) and not words[place - 1].surface.isupper()


def _has_determiner(words: Sequence[Word], place: int) -> bool:
    return place > 0 and words[place - 1].kind == "determiner"


def _article(determiner: str, noun: str) -> str:
    article = _ARTICLES.get(determiner, "")
    if article == "l" or (article in ("le", "la") and noun[0].lower() in _VOWELS):
        return "l’"  # « une entreprise » is « l’entreprise » when it is spoken of again
    return f"{article} " if article else ""
