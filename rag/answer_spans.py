"""The few words of a sentence that a question asks for: candidates, and what tells the right one apart.

A candidate runs from one token to another. Its score is the sum of what its first token says (where a phrase of
the kind asked for begins), what its last token says (where one ends), and what the whole says; each feature counts
once for all questions and once for those of its kind.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rag.linear_model import LinearModel
from rag.passages import ReadSentence
from rag.question_analysis import AnswerKind
from rag.term_weights import WeighedQuestion
from rag.typed_spans import SpanKind
from rag.word_classes import word_class

MAX_PIECES = 14  # of a candidate; 94 % of the answers to PIAF's training questions are no longer

_MARKS = {"(": "(", ")": ")", ",": ",", ";": ";", ":": ":"} | dict.fromkeys('«»“”"', "quote")
_MARK = re.compile(r"[^\w\s'’-]")
_NO_END = frozenset({"determiner", "preposition", "conjunction", "subordinator", "pronoun"})
_NAMED_BEFORE = frozenset({"preposition", "determiner", "auxiliary", "subordinator", "pronoun", "adverb"})
_NAMED_FIRST = frozenset({"preposition", "determiner", "adverb", "pronoun"})
_REACH = 3.0  # pieces: at this distance a term of the question counts half


@dataclass(frozen=True, slots=True)
class _Piece:
    """A token or a punctuation mark of the sentence, at `text[start:end]`."""

    start: int
    end: int
    term: str
    word_class: str
    is_mark: bool
    is_content: bool
    question_weight: float


@dataclass(frozen=True, slots=True)
class SpanCandidate:
    """A candidate at `sentence.text[start:end]` with its features: flags count 1, values what they say."""

    start: int
    end: int
    start_flags: tuple[str, ...]
    end_flags: tuple[str, ...]
    span_flags: tuple[str, ...]
    values: tuple[tuple[str, float], ...]

    def features(self) -> dict[str, float]:
        """All features as one mapping."""
        return dict.fromkeys(self.start_flags + self.end_flags + self.span_flags, 1.0) | dict(self.values)


def best_span(question: WeighedQuestion, sentence: ReadSentence, model: LinearModel) -> tuple[int, int] | None:
    """Where in `sentence.text` the few words stand that answer best; None where the sentence has no candidate.

    A question for a date is answered by a whole date where there is one. The earliest wins where scores are equal, then
    the shortest.
    """
    flag_score = cache(model.score_flags)  # many candidates share a first or a last token
    best: tuple[float, int, int] | None = None
    for candidate in _of_the_kind(question, list(span_candidates(question, sentence))):
        score = flag_score(candidate.start_flags) + flag_score(candidate.end_flags)
        score += model.score_flags(candidate.span_flags) + model.score_values(candidate.values)
        key = (score, -candidate.start, -candidate.end)
        best = key if best is None else max(best, key)
    return None if best is None else (-best[1], -best[2])


def _of_the_kind(question: WeighedQuestion, candidates: list[SpanCandidate]) -> list[SpanCandidate]:
    if question.analysed.kind is not AnswerKind.DATE:
        return candidates
    return [candidate for candidate in candidates if f"is_{SpanKind.DATE}" in candidate.span_flags] or candidates


def span_candidates(question: WeighedQuestion, sentence: ReadSentence) -> Iterator[SpanCandidate]:
    """Every run of pieces that may be a phrase, by start and then by end."""
    pieces = _pieces(question, sentence)
    kind = question.analysed.kind.value
    starts = [_both(kind, _start_flags(sentence, pieces, at)) for at in range(len(pieces))]
    ends = [_both(kind, _end_flags(sentence, pieces, at)) for at in range(len(pieces))]
    before = _reach(pieces)
    after = _reach(pieces[::-1])[::-1]
    for first, last in _runs(pieces):
        flags, values = _span_features(question, sentence, pieces, first, last)
        values += [("weight_before", before[first]), ("weight_after", after[last])]
        yield SpanCandidate(
            start=pieces[first].start,
            end=pieces[last].end,
            start_flags=starts[first],
            end_flags=ends[last],
            span_flags=_both(kind, flags),
            values=tuple(values + [(f"{kind}:{name}", value) for name, value in values]),
        )


def _pieces(question: WeighedQuestion, sentence: ReadSentence) -> list[_Piece]:
    text, weights = sentence.text, question.weights
    words = [
        _Piece(
            token.start,
            token.end,
            token.term,
            word_class(text[token.start : token.end]),
            False,
            not token.is_stop_word,
            0.0 if token.is_stop_word else weights.get(token.term, 0.0),
        )
        for token in sentence.tokens
    ]
    inside = {place for word in words for place in range(word.start, word.end)}
    marks = [
        _Piece(match.start(), match.end(), match.group(), _MARKS.get(match.group(), "."), True, False, 0.0)
        for match in _MARK.finditer(text)
        if match.start() not in inside
    ]
    return sorted(words + marks, key=lambda piece: piece.start)


def _runs(pieces: list[_Piece]) -> Iterator[tuple[int, int]]:
    for first, opening in enumerate(pieces):
        if opening.word_class == "conjunction" or (opening.is_mark and opening.word_class != "quote"):
            continue
        has_content = False
        for last in range(first, min(len(pieces), first + MAX_PIECES)):
            closing = pieces[last]
            has_content = has_content or closing.is_content
            if closing.is_mark and closing.word_class in {";", ":", "."}:
                break
            if closing.word_class in _NO_END or (closing.is_mark and closing.word_class != "quote"):
                continue
            if has_content:
                yield first, last


def _start_flags(sentence: ReadSentence, pieces: list[_Piece], at: int) -> list[str]:
    piece = pieces[at]
    previous = pieces[at - 1] if at else None
    before = previous.word_class if previous else "start"
    flags = [f"first={piece.word_class}", f"before={before}", f"before,first={before},{piece.word_class}"]
    if previous and before in _NAMED_BEFORE:
        flags.append(f"word_before={previous.term}")
    if piece.word_class in _NAMED_FIRST:
        flags.append(f"first_word={piece.term}")
    if any(other.question_weight for other in pieces[max(0, at - 2) : at]):
        flags.append("question_term_before")
    flags += [f"begins_{span.kind}" for span in sentence.spans if span.start == piece.start]
    flags += [f"begins_in_{span.kind}" for span in sentence.spans if span.start < piece.start < span.end]
    return flags


def _end_flags(sentence: ReadSentence, pieces: list[_Piece], at: int) -> list[str]:
    piece = pieces[at]
    after = pieces[at + 1].word_class if at + 1 < len(pieces) else "end"
    flags = [f"last={piece.word_class}", f"after={after}", f"last,after={piece.word_class},{after}"]
    if any(other.question_weight for other in pieces[at + 1 : at + 3]):
        flags.append("question_term_after")
    flags += [f"ends_{span.kind}" for span in sentence.spans if span.end == piece.end]
    flags += [f"ends_in_{span.kind}" for span in sentence.spans if span.start < piece.end < span.end]
    return flags


def _span_features(
    question: WeighedQuestion, sentence: ReadSentence, pieces: list[_Piece], first: int, last: int
) -> tuple[list[str], list[tuple[str, float]]]:
    start, end, inner = pieces[first].start, pieces[last].end, pieces[first : last + 1]
    content = [piece for piece in inner if piece.is_content]
    asked = sum(piece.question_weight > 0 for piece in content)
    classes = [piece.word_class for piece in inner]
    flags = [f"pieces={min(len(inner), 10)}"]
    for kind in SpanKind:
        spans = [span for span in sentence.spans if span.kind is kind and start <= span.start and span.end <= end]
        flags.append(f"holds_{kind}" if spans else f"holds_no_{kind}")
        if any(span.start == start and span.end == end for span in spans):
            flags.append(f"is_{kind}")
    if asked:
        flags.append("repeats_question")
    if asked == len(content):
        flags.append("nothing_new")
    if {"(", ")"} & set(classes):
        flags.append("parenthesis_inside")
    if classes.count("quote") % 2:
        flags.append("half_quoted")
    if first and last + 1 < len(pieces):
        around = pieces[first - 1].word_class + pieces[last + 1].word_class
        flags += [f"inside={around}"] if around in {"()", "quotequote", ",,"} else []
    flags += _focus_flags(question, pieces, first, last)
    values = [
        ("share_in_question", asked / (len(content) or 1)),
        ("commas", min(3.0, classes.count(","))),
        ("ands", float(sum(piece.term == "et" for piece in inner))),
        ("subordinators", float(classes.count("subordinator"))),
        ("auxiliaries", float(classes.count("auxiliary"))),
        ("pronouns", float(classes.count("pronoun"))),
        ("prepositions", float(classes[1:].count("preposition"))),
    ]
    return flags, [(name, value) for name, value in values if value]


def _focus_flags(question: WeighedQuestion, pieces: list[_Piece], first: int, last: int) -> list[str]:
    focus = question.analysed.focus
    if focus is None:
        return []
    places = {
        "focus_before": pieces[max(0, first - 3) : first],
        "focus_first": pieces[first : min(first + 2, last + 1)],
        "focus_inside": pieces[first : last + 1],
        "focus_after": pieces[last + 1 : last + 2],
    }
    return [name for name, where in places.items() if any(piece.term == focus for piece in where)]


def _reach(pieces: list[_Piece]) -> list[float]:
    """For each piece, the weights of the question's terms before it, each the less the farther away it stands."""
    weighted = [(place, piece.question_weight) for place, piece in enumerate(pieces) if piece.question_weight]
    return [
        sum(weight / (1 + (at - place) / _REACH) for place, weight in weighted if place < at)
        for at in range(len(pieces))
    ]


def _both(kind: str, flags: list[str]) -> tuple[str, ...]:
    return (*flags, *(f"{kind}:{flag}" for flag in flags))
