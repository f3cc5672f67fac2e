"""The sentences of a text that is still being written, each as soon as it is complete.

The text is looked at word by word, whatever the pieces it arrives in: the same text gives the same sentences.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.article import Sentence
from corpus.sentences import split_sentences
from rag.writing.markers import Marker, before_unfinished, blank_markers, find_markers, without_markers

_AFTER_BLANK = re.compile(r"(?<=\s)")
_LEADER = re.compile(r"\A(?:(?:[-*•–—]|\d{1,2}[.)]|#{1,6})\s+)+")
_EMPHASIS = re.compile(r"\*\*|__")
_THOUGHTS_BEGIN, _THOUGHTS_END = "<think>", "</think>"


@dataclass(frozen=True, slots=True)
class WrittenSentence:
    """A sentence without its markers, and those that stood in it or behind it."""

    text: str
    markers: tuple[Marker, ...]


def read_sentences(parts: Iterable[str]) -> Iterator[WrittenSentence]:
    """The sentences of the text that the parts make up, without list signs, emphasis and `<think>` sections.

    A sentence is complete when the next one has begun, since its markers may stand behind its full stop. Sentences
    between one pair of quotation marks are kept together.
    """
    pending = ""
    for word in _without_thoughts(_words(parts)):
        pending += word
        *complete, last = _split(pending, before_unfinished(pending)) or [Sentence(0, 0)]
        if complete:
            yield from _written(pending[: last.start], complete)
            pending = pending[last.start :]
    yield from _written(pending, _split(pending, len(pending)))


def _words(parts: Iterable[str]) -> Iterator[str]:
    """Pieces that end behind a blank, the last one anywhere."""
    begun = ""
    for part in parts:
        *words, begun = _AFTER_BLANK.split(begun + part)
        yield from words
    if begun:
        yield begun


def _without_thoughts(words: Iterable[str]) -> Iterator[str]:
    """Models that reason aloud do so between these signs: nothing there is part of the answer."""
    thinking = False
    for word in words:
        before, opened, after = word.partition(_THOUGHTS_BEGIN) if not thinking else ("", "", word)
        if not thinking and not opened:
            yield word
            continue
        _, closed, behind = after.partition(_THOUGHTS_END)
        thinking = not closed
        if before or behind:
            yield before + behind


def _split(text: str, end: int) -> list[Sentence]:
    """The sentences of `text[:end]`; one whose line opens with a marker begins with it."""
    blanked = blank_markers(text[:end])
    whole: list[Sentence] = []
    for sentence in split_sentences(blanked):
        if whole and _goes_on(blanked, whole[-1], sentence):
            whole[-1] = Sentence(whole[-1].start, sentence.end)
        else:
            whole.append(Sentence(_line_marker(text, blanked, sentence.start), sentence.end))
    return whole


def _goes_on(text: str, before: Sentence, sentence: Sentence) -> bool:
    """Whether quotation marks that open in a sentence are still open where the next one of its line begins."""
    between = text[before.end : sentence.start]
    said = text[before.start : before.end]
    is_open = said.count("«") > said.count("»") or said.count("“") > said.count("”") or said.count('"') % 2 == 1
    return is_open and "\n" not in between


def _line_marker(text: str, blanked: str, start: int) -> int:
    """Where a sentence begins with the marker that opens its line, if one does."""
    line = text.rfind("\n", 0, start) + 1
    return line if not blanked[line:start].strip() and text[line:start].strip() else start


def _written(text: str, sentences: list[Sentence]) -> Iterator[WrittenSentence]:
    """`text` ends where the sentence after the last of `sentences` begins."""
    markers = list(find_markers(text))
    starts = [0, *(sentence.start for sentence in sentences[1:]), len(text) + 1]
    for at, sentence in enumerate(sentences):
        own = tuple(marker for marker in markers if starts[at] <= marker.end - 1 < starts[at + 1])
        words = _EMPHASIS.sub("", without_markers(text[sentence.start : sentence.end])).strip()
        yield WrittenSentence(_LEADER.sub("", words), own)
