"""How long the stages of an answer take."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


class StageClock:
    """Milliseconds by stage."""

    def __init__(self) -> None:
        self.milliseconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Times a stage; one that comes again adds to its time."""
        start = time.perf_counter()
        yield
        milliseconds = (time.perf_counter() - start) * 1000
        self.milliseconds[name] = round(self.milliseconds.get(name, 0.0) + milliseconds, 3)
