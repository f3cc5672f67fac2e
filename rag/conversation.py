"""What was said before a question: the turns of a conversation."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing said; a user's turns are questions, the assistant's are the texts of its answers."""

    role: Literal["user", "assistant"]
    content: str
