"""How a command ends that cannot do what was asked: one sentence on stderr, exit status 2, no traceback."""

from typing import Any

import typer
from typer.core import TyperGroup

from index.embedding.model_errors import ModelError
from index.errors import StoreError
from rag.errors import InvalidCitationIdError, InvalidQuestionError, UnknownCitationError
from rag.settings import SettingsError

EXIT_ERROR = 2


class CommandError(Exception):
    """A command cannot do what was asked; the message says why and what to do."""


_EXPECTED = (
    CommandError,
    StoreError,
    ModelError,
    SettingsError,
    InvalidQuestionError,
    InvalidCitationIdError,
    UnknownCitationError,
    OSError,
)


class OneSentenceErrors(TyperGroup):
    """Says in a sentence what can be expected to go wrong; a traceback is left for defects."""

    def invoke(self, ctx: Any) -> Any:
        """Runs the command."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # whoever read our output has closed it: not worth a word
        except _EXPECTED as error:
            typer.echo(f"sourcier: {error}", err=True)
        raise typer.Exit(EXIT_ERROR)
