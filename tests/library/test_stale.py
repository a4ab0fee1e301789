"""The report of what nobody looked at for long depends on the day it is given, on nothing else."""

from __future__ import annotations

import datetime as dt
from typing import Any

from bot.library.stale import stale

DAY = dt.date(2026, 11, 20)


def lines(folder: Any, today: dt.date, days: int | None = None) -> list[str]:
    """The report on a folder."""
    return [str(each) for each in stale(folder.library(), today, days)]


def test_what_was_looked_at_today_is_not_reported(folder: Any) -> None:
    assert lines(folder, DAY) == []


def test_a_limit_is_reached_the_day_after(folder: Any) -> None:
    assert lines(folder, DAY + dt.timedelta(days=90)) == []
    assert lines(folder, DAY + dt.timedelta(days=91)) == [
        "content/agencies/list.yaml: list.0: listed 2026-11-20, 91 days ago (limit 90)",
        "content/rates.yaml: MYR: checked 2026-11-20, 91 days ago (limit 90)",
    ]


def test_contacts_want_a_look_sooner_than_laws(folder: Any) -> None:
    half_a_year = lines(folder, DAY + dt.timedelta(days=181))
    a_year = lines(folder, DAY + dt.timedelta(days=366))

    assert [line.partition(": checked")[0] for line in half_a_year][2:] == [
        "content/contacts/national.yaml: hotline",
        "content/countries/MY.yaml: emergency.0",
        "content/countries/MY.yaml: placement",
    ]
    assert "content/laws.yaml: law_a: checked 2026-11-20, 366 days ago (limit 365)" in a_year
    article = "content/articles/paspor/paspor_saya.yaml: file"
    assert f"{article}: reviewed 2026-11-20, 366 days ago (limit 365)" in a_year


def test_a_given_limit_holds_for_everything(folder: Any) -> None:
    report = lines(folder, DAY + dt.timedelta(days=8), days=7)

    assert len(report) == 9
    assert all(line.endswith("8 days ago (limit 7)") for line in report)


def test_what_has_ended_and_what_ends_soon_is_reported(folder: Any) -> None:
    folder.change("laws.yaml", "checked: 2026-11-20", "checked: 2026-11-20, until: 2026-12-20")

    assert lines(folder, dt.date(2026, 11, 19)) == []
    assert lines(folder, DAY) == ["content/laws.yaml: law_a: ends on 2026-12-20"]
    assert lines(folder, dt.date(2026, 12, 20)) == ["content/laws.yaml: law_a: ends on 2026-12-20"]
    assert lines(folder, dt.date(2026, 12, 21)) == [
        "content/laws.yaml: law_a: ended on 2026-12-20 and is not shown: renew or delete it"
    ]


def test_the_oldest_comes_first(folder: Any) -> None:
    folder.change("laws.yaml", "checked: 2026-11-20", "checked: 2026-11-01")
    report = stale(folder.library(), DAY + dt.timedelta(days=8), days=7)

    assert report[0].field == "law_a"
    assert [each.since for each in report] == sorted(each.since for each in report)
