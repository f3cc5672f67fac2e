"""The memory of a process with all that it started. Linux only: read from /proc, 0 elsewhere."""

from dataclasses import dataclass
from pathlib import Path

from evals.machine import memory_of


@dataclass(frozen=True, slots=True)
class Memory:
    """MB, summed over a process and its descendants. `highest` sums each one's own peak."""

    resident: int
    highest: int


def measure_memory(process_id: int) -> Memory:
    """What the process and its descendants hold now, and held at most."""
    found = [memory_of(each) for each in [process_id, *descendants_of(process_id)]]
    return Memory(sum(memory.get("resident", 0) for memory in found), sum(memory.get("highest", 0) for memory in found))


def descendants_of(process_id: int) -> list[int]:
    """The processes that a process started, and those that they started, by ascending id at each level."""
    children = sorted(_children_of(process_id))
    return children + [each for child in children for each in descendants_of(child)]


def _children_of(process_id: int) -> list[int]:
    """Field 4 of /proc/*/stat is the parent (proc(5)); it stands after the name, which may hold spaces."""
    children = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:  # ended since it was listed
            continue
        if int(fields[1]) == process_id:
            children.append(int(stat.parent.name))
    return children
