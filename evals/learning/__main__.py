"""`python -m evals.learning {fusion, reader}`: learns the weights that ship, in this order.

The data sets are SQuAD-format files: weights are learned on the training file alone. `fusion` writes
`index/weights/fusion.json`, `reader` the three models in `rag/weights/`.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from evals.datasets.squad import Dataset, load_squad
from evals.learning.examples import Example, read_examples, temporary_index
from evals.learning.fusion_weights import best_trial, try_fusions
from evals.learning.reader_weights import learn_confidence, learn_sentences, learn_spans
from evals.learning.remembering_embedder import RememberingEmbedder
from index.embedder import Embedder
from index.fusion import WEIGHTS_PATH
from rag.assembly import load_embedder
from rag.linear_model import WEIGHTS_FOLDER
from rag.settings import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Carries out one command and gives its exit status."""
    parser = argparse.ArgumentParser(prog="python -m evals.learning", description=__doc__)
    parser.add_argument("command", choices=("fusion", "reader"))
    parser.add_argument("--train", type=Path, required=True, help="a SQuAD-format file")
    options = parser.parse_args(arguments)
    dataset = load_squad(options.train)
    embedder = RememberingEmbedder(load_embedder(Settings()))
    {"fusion": _learn_fusion, "reader": _learn_reader}[options.command](dataset, embedder, Console())
    return 0


def _learn_fusion(dataset: Dataset, embedder: Embedder, console: Console) -> None:
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


def _learn_reader(dataset: Dataset, embedder: Embedder, console: Console) -> None:
    provenance = (
        f"Learned on {_origin(dataset)} with {embedder.name}. Command: python -m evals.learning reader --train FILE"
    )
    with temporary_index(dataset.articles, embedder) as index:
        examples = read_examples(dataset, index)
    console.print(f"{len(examples)} questions read over {len(dataset.articles)} articles")
    learn_sentences(examples, provenance=provenance).save(WEIGHTS_FOLDER / "sentences.json")
    learn_spans(examples, provenance=provenance).save(WEIGHTS_FOLDER / "spans.json")
    answerable, unanswerable = _with_gaps(dataset, embedder)
    console.print(f"{len(answerable)} answerable and {len(unanswerable)} unanswerable questions read")
    model = learn_confidence(answerable, unanswerable, provenance=provenance)
    model.save(WEIGHTS_FOLDER / "confidence.json")


def _with_gaps(dataset: Dataset, embedder: Embedder) -> tuple[list[Example], list[Example]]:
    """The questions read over a store in which a third of the articles are missing: those that can still be answered,
    and those that can no more.

    An article's neighbours on its page stay, so that what cannot be answered is close to what can.
    """
    kept = tuple(article for article in dataset.articles if not _is_left_out(article.id))
    ids = {article.id for article in kept}
    with temporary_index(kept, embedder) as index:
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
