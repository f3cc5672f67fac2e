"""`python -m evals.learning {fusion, reader, threshold, support, spans, confidence}`: makes the numbers that ship.

`fusion` writes `index/weights/fusion.json`, learned on a SQuAD-format file. `reader` writes the three models and the
question terms in `rag/weights/`, learned on that file and on `evals/questions/training/`. `spans` and `confidence`
write one of them alone, `rag/weights/{spans, confidence}.json`, and leave the others as they are. `threshold` writes
`rag/weights/decisions.json`, chosen on the bundled development questions. `support` writes `rag/weights/support.json`,
learned on the development cases in `evals/questions/support/`; it needs none of the others.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from evals.bundled import bundled_articles
from evals.datasets.squad import Dataset, load_squad
from evals.learning.decisions import best_threshold
from evals.learning.fusion_weights import best_trial, try_fusions
from evals.learning.lessons import DEVELOPMENT_QUESTIONS, press_fingerprint
from evals.learning.question_habits import count_question_terms
from evals.learning.reader_weights import learn_confidence, learn_sentences
from evals.learning.remembering_embedder import RememberingEmbedder
from evals.learning.span_weights import learn_spans
from evals.learning.support_weights import learn_support
from evals.learning.training import ReadLessons, open_training
from evals.question_set import load_questions
from evals.runner import evaluate
from evals.scoring import outcomes
from evals.subjects import build_subject, temporary_index
from evals.support_cases import SUPPORT_CASES, load_support_cases
from index.fusion import WEIGHTS_PATH
from index.sealed_json import write_sealed
from rag.assembly import load_embedder
from rag.reading.linear_model import WEIGHTS_FOLDER
from rag.reading.term_weights import QuestionTerms
from rag.settings import Settings, SettingsError


def main(arguments: Sequence[str] | None = None) -> int:
    """Carries out one command and gives its exit status."""
    parser = argparse.ArgumentParser(prog="python -m evals.learning", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("fusion", "reader", "spans", "confidence"):
        commands.add_parser(name).add_argument("--train", type=Path, required=True, help="a SQuAD-format file")
    commands.add_parser("threshold")
    commands.add_parser("support")
    options = parser.parse_args(arguments)
    try:
        settings = Settings()
    except SettingsError as error:
        parser.error(str(error))
    if options.command == "threshold":
        _choose_threshold(settings, Console())
    elif options.command == "support":
        _learn_support()
    else:
        learn = {
            "fusion": _learn_fusion,
            "reader": _learn_reader,
            "spans": _learn_spans,
            "confidence": _learn_confidence,
        }[options.command]
        learn(load_squad(options.train), settings, Console())
    return 0


def _learn_fusion(dataset: Dataset, settings: Settings, console: Console) -> None:
    embedder = RememberingEmbedder(load_embedder(settings))
    trials = []
    for trial in try_fusions(dataset.articles, dataset.questions.questions, embedder):
        trials.append(trial)
        score = trial.score
        console.print(
            f"title {trial.weights.title:.2f} dense {trial.weights.dense:.2f}: "
            f"R@1 {score.recall[1]:.4f} R@5 {score.recall[5]:.4f} nDCG@10 {score.ndcg:.4f}"
        )
    best = best_trial(trials)
    trained = {
        "dense": best.weights.dense,
        "title": best.weights.title,
        "provenance": f"Best nDCG@10 ({best.score.ndcg:.4f}) of a grid of {len(trials)} on {_origin(dataset)} "
        f"with {embedder.name}. Command: python -m evals.learning fusion --train FILE",
    }
    write_sealed(WEIGHTS_PATH, trained)


def _learn_reader(dataset: Dataset, settings: Settings, console: Console) -> None:
    command = "python -m evals.learning reader --train FILE"
    habits = count_question_terms(
        dataset.questions.questions, provenance=f"Counted in {_origin(dataset)}. Command: {command}"
    )
    habits.save(WEIGHTS_FOLDER / "question_terms.json")
    lessons, provenance = _read_lessons(dataset, settings, habits, console, command)
    learn_sentences(lessons.for_sentences, provenance=provenance).save(WEIGHTS_FOLDER / "sentences.json")
    learn_spans(lessons.for_sentences, provenance=provenance).save(WEIGHTS_FOLDER / "spans.json")
    learn_confidence(lessons, provenance=provenance).save(WEIGHTS_FOLDER / "confidence.json")


def _learn_spans(dataset: Dataset, settings: Settings, console: Console) -> None:
    habits = QuestionTerms.load(WEIGHTS_FOLDER / "question_terms.json")
    command = "python -m evals.learning spans --train FILE"
    lessons, provenance = _read_lessons(dataset, settings, habits, console, command)
    learn_spans(lessons.for_sentences, provenance=provenance).save(WEIGHTS_FOLDER / "spans.json")


def _learn_confidence(dataset: Dataset, settings: Settings, console: Console) -> None:
    habits = QuestionTerms.load(WEIGHTS_FOLDER / "question_terms.json")
    command = "python -m evals.learning confidence --train FILE"
    lessons, provenance = _read_lessons(dataset, settings, habits, console, command)
    learn_confidence(lessons, provenance=provenance).save(WEIGHTS_FOLDER / "confidence.json")


def _read_lessons(
    dataset: Dataset, settings: Settings, habits: QuestionTerms, console: Console, command: str
) -> tuple[ReadLessons, str]:
    """All that is learned from, and the provenance of what is learned from it."""
    with open_training(dataset, settings) as training:
        lessons = training.read(habits)
        press_count = training.press_index.article_count
    general, general_cut, press = len(lessons.general), len(lessons.general_cut), len(lessons.press)
    console.print(f"{general} + {press} questions read; {general_cut} again without their answer")
    return lessons, (
        f"Learned on {_origin(dataset)} and evals/questions/training (SHA-256 {press_fingerprint()[:16]}, {press} "
        f"questions over {press_count} articles) with {settings.model}. Command: {command}"
    )


def _choose_threshold(settings: Settings, console: Console) -> None:
    questions = load_questions(DEVELOPMENT_QUESTIONS)
    articles = bundled_articles()
    with temporary_index(articles, settings) as index:
        evaluation = evaluate(questions, replace(build_subject(index, articles, settings), baselines={}, searches={}))
    chosen = best_threshold(outcomes(evaluation.scores))
    console.print(f"least confidence {chosen.minimum_confidence:.3f}: abstention F1 {chosen.f1:.4f}")
    decided = {
        "minimum_confidence": chosen.minimum_confidence,
        "provenance": f"Abstention F1 {chosen.f1:.4f} on {questions.name} (SHA-256 {questions.fingerprint[:16]}, "
        f"{len(questions.questions)} questions). Command: python -m evals.learning threshold",
    }
    write_sealed(WEIGHTS_FOLDER / "decisions.json", decided)


def _learn_support() -> None:
    cases = load_support_cases(SUPPORT_CASES / "development.jsonl")
    provenance = (
        f"Learned on support/{cases.name} (SHA-256 {cases.fingerprint[:16]}, {len(cases.cases)} cases). "
        "Command: python -m evals.learning support"
    )
    learn_support(cases.cases, provenance=provenance).save(WEIGHTS_FOLDER / "support.json")


def _origin(dataset: Dataset) -> str:
    return (
        f"{dataset.questions.name} (SHA-256 {dataset.questions.fingerprint[:16]}, "
        f"{len(dataset.questions.questions)} questions over {len(dataset.articles)} articles)"
    )


if __name__ == "__main__":
    sys.exit(main())
