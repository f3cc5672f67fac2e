"""Citation markers in text that a language model wrote, in all the shapes that models give them.

`[3]`, `[1, 2]`, `[1][2]`, `[1-3]`, `[[3]]`, `[^3]`, `[Source 3]`, `[3](https://…)`, `【3】`, `【3†source】` and
`［３］` are markers. What stands in code or in an address is none, and neither is a bracket around words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DASH = r"[-‐‑–—]"
_NUMBER = r"\d{1,4}"
_ITEM = rf"{_NUMBER}(?:\s?{_DASH}\s?{_NUMBER})?"
_LABEL = r"(?:\^|(?:sources?|extraits?|citations?|quotes?|articles?|réf\.?|refs?\.?|n[°o]s?|\#)\s?:?\s?)?"
_MARKER = re.compile(
    rf"""
    (?P<kept>```.*?(?:```|\Z) | `[^`\n]*` | (?:https?://|www\.)\S+)
    | [ \t\u00a0\u202f]*
      (?:\[{{1,2}}|[［【])\s?{_LABEL}
      (?P<items>{_ITEM}(?:\s?(?:[,;&]|et|and)\s?{_LABEL}{_ITEM})*)
      (?::\d+)?(?:†[^\]】]*)?\s?(?:\]{{1,2}}|[］】])
      (?:\(\S*?\))?
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_RANGE = re.compile(rf"({_NUMBER})(?:\s?{_DASH}\s?({_NUMBER}))?")
_UNFINISHED = re.compile(r"[ \t\u00a0\u202f]*[\[［【][^\]］】\n]{0,60}\Z")


@dataclass(frozen=True, slots=True)
class Marker:
    """`text[start:end]`, the blanks before it with it, names the numbers in `ranges`."""

    start: int
    end: int
    ranges: tuple[range, ...]

    def names(self, number: int) -> bool:
        """Whether the marker names this number."""
        return any(number in numbers for numbers in self.ranges)


def find_markers(text: str) -> Iterator[Marker]:
    """The markers of a text, by start."""
    for match in _MARKER.finditer(text):
        if match["kept"] is None:
            yield Marker(*match.span(), tuple(_range(item) for item in _RANGE.finditer(match["items"])))


def without_markers(text: str) -> str:
    """The text without its markers and the blanks before them."""
    left, end = [], 0
    for marker in find_markers(text):
        left.append(text[end : marker.start])
        end = marker.end
    return "".join([*left, text[end:]])


def blank_markers(text: str) -> str:
    """The text with blanks in place of its markers, so that offsets stay."""
    characters = list(text)
    for marker in find_markers(text):
        characters[marker.start : marker.end] = " " * (marker.end - marker.start)
    return "".join(characters)


def before_unfinished(text: str) -> int:
    """Where a bracket begins that may still become a marker; the length of the text where none is open."""
    match = _UNFINISHED.search(text)
    return match.start() if match else len(text)


def _range(item: re.Match[str]) -> range:
    first = int(item[1])
    return range(first, int(item[2] or first) + 1)
