"""Dates, numbers and ways to reach somebody, as people read them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from bot.core.content import Contact, Law
from bot.core.wording import say_date, say_month, say_phone, seen, ways_to_reach
from tests.core.small import WAYS, a_contact


@pytest.mark.parametrize(
    ("phone", "said"),
    [
        ("+6281234567890", "+62 812-3456-7890"),
        ("+62215551234", "+62 21 5551234"),
        ("+85512345678", "+855 12 345 678"),
        ("110", "110"),
        ("1500123", "1500123"),
        ("08001000", "0800-1000"),
        ("+9999999999999", "+9999999999999"),
        ("+1", "+1"),
    ],
)
def test_a_number_is_said_in_the_groups_of_its_country(phone: str, said: str) -> None:
    assert say_phone(phone) == said


def test_dates_are_said_in_indonesian() -> None:
    assert say_date(dt.date(2025, 12, 1)) == "1 Desember 2025"
    assert say_month("2025-12") == "Desember 2025"
    assert say_month("2025-01-31") == "Januari 2025"
    assert say_month("2025") == "2025"
    assert say_month(dt.date(2026, 8, 9)) == "Agustus 2026"


def test_a_statement_was_seen_when_it_says_or_when_it_was_checked() -> None:
    fields: dict[str, Any] = {
        "cite": "UU 1",
        "says": "Boleh.",
        "source": "law_book",
        "checked": dt.date(2026, 11, 23),
    }

    assert seen(Law(**fields)) == "November 2026"
    assert seen(Law(**fields, as_of="2024-05")) == "Mei 2024"


@pytest.mark.parametrize(
    ("fields", "ways"),
    [
        ({"phone": "110"}, "110"),
        (
            {"phone": "+6281234567890", "whatsapp": "+6281234567890"},
            "+62 812-3456-7890 (telepon/WA)",
        ),
        ({"phone": "110", "whatsapp": "+6281234567890"}, "110, WA +62 812-3456-7890"),
        ({"phone": None, "whatsapp": "+6281234567890"}, "WA +62 812-3456-7890"),
        ({"phone": "110", "url": "https://a.id"}, "110, https://a.id"),
        ({"phone": None, "email": "a@b.id"}, "a@b.id"),
        ({"phone": "110", "email": "a@b.id"}, "110"),
    ],
)
def test_ways_to_reach_somebody_begin_with_the_quickest(fields: dict[str, Any], ways: str) -> None:
    contact = Contact.model_validate(a_contact("Polri", **fields))

    assert ways_to_reach(contact, WAYS) == ways
