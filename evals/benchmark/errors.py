"""What keeps something from being measured."""


class BenchmarkError(RuntimeError):
    """What is measured did not run; the message has what it said."""
