"""Companies on the lists: found in spite of a slip, and only as long as an entry holds."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from bot.core.agencies import Agencies, plain_name
from bot.core.content import Agency
from bot.core.message import Message
from tests.core.small import read, small_engine

LISTED = dt.date(2026, 6, 1)


def an_agency(name: str, status: str = "active", **dates: Any) -> Agency:
    return Agency.model_validate(
        {"name": name, "status": status, "list_date": LISTED, "source": "law_book", **dates}
    )


AGENCIES = Agencies(
    [
        an_agency("PT Maju Jaya Abadi"),
        an_agency("PT. Karya Sentosa, Tbk"),
        an_agency(
            "PT Sanksi Utama",
            "sanctioned",
            since=dt.date(2026, 3, 1),
            until=dt.date(2026, 5, 31),
        ),
        an_agency("PT Dicabut Selamanya", "revoked", since=dt.date(2026, 3, 1)),
    ]
)


def look_up(name: str, today: dt.date = LISTED) -> str | None:
    found = AGENCIES.look_up(name, today)
    return found.name if found else None


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("PT Maju Jaya Abadi", "PT Maju Jaya Abadi"),
        ("pt. maju jaya abadi", "PT Maju Jaya Abadi"),
        ("MAJU JAYA ABADI", "PT Maju Jaya Abadi"),
        ("PT Maju Jaya Abady", "PT Maju Jaya Abadi"),
        ("P3MI Karya Sentosa", "PT. Karya Sentosa, Tbk"),
        ("PT Maju Jaya", None),
        ("PT Maju Mundur Abadi", None),
        ("PT Entah Siapa", None),
        ("PT", None),
        ("PT a", None),
        ("", None),
    ],
)
def test_a_name_is_found_with_one_slip_and_not_with_more(name: str, found: str | None) -> None:
    assert look_up(name) == found


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (dt.date(2026, 2, 28), False),
        (dt.date(2026, 3, 1), True),
        (dt.date(2026, 5, 31), True),
        (dt.date(2026, 6, 1), False),
    ],
)
def test_a_sanction_holds_from_its_first_to_its_last_day(day: dt.date, holds: bool) -> None:
    assert (look_up("PT Sanksi Utama", day) is not None) is holds


def test_a_revocation_has_no_end() -> None:
    assert look_up("PT Dicabut Selamanya", dt.date(2030, 1, 1)) is not None
    assert look_up("PT Dicabut Selamanya", dt.date(2026, 2, 1)) is None


def test_an_offer_names_its_companies_once_each() -> None:
    text = "PT Maju Jaya Abadi buka. PT Maju Jaya Abadi. LPK Sakura. PT Entah Siapa, Batam"
    matches = AGENCIES.find(read(text).facts, LISTED)

    assert [(match.name, match.agency is not None) for match in matches] == [
        ("PT Maju Jaya Abadi", True),
        ("PT Entah Siapa", False),
    ]


def test_the_engine_looks_up_its_own_lists() -> None:
    engine = small_engine(agencies=[an_agency("PT Maju Jaya Abadi").model_dump()])
    understanding = engine.understand(Message.of("dicari admin, PT Maju Jaya Abadi"))

    (match,) = engine.find_agencies(understanding, LISTED)

    assert match.agency is not None


def test_a_plain_name_has_no_form_and_no_marks() -> None:
    assert plain_name("PT. Karya-Sentosa (Persero), Tbk.") == "karya sentosa"
