"""Whether a sentence says « oui » or « non » to a question, told only where figures, words and denials leave no doubt.

The question is turned into the statement it asks about, « La gare est-elle fermée ? » into « La gare est fermée. », and
compared with the sentence as `rag.support` compares what a language model writes with its quotes. What decides is the
predicate, the first word from the verb on that says something (« fermée »), and the part of the sentence it stands in:

* no, where that part denies it, or where the sentence says its opposite, and names the subject: « La gare n’est pas
  fermée », « Elle est ouverte »;
* no, where the sentence says the rest and has another figure, date or name in the place of the question's;
* yes, where the sentence says the predicate, of the same subject, and nearly all the rest, and denies nothing there.

Anything else is not sure. That a sentence speaks of the subject and denies something else is no « non ».
"""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from index.terms.french_analysis import search_terms
from rag.answer import Verdict
from rag.claims.comparison import MissingKind, contradictions
from rag.claims.likeness import NOT_THERE, OTHERWISE, SAME, akin, likeness
from rag.claims.names import find_names, names
from rag.claims.negation import find_denials
from rag.claims.opposites import find_opposed
from rag.claims.statement import Statement, Word, read_statement
from rag.claims.wording import common_words
from rag.reading.asked_form import asked_form
from rag.reading.other_values import has_another_value
from rag.reading.question_analysis import AnalysedQuestion, AnswerKind
from rag.reading.told_statement import ToldStatement, as_statement, beginning

# Shares of the statement's words that the sentence may leave unsaid.
UNSAID_OF_YES = 0.34
UNSAID_OF_NO = 0.7
UNSAID_OF_ANOTHER_VALUE = 0.25

_AGAINST = frozenset({MissingKind.NEGATION, MissingKind.OPPOSITE})
_VALUES = frozenset({MissingKind.FIGURE, MissingKind.DATE, MissingKind.NAME})
# Words that ask rather than say something: what they are asked of is the predicate.
_LIGHT = frozenset(
    "va vont allait ira iront peut peuvent pouvait pourra doit doivent devait devra faut fallait faudra existe "
    "existent compte comptent prevoit prevoient veut veulent fait font deja bien vraiment enfin aussi encore".split()
)
# Words that a « oui » turns on: « plus grand que » is not « grand », nor « tous » some.
_QUALIFYING = frozenset(
    "plus moins mieux pire seul seule seuls seules seulement tous toutes tout toute toujours jamais chaque aucun "
    "aucune meilleur meilleure meilleurs meilleures premier premiere premiers premieres dernier derniere".split()
)
_REACH = 1  # words of content between what denies and what is denied, those of the denial aside
_DENYING = frozenset("rien jamais toujours encore plus pas guere yet ever still".split())
_INFINITIVE = re.compile(r"(?:er|ir|[dtivpc]re|clure)\Z")  # « conclure », not « figure »
_PRONOUNS = frozenset("il elle ils elles celui celle ceux celles".split())
_JOINING = frozenset("et mais ou car donc and but or".split())


def asks_yes_or_no(question: AnalysedQuestion) -> bool:
    """Whether « oui » or « non » answers and nothing else: not « Elles sont combien ? », where a word asks.

    « Est-ce que … ? » often wants to hear more: it gets few words of the article beside its verdict.
    """
    return question.kind is AnswerKind.YES_NO and not asked_form(question.text).word


def find_verdict(
    question: AnalysedQuestion, sentence: str, *, title_terms: Set[str], article_terms: Set[str]
) -> Verdict | None:
    """What the sentence says to a question for yes or no; None where it is another question, or the sentence unsure.

    A name of the question that the sentence leaves out must stand in its article for « non », in the title for « oui »;
    in the article where it is the subject's and the sentence names nobody else: « La ville a créé … » of Shanghai.
    """
    # Behind the verb and its subject a word that may ask asks nothing: « Savent-ils quels volontaires … ? ».
    if question.kind is not AnswerKind.YES_NO or asked_form(beginning(question.text)).word:
        return None
    asked = _Asked.of(as_statement(question.text))
    if asked is None:
        return None
    said = read_statement(sentence)
    if _says_no(asked, said, article_terms):
        return "no"
    return "yes" if _says_yes(asked, said, title_terms | _subject_terms(asked, said, article_terms)) else None


@dataclass(frozen=True, slots=True)
class _Asked:
    """The statement that is asked about: its common words, those of the subject, and the one that decides."""

    statement: Statement
    words: tuple[Word, ...]
    subject: tuple[Word, ...]
    predicate: Word

    @classmethod
    def of(cls, told: ToldStatement) -> "_Asked | None":
        statement = read_statement(told.text)
        words = tuple(word for word in common_words(statement) if word.folded not in _LIGHT)
        # Where the verb is not known, it stands behind the first word, which is the subject.
        behind = [word for word in words if word.end >= told.verb_end] if told.verb_end else list(words[1:])
        if not behind:
            return None
        subject = tuple(word for word in words if word.start < behind[0].start)
        return cls(statement, words, subject, behind[0])

    def unsaid(self, said: Statement, known: Set[str] = frozenset()) -> float:
        """The share of the words that a sentence says in no form, neither by their opposite, and that are not known."""
        by_opposite = {word.start for word in find_opposed(self.statement, said)}
        unsaid = (
            word.start not in by_opposite
            and likeness(word.terms, said.vocabulary) == NOT_THERE
            and not word.terms <= known
            for word in self.words
        )
        return sum(unsaid) / len(self.words)

    def predicate_in(self, said: Statement) -> list[Word]:
        """The words of a sentence that are the predicate, or else those that mean the same and say no other word.

        « public » begins like « publié » and is not that; « fonds », which is asked about, is not « créé ».
        """
        alike = [(word, likeness(self.predicate.terms, word.terms)) for word in said.content]
        same = [word for word, level in alike if level == SAME]
        others = frozenset[str]().union(*(word.terms for word in self.words if word is not self.predicate))
        return same or [word for word, level in alike if level == OTHERWISE and not word.terms & others]


