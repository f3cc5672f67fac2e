"""A question as it would be asked alone: what was said before it stands in for what it leaves out.

The rules are those of French conversation, tried in this order, each used only where the question needs it:

1. « Le fonds », « la ville » or « les autres » alone get the words that they are short for (`taken_up`).
2. A question without a verb (« Et à Shenzhen ? », « Le montant ? », « Pourquoi ? ») takes over the question before:
   `ellipsis` finds it, `completing` and `asked_again` write it out.
3. A pronoun, « son », « ce fonds » or « là-bas » that nothing in the question itself explains (`binding`) is replaced
   by what it stands for: `pointers` finds it, `antecedents` weighs what was spoken of (`mentions`), `rewriting` writes
   it out, and the place of the question before stays with it (`setting`).
4. Where words can be exchanged nowhere, the question before, or what it was about, stands in brackets (`recalling`).
5. Any other question stays as it is: a change of subject is none of the rules' business.

The modules are those of `rag.follow_ups`. No list names a subject: words are told by grammar, by their endings, and by
short lists of verbs and nouns that are said of people or of things in any newspaper.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rag.follow_ups.antecedents import find_antecedent
from rag.follow_ups.completing import complete
from rag.follow_ups.ellipsis import asks_nothing, read_fragment, says_too_little
from rag.follow_ups.pointers import Found, Pointer, find_pointers
from rag.follow_ups.recalling import brought_along, recalled, without_follow_up
from rag.follow_ups.rewriting import write_out
from rag.follow_ups.said_before import Before
from rag.follow_ups.setting import with_setting
from rag.follow_ups.taken_up import is_one_of_others, with_whole_nouns

MOST_TURNS = 12
"""Older turns are not looked at: who comes back to something after six exchanges names it."""

_MOST_POINTERS = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing said; a user's turns are questions, the assistant's are the texts of its answers."""

    role: Literal["user", "assistant"]
    content: str


def standalone_question(question: str, history: Sequence[Turn]) -> str:
    """The question as it would be asked alone; the very same text where it needs nothing from before."""
    said: list[Before] = []
    asked = ""
    for turn in history[-MOST_TURNS:]:
        if turn.role == "user":
            if asks_nothing(turn.content):
                continue
            if asked:
                said.insert(0, Before(asked, ""))
            asked = without_follow_up(_resolve(turn.content, said))
        elif asked:
            said.insert(0, Before(asked, turn.content))
            asked = ""
    if asked:
        said.insert(0, Before(asked, ""))
    return _resolve(question, said)


def _resolve(question: str, said: Sequence[Before]) -> str:
    """`said` comes newest first."""
    if not said:
        return question
    question = with_whole_nouns(question, said)
    if is_one_of_others(question):
        return recalled(question, said[0])
    fragment = read_fragment(question)
    if fragment is not None and not fragment.points_back:
        return complete(fragment, said[0])
    if fragment is None and says_too_little(question) and not find_pointers(_hyphenated(question)):
        return brought_along(question, said[0])
    typed = complete(fragment, said[0]) if fragment is not None else _hyphenated(question)
    written = _written_out(typed, said)
    return question if written == _hyphenated(question) else written


def _written_out(question: str, said: Sequence[Before]) -> str:
    """One pointer after another: what is written out first explains those after it."""
    written = question
    for _ in range(_MOST_POINTERS):
        found = _first_to_write(find_pointers(written))
        if found is None:
            break
        antecedent = find_antecedent(found, written, said)
        rewritten = write_out(found, written, antecedent, said[0]) if antecedent else written
        if rewritten == written:
            return written if written != question else brought_along(question, said[0])
        written = rewritten
    return with_setting(written, said[0]) if written != question else question


def _first_to_write(pointers: Sequence[Found]) -> Found | None:
    """A subject before all others: what is left then is something else (« Que lui conseille-t-il ? »)."""
    subjects = [found for found in pointers if found.pointer is Pointer.SUBJECT]
    return next(iter([*subjects, *pointers]), None)


def _hyphenated(question: str) -> str:
    """With the hyphens that many leave out: « quand a t il été créé », « qui est ce »."""
    inverted = re.sub(r"\b(\w+) t (il|elle|ils|elles|on)\b", r"\1-t-\2", question, flags=re.IGNORECASE)
    return re.sub(r"\b(qui|où|ou) est ce\b", r"\1 est-ce", inverted, flags=re.IGNORECASE)
