"""What tells the few words that answer from all others: where they begin, where they end, what stands between.

A feature is a flag, which counts 1, or a value. Those of a first and of a last piece are computed once for all
candidates that share it; a candidate's own come from sums over the pieces before each place.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate

from rag.reading.asked_form import AskedForm, asked_form, plainest_preposition
from rag.reading.passages import ReadSentence
from rag.reading.quantities import asked_quantity
from rag.reading.span_pieces import Piece, sentence_pieces
from rag.reading.span_surroundings import focus_flags, gaps, list_flags, reach
from rag.reading.term_weights import WeighedQuestion
from rag.reading.typed_places import find_typed_places
from rag.reading.typed_spans import SpanKind

_LED_BY = frozenset({"determiner", "preposition"})
LOCATING = frozenset("a au aux en dans sur pres vers chez depuis".split())
_COUNTED = (",", "(", ")", "quote", "subordinator", "auxiliary", "pronoun", "preposition", "dash", ":", "conjunction")


class SpanFeatures:
    """The features of all candidates of one sentence, for one question."""

    def __init__(self, question: WeighedQuestion, sentence: ReadSentence) -> None:
        self.form: AskedForm = asked_form(question.analysed.text)
        self.pieces: Sequence[Piece] = sentence_pieces(question, sentence)
        pieces, focus = self.pieces, question.analysed.focus
        self._places = find_typed_places(sentence, asked_quantity(question.analysed.text))
        self._focus = frozenset({focus} | question.synonyms(focus)) if focus else frozenset[str]()
        self._spans = {kind: [(s.start, s.end) for s in sentence.spans if s.kind is kind] for kind in SpanKind}
        self._asked = _sums(float(piece.question_weight > 0) for piece in pieces)
        self._content = _sums(float(piece.is_content) for piece in pieces)
        self._weight = _sums(piece.question_weight for piece in pieces)
        self._counts = {name: _sums(float(piece.word_class == name) for piece in pieces) for name in _COUNTED}
        self._reach_before, self._reach_after = reach(pieces), reach(pieces[::-1])[::-1]
        self._gap_before, self._gap_after = gaps(pieces), gaps(pieces[::-1])[::-1]

    def start_flags(self, at: int) -> list[str]:
        """Flags of a candidate that begins with this piece."""
        piece = self.pieces[at]
        before = self._shape(at - 1, "start")
        before_class = self._class(at - 1, "start")
        flags = [
            f"first={piece.shape}",
            f"before={before}",
            f"before,first={before_class},{piece.word_class}",
            f"first_word={piece.term}",
            f"word_before={self._term(at - 1)}",
            f"gap_before={self._gap_before[at]}",
        ]
        if at > 1:
            flags.append(f"two_before={self._class(at - 2, '')},{before_class}")
            if before_class in _LED_BY and not self.pieces[at - 2].is_mark:
                flags.append(f"words_before={self._term(at - 2)},{self._term(at - 1)}")
        flags += self._question_flags(at, range(max(0, at - 2), at), "first", "before")
        if self.form.preposition:
            if plainest_preposition(piece.word) == self.form.preposition:
                flags.append("asked_preposition_first")
            if at and plainest_preposition(self.pieces[at - 1].word) == self.form.preposition:
                flags.append("asked_preposition_before")
        flags += [f"begins_{name}" for name in self._places.beginning.get(piece.start, ())]
        return flags + [f"begins_in_{name}" for name in self._places.around(piece.start)]

    def end_flags(self, at: int) -> list[str]:
        """Flags of a candidate that ends with this piece."""
        piece = self.pieces[at]
        after_class = self._class(at + 1, "end")
        flags = [
            f"last={piece.shape}",
            f"after={self._shape(at + 1, 'end')}",
            f"last,after={piece.word_class},{after_class}",
            f"last_word={piece.term}",
            f"word_after={self._term(at + 1)}",
            f"gap_after={self._gap_after[at]}",
        ]
        if at + 2 < len(self.pieces):
            flags.append(f"two_after={after_class},{self._class(at + 2, '')}")
        flags += self._question_flags(at, range(at + 1, min(at + 3, len(self.pieces))), "last", "after")
        flags += [f"ends_{name}" for name in self._places.ending.get(piece.end, ())]
        return flags + [f"ends_in_{name}" for name in self._places.around(piece.end)]

    def flags(self, first: int, last: int) -> list[str]:
        """Flags of the candidate from one piece to another as a whole."""
        pieces, size = self.pieces, last + 1 - first
        flags = [f"pieces={next((most for most in (*range(1, 11), 15, 25) if size <= most), 45)}"]
        flags += self._typed_flags(first, last)
        if self._between(self._asked, first, last):
            flags.append("repeats_question")
            if self._between(self._asked, first, last) == self._between(self._content, first, last):
                flags.append("nothing_new")
        opened, closed = (self._between(self._counts[mark], first, last) for mark in "()")
        if opened or closed:
            flags.append("bracketed" if opened == closed else "half_bracketed")
        if self._between(self._counts["quote"], first, last) % 2:
            flags.append("half_quoted")
        before, after = self._class(first - 1, "start"), self._class(last + 1, "end")
        if (first == 0 or pieces[first - 1].is_mark) and (last + 1 == len(pieces) or pieces[last + 1].is_mark):
            flags.append(f"between={before},{after}")
        flags += [f"question_terms={self._side(first, last)}", *self._apposition_flags(first, last, before, after)]
        if self._between(self._counts[","], first, last) or self._between(self._counts["conjunction"], first, last):
            flags += list_flags(pieces, first, last, inside=True)
        else:
            flags += list_flags(pieces, first, last, inside=False)
        return flags + (focus_flags(pieces, first, last, self._focus) if self._focus else [])

    def values(self, first: int, last: int) -> list[tuple[str, float]]:
        """What the candidate from one piece to another has more or less of."""
        count = {name: self._between(sums, first, last) for name, sums in self._counts.items()}
        asked, content = self._between(self._asked, first, last), self._between(self._content, first, last)
        values = [
            ("share_in_question", asked / (content or 1.0)),
            ("weight_inside", self._between(self._weight, first, last)),
            ("weight_before", self._reach_before[first]),
            ("weight_after", self._reach_after[last]),
            ("root_size", (last - first) ** 0.5),
            ("commas", min(3.0, count[","])),
            ("conjunctions", min(3.0, count["conjunction"])),
            ("subordinators", min(2.0, count["subordinator"])),
            ("auxiliaries", min(2.0, count["auxiliary"])),
            ("pronouns", min(2.0, count["pronoun"])),
            ("prepositions", min(4.0, count["preposition"])),
            ("dashes", min(2.0, count["dash"] + count[":"])),
        ]
        return [(name, value) for name, value in values if value]

    def named(self, first: int, last: int) -> Sequence[str]:
        """The names of the typed spans that the candidate is, with or without what leads it: « en », « le »."""
        start, end = self.pieces[first].start, self.pieces[last].end
        whole = self._places.whole
        return whole.get((start, end)) or whole.get((self._led_start(first, last), end)) or ()

    def is_new(self, first: int, last: int) -> bool:
        """Whether the candidate says something that the question does not."""
        return self._between(self._asked, first, last) < self._between(self._content, first, last)

    def _typed_flags(self, first: int, last: int) -> list[str]:
        start, end = self.pieces[first].start, self.pieces[last].end
        flags = [
            f"holds_{kind}={min(sum(start <= one and other <= end for one, other in spans), 3)}"
            for kind, spans in self._spans.items()
        ]
        flags += [f"is_{name}" for name in self._places.whole.get((start, end), ())]
        led = self._led_start(first, last)
        if led > start:
            flags += [f"led_{name}" for name in self._places.whole.get((led, end), ())]
        if first and self.pieces[first].word_class == "name" and self.pieces[first - 1].word in LOCATING:
            flags.append("located_name")
        return flags

    def _led_start(self, first: int, last: int) -> int:
        """Where the candidate begins without the determiners and prepositions that lead it."""
        while first < last and self.pieces[first].word_class in _LED_BY:
            first += 1
        return self.pieces[first].start

    def _question_flags(self, at: int, near: range, end: str, side: str) -> list[str]:
        flags = []
        if self.pieces[at].question_weight:
            flags.append(f"{end}_is_question_term")
        next_to = [place for place in near if abs(place - at) == 1]
        if any(self.pieces[place].question_weight for place in next_to):
            flags.append(f"question_term_right_{side}")
        if any(self.pieces[place].question_weight for place in near):
            flags.append(f"question_term_{side}")
        return flags

    def _apposition_flags(self, first: int, last: int, before: str, after: str) -> list[str]:
        flags = []
        if before == "," and first > 1 and self.pieces[first - 2].question_weight:
            flags.append("apposed_to_question")
        if after == "," and any(piece.question_weight for piece in self.pieces[last + 2 : last + 4]):
            flags.append("question_apposed")
        return flags

    def _side(self, first: int, last: int) -> str:
        left, right = self._asked[first], self._asked[-1] - self._asked[last + 1]
        return ("both" if right else "left") if left else ("right" if right else "none")

    def _class(self, at: int, outside: str) -> str:
        return self.pieces[at].word_class if 0 <= at < len(self.pieces) else outside

    def _shape(self, at: int, outside: str) -> str:
        return self.pieces[at].shape if 0 <= at < len(self.pieces) else outside

    def _term(self, at: int) -> str:
        return self.pieces[at].term if 0 <= at < len(self.pieces) else ""

    @staticmethod
    def _between(sums: Sequence[float], first: int, last: int) -> float:
        return sums[last + 1] - sums[first]


def _sums(values: Iterable[float]) -> list[float]:
    """The sum of all values before each place: one more than there are values."""
    return list(accumulate(values, initial=0.0))
