"""Exact match and token F1 by two published rules, beside ours: so that figures can be laid beside published ones.

* SQuAD's (Rajpurkar et al. 2016, evaluate-v1.1): lowercase, ASCII punctuation taken out, English articles left out.
  Most French data sets are scored so, though « le » and « l’ » stay and « » are words of their own.
* MLQA's (Lewis et al. 2020, mlqa_evaluation_v1): every sign that Unicode counts as punctuation taken out, articles of
  the language left out, tokens between spaces. MLQA has no French: the articles are those that FQuAD leaves out
  (d'Hoffschmidt et al. 2020). « l' » is taken off before the punctuation, with either apostrophe: after it, it could
  not be told from the word.

Both take signs out without a space in their place: « Saint-Étienne » becomes one word, « 147,7 » becomes 1477. Neither
knows « État » and « Etat », `20 000` and `20000`, for the same. Where ours differs is what `answer_metrics` says.
"""

import re
import string
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias

Normalization: TypeAlias = Callable[[str], list[str]]
"""From a text to its tokens."""

_ENGLISH_ARTICLES: Final = re.compile(r"\b(?:a|an|the)\b")
_FRENCH_ARTICLES: Final = re.compile(r"\b(?:le|la|les|du|des|au|aux|un|une)\b")
_ELIDED_ARTICLE: Final = re.compile(r"\bl['’]")
_ASCII_PUNCTUATION: Final = dict.fromkeys(map(ord, string.punctuation))


@dataclass(frozen=True, slots=True)
class PublishedScore:
    """A short answer under both rules, best over the known answers; all 0 where none was given."""

    exact_match_squad: float
    token_f1_squad: float
    exact_match_mlqa: float
    token_f1_mlqa: float


NOTHING_GIVEN: Final = PublishedScore(0.0, 0.0, 0.0, 0.0)


def score_published(given: str | None, answers: Iterable[str]) -> PublishedScore:
    """The score of a short answer against the known answers."""
    known = list(answers)
    if given is None or not known:
        return NOTHING_GIVEN
    return PublishedScore(
        exact_match_squad=_exact_match(given, known, squad_tokens),
        token_f1_squad=_token_f1(given, known, squad_tokens),
        exact_match_mlqa=_exact_match(given, known, mlqa_tokens),
        token_f1_mlqa=_token_f1(given, known, mlqa_tokens),
    )


def squad_tokens(text: str) -> list[str]:
    """The tokens that SQuAD compares."""
    return _ENGLISH_ARTICLES.sub(" ", text.lower().translate(_ASCII_PUNCTUATION)).split()


def mlqa_tokens(text: str) -> list[str]:
    """The tokens that MLQA compares, with French articles."""
    unelided = _ELIDED_ARTICLE.sub(" ", text.lower())
    return _FRENCH_ARTICLES.sub(" ", unelided.translate(_unicode_punctuation())).split()


def _exact_match(given: str, answers: list[str], tokens: Normalization) -> float:
    return float(any(tokens(given) == tokens(answer) for answer in answers))


def _token_f1(given: str, answers: list[str], tokens: Normalization) -> float:
    return max(_f1(tokens(given), tokens(answer)) for answer in answers)


def _f1(given: list[str], known: list[str]) -> float:
    """0 where no token is shared, also where neither side has one: so both programs have it."""
    shared = sum((Counter(given) & Counter(known)).values())
    return 2 * shared / (len(given) + len(known)) if shared else 0.0


@cache
def _unicode_punctuation() -> dict[int, None]:
    signs = (code for code in range(sys.maxunicode) if unicodedata.category(chr(code)).startswith("P"))
    return dict.fromkeys(signs) | _ASCII_PUNCTUATION
