"""Where figures were taken: the machine, the day, the versions of what computes them."""

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

LIBRARIES = ("faiss-cpu", "ir-measures", "numpy", "onnxruntime", "PyStemmer", "tantivy", "tokenizers")
"""What can move a figure. Changing one is a reason to look at the baselines again."""


def describe_machine() -> dict[str, str | int]:
    """Processor, cores this process may use, memory in MB, system, Python, and today's date (UTC)."""
    return {
        "processor": _from_proc("/proc/cpuinfo", "model name") or platform.processor() or platform.machine(),
        "cores": available_cores(),
        "memory_mb": _total_memory_mb(),
        "system": platform.system() + " " + platform.machine(),
        "python": platform.python_version(),
        "date": datetime.now(UTC).date().isoformat(),
    }


def library_versions(names: Sequence[str] = LIBRARIES) -> Mapping[str, str]:
    """The installed version of each library that can move a figure."""
    return {name: _version(name) for name in names}


def available_cores() -> int:
    """How many cores this process may run on, which a container may keep below the machine's."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def memory_of(process_id: int) -> dict[str, int]:
    """Resident memory of a process in MB, now and at its highest. Linux only; empty elsewhere."""
    status = f"/proc/{process_id}/status"
    found = {"resident": _from_proc(status, "VmRSS"), "highest": _from_proc(status, "VmHWM")}
    return {name: int(value.split()[0]) // 1024 for name, value in found.items() if value}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _total_memory_mb() -> int:
    found = _from_proc("/proc/meminfo", "MemTotal")
    return int(found.split()[0]) // 1024 if found else 0


def _from_proc(path: str, name: str) -> str:
    """The value after the first `name:` of a file under /proc; empty where there is no such file or line."""
    if not Path(path).exists():
        return ""
    for line in Path(path).read_text(encoding="utf-8", errors="replace").splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return ""
