"""What a statement only plans, wishes, suspects or holds possible: a plan is no fact.

Naming a source (« selon l’Insee ») is no doubt: papers attribute what they hold for certain too.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.claims.statement import Statement, Word

_DOUBTING = {
    "fr": "pourrait pourraient pourrais devrait devraient aurait auraient serait seraient voudrait voudraient "
    "aimerait aimeraient souhaiterait souhaiteraient ferait feraient envisage envisagent songe songent espère espèrent "
    "souhaite souhaitent soupçonne soupçonnent soupçonné soupçonnée projette projettent réfléchit réfléchissent risque "
    "risquent ambitionne prétend requiert requis requise requièrent "
    "peut-être éventuel éventuelle éventuellement probablement vraisemblablement étude",
    "en": "may might could would should considers considering hopes hope hoping wants suspects suspected plans "
    "planning mulls mulling allegedly alleged reportedly possibly perhaps maybe probably likely expected expects aims "
    "seeks risks intends",
}
_WEAKER = {
    "fr": "peut peuvent possible possibles probable devra devront doit doivent compte comptent prévoit prévoient prévu "
    "prévue veut veulent vise visent estime estiment affirme affirment accuse accusent accusé accusée selon exclut "
    "exclu intention projet projets demande demandé demandent réclame réclamé réclament souhaite propose proposé",
    "en": "can possible according said says plan wants believes claims sought asked requested demanded called proposed",
}
_ALL = {language: frozenset(f"{_DOUBTING[language]} {_WEAKER[language]}".split()) for language in _DOUBTING}
_STRONG = {language: frozenset(_DOUBTING[language].split()) for language in _DOUBTING}
_MODAL = frozenset(
    "pourrait pourraient pourrais devrait devraient voudrait voudraient souhaiterait aimerait aurait auraient".split()
)
_CONDITIONAL = re.compile(r"[^\W\d_]+(?:er|ir|dr|vr|ur)ai(?:t|ent)")  # « fermerait »; accents tell « espérait »
_PAST_IN_RAIT = frozenset(
    "tirait attirait retirait inspirait respirait admirait désirait virait expirait aspirait cadrait durait mesurait "
    "assurait rassurait jurait figurait ouvrait couvrait découvrait offrait livrait délivrait courait parcourait "
    "mourait tiraient attiraient assuraient figuraient ouvraient offraient livraient".split()
)
_ENOUGH = 0.6  # of what is doubted, said in the sentence


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word that makes what `doubted` says less than a fact."""

    hedge: Word
    doubted: tuple[Word, ...]


def find_doubts(statement: Statement) -> list[Doubt]:
    """The doubts of a statement, each with the words of content of its clause that come after it, or else before.

    A conditional after « que » may be the future seen from the past: « a annoncé qu’elle ferait appel » is a fact.
    """
    return [
        Doubt(word, doubted)
        for place, word in enumerate(statement.words)
        if _doubts(statement, place) and (doubted := _doubted(statement.words, place))
    ]


def is_hedged(statement: Statement) -> bool:
    """Whether a statement says of anything that it is less than a fact, if only by naming who says so."""
    known = _ALL[statement.language]
    return any(word.text.lower() in known for word in statement.words) or bool(find_doubts(statement))


def needed(doubt: Doubt) -> float:
    """How many of the doubted words a sentence has to say to state what is doubted."""
    return _ENOUGH * len(doubt.doubted)


def _doubts(statement: Statement, place: int) -> bool:
    written = statement.words[place].text.lower()
    if written == "étude":
        return statement.text[: statement.words[place].start].endswith(("à l’", "à l'"))
    if statement.language == "en":
        return written in _STRONG["en"]
    conditional = _CONDITIONAL.fullmatch(written) is not None and written not in _PAST_IN_RAIT | _MODAL
    if written not in _STRONG["fr"] and not conditional:
        return False
    return not (conditional and _after_que(statement.words, place))


def _after_que(words: Sequence[Word], place: int) -> bool:
    clause = words[place].clause
    return any(word.folded in ("que", "qu", "si") and word.clause == clause for word in words[:place])


def _doubted(words: Sequence[Word], place: int) -> tuple[Word, ...]:
    hedge = words[place]
    clause = [word for word in words if word.clause == hedge.clause and not word.is_grammar]
    written = hedge.text.lower()
    own = (hedge,) if _CONDITIONAL.fullmatch(written) and written not in _STRONG["fr"] else ()
    after = tuple(word for word in clause if word.start > hedge.start)
    return own + after or tuple(word for word in clause if word.start < hedge.start)
