"""What begins, ends and stands whole at each place of a sentence: figures with their units, dates, names."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from rag.reading.passages import ReadSentence
from rag.reading.quantities import Quantity, find_quantities
from rag.reading.time_expressions import find_times

Key = TypeVar("Key", int, tuple[int, int])


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """`text[start:end]` is of the kind that `name` says."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class TypedPlaces:
    """The named spans of a sentence, and their names by where they begin, where they end, and both."""

    spans: tuple[NamedSpan, ...]
    beginning: dict[int, list[str]]
    ending: dict[int, list[str]]
    whole: dict[tuple[int, int], list[str]]

    def around(self, place: int) -> list[str]:
        """The names of the spans that a place lies inside of."""
        return sorted({span.name for span in self.spans if span.start < place < span.end})


def find_typed_places(sentence: ReadSentence, asked_unit: str) -> TypedPlaces:
    """The typed places of a sentence for a question that asks for this unit; see `quantities.asked_quantity`."""
    spans = [NamedSpan(span.start, span.end, str(span.kind)) for span in sentence.spans]
    spans += [NamedSpan(time.start, time.end, time.shape) for time in find_times(sentence.text)]
    quantities = find_quantities(sentence.text, sentence.spans)
    spans += [NamedSpan(quantity.start, quantity.end, "quantity") for quantity in quantities]
    whole_only = [span for quantity in quantities for span in _judged(quantity, asked_unit)]
    return TypedPlaces(
        spans=tuple(spans),
        beginning=_by((span.start, span.name) for span in spans),
        ending=_by((span.end, span.name) for span in spans),
        whole=_by(((span.start, span.end), span.name) for span in [*spans, *whole_only]),
    )


def _judged(quantity: Quantity, asked_unit: str) -> list[NamedSpan]:
    """Whether the quantity is of the unit that is asked for, and the figure that lacks its unit."""
    judged = [NamedSpan(quantity.start, quantity.end, f"quantity_{_fit(quantity.unit, asked_unit)}")]
    if quantity.end > quantity.figure_end:
        judged.append(NamedSpan(quantity.start, quantity.figure_end, "quantity_without_unit"))
    return judged


def _fit(unit: str, asked: str) -> str:
    if not asked:
        return "any"
    if asked == "count":
        return "measures" if unit else "counts"
    if not unit:
        return "bare"
    return "fits" if unit == asked else "differs"


def _by(named: Iterable[tuple[Key, str]]) -> dict[Key, list[str]]:
    found: dict[Key, list[str]] = {}
    for key, name in named:
        if name not in found.setdefault(key, []):
            found[key].append(name)
    return {key: sorted(names) for key, names in found.items()}
