"""Conditions over signals: what verdicts and the guard ask of a message."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from bot.core.content import Condition


def holds(condition: Condition, signals: AbstractSet[str]) -> bool:
    """True when all of `all`, one of `any`, two of `any_2` and none of `none` are among the
    signals.
    """
    if not all(name in signals for name in condition.all):
        return False
    if condition.any and not any(name in signals for name in condition.any):
        return False
    if condition.any_2 and sum(name in signals for name in condition.any_2) < 2:
        return False
    return not any(name in signals for name in condition.none)
