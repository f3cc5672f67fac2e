"""What stands around a candidate: the question's terms, the noun that is asked for, and the rest of a list."""

from collections.abc import Sequence

from rag.reading.span_pieces import Piece

_REACH = 3.0  # pieces: at this distance a term of the question counts half
_FAR = 4  # words of content: what is farther from a term of the question is just far
_SEPARATORS = frozenset({"et", "ou", ","})
_MOST_ITEMS = 4


def reach(pieces: Sequence[Piece]) -> list[float]:
    """For each piece, the weights of the question's terms before it, each the less the farther away it stands."""
    weighted = [(place, piece.question_weight) for place, piece in enumerate(pieces) if piece.question_weight]
    return [
        sum(weight / (1 + (at - place) / _REACH) for place, weight in weighted if place < at)
        for at in range(len(pieces))
    ]


def gaps(pieces: Sequence[Piece]) -> list[str]:
    """For each piece, the words of content between it and the question's term before it, with `|` for a mark."""
    found, gap, broken = [], -1, False
    for piece in pieces:
        found.append("none" if gap < 0 else f"{min(gap, _FAR)}{'|' if broken else ''}")
        if piece.question_weight:
            gap, broken = 0, False
        elif gap >= 0:
            gap += piece.is_content
            broken = broken or piece.is_mark
    return found


def list_flags(pieces: Sequence[Piece], first: int, last: int, *, inside: bool) -> list[str]:
    """What list the candidate is, and whether it is only a part of one; `inside` where it has commas or « et »."""
    flags = _items(pieces, first, last) if inside else []
    after = pieces[last + 1 : last + 3]
    if len(after) == 2 and after[0].word in _SEPARATORS and _alike(after[1], pieces[first]):
        flags.append("list_goes_on")
        if after[0].word != ",":
            flags.append("list_goes_on_joined")
    before = pieces[first - 1].word if first else ""
    if before in _SEPARATORS:
        flags.append("after_comma" if before == "," else "inside_a_list")
    return flags


def focus_flags(pieces: Sequence[Piece], first: int, last: int, focus: frozenset[str]) -> list[str]:
    """Where the noun that is asked for stands, seen from the candidate."""
    places = (
        ("focus_right_before", pieces[max(0, first - 1) : first]),
        ("focus_before", pieces[max(0, first - 3) : first]),
        ("focus_first", pieces[first : min(first + 2, last + 1)]),
        ("focus_inside", pieces[first : last + 1]),
        ("focus_last", pieces[last : last + 1]),
        ("focus_after", pieces[last + 1 : last + 2]),
        ("focus_near_after", pieces[last + 1 : last + 4]),
    )
    return [name for name, where in places if any(piece.term in focus for piece in where)]


def _items(pieces: Sequence[Piece], first: int, last: int) -> list[str]:
    separators = [at for at in range(first + 1, last) if pieces[at].word in _SEPARATORS]
    if not separators:
        return []
    openers = [pieces[first], *(pieces[at + 1] for at in separators)]
    openers = [opener for opener in openers if not opener.is_mark and opener.word not in _SEPARATORS]
    alike = all(opener.word_class == openers[0].word_class for opener in openers)
    joined = pieces[separators[-1]].word != ","
    items = min(len(openers), _MOST_ITEMS)
    return [f"list={items},{'alike' if alike else 'mixed'},{'joined' if joined else 'open'}"]


def _alike(one: Piece, other: Piece) -> bool:
    return one.word_class == other.word_class or one.word == other.word
