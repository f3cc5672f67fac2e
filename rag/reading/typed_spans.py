"""Figures, dates and proper names in French text: the spans that a question of their kind may be answered by."""

import re
from dataclasses import dataclass
from enum import StrEnum

from rag.reading.relative_dates import RELATIVE_DATE, RELATIVE_DATE_WORDS


class SpanKind(StrEnum):
    """What a span names."""

    FIGURE = "figure"
    DATE = "date"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class TypedSpan:
    """`text[start:end]` is a figure (with its unit), a date or a proper name."""

    kind: SpanKind
    start: int
    end: int


_SPACE = r"[ \u00a0\u202f]"
_MONTH = (
    r"(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre"
    r"|janv\.|f[ée]vr\.|juil\.|sept\.|oct\.|nov\.|d[ée]c\.)"
)
_YEAR = r"(?:1\d{3}|20\d{2})"
_ERA = rf"(?:{_SPACE}(?:av|apr)\.{_SPACE}?J\.?-?{_SPACE}?C\.?)"
_WEEKDAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
# Words in -s after a year that do not make it a count, as « 1968 habitants » would.
_NOT_COUNTED = "(?:lors|sans|dans|puis|après|alors|vers|plus|ils|elles|depuis|dès|mais|pas|très|sous|ses|les|des|ces)"
_DATE = re.compile(
    rf"(?:{_WEEKDAY}{_SPACE})?\b\d{{1,2}}(?:er)?{_SPACE}{_MONTH}(?:{_SPACE}\d{{3,4}})?"
    rf"|\b(?:d[ée]but|mi|fin|courant)?[ -]?\b{_MONTH}{_SPACE}\d{{3,4}}\b"
    rf"|\bann[ée]es{_SPACE}(?:\d{{4}}|\d{{2}}|[a-zé]+(?:-[a-z]+)?)\b"
    rf"|\b[IVXL]+e(?:r)?{_SPACE}si[eè]cles?\b{_ERA}?"
    rf"|\b\d{{1,4}}{_ERA}"
    rf"|\b{_YEAR}[-–/]{_YEAR}\b"
    rf"|(?<![\d,.])\b{_YEAR}\b(?!{_SPACE}?(?:%|(?!{_NOT_COUNTED}\b)[a-zé]{{3,}}s\b|\d{{3}}))"
    rf"|\b{_MONTH}\b(?!\.)"
    rf"|\b{_WEEKDAY}\b(?:{_SPACE}(?:dernier|prochain))?"
    rf"|{RELATIVE_DATE}",
    re.IGNORECASE,
)
_NUMBER_WORD = (
    r"(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante"
    r"|cinquante|soixante|cents?|mille|(?:une )?(?:dizaine|douzaine|vingtaine|trentaine|quarantaine|cinquantaine"
    r"|centaine|millier)s?|(?:un |deux |trois )?(?:tiers|quarts?)|(?:la )?moiti[ée]|double|triple)"
)
_DIGITS = r"\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?"
_MAGNITUDE = r"(?:millions?|milliards?|milliers?|millions? de milliards)"
_FIGURE = re.compile(
    rf"(?:\b|(?<=[-+±]))(?:{_DIGITS})(?:{_SPACE}?(?:%|pour{_SPACE}cent\b|{_MAGNITUDE}\b)|(?-i:[A-Z]{{1,2}}\b))?"
    rf"|\b{_NUMBER_WORD}(?:[ -](?:et[ -])?{_NUMBER_WORD})*\b(?:{_SPACE}(?:pour{_SPACE}cent|{_MAGNITUDE}))?",
    re.IGNORECASE,
)
_CAPITALISED = r"(?:[A-ZÀ-ÖØ-Þ](?:['’][A-ZÀ-ÖØ-Þ])?[\w.&-]*\w|[A-ZÀ-ÖØ-Þ]\b\.?)"
_PARTICLE = r"(?:de la|de l['’]|de|du|des|d['’]|la|le|les|l['’]|von|van|der|ben|ibn|al|el|aux|en|sur|et de)"
_NAME = re.compile(rf"{_CAPITALISED}(?:{_SPACE}(?:{_PARTICLE}{_SPACE}?)?{_CAPITALISED}|{_SPACE}\d{{1,4}}\b)*")
_SENTENCE_OPENERS = frozenset(
    """
    Le La Les L Un Une Des Du De D Ce Cet Cette Ces Il Elle Ils Elles On Nous Vous Je Son Sa Ses Leur Leurs En Dans Par
    Pour Sur Sous Avec Sans Selon Après Avant Depuis Pendant Lors À Au Aux Et Mais Or Ni Car Donc Si Comme Quand Lorsque
    Plus Aussi Ainsi Cependant Toutefois Enfin Puis Alors Entre Vers Chez Contre Malgré Outre Parmi Dès Tout Toute Tous
    Toutes Certains Certaines Plusieurs Chaque Aucun Aucune Quelques C S Qu Bien Non Oui Ici Là
    Deux Trois Quatre Cinq Six Sept Huit Neuf Dix Celui Celle Ceux Celles Cela Ceci Notre Nos Votre Vos Mon Ma Mes
    """.split()
)


