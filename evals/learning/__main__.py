"""`python -m evals.learning {fusion, reader, threshold}`: makes the numbers that ship, in this order.

`fusion` writes `index/weights/fusion.json` and `reader` the three models in `rag/weights/`, both learned on a
SQuAD-format file alone. `threshold` writes `rag/weights/decisions.json`, chosen on the bundled development questions.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from evals.bundled import bundled_articles
from evals.datasets.squad import Dataset, load_squad
from evals.learning.decisions import best_threshold
from evals.learning.examples import Example, read_examples
from evals.learning.fusion_weights import best_trial, try_fusions
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
    provenance = (
        f"Learned on {_origin(dataset)} with {settings.model}. Command: python -m evals.learning reader --train FILE"
    )
    with temporary_index(dataset.articles, settings) as index:
        examples = read_examples(dataset, index)
    console.print(f"{len(examples)} questions read over {len(dataset.articles)} articles")
    learn_sentences(examples, provenance=provenance).save(WEIGHTS_FOLDER / "sentences.json")
    learn_spans(examples, provenance=provenance).save(WEIGHTS_FOLDER / "spans.json")
    answerable, unanswerable = _with_gaps(dataset, settings)
    console.print(f"{len(answerable)} answerable and {len(unanswerable)} unanswerable questions read")
    model = learn_confidence(answerable, unanswerable, provenance=provenance)
    model.save(WEIGHTS_FOLDER / "confidence.json")


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


def _with_gaps(dataset: Dataset, settings: Settings) -> tuple[list[Example], list[Example]]:
    """The questions read over a store in which a third of the articles are missing: those that can still be answered,
    and those that can no more.

    An article's neighbours on its page stay, so that what cannot be answered is close to what can.
    """
    kept = tuple(article for article in dataset.articles if not _is_left_out(article.id))
    ids = {article.id for article in kept}
    with temporary_index(kept, settings) as index:
        examples = read_examples(dataset, index)
    known = {question.id: question.article_ids for question in dataset.questions.questions}
    answerable = [example for example in examples if known[example.question_id] <= ids]
    unanswerable = [example for example in examples if not known[example.question_id] & ids]
    return answerable, unanswerable


def _is_left_out(article_id: str) -> bool:
    return hashlib.sha256(article_id.encode("utf-8")).digest()[0] % 3 == 0


def _origin(dataset: Dataset) -> str:
    return (
        f"{dataset.questions.name} (SHA-256 {dataset.questions.fingerprint[:16]}, "
        f"{len(dataset.questions.questions)} questions over {len(dataset.articles)} articles)"
    )


if __name__ == "__main__":
    sys.exit(main())
