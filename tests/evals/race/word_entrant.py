"""A real entrant in a few lines: finds the articles that share most words with a question, or misbehaves as told."""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from evals.race.peers.protocol import RaceArticle, serve

SLEEP = "import time; time.sleep(600)"


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


class WordEntrant:
    def __init__(self, folder: Path, model: str) -> None:
        say("libraries print what they like")
        self._file = folder / "words.json"
        self._words: dict[str, list[str]] = json.loads(self._file.read_text()) if self._file.exists() else {}

    def ingest(self, articles: Sequence[RaceArticle]) -> int:
        self._words = {article.id: article.document.lower().split() for article in articles}
        return 2 * len(articles)

    def save(self) -> None:
        self._file.write_text(json.dumps(self._words))

    def search(self, question: str, k: int) -> list[str]:
        asked = question.lower().split()
        shared = {name: sum(word in words for word in asked) for name, words in self._words.items()}
        best = sorted(shared, key=lambda name: (-shared[name], name))
        return [name for name in best for _ in range(2)][:k]  # each article has two passages


def misbehave(how: str) -> None:
    if how == "crash":
        raise SystemExit("the model is not a model")
    if how == "garbage":
        say("ready when you are")
    if how == "list":
        say("[]")
    if how == "no-libraries":
        say("{}")
    if how == "hang":
        child = subprocess.Popen([sys.executable, "-c", SLEEP])
        say(json.dumps({"libraries": {}, "child": child.pid}))
    time.sleep(600)


if __name__ == "__main__":
    if sys.argv[3:]:
        misbehave(sys.argv[3])
    serve(WordEntrant, ["pip"])
