"""Phones, links and handles as recruiters write them, whole, masked, linked or defanged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.contacts import (
    MOST_LINKS,
    MOST_PHONES,
    find_handles,
    find_links,
    find_phones,
    linked_phones,
)
from bot.core.folding import fold


@pytest.mark.parametrize(
    ("text", "region", "e164"),
    [
        ("wa 0812-3456-7890", "ID", "+6281234567890"),
        ("wa:+6281234567890", "ID", "+6281234567890"),
        ("wa081234567890", "ID", "+6281234567890"),
        ("62812 3456 7890", "ID", "+6281234567890"),
        ("(0812) 3456 7890", "ID", "+6281234567890"),
        ("0812.3456.7890", "ID", "+6281234567890"),
        ("0812–3456–7890", "ID", "+6281234567890"),
        ("08 12 34 56 78 90", "ID", "+6281234567890"),
        ("006281234567890", "ID", "+6281234567890"),
        ("021-5551234", "ID", "+62215551234"),
        ("+855 12 345 678", "KH", "+85512345678"),
        ("+886912345678", "TW", "+886912345678"),
        ("+1 (415) 555-2671", "US", "+14155552671"),
        ("081x-xxxx-xxxx", "ID", ""),
        ("0812xxxx7890", "ID", ""),
        ("08**-****-1234", "ID", ""),
        ("+62 8xx-xxxx-xxxx", "ID", ""),
        ("0812-0000-000000", "ID", ""),
        ("012-xxx xxxx", "", ""),
    ],
)
def test_a_number_to_call_is_found(text: str, region: str, e164: str) -> None:
    (phone,) = find_phones(text)

    assert (phone.region, phone.e164) == (region, e164)
    assert text[phone.start : phone.end].strip("()") in text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("０８１２-３４５６-７８９０", "+6281234567890"),
        ("O8l2-3456-789O", "+6281234567890"),
        ("𝟬𝟴𝟭𝟮 𝟯𝟰𝟱𝟲 𝟳𝟴𝟵𝟬", "+6281234567890"),
        ("0️⃣8️⃣1️⃣2️⃣ 3456 7890", "+6281234567890"),
        ("+855\u200b12345678", "+85512345678"),
    ],
)
def test_a_disguised_number_is_found_in_the_folded_text(text: str, number: str) -> None:
    assert [phone.e164 for phone in find_phones(fold(text).text)] == [number]


def test_two_numbers_side_by_side_are_two() -> None:
    for joint in (" ", ", ", "/", " / ", "\n"):
        phones = find_phones(f"0812 3456 7890{joint}0813-4567-8901")
        assert [phone.e164 for phone in phones] == ["+6281234567890", "+6281345678901"], joint


@pytest.mark.parametrize(
    "text",
    [
        "nik 3201010101010001",
        "sip3mi no. 9120000512340001",
        "rp 81.234.567.890",
        "tgl 12-12-2026",
        "2026-12-01 10:30",
        "hotline 110 atau 1500 123",
        "umur 18-35 tinggi 150-160",
        "gaji 12.000.000-15.000.000",
    ],
)
def test_other_numbers_are_no_phones(text: str) -> None:
    assert find_phones(text) == ()


@pytest.mark.parametrize(
    ("text", "domain", "kind"),
    [
        ("wa.me/6281234567890", "wa.me", "chat"),
        ("https://t.me/joinchat/abc", "t.me", "chat"),
        ("api.whatsapp.com/send?phone=60123456789", "whatsapp.com", "chat"),
        ("bit.ly/abc", "bit.ly", "short"),
        ("bit[.]ly/abc", "bit.ly", "short"),
        ("hxxps://loker[.]example[.]com/x", "example.com", "web"),
        ("https://forms.gle/abc", "forms.gle", "form"),
        ("docs.google.com/forms/d/1", "google.com", "form"),
        ("kemnaker.go.id", "kemnaker.go.id", "official"),
        ("https://siskop2mi.bp2mi.go.id/x", "bp2mi.go.id", "official"),
        ("loker-kamboja.xyz", "loker-kamboja.xyz", "web"),
        ("http://192.168.1.1/x", "192.168.1.1", "web"),
        ("hrd@gmail.com", "gmail.com", "free_mail"),
        ("hrd@perusahaan.co.id", "perusahaan.co.id", "mail"),
        ("hrd@kbri.go.id", "kbri.go.id", "official"),
        ("h***@gmail.com", "gmail.com", "free_mail"),
    ],
)
def test_an_address_has_a_kind(text: str, domain: str, kind: str) -> None:
    assert [(link.domain, link.kind) for link in find_links(f"info {text} ya")] == [(domain, kind)]


@pytest.mark.parametrize(
    "text", ["gaji.tinggi sekali", "dll.kerja", "a.b.c", "pt.maju jaya", "1.500.000", "a@b"]
)
def test_a_missing_blank_is_no_link(text: str) -> None:
    assert find_links(text) == ()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("https://wa.me/+85512345678?text=hai", ["+85512345678"]),
        ("api.whatsapp.com/send?phone=60123456789", ["+60123456789"]),
        ("wa.me/message/abc", []),
        ("contoh.com/me/6281234567890", []),
    ],
)
def test_chat_links_lead_to_numbers(text: str, numbers: list[str]) -> None:
    assert [phone.e164 for phone in linked_phones(text, find_links(text))] == numbers


@pytest.mark.parametrize(
    ("text", "handles"),
    [
        ("chat @loker_luar ya", ("@loker_luar",)),
        ("@ab dan nama@mail.com", ()),
        ("g@ji t!n99i @1ammmat m@@kan", ()),
    ],
)
def test_a_handle_is_a_name_behind_its_sign(text: str, handles: tuple[str, ...]) -> None:
    assert find_handles(text) == handles


@given(st.text("0812 +-.()x*/@awme[]:ht\n", max_size=200))
def test_whatever_is_written_places_are_in_the_text(text: str) -> None:
    links = find_links(text)
    for found in (*find_phones(text), *links, *linked_phones(text, links)):
        assert 0 <= found.start < found.end <= len(text)


def test_a_flood_of_numbers_is_cut_off() -> None:
    assert len(find_phones("081234567890\n" * 500)) == MOST_PHONES
    assert len(find_links("contoh.com " * 500)) == MOST_LINKS
    assert len(find_links("a@contoh.com contoh.com " * 500)) == MOST_LINKS
