"""Where the few words that answer may begin and end: runs of pieces that can be a phrase, a list or a clause."""

from collections.abc import Iterator, Sequence

from rag.reading.span_pieces import Piece

MAX_PIECES = 14  # of a phrase; 94 % of the answers to PIAF's training questions are no longer
MAX_LONG_PIECES = 45  # of a list or a clause, which begins and ends where the sentence has a joint

_NO_END = frozenset({"determiner", "preposition", "conjunction", "subordinator"})
_NO_END_WORDS = frozenset("je j tu il ils on se s me m te t".split())
_ENDS_ALL = frozenset({";", "."})
_JOINTS = frozenset({"preposition", "subordinator", "determiner", "conjunction"})
_HALVES = {"grace": "a", "raison": "de", "cause": "de", "pres": "de", "lors": "de"}


def candidate_runs(pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """The first and last piece of every run that may answer, by first and then by last."""
    for first in range(len(pieces)):
        if not _may_open(pieces, first):
            continue
        reach = MAX_LONG_PIECES if _opens_at_joint(pieces, first) else MAX_PIECES
        has_content = False
        for last in range(first, min(len(pieces), first + reach)):
            closing = pieces[last]
            has_content = has_content or closing.is_content
            if closing.is_mark and closing.word_class in _ENDS_ALL:
                break
            short_or_joint = last - first < MAX_PIECES or _ends_at_joint(pieces, last)
            if has_content and _may_close(pieces, last) and short_or_joint:
                yield first, last


def _may_open(pieces: Sequence[Piece], first: int) -> bool:
    piece = pieces[first]
    if piece.is_mark:
        return piece.word_class == "quote"
    if first and _HALVES.get(pieces[first - 1].word) == piece.word:
        return False  # « grâce | à un sonar »
    return not piece.joined and (piece.word_class != "conjunction" or piece.word == "car")


def _may_close(pieces: Sequence[Piece], last: int) -> bool:
    piece = pieces[last]
    if piece.is_mark:
        return piece.word_class in {"quote", ")"}
    if last + 1 < len(pieces) and pieces[last + 1].joined:
        return False
    return piece.word_class not in _NO_END and piece.word not in _NO_END_WORDS


def _opens_at_joint(pieces: Sequence[Piece], first: int) -> bool:
    if first == 0 or pieces[first - 1].is_mark:
        return True
    return pieces[first - 1].word_class in _JOINTS or pieces[first].word_class in _JOINTS


def _ends_at_joint(pieces: Sequence[Piece], last: int) -> bool:
    return last + 1 == len(pieces) or pieces[last + 1].is_mark or pieces[last + 1].word_class == "subordinator"
