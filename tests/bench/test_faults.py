"""A small fault run: Telegram and the store fail under the real program."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest

from bot.bench import faults
from bot.bench.faults import TELEGRAM, TROUBLES, Plan, run_faults
from bot.bench.stage import Setting, postgres
from bot.errors import UsageError

# They wait for timeouts, which a test has no time for.
SLOW = {"timeout", "429"}


async def test_nothing_is_lost_when_telegram_fails_and_sqlite_does(tmp_path: Path) -> None:
    troubles = [name for name in TROUBLES if name not in SLOW | {"store gone"}]
    report = await run_faults(Plan(troubles, seconds=1.0, messages=10), tmp_path)
    assert report.good, report
    assert report.outcome.answered == report.outcome.sent == 10 * len(troubles)
    assert report.outcome.starts == 1


async def test_nothing_is_lost_when_postgresql_goes_and_comes_back(tmp_path: Path) -> None:
    # Not below the folder of the tests, which another user may not enter.
    folder = Path(tempfile.mkdtemp(prefix="rambu-postgres-"))
    with postgres(folder / "server") as server:
        setting = Setting(store_url=server.url, replicas=2)
        plan = Plan(["store gone", "store locked"], seconds=2.0, messages=20, setting=setting)
        report = await run_faults(plan, tmp_path, server)
    shutil.rmtree(folder)
    assert report.good, report
    assert report.outcome.answered == 40
    # Everything that was written, and what was written before to learn the answers.
    assert sum(report.handled) >= 45
    assert len(report.handled) == 2


@pytest.mark.parametrize("name", ["store gone", "no such trouble"])
async def test_what_a_store_cannot_do_is_said(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=f"^{name}: "):
        await run_faults(Plan([name], seconds=0.1, messages=5), tmp_path)


def test_a_disk_that_is_not_a_small_one_is_not_filled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faults, "LARGEST_DISK", 0)
    with pytest.raises(UsageError, match="not a small disk of its own"):
        faults._fill(tmp_path / "ballast")
    assert not (tmp_path / "ballast").exists()


def test_every_fault_of_the_stand_in_is_one_it_knows() -> None:
    from tests.fakes.faults import Fault

    for fault in TELEGRAM.values():
        Fault(**fault)
