"""French words and their search terms: the one analysis that indexing, searching and reading share.

A term is lowercase, without accents or elided articles, and stemmed (Snowball French, Porter 2001), so that
« l'intérêt », « intérêts » and "interet" meet. Figures keep their value: `20 000`, `20.000` and `20000` are
one term, as are `22` and `vingt-deux`; `147,7` is another. Words of grammar (`le`, `quel`, `est`) are tokens but
not search terms.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

from index.terms.french_numbers import NUMBER_WORDS, NUMERAL, numeral_value

ANALYSIS_VERSION = "fr-4"
"""Changes whenever a text would get other terms; a store built with another version is refused."""

# U+2019 is how French prints an apostrophe, ' how people type it, U+02BC what some converters leave.
_APOSTROPHES = "'’ʼ‘"
_TO_ONE_APOSTROPHE = str.maketrans(dict.fromkeys(_APOSTROPHES, "'"))
_SPACES = " \u00a0\u202f\u2009"
_TOKEN = re.compile(
    rf"(?P<number>\d{{1,3}}(?:[{_SPACES}.]\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?)"
    rf"|(?P<ordinal>(?<=\d)(?:er|[eè]?re|i?[eè]me|[eè]|nde?|de)s?\b)"
    rf"|(?P<numeral>{NUMERAL})"
    rf"|(?P<whole>aujourd[{_APOSTROPHES}]hui|quelqu[{_APOSTROPHES}]une?s?|presqu[{_APOSTROPHES}][iî]les?)\b"
    rf"|(?P<elided>(?:jusqu|lorsqu|puisqu|quoiqu|qu|[cdjlmnst])(?=[{_APOSTROPHES}][^\W_]))"
    rf"|(?P<word>[^\W\d_{_APOSTROPHES}]+)"  # U+02BC is a letter to Unicode
    r"|(?P<percent>%)",
    re.IGNORECASE,
)

_UNBROKEN = re.compile(r"\S+")
_LONGEST_KNOWN = 40  # characters: longer pieces are addresses and the like, hardly ever seen again
_NUMBER_ENDS = (*NUMBER_WORDS, "-et", "\u2010et", "\u2011et")
_NUMBER_GOES_ON = (*NUMBER_WORDS, "et")

_STOP_WORDS = frozenset(
    """
    a à ai aie aient ait alors as au aucun aucune aura auraient aurait auront aussi autre aux avaient avait avec
    avoir avons ayant c ça car ce ceci cela celle celles celui ces cet cette ceux chez ci comme comment combien d
    dans de depuis des donc dont du elle elles en encore entre es est et étaient était étant etc été être eu eurent
    eut eux faire fait font furent fut ici il ils j je l la là laquelle le lequel les lesquelles lesquels leur leurs
    lors lorsqu lorsque lui m ma mais me même mêmes mes moi mon n ne ni nos notre nous on ont ou où par parce pas
    pendant peu peut peuvent plus pour pourquoi puis puisqu puisque qu quand que quel quelle quelles quels qui
    quoi quoiqu s sa sans se selon son sera seraient serait seront ses si soit sont sous sur t ta te tel telle tels tes
    toi ton tous tout toute toutes très tu un une vos votre vous y quelqu'un quelqu'une quelques quelque chaque
    """.split()
)


_FEMININE_EE = re.compile(r"ee(?=s?\Z)")
_FEMININE_ERE = re.compile(r"(?<=\w{4})ere(?=s?\Z)")  # « première », not « mère »


@dataclass(frozen=True, slots=True)
class Token:
    """A word or figure of a text at `text[start:end]`, its search term, and whether it is a word of grammar."""

    start: int
    end: int
    term: str
    is_stop_word: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text without blanks, analysed; and whether a number may go on behind it, or come from before."""

    tokens: tuple[Token, ...]
    terms: tuple[str, ...]
    opens_number: bool
    continues_number: bool


def tokenize(text: str) -> list[Token]:
    """The tokens of a text in NFC in order, words of grammar included; offsets are code points, half-open."""
    return [
        Token(start + token.start, start + token.end, token.term, token.is_stop_word)
        for start, piece in _pieces(text)
        for token in piece.tokens
    ]


def search_terms(text: str) -> list[str]:
    """The terms of a text in order, repeats included, words of grammar left out."""
    return [term for _, piece in _pieces(text) for term in piece.terms]


