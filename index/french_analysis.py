"""French words and their search terms: the one analysis that indexing, searching and reading share.

A term is lowercase, without accents or elided articles, and stemmed (Snowball French), so that
« l'intérêt », « intérêts » and "interet" meet. Figures keep their value: `20 000`, `20.000` and `20000` are
one term, `147,7` another. Words of grammar (`le`, `quel`, `est`) are tokens but not search terms.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

ANALYSIS_VERSION = "fr-1"
"""Changes whenever a text would get other terms; a store built with another version is refused."""

# U+2019 is how French prints an apostrophe, ' how people type it, U+02BC what some converters leave.
_APOSTROPHES = "'’ʼ‘"
_SPACES = " \u00a0\u202f\u2009"
_TOKEN = re.compile(
    rf"(?P<number>\d{{1,3}}(?:[{_SPACES}.]\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?)"
    rf"|(?P<whole>aujourd[{_APOSTROPHES}]hui|quelqu[{_APOSTROPHES}]une?s?|presqu[{_APOSTROPHES}]île)"
    rf"|(?P<elided>(?:jusqu|lorsqu|puisqu|quoiqu|qu|[cdjlmnst])(?=[{_APOSTROPHES}][^\W_]))"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<percent>%)",
    re.IGNORECASE,
)

_STOP_WORDS = frozenset(
    """
    a à ai aie aient ait alors as au aucun aucune aura auraient aurait auront aussi autre aux avaient avait avec
    avoir avons ayant c ça car ce ceci cela celle celles celui ces cet cette ceux chez ci comme comment combien d
    dans de depuis des donc dont du elle elles en encore entre es est et étaient était étant etc été être eu eurent
    eut eux faire fait font furent fut ici il ils j je l la là laquelle le lequel les lesquelles lesquels leur leurs
    lors lorsqu lorsque lui m ma mais me même mêmes mes moi mon n ne ni nos notre nous on ont ou où par parce pas
    pendant peu peut peuvent plus pour pourquoi puis puisqu puisque qu quand que quel quelle quelles quels qui
    quoi quoiqu s sa sans se selon sera seraient serait seront ses si soit sont sous sur t ta te tel telle tels tes
    toi ton tous tout toute toutes très tu un une vos votre vous y
    """.split()
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or figure of a text at `text[start:end]`, its search term, and whether it is a word of grammar."""

    start: int
    end: int
    term: str
    is_stop_word: bool


def tokenize(text: str) -> list[Token]:
    """The tokens of a text in order, words of grammar included; offsets are code points, half-open."""
    return [_token(match) for match in _TOKEN.finditer(text)]


def search_terms(text: str) -> list[str]:
    """The terms of a text in order, repeats included, words of grammar left out."""
    return [token.term for token in tokenize(text) if not token.is_stop_word]


def fold(text: str) -> str:
    """The text in lowercase without accents, ligatures written out; its length may change."""
    lowered = text.lower().replace("œ", "oe").replace("æ", "ae")
    decomposed = unicodedata.normalize("NFD", lowered)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _token(match: re.Match[str]) -> Token:
    surface = match.group()
    if match.lastgroup == "number":
        return Token(match.start(), match.end(), _number_term(surface), False)
    if match.lastgroup == "percent":
        return Token(match.start(), match.end(), "%", False)
    lowered = surface.lower()
    return Token(match.start(), match.end(), _word_term(lowered), _is_stop_word(lowered))


def _number_term(surface: str) -> str:
    whole, comma, decimals = surface.partition(",")
    digits = whole.translate({ord(space): None for space in _SPACES})
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", digits):  # 20.000 groups thousands, 1.5 does not
        digits = digits.replace(".", "")
    return (digits + comma + decimals).replace(".", ",")


@lru_cache(maxsize=200_000)
def _word_term(lowered: str) -> str:
    """Stemmed with its accents, folded, and stemmed again.

    The first pass knows French endings (`publiée` → `publi`), the second gives a word typed without accents
    (`publiee`) the same term.
    """
    return _stem(fold(_stem(fold_ligatures(lowered))))


@lru_cache(maxsize=50_000)
def _is_stop_word(lowered: str) -> bool:
    return lowered in _STOP_WORDS or lowered in _FOLDED_STOP_WORDS


def fold_ligatures(text: str) -> str:
    """The text with `œ` and `æ` written out, accents kept."""
    return text.replace("œ", "oe").replace("æ", "ae")


def _stem(word: str) -> str:
    stemmed: str = Stemmer.Stemmer("french").stemWord(word)
    return stemmed


_FOLDED_STOP_WORDS = frozenset(fold(word) for word in _STOP_WORDS)
