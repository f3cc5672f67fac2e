"""Lines of an article that state facts about it (title, date, author, source), and the metadata they become.

A line leaves the text only when its fact is in the metadata: nothing that a reader could learn is lost.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.dates import DATE_EXPRESSION, date_of
from corpus.phrases import AGENCY, NAMES, PEOPLE, phrase


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an article beside its text."""

    title: str | None = None
    author: str | None = None
    published: date | None = None
    source: str | None = None


_HEAD_LINES = 8  # how far from the top a byline, a date or a source may stand
_TAIL_LINES = 4
_FACT_LENGTH = 160
_TITLE_LENGTH = 220
_EMPHATIC_TITLE_LENGTH = 150  # a line that ends with ? ! or a closing quote is a title only if it is short
_BLANKS = " \u00a0\u202f"

_DATE = re.compile(DATE_EXPRESSION, re.IGNORECASE)
_BEFORE_BARE_DATE = phrase(r"(?i:le )?")
_BEFORE_DATE = phrase(
    r"(?i)(?:(?:article )?(?:publiée?|parue?|mise? en ligne|postée?|diffusée?)(?: le)?"
    r"|date(?: de (?:publication|parution))?) ?:? ?"
)
_BEFORE_UPDATE = phrase(r"(?i)(?:dernière )?(?:mise? à jour|modifiée?|modification|actualisée?)(?: le)? ?:? ?")
_AFTER_DATE = phrase(r"(?i) ?(?:[.,;|•·(–—-] ?)*(?:(?:mise? à jour|modifiée?|actualisée?)\b.{0,60})?")
_BYLINE = phrase(
    rf"(?:(?i:(?:article |texte |propos )?(?:par|rédigée? par|écrit par|publiée? par|recueillis par)) "
    rf"|(?i:auteure?s?|autrice|par|texte) ?: ?)(?P<author>(?:{PEOPLE}|{AGENCY}|(?i:la rédaction))"
    rf"(?:, (?:à|au|en|aux) (?:[\w-]| |'){{2,40}}?)?(?:,? \(?avec (?:(?:l'|les )?{AGENCY}|{NAMES})\)?)?)"
    r"(?:(?: ?[,|•·–—]| -) ?(?P<rest>.{6,90})| (?P<glued>(?:[Pp]ublié|[Ll]e) .{6,90}))?"
)
_TITLE_OF_PAPER = r"(?:Le |La |Les |L')[^\d.,;:()]{2,40}"
_ACCOUNT = "[Dd]epuis le compte (?:officiel )?(?:WeChat|Weibo|Twitter|Facebook|LinkedIn) (?:officiel )?"
_SOURCE = phrase(
    rf"(?:[Ss]ources? ?: ?(?P<named>{NAMES}|{_TITLE_OF_PAPER})"
    rf"|{_ACCOUNT}(?:du |de la |de l'|des |de |d')(?P<account>{NAMES})|[Aa]vec (?:l'|les )?(?P<agency>{AGENCY}))\.?"
)
_RUBRIC = phrase(r"\w(?:[\w-]|'){2,20}(?: (?:[\w-]|'){1,15})? ?\| ?(?=\S+ .+ )")
_LIST_OR_ROW = re.compile(r"[-–•*] |\d+[.)] |.* \| .* \| ")


def collect_facts(lines: Sequence[str], known: Facts) -> tuple[Facts, frozenset[int]]:
    """What the lines add to the facts known, and the numbers of the lines that say nothing beyond them.

    The title is the first line that is left, if none is known and it is short and no sentence; a first line that
    repeats the known title is taken too. The last line that is left stays, whatever it is. Bare dates are read only
    above the body, and only if there is a single one: several are the entries of a chronology.
    """
    stated = [_stated(line) for line in lines]
    body = next((number for number, line in enumerate(lines) if _is_body(line) and not stated[number]), len(lines))
    chronology = sum(_bare_date(line) is not None for line in lines) > 1
    facts, spent = known, set[int]()
    for number, line in enumerate(lines):
        if _HEAD_LINES <= number < len(lines) - _TAIL_LINES:
            continue
        news = stated[number]
        if news is None or (_bare_date(line) and (chronology or number >= body)):
            continue
        if _agrees(news, facts):
            facts = _filled(facts, news)
            spent.add(number)
    left = [number for number in range(len(lines)) if number not in spent]
    if len(left) > 1 and left[0] < body:
        title = _title(lines[left[0]], facts.title)
        if title:
            return replace(facts, title=title), frozenset({*spent, left[0]})
    return facts, frozenset(spent)


