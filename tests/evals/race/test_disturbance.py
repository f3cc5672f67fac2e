"""How much others worked, out of counts that are known."""

from pathlib import Path

import pytest

from evals.race import disturbance
from evals.race.disturbance import OtherWork


def test_what_others_did_is_the_machines_work_less_our_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stat = tmp_path / "stat"
    own, now = iter([1.0, 3.0]), iter([100.0, 102.0])
    monkeypatch.setattr(disturbance, "_STAT", stat)
    monkeypatch.setattr(disturbance, "_own_seconds", lambda: next(own))
    monkeypatch.setattr(disturbance.time, "monotonic", lambda: next(now))
    monkeypatch.setattr(disturbance.os, "sysconf", lambda name: 100)
    stat.write_text("cpu  100 0 100 5000 70 0 0 0 0 0\ncpu0 1 1 1 1\n", encoding="ascii")
    others = OtherWork()
    # 5 s in user, nice, system, irq, softirq and steal; idle and waiting for the disk are no work.
    stat.write_text("cpu  300 50 200 9000 700 50 50 50 999 999\ncpu0 1 1 1 1\n", encoding="ascii")
    assert others.cores() == (5.0 - 2.0) / 2.0


def test_where_the_system_does_not_tell_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disturbance, "_STAT", tmp_path / "none")
    assert OtherWork().cores() == 0.0
