"""The lines that are typed into a chat: with editing and history in a terminal, as they are out of a pipe."""

import sys
from collections.abc import Callable, Iterator, Sequence

PROMPT = "› "
_HINT = "Ctrl+D quitte."


def read_lines(commands: Sequence[str], say: Callable[[str], None]) -> Iterator[str]:
    """The lines until the end of the input, or Ctrl+D; what is typed is not kept after the chat."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        yield from _typed_lines(commands, say)
        return
    for line in sys.stdin:
        text = line.encode("utf-8", "replace").decode("utf-8").strip()
        if text:
            say(f"{PROMPT}{text}")  # beside its answer, as in a terminal
        yield text


def _typed_lines(commands: Sequence[str], say: Callable[[str], None]) -> Iterator[str]:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import WordCompleter
    from prompt_toolkit.history import InMemoryHistory

    completer = WordCompleter(list(commands), sentence=True)
    session: PromptSession[str] = PromptSession(
        PROMPT, history=InMemoryHistory(), completer=completer, complete_while_typing=False
    )
    while True:
        try:
            yield session.prompt()
        except KeyboardInterrupt:  # drops the line, as shells do
            say(_HINT)
        except EOFError:
            return
