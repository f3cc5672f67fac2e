"""The readers that are measured beside the one that ships: each differs from it in one thing."""

from dataclasses import dataclass

from evals.ablation.feature_groups import GROUPS
from evals.ablation.readings import without_habits, without_kind_rule, without_names_rule, without_synonyms
from evals.learning.examples import Prepare
from rag.reading.sentence_reader import prepare


@dataclass(frozen=True, slots=True)
class Rules:
    """What keeps the reader from speaking, by default all that does in the service.

    `confidence` asks for the least confidence that was chosen on development questions.
    """

    language: bool = True
    subject: bool = True
    confidence: bool = True


@dataclass(frozen=True, slots=True)
class ReaderVariant:
    """A reader, and in what it differs from the one that ships.

    `learns` tells that the weights depend on what is left out, so that they have to be learned anew.
    """

    name: str
    change: str
    prepare: Prepare = prepare
    left_out: frozenset[str] = frozenset()
    rules: Rules = Rules()
    learns: bool = False


DEFAULT = ReaderVariant("as it ships", "Nothing is changed.")
CONTROL = ReaderVariant(
    "all features", "Nothing is left out: learning anew has to give the default again.", learns=True
)


def reader_variants() -> tuple[ReaderVariant, ...]:
    """All of them, the one that ships first; those that prepare alike follow one another."""
    return (DEFAULT, *_rules(), *_groups(), *_preparations())


def _rules() -> tuple[ReaderVariant, ...]:
    return (
        ReaderVariant("any confidence", "Nothing is too uncertain to be said.", rules=Rules(confidence=False)),
        ReaderVariant("any subject", "Words unheard of do not silence it.", rules=Rules(subject=False)),
        ReaderVariant("any language", "A foreign question is read as well.", rules=Rules(language=False)),
        ReaderVariant("no refusal at all", "None of these three rules.", rules=Rules(False, False, False)),
    )


def _groups() -> tuple[ReaderVariant, ...]:
    return (
        CONTROL,
        *(
            ReaderVariant(f"no {group.name}", group.tells, left_out=frozenset(group.features), learns=True)
            for group in GROUPS
        ),
    )


def _preparations() -> tuple[ReaderVariant, ...]:
    return (
        ReaderVariant(
            "no question habits",
            "A word tells as much as it is rare in the store, however common in questions.",
            prepare=without_habits,
            learns=True,
        ),
        ReaderVariant(
            "no synonyms",
            "« société » stands for « entreprise » nowhere, neither in features nor in rules.",
            prepare=without_synonyms,
            learns=True,
        ),
        ReaderVariant(
            "any article",
            "Articles that do not mention a name of the question are read too.",
            prepare=without_names_rule,
            learns=True,
        ),
        ReaderVariant(
            "any sentence",
            "Sentences without a date or figure are read for « quand » too.",
            prepare=without_kind_rule,
            learns=True,
        ),
    )