def _says_no(asked: _Asked, said: Statement, known: Set[str]) -> bool:
    against = _against(asked.statement, said, known)
    unsaid = asked.unsaid(said)
    if against and against <= _AGAINST and unsaid <= UNSAID_OF_NO:
        return _has_head(asked, said) and (unsaid <= UNSAID_OF_YES or _contradicts_predicate(asked, said))
    if not against and unsaid <= UNSAID_OF_NO and not find_denials(asked.statement):
        return _is_denied(asked.predicate_in(said), said)
    if not _against(asked.statement, said, frozenset()) <= _VALUES or unsaid > UNSAID_OF_ANOTHER_VALUE:
        return False
    return (
        bool(asked.predicate_in(said))
        and not _restricts(said)
        and has_another_value(asked.statement, said, known=known)
    )


def _contradicts_predicate(asked: _Asked, said: Statement) -> bool:
    """Whether the predicate is what is denied, here or there, or said by its opposite: not any other word."""
    if any(word.start == asked.predicate.start for word in find_opposed(asked.statement, said)):
        return True
    denied = [
        word for statement in (asked.statement, said) for denial in find_denials(statement) for word in denial.denied
    ]
    return any(akin(asked.predicate, word) for word in denied)


def _has_head(asked: _Asked, said: Statement) -> bool:
    """Whether the sentence says what the subject is first, or « il », « celle-ci » in its place."""
    if not asked.subject:
        return any(word is not asked.predicate and likeness(word.terms, said.vocabulary) for word in asked.words)
    return likeness(asked.subject[0].terms, said.vocabulary) > NOT_THERE or any(
        word.folded in _PRONOUNS for word in said.words
    )


def _subject_terms(asked: _Asked, said: Statement, known: Set[str]) -> Set[str]:
    """The known terms of a subject that is a name alone; none where the sentence has a name the question has not."""
    if asked.subject or not all(names(asked.statement, name) for name in find_names(said)):
        return frozenset()
    subject = asked.statement.text[: asked.predicate.start]
    return known & set(search_terms(subject))


def _says_yes(asked: _Asked, said: Statement, known: Set[str]) -> bool:
    if _against(asked.statement, said, known) or asked.unsaid(said, known) > UNSAID_OF_YES:
        return False
    predicate = asked.predicate_in(said)
    if not predicate or not _has_subject(asked, said, known):
        return False
    if not _qualifying(asked.statement) <= _qualifying(said):
        return False
    if find_denials(asked.statement) or _restricts_around(predicate, said):
        return False
    # « demande d’effacer » is not « a effacé ».
    return _is_infinitive(asked.predicate) or not all(_is_infinitive(word) for word in predicate)


def _is_infinitive(word: Word) -> bool:
    return _INFINITIVE.search(word.folded) is not None


def _qualifying(statement: Statement) -> Set[str]:
    return {word.folded for word in statement.words} & _QUALIFYING


def _has_subject(asked: _Asked, said: Statement, known: Set[str]) -> bool:
    return not asked.subject or any(
        likeness(word.terms, said.vocabulary) > NOT_THERE or word.terms <= known for word in asked.subject
    )


def _is_denied(predicate: Sequence[Word], said: Statement) -> bool:
    """Whether each of these words has a denial close before it: « n’a toujours rien donné »."""
    negators = [denial.negator for denial in find_denials(said) if denial.negates_clause]
    return bool(predicate) and all(any(_reaches(negator, word, said) for negator in negators) for word in predicate)


def _reaches(negator: Word, word: Word, said: Statement) -> bool:
    denied = (other for other in said.content if other.folded not in _DENYING)
    between = [other for other in denied if negator.start < other.start < word.start]
    return negator.start < word.start and negator.clause == word.clause and len(between) <= _REACH


def _restricts_around(predicate: Sequence[Word], said: Statement) -> bool:
    """Whether a part that says the predicate has a denial or a « ne »: « n’est venu qu’à reculons »."""
    starts = {denial.negator.start for denial in find_denials(said)}
    starts |= {word.start for word in said.words if word.folded in {"n", "ne"}}
    saying = [part for part in _parts(said) if any(word in part for word in predicate)]
    return any(word.start in starts for part in saying for word in part)


def _parts(statement: Statement) -> list[Sequence[Word]]:
    """The words between punctuation, « et », « mais » and the like."""
    words = statement.words
    starts = [0] if words else []
    starts += [
        at
        for at, (before, word) in enumerate(pairwise(words), start=1)
        if before.clause != word.clause or word.folded in _JOINING
    ]
    return [words[start:end] for start, end in pairwise([*starts, len(words)])]


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
