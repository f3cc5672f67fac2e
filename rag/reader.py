"""Reading: which sentences of the retrieved passages answer the question, and how sure that is."""

from collections.abc import Sequence
from typing import Protocol

from index.hit import Hit
from rag.answer import Draft


class Reader(Protocol):
    """Proposes verbatim quotes; it neither cites nor decides whether to speak."""

    def read(self, question: str, hits: Sequence[Hit]) -> Draft:
        """Quotes in the order of the answer, best first where they stand in different places."""
        ...
