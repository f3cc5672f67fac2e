"""What a benchmark gives back to `bench`."""

from dataclasses import dataclass

from evals.commands.output import PASSED


@dataclass(frozen=True, slots=True)
class Measured:
    """Its document, as it was written or would be, and the command's exit status."""

    document: object
    status: int = PASSED