def stated_date(text: str) -> date | None:
    """The date of publication that a line near the top or the bottom of the text states, if any."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return collect_facts(lines, Facts())[0].published


def first_words(text: str) -> str:
    """A title for a text without one: its first sentence, cut after a whole word where it is long.

    It is never the whole of one line among several: that would be a title that the text repeats.
    """
    lines = [line for line in text.split("\n") if line]
    line = next((line for line in lines if _is_body(line)), lines[0])
    sentence = re.match(r".{40,}?[^\s.][.!?…](?=\s)", line)
    words = (sentence.group() if sentence else line).rstrip(f".{_BLANKS}") or line
    if len(words) <= _EMPHATIC_TITLE_LENGTH:
        return f"{words}…" if words == line and len(lines) > 1 else words
    cut = words[:_EMPHATIC_TITLE_LENGTH]
    return (cut.rpartition(" ")[0].rstrip(f",;:«“({_BLANKS}") or cut) + "…"


def _stated(line: str) -> Facts | None:
    if len(line) > _FACT_LENGTH:
        return None
    for read in (_bare_date, _publication, _update, _byline, _source):
        facts = read(line)
        if facts is not None:
            return facts
    return None


def _bare_date(line: str) -> Facts | None:
    opening = _BEFORE_BARE_DATE.match(line)
    return _dated(line[opening.end() :]) if opening and len(line) <= _FACT_LENGTH else None


def _publication(line: str) -> Facts | None:
    opening = _BEFORE_DATE.match(line)
    return _dated(line[opening.end() :]) if opening else None


def _update(line: str) -> Facts | None:
    opening = _BEFORE_UPDATE.match(line)
    return Facts() if opening and _dated(line[opening.end() :]) else None


def _dated(words: str) -> Facts | None:
    match = _DATE.match(words)
    published = date_of(match) if match else None
    if match is None or published is None or not _AFTER_DATE.fullmatch(words, match.end()):
        return None
    return Facts(published=published)


def _byline(line: str) -> Facts | None:
    match = _BYLINE.fullmatch(line.rstrip("."))
    if match is None:
        return None
    author = re.sub(r"^l['’]", "", match["author"])
    rest = match["rest"] or match["glued"]
    if not rest:
        return Facts(author=author)
    dated = _bare_date(rest) or _publication(rest)
    return Facts(author=author, published=dated.published) if dated else None


def _source(line: str) -> Facts | None:
    match = _SOURCE.fullmatch(line)
    return Facts(source=match["named"] or match["account"] or match["agency"]) if match else None


def _agrees(news: Facts, known: Facts) -> bool:
    return (
        (known.published in (None, news.published) or news.published is None)
        and _same_names(news.author, known.author)
        and _same_names(news.source, known.source)
    )


def _same_names(stated: str | None, known: str | None) -> bool:
    return stated is None or known is None or _people(stated) <= _people(known)


def _people(names: str) -> set[str]:
    return {name.strip().casefold() for name in re.split(r",|;|/|&|\bet\b", names)}


def _filled(known: Facts, news: Facts) -> Facts:
    return Facts(
        title=known.title,
        author=known.author or news.author,
        published=known.published or news.published,
        source=known.source or news.source,
    )


def _title(line: str, known: str | None) -> str | None:
    """The title that this first line is, or None where it is none or another than the known one."""
    if known is not None:
        return known if _plain(line) == _plain(known) else None
    if _LIST_OR_ROW.match(line) or len(line.split()) < 2 or _is_body(line):
        return None
    if line[-1] in '?!»”"' and len(line) > _EMPHATIC_TITLE_LENGTH:
        return None
    return _RUBRIC.sub("", line, count=1)


def _plain(title: str) -> str:
    return " ".join(title.replace("’", "'").replace("“", '"').replace("”", '"').split()).casefold()


def _is_body(line: str) -> bool:
    return len(line) > _TITLE_LENGTH or line.endswith((".", ",", ";", ":", "…"))
