"""How often a caller may come: a token bucket each, in memory that all workers share.

A bucket needs one number, the time at which it will be full again: the "theoretical arrival time" of the generic cell
rate algorithm (ITU-T I.371, 1996), which equals a bucket of `per_minute` tokens that gains `per_minute` a minute.
The numbers lie in a table of fixed size: a caller has a place in a set of eight, and where eight others are busy there,
the longest at rest is forgotten. So a million addresses cost no memory, and errors only ever let somebody in.
"""

import hashlib
import mmap
import struct
import time
from collections.abc import Callable
from pathlib import Path

_SLOT = struct.Struct("<Qd")  # who, by 64 bits of a hash, and when the bucket will be full (time.monotonic)
_WAYS = 8
_SETS = 8_192
TABLE_BYTES = _SETS * _WAYS * _SLOT.size
_WINDOW = 60.0


class RateLimiter:
    """Token buckets by name of caller; `time.monotonic` is one clock for all processes of a machine.

    Two workers that look at one bucket at the very same moment may let one request too many pass.
    """

    def __init__(self, table: mmap.mmap, per_minute: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._table = table
        self.per_minute = per_minute
        self._interval = _WINDOW / per_minute
        self._clock = clock

    @classmethod
    def alone(cls, per_minute: int, *, clock: Callable[[], float] = time.monotonic) -> "RateLimiter":
        """Buckets of this process."""
        return cls(mmap.mmap(-1, TABLE_BYTES), per_minute, clock=clock)

    @classmethod
    def shared(cls, path: Path, per_minute: int, *, clock: Callable[[], float] = time.monotonic) -> "RateLimiter":
        """Buckets in a file, which is made where there is none, with every process that opens it."""
        with path.open("ab+") as file:
            file.truncate(TABLE_BYTES)
            return cls(mmap.mmap(file.fileno(), TABLE_BYTES), per_minute, clock=clock)

    def seconds_to_wait(self, caller: str) -> float:
        """Takes a token of the caller's: 0.0 where there was one, else the seconds until there is."""
        who, first = _place(caller)
        now = self._clock()
        place, full_at = self._find(who, first)
        earliest = max(full_at, now)
        wait = earliest + self._interval - now - _WINDOW
        if wait > 1e-9:  # floating point: the last token of a full bucket is there
            return wait
        _SLOT.pack_into(self._table, place, who, earliest + self._interval)
        return 0.0

    def _find(self, who: int, first: int) -> tuple[int, float]:
        """The caller's place and number; else the place of whoever has been at rest for longest, and 0."""
        oldest, oldest_full_at = first, float("inf")
        for place in range(first, first + _WAYS * _SLOT.size, _SLOT.size):
            found, full_at = _SLOT.unpack_from(self._table, place)
            if found == who:
                return place, full_at
            if full_at < oldest_full_at:
                oldest, oldest_full_at = place, full_at
        return oldest, 0.0


def _place(caller: str) -> tuple[int, int]:
    """64 bits that name the caller, and where in the table its set of places begins."""
    digest = hashlib.blake2b(caller.encode("utf-8", "surrogateescape"), digest_size=16).digest()
    number = int.from_bytes(digest[8:], "little") % _SETS
    return int.from_bytes(digest[:8], "little"), number * _WAYS * _SLOT.size