def analyse_whole(text: str) -> list[Token]:
    """What `tokenize` gives, by the pattern alone: some four times slower for terms that are known."""
    return [_token(match) for match in _TOKEN.finditer(text)]


def fold(text: str) -> str:
    """The text in lowercase without accents, ligatures written out; its length may change."""
    decomposed = unicodedata.normalize("NFKD", text.lower()).lower()  # again: ℍ is a capital only once decomposed
    written_out = decomposed.replace("œ", "oe").replace("æ", "ae")
    return "".join(character for character in written_out if not unicodedata.combining(character))


def lowercase(word: str) -> str:
    """The word in lowercase, its apostrophes all of one kind."""
    return word.lower().translate(_TO_ONE_APOSTROPHE)


def fold_word(lowered: str) -> str:
    """A word in lowercase without accents; one of signs that fold to blanks, or to nothing, stays as it is."""
    return "".join(fold(lowered).split()) or lowered


def stem(folded: str) -> str:
    """The stem of a folded word: a word has one whether its accents were typed or not.

    Feminine endings are evened out first (`-ée` to `-e`, `-ère` to `-er`), which the stemmer only knows with their
    accents. Measured on PIAF's development questions over whole paragraphs, R@1 of terms alone: 0.774, without the
    endings 0.771, stemmed before folding 0.773; with the accents left out of the questions that falls to 0.768.
    """
    evened = _FEMININE_ERE.sub("er", _FEMININE_EE.sub("e", folded))
    stemmed: str = Stemmer.Stemmer("french").stemWord(evened)  # a stemmer of its own: they are not thread-safe
    return stemmed


def _pieces(text: str) -> Iterator[tuple[int, _Piece]]:
    """The text between its blanks, and where each piece begins; the words of one number are one piece.

    Nothing but a number is one token across a blank, so that a piece has the same tokens wherever it stands.
    """
    start = end = 0
    last: _Piece | None = None
    in_number = False
    for match in _UNBROKEN.finditer(text):
        piece = _piece(match.group())
        if last is not None and (in_number or last.opens_number) and piece.continues_number:
            in_number, end = True, match.end()
            continue
        if last is not None:
            yield start, _analysed(text[start:end]) if in_number else last
        (start, end), last, in_number = match.span(), piece, False
    if last is not None:
        yield start, _analysed(text[start:end]) if in_number else last


def _piece(written: str) -> _Piece:
    return _known_piece(written) if len(written) <= _LONGEST_KNOWN else _analysed(written)


def _analysed(written: str) -> _Piece:
    tokens = tuple(analyse_whole(written))
    lowered = written.lower()
    return _Piece(
        tokens=tokens,
        terms=tuple(token.term for token in tokens if not token.is_stop_word),
        opens_number=written[-1].isdecimal() or lowered.endswith(_NUMBER_ENDS),
        continues_number=written[0].isdecimal() or lowered.startswith(_NUMBER_GOES_ON),
    )


# 0.4 kB a piece with its place in the cache, measured on 22,650 of PIAF: at most 20 MB.
_known_piece = lru_cache(maxsize=50_000)(_analysed)


def _token(match: re.Match[str]) -> Token:
    surface = match.group()
    if match.lastgroup == "number":
        return Token(match.start(), match.end(), _number_term(surface), False)
    if match.lastgroup == "numeral":
        return Token(match.start(), match.end(), str(numeral_value(surface)), False)
    if match.lastgroup == "percent":
        return Token(match.start(), match.end(), "%", False)
    if match.lastgroup == "ordinal":
        return Token(match.start(), match.end(), lowercase(surface), True)
    return Token(match.start(), match.end(), *_analysed_word(surface))


def _number_term(surface: str) -> str:
    whole, comma, decimals = surface.partition(",")
    digits = whole.translate({ord(space): None for space in _SPACES})
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", digits):  # 20.000 groups thousands, 1.5 does not
        digits = digits.replace(".", "")
    return (digits + comma + decimals).replace(".", ",")


@lru_cache(maxsize=200_000)
def _analysed_word(surface: str) -> tuple[str, bool]:
    """The term of a word as it is written, and whether it is one of grammar."""
    lowered = lowercase(surface)
    return stem(fold_word(lowered)), lowered in _STOP_WORDS or lowered in _FOLDED_STOP_WORDS


_FOLDED_STOP_WORDS = frozenset(fold(word) for word in _STOP_WORDS)
