"""What keeps an entrant from racing."""

from evals.benchmark.errors import BenchmarkError


class EntrantError(BenchmarkError):
    """An entrant that is not there, died, hung or answered nonsense; the message says which and what it printed."""