# Every date and figure has a digit or one of these words; ignoring case takes the four odd letters for s, i and k.
_UNSURE = re.compile(r"[\dſıİ\u212a]")
_WORD = re.compile(r"\w+")
_DATE_WORDS = RELATIVE_DATE_WORDS | frozenset(
    """
    janvier février fevrier mars avril mai juin juillet août aout septembre octobre novembre décembre decembre
    janv févr fevr juil sept oct nov déc dec années annees siècle siècles siecle siecles
    lundi mardi mercredi jeudi vendredi samedi dimanche
    """.split()
)
_FIGURE_WORDS = frozenset(
    """
    deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante
    cinquante soixante cent cents mille dizaine dizaines douzaine douzaines vingtaine vingtaines trentaine trentaines
    quarantaine quarantaines cinquantaine cinquantaines centaine centaines millier milliers tiers quart quarts
    moitié moitie double triple
    """.split()
)


def find_typed_spans(text: str) -> list[TypedSpan]:
    """Figures, dates and names by start, the longer first at one place; a figure inside a date is not listed.

    The patterns for dates and figures, which take forty times as long as looking at the words, are tried only where
    one can match: five sentences of six have no date.
    """
    words = frozenset(_WORD.findall(text.lower()))
    unsure = _UNSURE.search(text) is not None
    dates = _spans(SpanKind.DATE, _DATE, text) if unsure or words & _DATE_WORDS else []
    figures = _spans(SpanKind.FIGURE, _FIGURE, text) if unsure or words & _FIGURE_WORDS else []
    kept = [figure for figure in figures if not any(_inside(figure, day) for day in dates)]
    names = [TypedSpan(SpanKind.NAME, *span) for match in _NAME.finditer(text) if (span := _name(match))]
    return sorted(dates + kept + names, key=lambda span: (span.start, -span.end, span.kind))


def _spans(kind: SpanKind, pattern: re.Pattern[str], text: str) -> list[TypedSpan]:
    return [TypedSpan(kind, *_trimmed(match)) for match in pattern.finditer(text)]


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    written = match.group()
    return match.start() + len(written) - len(written.lstrip()), match.end() - len(written) + len(written.rstrip())


def _inside(inner: TypedSpan, outer: TypedSpan) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _name(match: re.Match[str]) -> tuple[int, int] | None:
    """The name without a word that is only capitalised because it opens the sentence."""
    start, written = match.start(), match.group()
    while written:
        first = re.split(r"[ \u00a0\u202f]", written, maxsplit=1)
        if first[0] not in _SENTENCE_OPENERS:
            break
        if len(first) == 1:
            return None
        start += len(written) - len(first[1])
        written = first[1]
    if not written or not written[0].isupper():
        return None
    return start, match.end()
