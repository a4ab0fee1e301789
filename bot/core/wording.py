"""Small pieces of user-facing wording made from data: dates, phones, ways to reach somebody."""

from __future__ import annotations

import datetime as dt

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
    """A phone number in groups that can be read aloud; short numbers as they are."""
    if not phone.startswith("+"):
        return "0800-1000" if phone == "08001000" else phone
    country, rest = _split_country(phone[1:])
    groups = [rest[at : at + 4] for at in range(0, len(rest), 4)]
    if len(groups) > 1 and len(groups[-1]) < 3:
        groups[-2:] = [groups[-2] + groups[-1]]
    return f"+{country} {'-'.join(groups)}"


def _split_country(digits: str) -> tuple[str, str]:
    size = 1 if digits[0] in "17" else 3 if digits[:3] in _THREE_DIGIT_CODES else 2
    return digits[:size], digits[size:]


_THREE_DIGIT_CODES = frozenset(
    "852 853 855 856 670 673 675 679 880 886 960 961 962 963 964 965 966 967 968 970 971 972 "
    "973 974 975 976 977 992 993 994 995 996 998 "
    "212 213 216 218 220 233 234 254 255 256 258 260 263 351 352 353 354 355 356 357 "
    "358 359 370 371 372 373 374 375 380 381 385 386 387 420 421".split()
)


def ways_to_reach(contact: Contact) -> str:
    """Phone, WhatsApp, mail and address of the web, in the order that helps first."""
    ways = []
    if contact.phone and contact.phone == contact.whatsapp:
        ways.append(f"{say_phone(contact.phone)} (telepon/WA)")
    else:
        if contact.phone:
            ways.append(say_phone(contact.phone))
        if contact.whatsapp:
            ways.append(f"WA {say_phone(contact.whatsapp)}")
    if contact.url:
        ways.append(contact.url)
    if contact.email and not ways:
        ways.append(contact.email)
    return ", ".join(ways)
