"""Whether quotes support a sentence: what of it stands in them and what does not, told without a judge model.

Figures, dates, names, denials, opposites, doubts and roles decide alone: where the quotes say otherwise, nothing
supports. How many of the other words they have to say was learned (`python -m evals.learning support`).
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from corpus.sentences import split_sentences
from rag.claims.comparison import Missing, MissingKind, contradictions
from rag.claims.statement import Statement, read_statement
from rag.claims.wording import WORDING_FEATURES, unsaid_words, wording_features
from rag.reading.linear_model import WEIGHTS_FOLDER, LinearModel, logistic

__all__ = ["Missing", "MissingKind", "Support", "SupportCheck", "check_support"]

WEIGHTS_PATH = WEIGHTS_FOLDER / "support.json"
SUPPORTED_FROM = 0.5
UNSUPPORTED_COUNTS = 2
"""How often an unsupported case counts where the weights are learned: what is let through does more harm than what is
dropped."""
_CONTRADICTED = 0.25  # times the score that the words alone would have: below SUPPORTED_FROM, whatever they are
_WORD = re.compile(r"[^\W_]+|[%€$£¥]")


@dataclass(frozen=True, slots=True)
class Support:
    """Whether a sentence may stand, how sure that is, from 0 to 1, and everything that speaks against it.

    `score` is at least one half exactly where `supported`. A supported sentence may have `missing` words: those that
    it says in its own way.
    """

    supported: bool
    score: float
    missing: tuple[Missing, ...]

    @property
    def probability(self) -> float:
        """How probable it is that the quotes support the sentence, the caution of `score` taken back.

        The odds are those of the support cases, half of which are not supported: of what a language model writes over
        the quotes that it is given less is unsupported, so this is rather too low there.
        """
        return UNSUPPORTED_COUNTS * self.score / (UNSUPPORTED_COUNTS * self.score + 1 - self.score)


class SupportCheck:
    """Checks sentences, in French or in English, against French quotes."""

    def __init__(self, model: LinearModel) -> None:
        self._model = model

    @classmethod
    def load(cls) -> "SupportCheck":
        """The check with the weights that ship."""
        return cls(_shipped_model())

    def check(self, sentence: str, quotes: Sequence[str]) -> Support:
        """Whether one of the quotes, or all of them together, say what the sentence says.

        Nothing is supported without a quote, and no sentence without words. What one quote supports alone stays
        supported whatever else is cited. A sentence that stands as a whole in a quote is supported as it is.
        """
        if not _WORD.search(sentence):
            return Support(False, 0.0, ())
        if any(_stands_whole(sentence, quote) for quote in quotes):
            return Support(True, 1.0, ())
        said = read_statement(sentence)
        alone = [self._compare(said, read_statement(quote)) for quote in quotes]
        together = [self._compare(said, read_statement("\n".join(quotes)))] if len(quotes) != 1 else []
        return max(alone + together, key=lambda support: support.score)

    def _compare(self, sentence: Statement, quotes: Statement) -> Support:
        against = contradictions(sentence, quotes)
        words = [Missing(MissingKind.WORDS, word) for word in unsaid_words(sentence, quotes)]
        features = wording_features(sentence, quotes)
        score = logistic(self._model.bias + self._model.score_values(zip(WORDING_FEATURES, features, strict=True)))
        if against:
            score *= _CONTRADICTED
        return Support(score >= SUPPORTED_FROM, score, tuple(dict.fromkeys(against + words)))


def check_support(sentence: str, quotes: Sequence[str]) -> Support:
    """Whether the quotes support the sentence, by the weights that ship; see `SupportCheck.check`."""
    return SupportCheck.load().check(sentence, quotes)


@cache
def _shipped_model() -> LinearModel:
    return LinearModel.load(WEIGHTS_PATH)


def _stands_whole(sentence: str, quote: str) -> bool:
    """Whether the sentence is the quote, or whole sentences of it, but for case, accents, punctuation and blanks."""
    plain = _plain(sentence)
    sentences = [_plain(quote[at.start : at.end]) for at in split_sentences(quote)]
    ends = range(1, len(sentences) + 1)
    return plain == _plain(quote) or any(
        plain == " ".join(sentences[start:end]) for end in ends for start in range(end)
    )


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower())
    letters = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(_WORD.findall(letters))
