"""Whether a sentence says « oui » or « non » to a question, told only where figures, words and denials leave no doubt.

The question is turned into the statement it asks about, « La gare est-elle fermée ? » into « La gare est fermée. », and
compared with the sentence as `rag.support` compares what a language model writes with its quotes. A sentence that
says nearly all of the statement, and denies nothing, says yes; one that denies it, or says its opposite, says no.
"""

import re
from collections.abc import Set
from dataclasses import dataclass

from index.french_analysis import search_terms
from rag.answer import Verdict
from rag.claims.comparison import MissingKind, contradictions
from rag.claims.likeness import SAME, likeness
from rag.claims.negation import find_denials
from rag.claims.statement import Statement, read_statement
from rag.claims.wording import common_words, unsaid_words
from rag.reading.asked_form import asked_form
from rag.reading.question_analysis import AnalysedQuestion, AnswerKind

# Shares of the statement's words that the sentence may leave unsaid, chosen so that of the questions for learning, read
# in the sentence that proves their answer, none gets a wrong verdict: 7 of 59 get one.
UNSAID_OF_YES = 0.25
UNSAID_OF_NO = 0.7

_OPENING = re.compile(r"\A(?:(?:est-il vrai|est-ce)\s+qu(?:e\s+|['’]))", re.IGNORECASE)
_SUBJECT_BEHIND = re.compile(r"(?<=\w)(?:[-\s]t)?[-‐](?P<subject>il|elle|ils|elles|on|ce)\b", re.IGNORECASE)
_VERB_ALONE = re.compile(r"(?:n['’]|y |se |s['’])?[^\W\d_]+", re.IGNORECASE)
_AGAINST = frozenset({MissingKind.NEGATION, MissingKind.OPPOSITE})


def asks_yes_or_no(question: AnalysedQuestion) -> bool:
    """Whether « oui » or « non » answers: not « Elles sont combien ? », put alike but with a word that asks."""
    return question.kind is AnswerKind.YES_NO and not asked_form(question.text).word


def find_verdict(
    question: AnalysedQuestion, sentence: str, *, title_terms: Set[str], article_terms: Set[str]
) -> Verdict | None:
    """What the sentence says to a question for yes or no; None where it is another question, or the sentence unsure.

    A name of the question that the sentence leaves out must stand in its article for « non », in the title for « oui ».
    """
    if not asks_yes_or_no(question):
        return None
    told = as_statement(question.text)
    asked, said = read_statement(told.text), read_statement(sentence)
    words = common_words(asked)
    predicate = next((word for word in words if word.end >= told.verb_end), None)
    if predicate is None:
        return None
    unsaid = unsaid_words(asked, said)
    against = _against(asked, said, article_terms)
    if against and against <= _AGAINST and len(unsaid) <= UNSAID_OF_NO * len(words):
        return "no"
    same_predicate = likeness(predicate.terms, said.vocabulary) == SAME
    if _against(asked, said, title_terms) or not same_predicate or _restricts(said) != _restricts(asked):
        return None
    return "yes" if len(unsaid) <= UNSAID_OF_YES * len(words) else None


@dataclass(frozen=True, slots=True)
class ToldStatement:
    """A question as the statement that it asks about; `text[:verb_end]` ends with its verb."""

    text: str
    verb_end: int


def as_statement(question: str) -> ToldStatement:
    """The statement that a question for yes or no asks about, with its verb and subject in the usual order."""
    told = _OPENING.sub("", question.strip()).rstrip(" ?\u00a0\u202f")
    behind = _SUBJECT_BEHIND.search(told)
    if behind is None:
        return ToldStatement(f"{told}.", 0)
    before, after = told[: behind.start()], told[behind.end() :]
    if _VERB_ALONE.fullmatch(before):  # « Faut-il payer », « Existe-t-il un centre »
        begun = f"{behind['subject'].capitalize()} {before[0].lower()}{before[1:]}"
        return ToldStatement(f"{begun}{after}.", len(begun))
    return ToldStatement(f"{before}{after}.", len(before))


def _restricts(statement: Statement) -> bool:
    """Whether something is denied, or said with a « ne » of any kind: « n’est venu qu’à reculons »."""
    return bool(find_denials(statement)) or any(word.folded in {"n", "ne"} for word in statement.words)


def _against(asked: Statement, said: Statement, known: Set[str]) -> Set[MissingKind]:
    """The kinds of what speaks against the statement, names among the known terms left aside."""
    return {
        missing.kind
        for missing in contradictions(asked, said)
        if missing.kind is not MissingKind.NAME or not set(search_terms(missing.text)) <= known
    }
