"""Answers as people read them in a terminal: French, plain text, wide enough and no wider."""

import re
import shutil
import textwrap
from collections.abc import Sequence
from datetime import date

import typer

from api.schemas import (
    AnswerResponse,
    AppliedFilters,
    CitationLookup,
    CitationObject,
    QuoteEdit,
    QuoteSource,
    SearchHit,
    VerifyResponse,
)
from index.records import StoreStatus
from rag.citations import CitationId

_WIDEST = 100  # longer lines tire the eye
_PASSAGES = 3
_STUCK = "\ue000"  # stands, while lines are broken, for a space at which none may be
# Articles are typed with plain spaces where French print has no-break ones: inside « … », before ; : ? ! %, in 20 000.
_NO_BREAK = re.compile(r"(?<=«) | (?=[»;:?!%])|(?<=\d) (?=\d{3}(?!\d))")
_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
_VERIFICATIONS = {
    "exact": "La citation figure telle quelle dans les articles.",
    "typographic": "La citation figure dans les articles, à la typographie près.",
    "near": "Les articles disent presque cela.",
    "absent": "La citation ne figure pas dans les articles.",
}


def render_answer(answer: AnswerResponse) -> str:
    """The short answer and the sentences as the quotes they are, each with its place; or the refusal with the nearest.

    The text of the answer is shown beside them where a language model wrote it; else it is the same sentences again.
    """
    if not answer.answered:
        return _refusal(answer)
    written = [_wrapped(answer.text)] if answer.mode == "generative" else []
    quotes = {citation.index: _citation(citation) for citation in answer.citations}
    return "\n\n".join([*_searched(answer.filters), *_short(answer), *written, *quotes.values(), *_notice(answer)])


def render_hits(hits: Sequence[SearchHit]) -> str:
    """Passages with their place, best first."""
    if not hits:
        return "Aucun passage ne correspond."
    return "\n\n".join(_hit(number, hit) for number, hit in enumerate(hits, start=1))


def render_lookup(found: CitationLookup) -> str:
    """What became of a citation."""
    lines = [_wrapped(_quoted(found.source.quote)), _wrapped(_origin(found.source)), found.id]
    if found.status == "superseded":
        lines.append("L’article a changé depuis cette citation.")
        place = found.new_place
        lines.append(f"La phrase y figure toujours : {place.id}" if place else "La phrase n’y figure plus.")
    return "\n".join(lines)


def render_verification(found: VerifyResponse) -> str:
    """Whether the words stand in the articles, where, and what differs."""
    lines = [_VERIFICATIONS[found.status]]
    if found.place:
        lines += [_wrapped(_quoted(found.place.quote)), _wrapped(found.place.title), found.place.id]
    lines += [_wrapped(_difference(edit)) for edit in found.difference]
    return "\n".join(lines)


def render_status(status: StoreStatus) -> str:
    """The store in figures."""
    rows = {
        "Dossier": status.folder,
        "Articles": french_count(status.articles),
        "Passages": french_count(status.chunks),
        "Articles retirés": french_count(status.withdrawn),
        "Modèle": f"{status.model}, {status.dimension} dimensions",
        "Taille": f"{status.bytes / 1_000_000:.1f} Mo".replace(".", ","),
    }
    return "\n".join(f"{name:<17} {value}" for name, value in rows.items())


def french_date(day: date) -> str:
    """A date as French prints it: 1er août 2024."""
    return f"{'1er' if day.day == 1 else day.day} {_MONTHS[day.month - 1]} {day.year}"


def french_count(count: int) -> str:
    """A number as French prints it, thousands apart: 20 000, with narrow no-break spaces."""
    return f"{count:,}".replace(",", "\u202f")


