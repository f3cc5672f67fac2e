"""What is still to come, told as done: « la caserne a ouvert » of a caserne that « doit ouvrir », « ouvrira ».

A future is no doubt, but whoever tells it as past tells more than it says. Only forms that leave no choice count.
"""

import re
from collections.abc import Sequence

from rag.claims.english_words import is_past_form
from rag.claims.likeness import akin
from rag.claims.statement import Statement, Word

_AHEAD = frozenset(
    """
    va vont doit doivent devra devront pourra pourront peut peuvent compte comptent prevoit prevoient entend entendent
    veut veulent vise visent souhaite souhaitent espere esperent envisage envisagent reste restent faut faudra
    """.split()
)
_WILL_BE = frozenset("sera seront".split())
_FUTURE = re.compile(r"[^\W\d_]{2,}r(?:a|ont)")
_NO_FUTURES = frozenset("opera camera ultra extra entra montra rencontra livra delivra front confront".split())
"""Nouns, and pasts, that end as futures do."""
_INFINITIVE = ("er", "ir", "re")
_DONE = frozenset("a ont avait avaient est sont etait etaient fut furent ete".split())
_PARTICIPLE = re.compile(r"[^\W\d_]+(?:é|i|u|is|it|ert|rt|int|uit|aint)(?:e?s?)")
_ENGLISH_AHEAD = frozenset("will would to can could may might should must shall".split())
_REACH = 4  # words between the two parts of a form: « a déjà été largement rénovée »


def find_told_as_done(sentence: Statement, quotes: Statement) -> list[Word]:
    """The words that the sentence tells as done and the quotes only as what is to come."""
    ahead = [word for place, word in enumerate(quotes.words) if _is_ahead(quotes.words, place)]
    if not ahead:
        return []
    places = {word.start for word in ahead}
    others = [word for word in quotes.content if word.start not in places]
    done = [word for place, word in enumerate(sentence.words) if _is_done(sentence, place)]
    return [
        word
        for word in done
        if any(akin(word, other) for other in ahead) and not any(akin(word, other) for other in others)
    ]


def _is_ahead(words: Sequence[Word], place: int) -> bool:
    """« ouvrira », « doit ouvrir », « sera ouverte »."""
    word = words[place]
    if word.is_grammar or word.folded in _AHEAD | _WILL_BE:
        return False
    before = _before(words, place)
    if word.folded.endswith(_INFINITIVE):
        return any(other.folded in _AHEAD for other in before)
    if _PARTICIPLE.fullmatch(word.text.lower()):
        return any(other.folded in _WILL_BE for other in before)
    return _FUTURE.fullmatch(word.folded) is not None and word.text[0].islower() and word.folded not in _NO_FUTURES


def _is_done(statement: Statement, place: int) -> bool:
    word = statement.words[place]
    if word.is_grammar:
        return False
    before = _before(statement.words, place)
    if statement.language == "en":
        own = [other for other in statement.words[:place] if other.clause == word.clause]
        return is_past_form(word.text) and not any(other.folded in _ENGLISH_AHEAD for other in own)
    if not _PARTICIPLE.fullmatch(word.text.lower()):
        return False
    return any(other.folded in _DONE for other in before) and not any(
        other.folded in _WILL_BE | _AHEAD for other in before
    )


def _before(words: Sequence[Word], place: int) -> Sequence[Word]:
    near = words[max(0, place - _REACH) : place]
    return [word for word in near if word.clause == words[place].clause]
