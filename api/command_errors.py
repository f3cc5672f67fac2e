"""How a command ends that cannot do what was asked: one sentence on stderr, exit status 2, no traceback."""

from typing import Any

import typer
from pydantic import ValidationError
from typer.core import TyperGroup

from index.errors import StoreError
from index.model_errors import ModelError
from rag.errors import InvalidCitationIdError, InvalidQuestionError, UnknownCitationError

EXIT_ERROR = 2


class CommandError(Exception):
    """A command cannot do what was asked; the message says why and what to do."""


_EXPECTED = (
    CommandError,
    StoreError,
    ModelError,
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
            message = str(error)
        except ValidationError as error:
            message = _settings_message(error)
        typer.echo(f"sourcier: {message}", err=True)
        raise typer.Exit(EXIT_ERROR)


def _settings_message(error: ValidationError) -> str:
    """The first setting that is wrong, by the name it has in the environment."""
    first = error.errors()[0]
    name = "SOURCIER_" + "_".join(str(step) for step in first["loc"]).upper()
    return f"{name} is {first['input']!r}: {first['msg']}."
