"""Whether a race was disturbed: how many cores other processes kept busy while an entrant ran. Linux only.

Libraries that wait for their threads by spinning become many times slower as soon as somebody else wants a core, others
hardly: times that were taken beside other work say nothing about who is faster.
"""

import os
import time
from pathlib import Path

DISTURBED = 0.5
"""From so many cores on, times are not to be trusted."""
_STAT = Path("/proc/stat")
_BUSY = (0, 1, 2, 5, 6, 7)  # user, nice, system, irq, softirq, steal: proc_stat(5)


class OtherWork:
    """Counts from the moment it is made; what this process does, and its ended children did, is not others'."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._busy = _busy_seconds()
        self._own = _own_seconds()

    def cores(self) -> float:
        """The mean number of cores that others kept busy since; 0 where the system does not tell."""
        others = (_busy_seconds() - self._busy) - (_own_seconds() - self._own)
        return max(0.0, others / (time.monotonic() - self._began))


def _busy_seconds() -> float:
    """CPU seconds that all processes have spent since the machine started."""
    if not _STAT.exists():
        return 0.0
    ticks = _STAT.read_text(encoding="ascii").splitlines()[0].split()[1:]
    return sum(int(ticks[place]) for place in _BUSY) / os.sysconf("SC_CLK_TCK")


def _own_seconds() -> float:
    """CPU seconds of this process and of its children that have ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system
