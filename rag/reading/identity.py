"""Who someone is: the words beside a name that describe it, « Wu Wei, directeur général » or « la maire, Wu Wei »."""

from collections.abc import Sequence

from rag.reading.span_pieces import Piece

Run = tuple[int, int]

_BEING = frozenset("est etait fut sera etaient sont".split())
_CLOSING = frozenset({",", ")", "dash"})
_MOST_PIECES = 20
_MOST_BEFORE = 4  # words between a determiner and the name it leads: « la sociologue Paula Etxeberri »


def describe(pieces: Sequence[Piece]) -> Run | None:
    """The run that says who the one is that the question names; None where the sentence only mentions the name."""
    name = _name(pieces)
    if name is None:
        return None
    return (
        _after_being(pieces, name)
        or _apposed_after(pieces, name)
        or _apposed_before(pieces, name)
        or _led(pieces, name)
    )


def _name(pieces: Sequence[Piece]) -> Run | None:
    """The longest run of names that the question says, the first of them where several are as long."""
    runs: list[Run] = []
    for place, piece in enumerate(pieces):
        if piece.word_class == "name" and piece.question_weight:
            joined = bool(runs) and runs[-1][1] == place - 1
            runs = [*runs[:-1], (runs[-1][0], place)] if joined else [*runs, (place, place)]
    return max(runs, key=lambda run: (run[1] - run[0], -run[0]), default=None)


def _after_being(pieces: Sequence[Piece], name: Run) -> Run | None:
    verb = name[1] + 1
    if verb + 1 >= len(pieces) or pieces[verb].word not in _BEING:
        return None
    return _checked(pieces, verb + 1, _segment_end(pieces, verb + 1))


def _apposed_after(pieces: Sequence[Piece], name: Run) -> Run | None:
    mark = name[1] + 1
    if mark + 1 >= len(pieces) or pieces[mark].word_class not in {",", "(", "dash"}:
        return None
    first, last = mark + 1, _segment_end(pieces, mark + 1, clauses=True)
    closed = last + 1 < len(pieces) and pieces[last + 1].word_class in _CLOSING
    if not closed and pieces[first].word_class != "word":
        return None  # « Selon Wu Wei, le fonds grandit. »
    return _checked(pieces, first, last)


def _apposed_before(pieces: Sequence[Piece], name: Run) -> Run | None:
    mark = name[0] - 1
    closed = name[1] + 1 >= len(pieces) or pieces[name[1] + 1].is_mark
    if mark < 1 or pieces[mark].word_class not in {",", "dash"} or not closed:
        return None
    first = next((at + 1 for at in range(mark - 1, -1, -1) if pieces[at].is_mark), 0)
    determined = next((at for at in range(first, mark) if pieces[at].word_class == "determiner"), None)
    return None if determined is None else _checked(pieces, determined, mark - 1)


def _led(pieces: Sequence[Piece], name: Run) -> Run | None:
    for at in range(name[0] - 1, max(-1, name[0] - 2 - _MOST_BEFORE), -1):
        if pieces[at].word_class == "determiner":
            return _checked(pieces, at, name[0] - 1) if at < name[0] - 1 else None
        if pieces[at].word_class != "word":
            return None
    return None


def _segment_end(pieces: Sequence[Piece], first: int, *, clauses: bool = False) -> int:
    """The last piece before a mark, or before « qui » and the like unless clauses belong to it or it opens with one."""
    for at in range(first + 1, len(pieces)):
        quoted = pieces[at].word_class in {"quote", "joiner"}
        if (pieces[at].is_mark and not quoted) or (not clauses and pieces[at].word_class == "subordinator"):
            return at - 1
    return len(pieces) - 1


def _checked(pieces: Sequence[Piece], first: int, last: int) -> Run | None:
    has_content = any(piece.is_content for piece in pieces[first : last + 1])
    return (first, last) if has_content and last - first < _MOST_PIECES else None
