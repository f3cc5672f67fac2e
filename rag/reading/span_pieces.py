"""A sentence as a row of pieces: its words and its punctuation marks, each with its coarse class."""

import re
from dataclasses import dataclass

from index.terms.french_analysis import fold
from rag.reading.passages import ReadSentence
from rag.reading.term_weights import WeighedQuestion
from rag.reading.word_classes import word_class

_MARKS = (
    {"(": "(", ")": ")", ",": ",", ";": ";", ":": ":", "—": "dash", "–": "dash", "-": "dash"}
    | dict.fromkeys('«»“”"', "quote")
    | dict.fromkeys("&/+°", "joiner")
)
_MARK = re.compile(r"[^\w\s'’-]|(?<=\s)-(?=\s)")
_HYPHENS = "-\u2010\u2011"
_ELIDED = ("squ", "elqu", "jusqu", "quoiqu", "aujourd")
_SHAPES = (
    ("infinitive", re.compile(r".{2,}(?:er|ir|oir|re)$")),
    ("adverb", re.compile(r".{2,}ment$")),
    ("gerund", re.compile(r".{2,}ant$")),
    ("participle", re.compile(r".{2,}(?:é|ée|és|ées|ie|ies|it|ite|ue|us|ues)$")),
    ("plural_verb", re.compile(r".{2,}(?:ent|aient|eront|ront)$")),
    ("verb", re.compile(r".{2,}(?:ait|era|ira|dra|ut)$")),
    ("noun", re.compile(r".{2,}(?:tions?|tés?|eurs?|ismes?|ances?|ences?|ages?|ures?)$")),
    ("plural", re.compile(r".{2,}[sx]$")),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or a punctuation mark of the sentence, at `text[start:end]`.

    `shape` says how a word of no closed class ends; `question_weight` is that of the question's term it is, else 0.
    `joined` is true where it goes on a word: « Saint-|Clair », « Lozac’|h ».
    """

    start: int
    end: int
    word: str
    term: str
    word_class: str
    shape: str
    is_mark: bool
    is_content: bool
    question_weight: float
    joined: bool = False


def sentence_pieces(question: WeighedQuestion, sentence: ReadSentence) -> list[Piece]:
    """The pieces of a sentence in order; marks inside a typed span (« av. J.-C. ») are left out."""
    text, weights = sentence.text, question.weights
    pieces: list[Piece] = []
    for token in sentence.tokens:
        surface = text[token.start : token.end]
        kind = word_class(surface)
        weight = 0.0 if token.is_stop_word else weights.get(token.term, 0.0)
        shape = word_shape(surface) if kind == "word" else kind
        word, is_content = fold(surface), not token.is_stop_word
        joined = _goes_on(text, token.start, pieces[-1] if pieces else None)
        pieces.append(Piece(token.start, token.end, word, token.term, kind, shape, False, is_content, weight, joined))
    taken = {place for piece in pieces for place in range(piece.start, piece.end)}
    for span in sentence.spans:
        taken.update(range(span.start, span.end))
    for match in _MARK.finditer(text):
        if match.start() not in taken:
            sign = match.group()
            kind = _MARKS.get(sign, ".")
            pieces.append(Piece(match.start(), match.end(), sign, sign, kind, kind, True, False, 0.0))
    return sorted(pieces, key=lambda piece: piece.start)


def _goes_on(text: str, start: int, before: Piece | None) -> bool:
    if before is None or before.end != start - 1:
        return False
    elided = len(before.word) <= 2 or before.word.endswith(_ELIDED)
    return text[start - 1] in _HYPHENS or (text[start - 1] in "'’" and not elided)


def word_shape(surface: str) -> str:
    """How a word ends, as far as that tells verbs, adverbs and nouns apart."""
    lowered = surface.lower()
    return next((name for name, pattern in _SHAPES if pattern.match(lowered)), "word")
