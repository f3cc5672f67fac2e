"""Answers as people read them in a terminal: French, plain text, wide enough and no wider."""

from collections.abc import Sequence
from datetime import date

import typer

from api.commands.french_lines import french_count, french_date, joined, quoted, wrapped
from api.wire.article_schemas import Source
from api.wire.schemas import (
    AnswerResponse,
    AppliedFilters,
    CitationLookup,
    CitationObject,
    QuoteEdit,
    QuoteSource,
    SearchHit,
    VerifyResponse,
)
from index.storage.records import StoreStatus
from rag.citations import CitationId

_PASSAGES = 3
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
    written = [wrapped(answer.text)] if answer.mode == "generative" else []
    quotes = {citation.index: _citation(citation) for citation in answer.citations}
    return "\n\n".join([*_searched(answer.filters), *_short(answer), *written, *quotes.values(), *_notice(answer)])


def render_beside(answer: AnswerResponse) -> str:
    """What belongs to an answer whose sentences were shown as they came; empty where there is nothing."""
    return "\n\n".join([*_searched(answer.filters), *_short(answer), *_notice(answer)])


def render_hits(hits: Sequence[SearchHit]) -> str:
    """Passages with their place, best first."""
    if not hits:
        return "Aucun passage ne correspond."
    return "\n\n".join(_hit(number, hit) for number, hit in enumerate(hits, start=1))


def render_lookup(found: CitationLookup) -> str:
    """What became of a citation."""
    lines = [wrapped(quoted(found.source.quote)), wrapped(_origin(found.source)), found.id]
    if found.status == "superseded":
        lines.append("L’article a changé depuis cette citation.")
        place = found.new_place
        lines.append(f"La phrase y figure toujours : {place.id}" if place else "La phrase n’y figure plus.")
    return "\n".join(lines)


def render_verification(found: VerifyResponse) -> str:
    """Whether the words stand in the articles, where, and what differs."""
    lines = [_VERIFICATIONS[found.status]]
    if found.place:
        lines += [wrapped(quoted(found.place.quote)), wrapped(found.place.title), found.place.id]
    lines += [wrapped(_difference(edit)) for edit in found.difference]
    return "\n".join(lines)


def render_sources(sources: Sequence[Source]) -> str:
    """A line each: the name as filters take it, how many articles, and when they were published."""
    if not sources:
        return "Aucun article ne nomme sa source."
    return "\n".join(_source(source) for source in sources)


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
    if status.prepared:
        ready = f"{french_count(status.prepared)} articles sur {french_count(status.articles)} sont prêts"
        rows["Reconstruction"] = f"{ready} ; pour la continuer : sourcier ingest --rebuild PATH…"
    return "\n".join(f"{name:<17} {value}" for name, value in rows.items())


def _source(source: Source) -> str:
    counted = f"{french_count(source.articles)} {'articles' if source.articles > 1 else 'article'}"
    first, last = source.published_from, source.published_to
    if first is None or last is None:  # they come together
        return f"{source.name} : {counted}"
    days = french_date(first) if first == last else f"du {french_date(first)} au {french_date(last)}"
    return f"{source.name} : {counted}, {days}"


def _short(answer: AnswerResponse) -> list[str]:
    """The few words; of a relative date the day it counts from; where articles differ, what each says."""
    if answer.conflict:
        head = wrapped("Les articles ne disent pas tous la même chose. Du plus récent au plus ancien :")
        values = (
            f"{value.text} ({_told(value.source, value.published)}) [{value.citation}]" for value in answer.conflict
        )
        return ["\n".join([head, *(typer.style(wrapped(value), bold=True) for value in values)])]
    if answer.verdict is not None:
        return [typer.style({"yes": "Oui", "no": "Non"}[answer.verdict], bold=True)]
    if answer.short_answer is None:
        return []
    day = answer.short_answer.relative_to
    beside = f" (article du {french_date(day)})" if day else ""
    return [typer.style(wrapped(f"{answer.short_answer.text}{beside}"), bold=True)]


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
    return [wrapped(f"Cherché dans les articles : {said}")] if said else []


def _told(source: str | None, published: date | None) -> str:
    return ", ".join(part for part in (source, french_date(published) if published else None) if part)


def _notice(answer: AnswerResponse) -> list[str]:
    return [wrapped(answer.notice.message)] if answer.notice else []


def _refusal(answer: AnswerResponse) -> str:
    message = answer.refusal.message if answer.refusal else "Les articles ne le disent pas."
    said = "\n\n".join([*_searched(answer.filters), message, *_notice(answer)])
    nearest = answer.hits[:_PASSAGES]
    if not nearest:
        return said
    return f"{said}\n\nLes passages les plus proches :\n\n{render_hits(nearest)}"


def _difference(edit: QuoteEdit) -> str:
    if edit.operation == "insert":
        return f"L’article ajoute {quoted(edit.found)}."
    if edit.operation == "delete":
        return f"L’article n’a pas {quoted(edit.expected)}."
    return f"L’article dit {quoted(edit.found)}, non {quoted(edit.expected)}."


def _citation(citation: CitationObject) -> str:
    quote = wrapped(f"[{citation.index}] {quoted(citation.source.quote)}", hanging=4)
    lines = [_origin(citation.source), citation.id]
    if citation.duplicates:
        lines.insert(1, f"Dit aussi dans : {', '.join(citation.duplicates)}")
    return "\n".join([quote, *(wrapped(line, indent=4) for line in lines)])


def _hit(number: int, hit: SearchHit) -> str:
    head = f"{number}. {joined(hit.title, hit.source, hit.published)}"
    place = f"{CitationId.of(hit.version, hit.start, hit.end)}, score {hit.score:.2f}".replace(".", ",")
    paragraphs = [wrapped(line, indent=3) for line in hit.text.split("\n") if line.strip()]
    return "\n".join([wrapped(head, hanging=3), *paragraphs, wrapped(place, indent=3)])


def _origin(source: QuoteSource) -> str:
    return joined(source.title, source.source, source.published)
