"""Which article a question says it is about: « selon un article du 12 mars 2024 », « d’après La Voix du Bocage ».

Only explicit words count. « En 2024 » tells when something happened, not when it was printed; « selon un article de
2024 » tells the latter. A day without its year (« du 3 mai ») is not read: which year is meant cannot be known.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from corpus.dates import DATE_EXPRESSION, date_of, month_number
from index.hit import Filters
from index.terms.french_analysis import fold

Days: TypeAlias = tuple[date, date]
"""The first and the last day."""
ListSources: TypeAlias = Callable[[], Sequence[str]]
"""Gives the sources that there are."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A question without what it says of the article it is about, and what that is: days, a source, or both."""

    question: str
    days: Days | None
    source: str | None


@dataclass(frozen=True, slots=True)
class _Place:
    """What was read up to `end`."""

    end: int
    days: Days | None = None
    source: str | None = None


_LEAD = re.compile(r"\b(?:selon|d['\s]apres|suivant|a en croire|dans)\s+")
_ARTICLE = re.compile(
    r"(?:un|une|l'|le|la|cet|cette|les|des)\s*(?:article|depeche|papier|reportage|numero|edition|journal)s?\b"
)
_PRINTED = re.compile(r"[\s,]*(?:paru|publie|sorti|imprime)e?s?\s+(?:le|en|au mois de|dans l'edition du)\s+")
_OF_DATE = re.compile(r"\s*,?\s*(?:date\w*\s+)?(?:du|de|d'|en date du)\s*(?:mois de\s+)?")
_OF_SOURCE = re.compile(r"[\s,]*(?:paru\w*|publie\w*)?\s*(?:dans|de|du|d'|par)\s*")
_TITLE_WORD = r"[A-ZÀ-ÖØ-Þ][\w-]*"
_TITLE = re.compile(  # a newspaper's title as French writes it: « Le Monde », « L’Écho d’Orvigny »
    rf"(?:L['’]|(?:Le|La|Les)\s){_TITLE_WORD}(?:\s(?:(?:de|du|des|la|le|les|et)\s|[dl]['’])*{_TITLE_WORD})*"
)
_DAY = re.compile(DATE_EXPRESSION, re.IGNORECASE)
_MONTH = re.compile(r"(?P<month>[a-z]{3,9})\.?\s+(?P<year>\d{4})\b")
_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})\b")
_SAID = r"(?:dis|estim|annonc|ecriv|prevoy|evalu|chiffr|affirm|rapport|attend|esper|craign)e?ai(?:t|ent)"
_SPEECH = re.compile(rf"\b{_SAID}-(?:t-)?on\b|\bque {_SAID}\b|\b(?:la presse|les journaux|les articles) {_SAID}\b")
_SAID_WHEN = re.compile(r"(?:,\s*)?\b(?:en|au mois de|le)\s+")
_ARTICLES_OF_NAMES = re.compile(r"(?:(?:d'apres|selon)\s+)?(?:le |la |les |l')?")


def read_mention(question: str, sources: ListSources) -> Mention | None:
    """What the question says of the article it is about; None where it says nothing of it.

    `sources` gives the sources that there are and is called only where one may be named. A title that is none of them
    counts where a date follows it: « selon Le Monde du 3 mai 2024 » is then answered from no other paper.
    """
    plain = _plain(question)
    for lead in _LEAD.finditer(plain):
        place = _article_at(question, plain, lead.end(), sources) or _source_at(question, plain, lead.end(), sources)
        if place is not None and (place.days or place.source):
            return Mention(_without(question, lead.start(), place.end), place.days, place.source)
    return _said_when(question, plain)


def narrowed(filters: Filters, mention: Mention) -> Filters | None:
    """The filters and what the question says; None where both name sources and none in common: nothing passes then."""
    if mention.source is not None:
        if filters.sources and mention.source not in filters.sources:
            return None
        filters = replace(filters, sources=(mention.source,))
    if mention.days is None:
        return filters
    first, last = mention.days
    return replace(
        filters,
        published_from=max(first, filters.published_from or first),
        published_to=min(last, filters.published_to or last),
    )


