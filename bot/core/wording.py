"""Small pieces of user-facing wording made from data: dates, phones, ways to reach somebody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import phonenumbers

from bot.core.content import Contact, Dated

_MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
)


def say_month(when: str | dt.date) -> str:
    """ "2025-12" or a date as "Desember 2025"; a bare year stays."""
    parts = str(when).split("-")
    return f"{_MONTHS[int(parts[1]) - 1]} {parts[0]}" if len(parts) > 1 else parts[0]


def say_date(when: dt.date) -> str:
    """A date as "12 Desember 2025"."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def seen(entry: Dated) -> str:
    """When a statement was last seen at its source, else when it was checked."""
    return say_month(entry.as_of or entry.checked)


def say_phone(phone: str) -> str:
    """A phone number in the groups of its country; short numbers as they are."""
    if not phone.startswith("+"):
        return "0800-1000" if phone == "08001000" else phone
    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return phone
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def ways_to_reach(contact: Contact, texts: Mapping[str, str]) -> str:
    """Phone, WhatsApp, mail and address of the web, in the order that helps first."""
    ways = []
    if contact.phone and contact.phone == contact.whatsapp:
        ways.append(texts["way.both"].format(phone=say_phone(contact.phone)))
    else:
        if contact.phone:
            ways.append(say_phone(contact.phone))
        if contact.whatsapp:
            ways.append(texts["way.whatsapp"].format(phone=say_phone(contact.whatsapp)))
    if contact.url:
        ways.append(contact.url)
    if contact.email and not ways:
        ways.append(contact.email)
    return ", ".join(ways)
