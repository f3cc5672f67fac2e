"""How often the support check is right: precision and recall of « supported », and what it misses by kind."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evals.support_cases import SupportCase
from rag.support import Support

Check = Callable[[str, Sequence[str]], Support]


@dataclass(frozen=True, slots=True)
class KindCount:
    """Of the cases of one kind, how many there are and how many were judged rightly."""

    kind: str
    right: int
    cases: int


@dataclass(frozen=True, slots=True)
class SupportScore:
    """Counts over cases; `precision` is of those called supported, `recall` of those that are. Empty counts give 1."""

    true_positives: int
    false_positives: int
    false_negatives: int
    true_negatives: int
    kinds: tuple[KindCount, ...]

    @property
    def precision(self) -> float:
        """The share of the sentences called supported that are."""
        return _share(self.true_positives, self.true_positives + self.false_positives)

    @property
    def recall(self) -> float:
        """The share of the supported sentences that are called so."""
        return _share(self.true_positives, self.true_positives + self.false_negatives)

    @property
    def accuracy(self) -> float:
        """The share of all sentences that are judged rightly."""
        right = self.true_positives + self.true_negatives
        return _share(right, right + self.false_positives + self.false_negatives)


def judge(cases: Sequence[SupportCase], check: Check) -> list[bool]:
    """What the check says of each case, in order."""
    return [check(case.sentence, [quote.quote for quote in case.quotes]).supported for case in cases]


def held_probable(cases: Sequence[SupportCase], check: Check) -> float | None:
    """The mean probability that the check states of the sentences it calls supported, to be held beside `precision`.

    None where it calls none so.
    """
    judged = [check(case.sentence, [quote.quote for quote in case.quotes]) for case in cases]
    stated = [support.probability for support in judged if support.supported]
    return sum(stated) / len(stated) if stated else None


def score_support(cases: Sequence[SupportCase], judged: Sequence[bool]) -> SupportScore:
    """The counts of what was said of the cases, kinds in alphabetical order."""
    outcomes = Counter((case.supported, said) for case, said in zip(cases, judged, strict=True))
    all_of = Counter(case.kind for case in cases)
    right_of = Counter(case.kind for case, said in zip(cases, judged, strict=True) if case.supported == said)
    return SupportScore(
        true_positives=outcomes[True, True],
        false_positives=outcomes[False, True],
        false_negatives=outcomes[True, False],
        true_negatives=outcomes[False, False],
        kinds=tuple(KindCount(kind, right_of[kind], all_of[kind]) for kind in sorted(all_of)),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
