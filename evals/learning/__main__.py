"""`python -m evals.learning {fusion, reader, threshold}`: makes the numbers that ship, in this order.

`fusion` writes `index/weights/fusion.json`, learned on a SQuAD-format file. `reader` writes the three models and the
question terms in `rag/weights/`, learned on that file and on `evals/questions/training/`. `threshold` writes
`rag/weights/decisions.json`, chosen on the bundled development questions.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from corpus.article import Article
from evals.bundled import bundled_articles
from evals.datasets.squad import Dataset, load_squad
from evals.learning.decisions import best_threshold
from evals.learning.examples import Example, Lesson, read_examples, without_answer
from evals.learning.fusion_weights import best_trial, try_fusions
from evals.learning.lessons import press_articles, press_fingerprint, press_lesson, squad_lesson
from evals.learning.question_habits import count_question_terms
from evals.learning.reader_weights import learn_confidence, learn_sentences, learn_spans
from evals.learning.remembering_embedder import RememberingEmbedder
from evals.question_set import load_questions
from evals.runner import evaluate
from evals.scoring import outcomes
from evals.subjects import build_subject, temporary_index
from index.fusion import WEIGHTS_PATH
from rag.assembly import load_embedder
from rag.linear_model import WEIGHTS_FOLDER
from rag.settings import Settings
from rag.term_weights import QuestionTerms

# A question on press articles counts as so many on encyclopedia paragraphs: they are fewer, and what is asked here.
PRESS_COUNTS, PRESS_COUNTS_FOR_CONFIDENCE = 3, 10
DEVELOPMENT_QUESTIONS = Path(__file__).parent.parent / "questions" / "development.jsonl"


def main(arguments: Sequence[str] | None = None) -> int:
    """Carries out one command and gives its exit status."""
    parser = argparse.ArgumentParser(prog="python -m evals.learning", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("fusion", "reader"):
        commands.add_parser(name).add_argument("--train", type=Path, required=True, help="a SQuAD-format file")
    commands.add_parser("threshold")
    options = parser.parse_args(arguments)
    if options.command == "threshold":
        _choose_threshold(Settings(), Console())
    else:
        learn = {"fusion": _learn_fusion, "reader": _learn_reader}[options.command]
        learn(load_squad(options.train), Settings(), Console())
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
    WEIGHTS_PATH.write_text(json.dumps(trained, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _learn_reader(dataset: Dataset, settings: Settings, console: Console) -> None:
    command = "python -m evals.learning reader --train FILE"
    origin = _origin(dataset)
    habits = count_question_terms(dataset.questions.questions, provenance=f"Counted in {origin}. Command: {command}")
    habits.save(WEIGHTS_FOLDER / "question_terms.json")
    articles = press_articles()
    general, general_cut = _read(dataset.articles, squad_lesson(dataset), settings, habits)
    press, _ = _read(articles, press_lesson(articles), settings, habits)
    console.print(f"{len(general)} + {len(press)} questions read; {len(general_cut)} again without their answer")
    provenance = (
        f"Learned on {origin} and evals/questions/training (SHA-256 {press_fingerprint()[:16]}, {len(press)} questions "
        f"over {len(articles)} articles) with {settings.model}. Command: {command}"
    )
    learn_sentences(general + press * PRESS_COUNTS, provenance=provenance).save(WEIGHTS_FOLDER / "sentences.json")
    learn_spans(general + press * PRESS_COUNTS, provenance=provenance).save(WEIGHTS_FOLDER / "spans.json")
    both = general + general_cut + press * PRESS_COUNTS_FOR_CONFIDENCE
    learn_confidence(both, provenance=provenance).save(WEIGHTS_FOLDER / "confidence.json")


def _read(
    articles: tuple[Article, ...], lesson: Lesson, settings: Settings, habits: QuestionTerms
) -> tuple[list[Example], list[Example]]:
    """The questions as they are, and those that can be answered once more without their answers."""
    with temporary_index(articles, settings) as index:
        examples = read_examples(lesson, index, habits)
        cut = [without_answer(example, index, habits) for example in examples]
    return examples, [example for example in cut if example is not None]


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
    (WEIGHTS_FOLDER / "decisions.json").write_text(json.dumps(decided, indent=1, sort_keys=True) + "\n", "utf-8")


def _origin(dataset: Dataset) -> str:
    return (
        f"{dataset.questions.name} (SHA-256 {dataset.questions.fingerprint[:16]}, "
        f"{len(dataset.questions.questions)} questions over {len(dataset.articles)} articles)"
    )


if __name__ == "__main__":
    sys.exit(main())
