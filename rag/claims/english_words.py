"""What forms an English word may be of, and the French terms it stands for: what it shares with a French quote."""

import re
from functools import cache

from index.terms.french_analysis import search_terms
from rag.claims.english_lexicon import LEXICON

_IRREGULAR = """
began=begin begun=begin bought=buy broke=break brought=bring built=build came=come caught=catch chose=choose
chosen=choose died=die dropped=drop drew=draw driven=drive drove=drive fallen=fall fell=fall felt=feel fled=flee
flew=fly fought=fight found=find founded=found gave=give given=give grew=grow grown=grow held=hold kept=keep
knew=know known=know laid=lay led=lead left=leave lost=lose made=make meant=mean men=man met=meet paid=pay ran=run
risen=rise rose=rise said=say sang=sing sent=send shown=show sold=sell sought=seek spent=spend spoke=speak
stole=steal stood=stand struck=strike swam=swim taken=take taught=teach thought=think threw=throw told=tell
took=take understood=understand went=go won=win wore=wear written=write wrote=write mayors=mayor cities=city
people=people dying=die planned=plan
""".split()


@cache
def french_terms(word: str) -> frozenset[str]:
    """The French search terms that an English word stands for; none for a word that the lexicon does not hold."""
    lexicon = _lexicon()
    return frozenset[str]().union(*(lexicon.get(base, frozenset()) for base in base_forms(word)))


@cache
def base_forms(word: str) -> tuple[str, ...]:
    """What an English word may be a form of, the word itself first; lowercase, without its genitive."""
    lowered = re.sub(r"['’]s?\Z", "", word.lower())
    irregular = _irregular().get(lowered)
    forms = [lowered, *([irregular] if irregular else [])]
    for ending, instead in (
        ("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"),
    ):  # fmt: skip
        if lowered.endswith(ending) and len(lowered) - len(ending) >= 2:
            stem = lowered.removesuffix(ending) + instead
            forms.append(stem)
            if ending in ("ed", "ing") and len(stem) > 3 and stem[-1] == stem[-2]:  # « dropped », « planning »
                forms.append(stem[:-1])
    return tuple(dict.fromkeys(forms))


def is_past_form(word: str) -> bool:
    """Whether an English word may be a past: "opened", "won"."""
    lowered = word.lower()
    return lowered.endswith("ed") or lowered in _irregular()


@cache
def _lexicon() -> dict[str, frozenset[str]]:
    entries = (entry.split("=") for entry in LEXICON.replace("\n", "|").split("|"))
    return {
        english: frozenset(term for word in french.split() for term in search_terms(word))
        for english, french in entries
    }


@cache
def _irregular() -> dict[str, str]:
    return dict(pair.split("=") for pair in _IRREGULAR)
