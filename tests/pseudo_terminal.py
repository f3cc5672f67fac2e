"""`sourcier` as somebody at a terminal meets it: keys go in, and what the screen is sent comes out."""

import os
import pty
import re
import select
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from time import monotonic

from running_service import ROOT

_CONTROL = re.compile(rb"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[=>78]|\r")
_PATIENCE = 60.0  # seconds
# As a shell starts it: a suite that runs in the background ignores SIGINT, and so would whatever it starts.
_COMMAND = """
import fcntl, signal, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
signal.signal(signal.SIGINT, signal.default_int_handler)
from api.cli import main
main()
"""


class PseudoTerminal:
    """The keyboard and the screen of a running command."""

    def __init__(self, process: subprocess.Popen[bytes], screen: int) -> None:
        self._process = process
        self._screen = screen
        self._raw = b""
        self._seen = 0  # characters of what was shown that were waited for

    def press(self, keys: str) -> None:
        """Types."""
        os.write(self._screen, keys.encode())

    def wait_for(self, words: str) -> str:
        """What is shown behind the words waited for before, these included: without colours, in one line."""
        end = monotonic() + _PATIENCE
        while words not in (shown := self._shown()):
            assert monotonic() < end, f"{words!r} never came; the screen shows {shown!r}"
            ready, _, _ = select.select([self._screen], [], [], 0.1)
            if ready:
                self._raw += self._read()
        self._seen += shown.index(words) + len(words)
        return shown

    def wait_for_end(self) -> int:
        """The exit status."""
        end = monotonic() + _PATIENCE
        while self._process.poll() is None:
            assert monotonic() < end, "it never ended"
            if select.select([self._screen], [], [], 0.1)[0]:
                self._read()
        return self._process.returncode

    def _shown(self) -> str:
        text = _CONTROL.sub(b"", self._raw).decode("utf-8", "replace")
        return " ".join(text.split())[self._seen :]

    def _read(self) -> bytes:
        try:
            return os.read(self._screen, 65_536)
        except OSError:  # the command has closed its side
            return b""


@contextmanager
def in_terminal(environment: Mapping[str, str], *arguments: str) -> Iterator[PseudoTerminal]:
    """The command with a terminal of its own, which controls it, so that Ctrl+C reaches it."""
    screen, keyboard = pty.openpty()
    size = {"TERM": "xterm-256color", "COLUMNS": "100", "PROMPT_TOOLKIT_NO_CPR": "1"}  # nobody answers for the screen
    process = subprocess.Popen(
        [sys.executable, "-c", _COMMAND, *arguments],
        env={**os.environ, **environment, **size},
        cwd=ROOT,
        stdin=keyboard,
        stdout=keyboard,
        stderr=keyboard,
        start_new_session=True,
    )
    os.close(keyboard)
    try:
        yield PseudoTerminal(process, screen)
    finally:
        process.kill()
        process.wait()
        os.close(screen)
