"""Phones, links and addresses in a message, with what they tell about who writes.

Regular expressions here have bounded repeats only, so the time is linear in the length of the
message.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

import phonenumbers

if TYPE_CHECKING:
    from tldextract import TLDExtract

MOST_PHONES = 40
MOST_LINKS = 60
# A number may be glued to the word in front of it; a second number behind a blank is its own.
_PHONE = re.compile(
    r"(?:(?<![\w.,])|(?<=\bwa)|(?<=\bhp)|(?<=\bno)|(?<=\bhub)|(?<=\btlp)|(?<=\btelp))"
    r"(?:\+|00)?\d"
    r"(?:(?![ ,/]{1,2}(?:\+|0)[28]\d(?:[ .\-]?\d){7})[ .\-()\u2010-\u2015]{0,2}[\dx*]){7,15}"
    r"(?!\w|,\d)"
)
_MASKED = re.compile(r"(?<![\w.,])(?:\+?62|0)[ \-]?8(?:[ \-]{0,2}[\dx*]){4,12}")
_FOREIGN_MASKED = re.compile(r"(?<![\w.,])0\d{1,2}[ \-]x{3,}[x\- ]{0,10}")
_LINK = re.compile(
    r"(?:(?:https?|hxxps?)://\S{3,300}|(?<![\w@.])(?:[a-z0-9-]{1,63}(?:\.|\[\.\])){1,5}[a-z]{2,24}(?:/\S{0,200})?)",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w.@])@[a-z][a-z0-9_]{3,31}(?![\w@])", re.IGNORECASE)
_MAIL = re.compile(r"[a-z0-9._%+\-*]{1,64}@[a-z0-9.*\-]{2,80}", re.IGNORECASE)
_LINKED = re.compile(r"(?:me/|phone=)\+?(\d{8,15})")
_SHORTENERS = frozenset(
    "bit.ly s.id tinyurl.com t.co cutt.ly rb.gy is.gd goo.gl linktr.ee lynk.id "
    "shorturl.at rebrand.ly ow.ly tiny.cc wa.link v.gd".split()
)
_CHATS = frozenset(
    "wa.me t.me telegram.me api.whatsapp.com chat.whatsapp.com m.me line.me signal.me "
    "wa.link".split()
)
_FREE_MAIL = frozenset(
    "gmail.com yahoo.com yahoo.co.id hotmail.com outlook.com ymail.com rocketmail.com "
    "mail.com proton.me".split()
)
_FORMS = frozenset("forms.gle docs.google.com".split())


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone number; `region` is ISO 3166-1 alpha-2, "" where it cannot be told (masked
    numbers).
    """

    start: int
    end: int
    region: str
    e164: str = ""


@dataclass(frozen=True, slots=True)
class WebLink:
    """A link or mail address; `domain` is the registered domain, `kind` what sort of address it
    is.
    """

    start: int
    end: int
    domain: str
    kind: str


@cache
def _extractor() -> TLDExtract:
    # Imported where a link is met: it brings an HTTP library along, which costs a start its time.
    import tldextract

    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def find_phones(text: str) -> tuple[Phone, ...]:
    """The phone numbers of a folded text, masked ones ("08xx xxxx") too, at most MOST_PHONES."""
    found: list[Phone] = []
    for pattern in (_PHONE, _MASKED, _FOREIGN_MASKED):
        for match in pattern.finditer(text):
            if len(found) >= MOST_PHONES:
                break
            if any(phone.start <= match.start() < phone.end for phone in found):
                continue
            phone = _read_phone(match)
            if phone is not None:
                found.append(phone)
    return tuple(sorted(found, key=lambda phone: phone.start))


def _read_phone(match: re.Match[str]) -> Phone | None:
    written = match[0]
    if "x" in written or "*" in written or "000000" in written:
        domestic = re.match(r"^(?:\+?62|0)[ \-]?8", written)
        return Phone(match.start(), match.end(), "ID" if domestic else "")
    digits = re.sub(r"[^\d+]", "", written)
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if digits.startswith("62") and len(digits) >= 10:
        digits = "+" + digits
    return _dialled(digits, match.start(), match.end()) if digits.startswith(("0", "+")) else None


def _dialled(digits: str, start: int, end: int) -> Phone | None:
    try:
        number = phonenumbers.parse(digits, "ID")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    region = phonenumbers.region_code_for_number(number) or ""
    return Phone(
        start, end, region, phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    )


def find_links(text: str) -> tuple[WebLink, ...]:
    """The links and mail addresses, at most MOST_LINKS, with their kind: official, chat, short,
    form, free_mail, mail, web.
    """
    found = [_read_mail(match) for match in islice(_MAIL.finditer(text), MOST_LINKS // 2)]
    taken = [(link.start, link.end) for link in found]
    for match in _LINK.finditer(text):
        if len(found) >= MOST_LINKS:
            break
        if any(start <= match.start() < end for start, end in taken):
            continue
        link = _read_link(match)
        if link is not None:
            found.append(link)
    return tuple(sorted(found, key=lambda link: link.start))


def linked_phones(text: str, links: Sequence[WebLink]) -> tuple[Phone, ...]:
    """The numbers that chat links lead to ("wa.me/62812…", "?phone=855…")."""
    found = []
    for link in links:
        match = _LINKED.search(text, link.start, link.end) if link.kind == "chat" else None
        if (
            match is not None
            and (phone := _dialled("+" + match[1], match.start(1), match.end(1))) is not None
        ):
            found.append(phone)
    return tuple(found)


def find_handles(text: str) -> tuple[str, ...]:
    """Names such as @somebody."""
    return tuple(match[0] for match in _HANDLE.finditer(text))


def _read_mail(match: re.Match[str]) -> WebLink:
    domain = match[0].rpartition("@")[2].strip(".").lower()
    kind = "free_mail" if domain in _FREE_MAIL or not domain.strip("*.") else "mail"
    if domain.endswith((".go.id", ".ac.id")):
        kind = "official"
    return WebLink(match.start(), match.end(), domain, kind)


def _read_link(match: re.Match[str]) -> WebLink | None:
    address = re.sub(r"^hxxp", "http", match[0], flags=re.IGNORECASE).replace("[.]", ".")
    parts = _extractor()(address)
    if parts.ipv4 and "://" in address:
        return WebLink(match.start(), match.end(), parts.ipv4, "web")
    if not parts.suffix or not parts.domain:
        return None
    registered = f"{parts.domain}.{parts.suffix}"
    host = ".".join(part for part in (parts.subdomain, parts.domain, parts.suffix) if part)
    if "://" not in match[0] and "/" not in match[0] and not parts.suffix.endswith(_KNOWN_ENDINGS):
        return None
    if parts.suffix in {"go.id", "mil.id", "ac.id"} or registered in {"kemnaker.go.id"}:
        return WebLink(match.start(), match.end(), registered, "official")
    for kind, names in (("chat", _CHATS), ("short", _SHORTENERS), ("form", _FORMS)):
        if host in names or registered in names:
            return WebLink(match.start(), match.end(), registered, kind)
    return WebLink(match.start(), match.end(), registered, "web")


# A bare "kata.kata" is a link only with an ending that people use; otherwise it is a missing blank.
_KNOWN_ENDINGS = (
    "com",
    "id",
    "org",
    "net",
    "me",
    "ly",
    "gle",
    "io",
    "info",
    "xyz",
    "top",
    "site",
    "online",
    "app",
    "link",
    "gov",
    "edu",
    "co",
    "biz",
    "jobs",
    "work",
    "shop",
    "sg",
    "my",
    "tw",
    "hk",
    "jp",
    "kr",
)
