"""What holds for every test: one thread a process for the numeric libraries, since tests already run side by side."""

import os


def pytest_configure() -> None:
    """Set before torch and FAISS are loaded, which read it once.

    Four processes of four OpenMP threads on four cores wait for one another: the tiny readers and rerankers took 190 s
    together, 32 s with one thread each.
    """
    os.environ.setdefault("OMP_NUM_THREADS", "1")
