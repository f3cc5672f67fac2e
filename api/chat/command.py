"""`sourcier chat`: a conversation in the terminal, over the store here or with a service that runs."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.setting_names import KEY_VARIABLE
from rag.settings import Settings

if TYPE_CHECKING:  # imported by the command that needs them
    from api.chat.answers import Answers

_BOLD, _PLAIN = "\x1b[1m", "\x1b[22m"


def chat(
    url: Annotated[
        str | None, typer.Option(help="A running service, such as http://127.0.0.1:8000, instead of the store here.")
    ] = None,
    key: Annotated[str | None, typer.Option(envvar=KEY_VARIABLE, help="The key that the service asks for.")] = None,
) -> None:
    """Ask one question after another; each may refer to those before.

    /aide shows the commands. Ctrl+C stops an answer, Ctrl+D leaves. Out of a pipe, each line is a question.
    """
    from api.chat.conversation import COMMANDS, Chat
    from api.chat.typed_lines import read_lines
    from api.chat.view import WELCOME

    in_terminal = sys.stdout.isatty()
    with _answers(url, key) as answers:
        conversation = Chat(answers, _say, marked=(_BOLD, _PLAIN) if in_terminal else ("**", "**"))
        if in_terminal:
            _say(WELCOME)
        for line in read_lines(COMMANDS, _say):
            if not conversation.take(line):
                break


@contextmanager
def _answers(url: str | None, key: str | None) -> "Iterator[Answers]":
    from api.chat.answers import ServiceAnswers, StoreAnswers

    if url is not None:
        from api.client import SourcierClient

        with SourcierClient(url, key=key) as client:
            yield ServiceAnswers(client)
        return
    from rag.assembly import assemble, open_index

    settings = Settings()
    with open_index(settings) as index:
        yield StoreAnswers(assemble(index, settings))


def _say(text: str) -> None:
    """A block with an empty line behind it, shown at once."""
    if text:
        typer.echo(f"{text}\n")
        sys.stdout.flush()
