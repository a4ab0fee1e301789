"""How the desk does: what waits, how long deciding takes, how often people agree."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from bot.storage.cases import Concluded
from bot.storage.store import HOUR


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers of the desk; hours and shares are None where nothing was decided.

    `readers`: the share of decisions that agree with the verdict, of cases that more than one
    reader decided. `rambu`: the share of cases in which the verdict is what Rambu had said.
    """

    waiting: int
    oldest: float
    decided: int
    median: float | None
    readers: float | None
    rambu: float | None


def figures(waiting: int, oldest: float, concluded: Sequence[Concluded], now: float) -> Figures:
    """The figures of these cases."""
    shared = [each for each in concluded if each.votes > 1]
    checked = [each for each in concluded if each.told]
    return Figures(
        waiting,
        (now - oldest) / HOUR if waiting else 0.0,
        len(concluded),
        statistics.median(each.seconds for each in concluded) / HOUR if concluded else None,
        _share(sum(each.agreed for each in shared), sum(each.votes for each in shared)),
        _share(sum(each.verdict == each.told for each in checked), len(checked)),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
