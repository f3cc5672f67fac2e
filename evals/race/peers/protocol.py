"""What an entrant of the race answers: JSON lines over its standard input and output. Standard library only.

    {"call": "ping"}                                       {}
    {"call": "ingest", "file": "/…/articles.json"}         {"passages": 1234}
    {"call": "save"}                                       {}
    {"call": "search", "question": "…", "k": 30}           {"article_ids": ["…", …]}

The first line comes from the entrant, as soon as it can be asked: {"libraries": {name: version}}. The end of its
input is the end of the entrant. Whatever fails ends it too, with the reason on its standard error.
"""

import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Protocol, TextIO


@dataclass(frozen=True, slots=True)
class RaceArticle:
    """An article as every entrant gets it."""

    id: str
    title: str
    text: str

    @property
    def document(self) -> str:
        """The article as a reader sees it: its title, an empty line, its text."""
        return f"{self.title}\n\n{self.text}"


class Entrant(Protocol):
    """A library over a folder: opened with the folder, it has in it what was saved there before."""

    def ingest(self, articles: Sequence[RaceArticle]) -> int:
        """Makes the articles searchable, and gives the number of passages that they were cut into."""
        ...

    def save(self) -> None:
        """Puts all that was ingested on the disk; nothing is asked of this process afterwards."""
        ...

    def search(self, question: str, k: int) -> list[str]:
        """The article ids of the k best passages, best first; an article may come several times."""
        ...


def serve(open_entrant: Callable[[Path, str], Entrant], libraries: Sequence[str]) -> None:
    """Answers until the input ends. The program's arguments are a folder and the path of the embedding model."""
    answers = _claim_stdout()
    entrant = open_entrant(Path(sys.argv[1]), sys.argv[2])
    _say(answers, {"libraries": {name: version(name) for name in libraries}})
    for line in sys.stdin:
        _say(answers, _answer(entrant, json.loads(line)))


def _claim_stdout() -> TextIO:
    """The real standard output. What libraries print goes to standard error from here on."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return answers


def _answer(entrant: Entrant, request: dict[str, str | int]) -> dict[str, object]:
    call = request["call"]
    if call == "ingest":
        given = json.loads(Path(str(request["file"])).read_text(encoding="utf-8"))
        return {"passages": entrant.ingest([RaceArticle(**article) for article in given])}
    if call == "search":
        return {"article_ids": entrant.search(str(request["question"]), int(request["k"]))}
    if call == "save":
        entrant.save()
    elif call != "ping":
        raise ValueError(f"The call {call!r} is unknown: ping, ingest, save, search.")
    return {}


def _say(answers: TextIO, answer: dict[str, object]) -> None:
    answers.write(json.dumps(answer) + "\n")
    answers.flush()
