"""The passage of a text that a quote most resembles: narrowed down, aligned, and rounded to whole words."""

import re

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein, Opcode

from corpus.shared_grams import densest_window
from corpus.typography import FoldedText

_ALIGNED_WHOLE = 200  # longer quotes are narrowed down first: aligning 500 with 1,000,000 like characters takes 2.5 s
_LOCATING_SIMILARITY = 70.0  # rapidfuzz slides a window as long as the quote, so a longer passage scores lower there
_LONGEST_WORD = 30
_FEW_WORDS = 40
_SENTENCE_END = re.compile(r"[.!?…\n]")


def find_passage(text: str, folded: FoldedText, wanted: str) -> tuple[int, int] | None:
    """The span of `text` that differs least from `wanted`, in whole words; None where nothing is alike.

    `folded` is the text folded as `wanted` is. Every step is linear in the text or bounded by the quote's length.
    """
    window = _window(folded.text, wanted)
    if window is None:
        return None
    first, last = window
    quoted, stop = _aligned_end(wanted, folded.text[first:last])
    begin = max(first, first + stop - quoted - quoted // 5)
    covered, length = _aligned_end(wanted[:quoted][::-1], folded.text[begin : first + stop][::-1])
    if not length:
        return None
    start, end = first + stop - length, first + stop
    before = folded.origin(max(first, start - (quoted - covered)))
    after = folded.origin(min(last, end + len(wanted) - quoted) - 1) + 1
    return _whole_words(text, *_within_sentence(text, before, folded.origin(start), folded.origin(end - 1) + 1, after))


def _window(text: str, wanted: str) -> tuple[int, int] | None:
    """The part of the folded text, at most twice as long as the quote, where the passage must be."""
    length = len(wanted)
    if len(text) <= 2 * length:
        return (0, len(text)) if text else None
    if length <= _ALIGNED_WHOLE:
        alignment = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=_LOCATING_SIMILARITY)
        if alignment is None:
            return None
        place = alignment.dest_start
    else:
        place = densest_window(text, wanted)
    margin = length // 2
    return max(0, place - margin), min(len(text), place + length + margin)


def _aligned_end(wanted: str, window: str) -> tuple[int, int]:
    """Where the best local alignment of the two ends, in each; (0, 0) where there is none.

    It is the run of the global alignment with most equal characters less twice the others (Kadane's maximum run).
    Its start is not given because it is not certain: of equal alignments rapidfuzz takes one with the surplus of the
    window in one piece at the end but scattered at the start. Hence a second look, backwards from the end.
    """
    best = Opcode("equal", 0, 0, 0, 0)
    best_score = score = 0
    for code in Levenshtein.opcodes(wanted, window):
        length = max(code.src_end - code.src_start, code.dest_end - code.dest_start)
        score = max(score, 0) + (length if code.tag == "equal" else -2 * length)
        if score > best_score:
            best, best_score = code, score
    return best.src_end, best.dest_end


def _within_sentence(text: str, before: int, start: int, end: int, after: int) -> tuple[int, int]:
    """The aligned span, widened to where the rest of the quote would reach.

    A rest of a few words stays in its sentence: what the quote adds is not to be laid over the next sentence.
    """
    if start - before <= _FEW_WORDS:
        for match in _SENTENCE_END.finditer(text, before, start):
            before = match.end()
    while before < start and text[before].isspace():
        before += 1
    stop = _SENTENCE_END.search(text, end - 1, after) if after - end <= _FEW_WORDS else None
    return before, end + len(text[end : stop.start() if stop else after].rstrip())


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    for _ in range(_LONGEST_WORD):
        start -= start > 0 and text[start - 1].isalnum() and text[start].isalnum()
        end += end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return start, end
