"""When the people on duty read: as it is written, as it is said, and at every border."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.core.content import Content
from bot.hours import Hours

MONDAY = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)


def at(day: int, time: str) -> dt.datetime:
    """`day` days after a Monday."""
    hour, minute = map(int, time.split(":"))
    return MONDAY + dt.timedelta(days=day, hours=hour, minutes=minute)


@pytest.mark.parametrize(
    ("text", "day", "time", "holds"),
    [
        ("08:00-20:00", 0, "08:00", True),
        ("08:00-20:00", 6, "19:59", True),
        ("08:00-20:00", 0, "20:00", False),
        ("08:00-20:00", 0, "07:59", False),
        ("00:00-24:00", 3, "23:59", True),
        ("mon-fri 08:00-17:00", 4, "16:59", True),
        ("mon-fri 08:00-17:00", 5, "12:00", False),
        ("sat-mon 08:00-17:00", 6, "12:00", True),
        ("sat-mon 08:00-17:00", 0, "12:00", True),
        ("sat-mon 08:00-17:00", 1, "12:00", False),
        # Over midnight: the night belongs to the day on which it began.
        ("fri-fri 20:00-04:00", 4, "23:00", True),
        ("fri-fri 20:00-04:00", 5, "03:59", True),
        ("fri-fri 20:00-04:00", 5, "20:00", False),
        ("fri-fri 20:00-04:00", 4, "03:00", False),
        ("fri-fri 20:00-04:00", 4, "12:00", False),
    ],
)
def test_hours_hold_from_their_start_to_before_their_end(
    text: str, day: int, time: str, holds: bool
) -> None:
    assert Hours.read(text).holds(at(day, time)) is holds


@pytest.mark.parametrize(
    "text",
    ["", "8-20", "08:00", "08:00-25:00", "08:60-20:00", "08:00-08:00", "foo-fri 08:00-17:00"],
)
def test_what_is_no_time_is_refused_with_its_cure(text: str) -> None:
    with pytest.raises(ValueError, match="write 08:00-20:00 or mon-fri 08:00-17:00"):
        Hours.read(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("00:00-24:00", "24 jam"),
        ("08:00-20:00", "setiap hari 08.00-20.00 WIB"),
        ("MON-FRI 08:00-17:00", "Senin sampai Jumat, 08.00-17.00 WIB"),
    ],
)
def test_hours_are_said_in_words(content: Content, text: str, said: str) -> None:
    assert Hours.read(text).say(content.texts) == said
