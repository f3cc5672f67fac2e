"""How near an answer comes to the known ones: contains, exact match and token F1, for French.

The definitions are SQuAD's (Rajpurkar et al. 2016): both sides are normalised, the best known answer counts.
The normalisation is made for French and deliberately not the one that searching uses, so that a change there
cannot move the yardstick. It

* lowercases, folds accents and writes out ligatures, since the press prints « Etat » and « État », « oeuvre » and
  « œuvre » for one thing;
* gives figures one form: `20 000`, `20.000` and `20000` are equal with any kind of space, `147,7` and `147.7` too;
* splits at apostrophes, typographic or typed, and at every other sign that is no letter or figure (`%` is kept:
  it is what a figure means);
* leaves out what determines a noun: le, la, les, l', un, une, des, du, au, aux; and writes `d'` as `de`.

french_bench of lm-evaluation-harness leaves out un, une, des, le, la, les; the other forms are added here,
so figures are comparable with published ones only to within that.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from evals.question_set import Question

_GROUPED = r"\d{1,3}(?:[ \u00a0\u202f\u2009.]\d{3})+(?!\d)(?:,\d+)?"
_TOKEN = re.compile(rf"(?P<grouped>(?<!\d){_GROUPED})|(?P<figure>\d+(?:[.,]\d+)?)|(?P<word>[^\W\d_]+)|%")
_DETERMINERS = frozenset(("le", "la", "les", "l", "un", "une", "des", "du", "au", "aux"))
_APOSTROPHES = str.maketrans("’ʼ‘", "'''")  # the second, U+02BC, would pass for a letter


def normalize(text: str) -> tuple[str, ...]:
    """The tokens that count, in order. A text of determiners alone keeps them; one of signs alone is empty."""
    folded = _fold(text)
    tokens = [_token(match, folded) for match in _TOKEN.finditer(folded)]
    content = tuple(token for token in tokens if token not in _DETERMINERS)
    return content or tuple(tokens)


def contains(quote: str, answers: Iterable[str]) -> bool:
    """Whether the tokens of a known answer stand in the quote's in one run: `5` is not in `1995`."""
    tokens = normalize(quote)
    return any(_has_run(tokens, normalize(answer)) for answer in answers)


def holds_evidence(quote: str, evidence: Iterable[str]) -> bool:
    """Whether the quote contains an evidence quote or is part of one, words compared as by `contains`."""
    return any(contains(quote, [known]) or contains(known, [quote]) for known in evidence)


def quote_answers(quote: str, question: Question) -> bool:
    """Whether the quote contains a known answer of the question.

    « oui » and « non » are no words of an article: a yes_no question is answered by the quote that holds its evidence.
    """
    if question.kind == "yes_no":
        return holds_evidence(quote, (evidence.quote for evidence in question.evidence))
    return contains(quote, question.answers)


def exact_match(given: str | None, answers: Iterable[str]) -> float:
    """1.0 where the answer given equals a known one, else 0.0; no answer given is 0.0."""
    return float(given is not None and any(normalize(given) == normalize(answer) for answer in answers))


def token_f1(given: str | None, answers: Iterable[str]) -> float:
    """The best harmonic mean of token precision and recall over the known answers; no answer given is 0.0."""
    return 0.0 if given is None else max((_f1(normalize(given), normalize(answer)) for answer in answers), default=0.0)


def _fold(text: str) -> str:
    lowered = unicodedata.normalize("NFC", text).translate(_APOSTROPHES).lower().replace("œ", "oe").replace("æ", "ae")
    return "".join(sign for sign in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(sign))


def _token(match: re.Match[str], text: str) -> str:
    surface = match.group()
    if match.lastgroup == "grouped":
        whole, comma, decimals = surface.partition(",")
        return re.sub(r"\D", "", whole) + comma + decimals
    if match.lastgroup == "figure":
        return surface.replace(".", ",")
    elided = text[match.end() : match.end() + 1] == "'"
    return "de" if surface == "d" and elided else surface


def _has_run(tokens: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return bool(wanted) and any(
        tokens[start : start + len(wanted)] == wanted for start in range(len(tokens) - len(wanted) + 1)
    )


def _f1(given: tuple[str, ...], known: tuple[str, ...]) -> float:
    if not given or not known:
        return float(given == known)
    shared = sum((Counter(given) & Counter(known)).values())
    return 2 * shared / (len(given) + len(known))
