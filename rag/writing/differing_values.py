"""What articles say otherwise than a written answer: values that it leaves out are read out behind it.

A language model that is shown « six morts » of March and « cinq morts » of the week before may choose one without a
word. Whoever reads the answer cannot see that there was a choice, so each value that the model did not give is added as
the sentence of the article that gives it, with its own citation; what the model wrote stays as it is.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace

from corpus.typography import fold_typography_and_case
from rag.answer import Citation, DraftValue
from rag.citations import Composition
from rag.claims.names import find_names, names
from rag.claims.statement import Statement, read_statement
from rag.claims.values import missing_dates, missing_figures
from rag.events import Event
from rag.writing.written_answer import compose

VERBATIM = 1.0
"""The score of a quote behind a sentence of a written answer that is the quote itself."""


@dataclass(frozen=True, slots=True)
class Differing:
    """The values of a conflict that a written answer has, newest first, and how many of them were added to it."""

    values: tuple[DraftValue, ...] = ()
    added: int = 0


def tell_differing(
    composition: Composition, values: Sequence[DraftValue], *, sure: bool
) -> Generator[Event, None, Differing]:
    """Adds the values that the composition leaves out, newest first, and returns all of them.

    Nothing is added where the reader is not `sure` that they answer, and the answer gives none of them either: then it
    is about something else. A value that the answer gives by another article than the newest that has it is added too.
    """
    hidden = [value for value in values if not _gives(composition, value)]
    if not values or (len(hidden) == len(values) and not sure):
        return Differing()
    added = 0
    for value in hidden:
        events = compose(composition, value.quote.text, (replace(value.quote, score=VERBATIM),))
        added += bool(events)
        yield from events
    return Differing(tuple(values), added)


def _gives(composition: Composition, value: DraftValue) -> bool:
    """Whether a sentence that cites the value's quote says the value."""
    written = composition.finish(None)
    citing = [citation for citation in written.citations if _covers(citation, value)]
    sentences = [written.text[citation.answer_start : citation.answer_end] for citation in citing]
    return any(says_value(sentence, value.words.text) for sentence in sentences)


def _covers(citation: Citation, value: DraftValue) -> bool:
    words = value.words
    inside = citation.start <= words.start and words.end <= citation.end
    return citation.version == words.hit.chunk.version and inside


def says_value(sentence: str, words: str) -> bool:
    """Whether a sentence, in French or English, says the figures, dates and names of a few words, in whatever form.

    Words that have none of these have to stand in it as they are.
    """
    value, said = read_statement(words), read_statement(sentence)
    if not (value.figures or value.dates or find_names(value)):
        return fold_typography_and_case(words).text in fold_typography_and_case(sentence).text
    return not missing_figures(value, said) and not missing_dates(value, said) and _says_names(value, said)


def _says_names(value: Statement, said: Statement) -> bool:
    return all(names(said, name) for name in find_names(value))
