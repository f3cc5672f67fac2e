"""A text read for what it claims: its language, its words with their French terms, its figures and its dates."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from corpus.sentences import split_sentences
from index.terms.french_analysis import fold, tokenize
from rag.claims.english_words import base_forms, french_terms
from rag.claims.figures import Change, Figure, find_changes, find_figures
from rag.claims.french_verbs import infinitive_terms
from rag.claims.multiples import MAJORITY, find_multiples
from rag.claims.set_phrases import find_phrases
from rag.claims.written_dates import WrittenDate, find_dates

FoundWord: TypeAlias = tuple[int, int, frozenset[str], bool]
"""Where a word starts and ends, its terms, and whether it is of grammar."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text; figures and dates are none.

    `terms` are the French search terms that it may stand for, alone or by the set phrase that it is part of, and, of an
    English word, its own base forms. `folded` is the word in lowercase without accents. A clause ends with any
    punctuation, a sentence as `corpus.sentences` says; `opens` is true of the first word of a sentence or of a
    quotation, which may have its capital for that.
    """

    text: str
    folded: str
    start: int
    end: int
    terms: frozenset[str]
    is_grammar: bool
    clause: int
    sentence: int
    opens: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """What was read in a text; all offsets are into it."""

    text: str
    language: str
    words: tuple[Word, ...]
    figures: tuple[Figure, ...]
    changes: tuple[Change, ...]
    dates: tuple[WrittenDate, ...]
    plain: str
    """The folded words with a blank on either side of each: « le prix » stands in it as " le prix "."""

    @property
    def content(self) -> tuple[Word, ...]:
        """The words that are not of grammar."""
        return tuple(word for word in self.words if not word.is_grammar)

    @property
    def vocabulary(self) -> frozenset[str]:
        """The terms of all words of content."""
        return frozenset[str]().union(*(word.terms for word in self.content))


_ENGLISH_GRAMMAR = frozenset(
    """
    a an the this that these those it its he she they them his her their him i we you our your my me us who whom whose
    which what when where why how is are was were be been being am has have had having do does did done will would shall
    should can could may might must of to in on at by for from with without into onto as than then and or but nor so if
    because while although though since until till during not no never n t s only very too also just even still yet both
    either neither each every all any some such own same other another more most less least few many much there here up
    one down out off over under between among before after about against through per via itself himself herself
    themselves
    """.split()
)
_ENGLISH_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
CLAUSE_BREAK = re.compile(r"[,;:.!?…()\[\]«»“”\"—–\n]")
_OPENING = re.compile(r"(?:[«“\"(—–]|:)[\s\u00a0\u202f]*\Z")
_ENGLISH_SIGN = re.compile(
    r"\b(?:[a-z]{3,}(?:ed|ing)|[A-Z]?[a-z]+['’]s|January|February|April|June|July|August|September|October|November"
    r"|December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
_READ_BEFORE = 4096  # statements kept: the quotes of one answer are read for each of its sentences


@lru_cache(maxsize=_READ_BEFORE)
def read_statement(text: str) -> Statement:
    """The statement that a text makes, in French unless more speaks for English."""
    language = _language(text)
    dates = tuple(find_dates(text, language))
    undated = _blanked(text, dates)
    multiples, plain = find_multiples(undated, language), find_figures(undated, language)
    figures = [figure for figure in plain if not any(_stands_in(figure, multiple) for multiple in multiples)]
    blanked = (*plain, *(multiple for multiple in multiples if multiple.unit == MAJORITY))
    words = tuple(_words(text, _blanked(undated, blanked), language))
    return Statement(
        text=text,
        language=language,
        words=words,
        figures=tuple(sorted([*figures, *multiples], key=lambda figure: figure.start)),
        changes=tuple(find_changes(undated, figures, language)),
        dates=dates,
        plain=f" {' '.join(word.folded for word in words)} ",
    )


@lru_cache(maxsize=_READ_BEFORE)
def read_numbers(text: str) -> tuple[tuple[Figure, ...], tuple[WrittenDate, ...]]:
    """The figures and the dates of a text, without its words: a fifth of the time that a statement takes."""
    language = _language(text)
    dates = tuple(find_dates(text, language))
    return tuple(find_figures(_blanked(text, dates), language)), dates


def _language(text: str) -> str:
    """Told by the words of grammar that only one of the two has and, where that decides nothing, by English endings."""
    french = {fold(text[token.start : token.end]) for token in tokenize(text) if token.is_stop_word}
    english = {word.lower() for word in _ENGLISH_WORD.findall(text)} & _ENGLISH_GRAMMAR
    only_english, only_french = len(english - french), len(french - _ENGLISH_GRAMMAR)
    if only_english == only_french:
        return "en" if _ENGLISH_SIGN.search(text) else "fr"
    return "en" if only_english > only_french else "fr"


def _stands_in(figure: Figure, multiple: Figure) -> bool:
    return multiple.start <= figure.start < multiple.end


def _blanked(text: str, spans: tuple[WrittenDate, ...] | tuple[Figure, ...]) -> str:
    """The text with a sign in the place of each character of a span, so that offsets stay."""
    characters = list(text)
    for span in spans:
        characters[span.start : span.end] = "·" * (span.end - span.start)
    return "".join(characters)


def _words(text: str, remaining: str, language: str) -> list[Word]:
    sentences = split_sentences(text)
    spelled = _english_words(remaining) if language == "en" else _french_words(remaining)
    found = _with_phrases(spelled, text, language)
    words: list[Word] = []
    clause = sentence = last = 0
    for start, end, terms, is_grammar in found:
        while sentence + 1 < len(sentences) and start >= sentences[sentence + 1].start:
            sentence += 1
        clause += bool(CLAUSE_BREAK.search(text, last, start))
        begins = sentence < len(sentences) and not text[sentences[sentence].start : start].strip(" '\"«“\u00a0\u202f")
        written = text[start:end]
        opens = begins or bool(_OPENING.search(text[last:start]))
        words.append(Word(written, fold(written), start, end, terms, is_grammar, clause, sentence, opens))
        last = end
    return words


def _with_phrases(found: list[FoundWord], text: str, language: str) -> list[FoundWord]:
    """The words, where the first word of content of a set phrase says all of it and the others say nothing."""
    said = list(found)
    for phrase in find_phrases([fold(text[start:end]) for start, end, _, _ in found], language):
        places = range(phrase.first, phrase.last + 1)
        leading = next((place for place in places if not found[place][3]), phrase.first)
        for place in places:
            start, end, terms, _ = found[place]
            says = place == leading and bool(phrase.terms)
            said[place] = (start, end, terms | phrase.terms if says else terms, not says)
    return said


def _french_words(text: str) -> list[FoundWord]:
    return [
        (
            token.start,
            token.end,
            frozenset({token.term}) | infinitive_terms(text[token.start : token.end].lower()),
            token.is_stop_word,
        )
        for token in tokenize(text)
        if text[token.start].isalpha()
    ]


def _english_words(text: str) -> list[FoundWord]:
    found = []
    for match in _ENGLISH_WORD.finditer(text):
        bases = base_forms(match.group())
        terms = french_terms(match.group()) | {fold(base) for base in bases}
        is_grammar = bases[0] in _ENGLISH_GRAMMAR or bool(re.search(r"n['’]t\Z", match.group(), re.IGNORECASE))
        found.append((*match.span(), terms, is_grammar))
    return found