def _short(answer: AnswerResponse) -> list[str]:
    """The few words; of a relative date the day it counts from; where articles differ, what each says."""
    if answer.conflict:
        head = _wrapped("Les articles ne disent pas tous la même chose. Du plus récent au plus ancien :")
        values = (
            f"{value.text} ({_told(value.source, value.published)}) [{value.citation}]" for value in answer.conflict
        )
        return ["\n".join([head, *(typer.style(_wrapped(value), bold=True) for value in values)])]
    if answer.short_answer is None:
        return []
    day = answer.short_answer.relative_to
    beside = f" (article du {french_date(day)})" if day else ""
    return [typer.style(_wrapped(f"{answer.short_answer.text}{beside}"), bold=True)]


def _searched(filters: AppliedFilters) -> list[str]:
    """Which articles were searched, where it was not all."""
    first, last = filters.published_from, filters.published_to
    if first and first == last:
        days = f"parus le {french_date(first)}"
    else:
        since = f"parus depuis le {french_date(first)}" if first else ""
        until = f"parus jusqu’au {french_date(last)}" if last else ""
        days = f"parus du {french_date(first)} au {french_date(last)}" if first and last else since or until
    narrowed = [", ".join(filters.sources), days, ", ".join([*filters.languages, *filters.article_ids])]
    said = " · ".join(part for part in narrowed if part)
    return [_wrapped(f"Cherché dans les articles : {said}")] if said else []


def _told(source: str | None, published: date | None) -> str:
    return ", ".join(part for part in (source, french_date(published) if published else None) if part)


def _notice(answer: AnswerResponse) -> list[str]:
    return [_wrapped(answer.notice.message)] if answer.notice else []


def _refusal(answer: AnswerResponse) -> str:
    message = answer.refusal.message if answer.refusal else "Les articles ne le disent pas."
    said = "\n\n".join([*_searched(answer.filters), message, *_notice(answer)])
    nearest = answer.hits[:_PASSAGES]
    if not nearest:
        return said
    return f"{said}\n\nLes passages les plus proches :\n\n{render_hits(nearest)}"


def _difference(edit: QuoteEdit) -> str:
    if edit.operation == "insert":
        return f"L’article ajoute {_quoted(edit.found)}."
    if edit.operation == "delete":
        return f"L’article n’a pas {_quoted(edit.expected)}."
    return f"L’article dit {_quoted(edit.found)}, non {_quoted(edit.expected)}."


def _citation(citation: CitationObject) -> str:
    quote = _wrapped(f"[{citation.index}] {_quoted(citation.source.quote)}", hanging=4)
    lines = [_origin(citation.source), citation.id]
    if citation.duplicates:
        lines.insert(1, f"Dit aussi dans : {', '.join(citation.duplicates)}")
    return "\n".join([quote, *(_wrapped(line, indent=4) for line in lines)])


def _hit(number: int, hit: SearchHit) -> str:
    head = f"{number}. {_joined(hit.title, hit.source, hit.published)}"
    place = f"{CitationId.of(hit.version, hit.start, hit.end)}, score {hit.score:.2f}".replace(".", ",")
    paragraphs = [_wrapped(line, indent=3) for line in hit.text.split("\n") if line.strip()]
    return "\n".join([_wrapped(head, hanging=3), *paragraphs, _wrapped(place, indent=3)])


def _quoted(words: str) -> str:
    """In French quotation marks, which a line never parts from the words."""
    return f"«\u00a0{words}\u00a0»"


def _origin(source: QuoteSource) -> str:
    return _joined(source.title, source.source, source.published)


def _joined(title: str, source: str | None, published: date | None) -> str:
    parts = (title, source, french_date(published) if published else None)
    return " · ".join(part for part in parts if part)


def _wrapped(text: str, *, indent: int = 0, hanging: int = 0) -> str:
    """The text in lines; its own line breaks become spaces, and no line begins where French print would not let it."""
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    line = " ".join(part.strip(" ") for part in text.split("\n") if part)
    filled = textwrap.fill(
        _NO_BREAK.sub(_STUCK, line),
        max(width, 40),
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hanging),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return filled.replace(_STUCK, " ")
