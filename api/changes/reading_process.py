"""The process that reads uploaded files: what a hostile document does, it does there. `bounded_reading` runs it.

Requests come as lines of JSON on standard input, and what is read goes out as lines of JSON: of each file its path
first, then its articles and failures; an empty object ends each request. A process whose parent is gone ends by itself,
at the latest when its time on the processor is over.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import IO, Any

from corpus.article import Article, RawArticle
from corpus.errors import ReadFailure
from corpus.reading import read_articles

_SPARE_SECONDS = 60  # on the processor, beyond what the parent waits


@dataclass(frozen=True, slots=True)
class ReadingRequest:
    """Files to read one after the other, without pydantic: a process has to be there at once.

    `facts` are fields of an article that go before what its file states, `published` as ISO writes it. `known_ids` are
    those that files before them took, each with its file. `seconds` is how long nothing may come out of a file.
    """

    paths: tuple[str, ...]
    facts: dict[str, str]
    known_ids: dict[str, str]
    seconds: float

    def amend(self, raw: RawArticle) -> RawArticle:
        """The article with the facts in place of those that its file states."""
        words = {name: value for name, value in self.facts.items() if name != "published"}
        published = self.facts.get("published")
        return replace(raw, **words, published=date.fromisoformat(published) if published else raw.published)


def encode_item(item: Article | ReadFailure) -> dict[str, object]:
    """An article or a failure as it goes over the pipe."""
    kind = "article" if isinstance(item, Article) else "failure"
    fields = asdict(item)
    if isinstance(item, Article):
        fields["published"] = item.published.isoformat() if item.published else None
    return {kind: fields}


def main() -> None:
    """Answers requests until there are no more."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="ascii")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    for line in sys.stdin:
        request = ReadingRequest(**json.loads(line))
        for message in _read(request):
            _tell(out, message)
        _tell(out, {})


def _read(request: ReadingRequest) -> Iterator[Mapping[str, object]]:
    known_ids = dict(request.known_ids)
    for path in request.paths:
        _allow(request.seconds)
        yield {"file": path}
        for item in read_articles([Path(path)], amend=request.amend, known_ids=known_ids):
            _allow(request.seconds)
            yield encode_item(item)


def _allow(seconds: float) -> None:
    """Lets the system end this process after so many seconds more on the processor, whatever a library is doing."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + seconds) + _SPARE_SECONDS, hard))


def _tell(out: IO[Any], message: Mapping[str, object]) -> None:
    out.write(json.dumps(message) + "\n")
    out.flush()


if __name__ == "__main__":
    main()
