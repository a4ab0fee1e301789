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


def an_agency(name: str, status: str = "active", **fields: Any) -> Agency:
    return Agency.model_validate(
        {"name": name, "status": status, "list_date": LISTED, "source": "law_book", **fields}
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


def look_up(name: str, today: dt.date = LISTED) -> tuple[str | None, str]:
    found = AGENCIES.look_up(name, today)
    return found.agency.name if found.agency else None, found.standing


@pytest.mark.parametrize(
    ("name", "found", "standing"),
    [
        ("PT Maju Jaya Abadi", "PT Maju Jaya Abadi", "active"),
        ("pt. maju jaya abadi", "PT Maju Jaya Abadi", "active"),
        ("MAJU JAYA ABADI", "PT Maju Jaya Abadi", "active"),
        ("P3MI Karya Sentosa", "PT. Karya Sentosa, Tbk", "active"),
        ("PT Maju Jaya Abady", "PT Maju Jaya Abadi", "similar"),
        ("PT Dicabut Selamanja", "PT Dicabut Selamanya", "similar"),
        ("PT Maju Jaya", None, "unknown"),
        ("PT Maju Mundur Abadi", None, "unknown"),
        ("PT Entah Siapa", None, "unknown"),
        ("PT", None, "unknown"),
        ("PT a", None, "unknown"),
        ("", None, "unknown"),
    ],
)
def test_a_name_is_found_as_written_and_similar_with_one_slip(
    name: str, found: str | None, standing: str
) -> None:
    assert look_up(name) == (found, standing)


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (dt.date(2026, 2, 28), "unknown"),
        (dt.date(2026, 3, 1), "sanctioned"),
        (dt.date(2026, 5, 31), "sanctioned"),
        (dt.date(2026, 6, 1), "over"),
    ],
)
def test_a_sanction_holds_from_its_first_to_its_last_day(day: dt.date, standing: str) -> None:
    assert look_up("PT Sanksi Utama", day)[1] == standing


def test_a_revocation_has_no_end() -> None:
    assert look_up("PT Dicabut Selamanya", dt.date(2030, 1, 1))[1] == "revoked"
    assert look_up("PT Dicabut Selamanya", dt.date(2026, 2, 1))[1] == "unknown"


def test_a_licence_ends_with_its_last_day() -> None:
    agencies = Agencies([an_agency("PT Izin Pendek", until=dt.date(2026, 6, 30))])

    assert agencies.look_up("PT Izin Pendek", dt.date(2026, 6, 30)).standing == "active"
    assert agencies.look_up("PT Izin Pendek", dt.date(2026, 7, 1)).standing == "over"


@pytest.mark.parametrize(
    ("against", "licence", "standing"),
    [
        # A list of licences goes on naming who is suspended.
        (
            {"status": "sanctioned", "since": dt.date(2026, 3, 1)},
            {"list_date": dt.date(2026, 6, 1), "since": dt.date(2024, 1, 1)},
            "sanctioned",
        ),
        # The sanction was lifted, the licence began anew.
        (
            {"status": "sanctioned", "since": dt.date(2026, 3, 1)},
            {"list_date": dt.date(2026, 5, 1), "since": dt.date(2026, 5, 1)},
            "active",
        ),
        # Who lost the licence stands on a later list of licences again.
        ({"status": "revoked", "list_date": dt.date(2026, 1, 1)}, {}, "active"),
        ({"status": "revoked"}, {"list_date": dt.date(2026, 1, 1)}, "revoked"),
    ],
)
def test_several_entries_of_a_company_are_weighed(
    against: dict[str, Any], licence: dict[str, Any], standing: str
) -> None:
    entries = [an_agency("PT Dua Kali", **licence), an_agency("PT Dua Kali", **against)]

    for order in (entries, entries[::-1]):
        assert Agencies(order).look_up("PT Dua Kali", LISTED).standing == standing


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
