"""Makes the tables: every variant measured on every set, each beside the default."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from evals.ablation.differences import Measurement, compare
from evals.ablation.document import Row, Section
from evals.ablation.reader_variants import DEFAULT, ReaderVariant, reader_variants
from evals.ablation.reading_survey import ReaderResult, measure_readers
from evals.ablation.retrieval import FIGURES, can_be_searched, measure_searches
from evals.ablation.search_variants import search_variants
from evals.ablation.sets import AskedSet, EvaluatedSet
from evals.ablation.verdicts import Weights, judge_naive, reader_figures
from evals.learning.training import Training
from evals.naive_reader import NaiveReader
from index.embedding.embedder import Embedder
from rag.reading.sentence_reader import ReaderModels

Report: TypeAlias = Callable[[str], None]
"""Tells somebody who waits what has just been measured."""

RETRIEVAL, READER = "retrieval", "reader"
READER_FIGURES = ("forced_contains", "abstention_f1", "risk_coverage_area", "answered_accuracy", "coverage")
NAIVE = ReaderVariant("naive reader", "The sentence of the best passage that shares most; it refuses nothing.")


def survey_searches(sets: Sequence[EvaluatedSet], embedder: Embedder, report: Report) -> Section:
    """The searches, on the answerable questions of each set."""
    variants = search_variants()
    measured: dict[str, dict[str, Mapping[str, Measurement]]] = {variant.name: {} for variant in variants}
    counts = {}
    for part in sets:
        questions = [question for question in part.questions.questions if can_be_searched(question)]
        counts[part.name] = len(questions)
        default = None
        for variant, figures in measure_searches(variants, part.articles, questions, embedder):
            default = default or figures
            measured[variant.name][part.name] = compare(figures, default, len(questions))
            report(f"{part.name}: {variant.name}")
    rows = tuple(Row(variant.name, variant.change, "", measured[variant.name]) for variant in variants)
    return Section(RETRIEVAL, tuple(FIGURES), counts, rows)


def survey_readers(
    sets: Sequence[AskedSet], training: Training | None, models: ReaderModels, report: Report
) -> Section:
    """The readers, on all questions of each set; the first set chooses the least confidence of weights learned anew."""
    shipped = Weights(models.sentences, models.confidence, models.decisions.minimum_confidence)
    variants = reader_variants()
    results = measure_readers(variants, sets, training, shipped=shipped, habits=models.question_terms)
    default = next(results)
    rows = []
    for result in _with_naive(default, results, sets):
        rows.append(_row(result, default))
        report(f"{result.variant.name}: weights {result.weights}")
    return Section(READER, READER_FIGURES, {part.name: len(part.asked) for part in sets}, tuple(rows))


def _with_naive(
    default: ReaderResult, others: Iterator[ReaderResult], sets: Sequence[AskedSet]
) -> Iterator[ReaderResult]:
    """The default, the naive reader, and then the others."""
    if default.variant is not DEFAULT:
        raise ValueError(f"The first reader is what the others are compared with; {default.variant.name!r} came.")
    yield default
    outcomes = {part.name: [judge_naive(asked, NaiveReader(part.index)) for asked in part.asked] for part in sets}
    yield ReaderResult(NAIVE, "none", outcomes)
    yield from others


def _row(result: ReaderResult, default: ReaderResult) -> Row:
    measured = {
        name: compare(reader_figures(outcomes), reader_figures(default.outcomes[name]), len(outcomes))
        for name, outcomes in result.outcomes.items()
    }
    return Row(result.variant.name, result.variant.change, result.weights, measured)
