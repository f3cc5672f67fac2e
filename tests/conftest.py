"""What holds for every test: one thread a process for the numeric libraries, since tests already run side by side, and
no limit of time for an example of Hypothesis."""

import os

from hypothesis import HealthCheck, settings


def pytest_configure() -> None:
    """Set before torch and FAISS are loaded, which read it once.

    Four processes of four OpenMP threads on four cores wait for one another: the tiny readers and rerankers took 190 s
    together, 32 s with one thread each.
    """
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    # An example may take 200 ms, the data of all some seconds, or the test fails: on a busy machine any may.
    settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("untimed")
