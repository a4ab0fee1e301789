"""The day that a time falls on, where the people are."""

from __future__ import annotations

import datetime as dt


def day_of(seconds: float) -> dt.date:
    """The date in Jakarta."""
    return (dt.datetime.fromtimestamp(seconds, dt.UTC) + dt.timedelta(hours=7)).date()
