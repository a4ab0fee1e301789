"""When the people on duty at the organisation that runs Rambu read what is handed over."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FORM = re.compile(r"(?:([a-z]{3})-([a-z]{3}) )?(\d\d:\d\d)-(\d\d:\d\d)")
_WHOLE_DAY = ("00:00", "24:00")


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody reads, in the time of Jakarta; `end` may lie after midnight."""

    start: str
    end: str
    first: str = "mon"
    last: str = "sun"

    @classmethod
    def read(cls, text: str) -> Hours:
        """`08:00-20:00` or `mon-fri 08:00-17:00`. Raises ValueError with what to write."""
        found = _FORM.fullmatch(text.strip().lower())
        first, last, start, end = found.groups() if found else ("", "", "", "")
        days = {first or "mon", last or "sun"} <= {*DAYS}
        if not (found and days and _is_time(start) and _is_time(end) and start != end):
            raise ValueError(f"`{text}` is no time: write 08:00-20:00 or mon-fri 08:00-17:00")
        return cls(start, end, first or "mon", last or "sun")

    def holds(self, now: dt.datetime) -> bool:
        """True when somebody reads at `now` (the time of Jakarta)."""
        time = now.strftime("%H:%M")
        if self.start < self.end:
            return self.start <= time < self.end and self._on_duty(now)
        yesterday = now - dt.timedelta(days=1)
        return (time >= self.start and self._on_duty(now)) or (
            time < self.end and self._on_duty(yesterday)
        )

    def say(self, texts: Mapping[str, str]) -> str:
        """The hours in words."""
        every_day = (self.first, self.last) == (DAYS[0], DAYS[-1])
        if every_day and (self.start, self.end) == _WHOLE_DAY:
            return texts["duty.around_the_clock"]
        times = {"start": self.start.replace(":", "."), "end": self.end.replace(":", ".")}
        if every_day:
            return texts["duty.every_day"].format(**times)
        days = {"first": texts[f"day.{self.first}"], "last": texts[f"day.{self.last}"]}
        return texts["duty.some_days"].format(**days, **times)

    def _on_duty(self, day: dt.datetime) -> bool:
        first, last = DAYS.index(self.first), DAYS.index(self.last)
        if first <= last:
            return first <= day.weekday() <= last
        return day.weekday() >= first or day.weekday() <= last


def _is_time(text: str) -> bool:
    hours, minutes = int(text[:2]), int(text[3:])
    return (hours < 24 and minutes < 60) or text == _WHOLE_DAY[1]