def _article_at(question: str, plain: str, start: int, sources: ListSources) -> _Place | None:
    """« un article du 12 mars 2024 de La Voix du Bocage »: the noun, then a date and a source in either order."""
    noun = _ARTICLE.match(plain, start)
    if noun is None:
        return None
    place = _Place(noun.end())
    for _ in range(2):
        place = _date_after(plain, place, with_year_alone=True) or place
        of = _OF_SOURCE.match(plain, place.end)
        if of is not None and place.source is None and (known := _known_source(plain, question, of.end(), sources)):
            place = replace(place, end=known.end, source=known.source)
    return place


def _source_at(question: str, plain: str, start: int, sources: ListSources) -> _Place | None:
    """« La Voix du Bocage du 25 juillet 2023 », or the title of a paper that is not there with its date."""
    if known := _known_source(plain, question, start, sources):
        return _date_after(plain, known, with_year_alone=False) or known
    title = _TITLE.match(question, start)
    if title is None:
        return None
    return _date_after(plain, _Place(title.end(), source=title.group()), with_year_alone=False)


def _known_source(plain: str, question: str, start: int, sources: ListSources) -> _Place | None:
    """The longest source that is named there, whatever its article and accents; one word needs its capital."""
    article = _ARTICLES_OF_NAMES.match(plain, start)
    place = article.end() if article else start
    for source in sorted(sources(), key=lambda name: (-len(name), name)):
        name = _ARTICLES_OF_NAMES.sub("", _plain(source), count=1)
        end = place + len(name)
        whole = plain.startswith(name, place) and not plain[end : end + 1].isalnum()
        if name and whole and (" " in name or question[place].isupper()):
            return _Place(end, source=source)
    return None


def _date_after(plain: str, place: _Place, *, with_year_alone: bool) -> _Place | None:
    if place.days is not None:
        return None
    before = _PRINTED.match(plain, place.end) or _OF_DATE.match(plain, place.end)
    found = _days_at(plain, before.end(), with_year_alone=with_year_alone) if before else None
    return replace(place, end=found.end, days=found.days) if found else None


def _days_at(plain: str, start: int, *, with_year_alone: bool) -> _Place | None:
    if (match := _DAY.match(plain, start)) and (day := date_of(match)):
        return _Place(match.end(), (day, day))
    if (match := _MONTH.match(plain, start)) and (month := month_number(match["month"])):
        year = int(match["year"])
        return _Place(match.end(), (date(year, month, 1), date(year, month, monthrange(year, month)[1])))
    if with_year_alone and (match := _YEAR.match(plain, start)):
        year = int(match["year"])
        return _Place(match.end(), (date(year, 1, 1), date(year, 12, 31)))
    return None


def _said_when(question: str, plain: str) -> Mention | None:
    """« En mars 2024, à combien estimait-on … »: what was said then stands in the articles of then."""
    if _SPEECH.search(plain) is None:
        return None
    for opening in _SAID_WHEN.finditer(plain):
        if found := _days_at(plain, opening.end(), with_year_alone=True):
            return Mention(_without(question, opening.start(), found.end), found.days, None)
    return None


def _without(question: str, start: int, end: int) -> str:
    """The question without a part of it and the comma that parted it; as it is where no words would be left."""
    rest = f"{question[:start].rstrip(' ,')} {question[end:].lstrip(' ,')}".strip()
    if not re.search(r"\w{2}.*\w{3}", rest):
        return question
    return rest[0].upper() + rest[1:]


def _plain(text: str) -> str:
    """In lowercase without accents, character for character; all apostrophes are one."""
    return "".join("'" if c in "’ʼ" else folded if len(folded := fold(c)) == 1 else c for c in text)
