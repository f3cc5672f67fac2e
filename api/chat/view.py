"""What a chat shows: sentences as they come, where they stand, and a passage with the quote marked in it."""

from collections.abc import Sequence

import typer

from api.commands.french_lines import joined, wrapped
from api.commands.rendering import render_beside
from api.wire.schemas import AnswerResponse, CitationObject, SearchHit

WELCOME = "Posez vos questions aux articles. /aide donne les commandes, Ctrl+D quitte."
HELP = """\
/source 1            montre le passage que cite [1]
/depuis 2024-01-31   ne cherche que les articles parus à partir de ce jour ; sans jour, tous
/jusque 2024-12-31   ne cherche que les articles parus jusqu’à ce jour ; sans jour, tous
/nouveau             oublie la conversation
/aide                donne ces commandes
/quitter             quitte, comme Ctrl+D ; Ctrl+C interrompt une réponse"""
_NEAREST = 3
_OPEN, _CLOSE = "\ue001", "\ue002"  # stand for the marks while lines are broken


def render_standalone(question: str) -> str:
    """The question as it was searched."""
    return typer.style(wrapped(f"→ {question}"), dim=True)


def render_sentence(text: str) -> str:
    """A sentence of an answer with its markers."""
    return wrapped(text)


def render_end(answer: AnswerResponse) -> str:
    """What belongs below the sentences: the few words or the values, and where each sentence stands."""
    if not answer.answered:
        message = answer.refusal.message if answer.refusal else ""
        return "\n\n".join(part for part in (wrapped(message), render_beside(answer), _nearest(answer.hits)) if part)
    return "\n\n".join(part for part in (render_beside(answer), _sources(answer.citations)) if part)


def render_passage(citation: CitationObject, hits: Sequence[SearchHit], *, marked: tuple[str, str]) -> str:
    """The passage around a quote, the quote between `marked`; the lines around it where no passage has it whole."""
    source = citation.source
    before, after = _surroundings(citation, hits)
    text = f"{before}{_OPEN}{source.quote}{_CLOSE}{after}"
    passage = wrapped(text, indent=4).replace(_OPEN, marked[0]).replace(_CLOSE, marked[1])
    head = wrapped(f"[{citation.index}] {joined(source.title, source.source, source.published)}", hanging=4)
    places = [wrapped(place, indent=4) for place in (citation.id, source.url) if place]
    return "\n".join([head, passage, *places])


def _surroundings(citation: CitationObject, hits: Sequence[SearchHit]) -> tuple[str, str]:
    source = citation.source
    for hit in hits:
        if hit.version == source.version and hit.start <= source.start and source.end <= hit.end:
            return hit.text[: source.start - hit.start], hit.text[source.end - hit.start :]
    return f"… {source.prefix}", f"{source.suffix} …"


def _sources(citations: Sequence[CitationObject]) -> str:
    """Each quote once: several sentences may share one."""
    shown = {citation.index: citation.source for citation in citations}
    lines = (
        wrapped(f"[{index}] {joined(source.title, source.source, source.published)}", hanging=4)
        for index, source in shown.items()
    )
    return typer.style("\n".join(lines), dim=True)


def _nearest(hits: Sequence[SearchHit]) -> str:
    titles = {joined(hit.title, hit.source, hit.published): None for hit in hits}
    if not titles:
        return ""
    lines = [f"- {title}" for title in list(titles)[:_NEAREST]]
    return typer.style(
        "\n".join(["Les articles les plus proches :", *(wrapped(line, hanging=2) for line in lines)]), dim=True
    )
