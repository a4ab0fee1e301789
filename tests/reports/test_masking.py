"""People are taken out of what is shared; the offer stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reports.masking import (
    CHILD,
    CONTACT,
    IDENTITY,
    OWN_DATA,
    OWN_NUMBER,
    mask,
    without_contacts,
)

AD = "LOKER Malaysia 2026, gaji RM 1.800 - RM 2.500, biaya Rp 12.000.000, usia 18-35 tahun"
PHONES = ("0812-3456-7890", "+62 812 3456 7890", "+855 12 345 678", "081234567890")


@pytest.mark.parametrize(
    "number",
    ["3201014506030002", "3201 0145 0603 0002", "320101-450603-0002", "32.01.01.450603.0002"],
)
@pytest.mark.parametrize("before", ["NIK saya ", "ini KTP: ", "kirim ", "no. KTP "])
def test_numbers_of_identity_are_gone(before: str, number: str) -> None:
    masked = mask(f"{AD}. {before}{number} ya")

    assert IDENTITY in masked
    assert "0603" not in masked
    assert AD in masked


@pytest.mark.parametrize("number", ["A1234567", "B 7654321", "X123456"])
def test_numbers_of_passports_are_gone(number: str) -> None:
    masked = mask(f"paspor {number} dipegang bos")

    assert number not in masked
    assert "paspor" in masked
    assert "dipegang bos" in masked


@pytest.mark.parametrize("phone", PHONES)
@pytest.mark.parametrize(
    "said", ["nomor saya {}", "no HP saya: {}", "wa saya di {}", "hpku {}", "No. WA aku {}"]
)
def test_the_reporters_own_phone_is_gone(said: str, phone: str) -> None:
    masked = mask(f"{AD}\n{said.format(phone)} terima kasih")

    assert OWN_NUMBER in masked
    assert phone not in masked


@pytest.mark.parametrize("phone", PHONES)
@pytest.mark.parametrize("said", ["hubungi WA saya {}", "WA {}", "Minat? Chat nomor saya {}"])
def test_the_recruiters_phone_stays(said: str, phone: str) -> None:
    assert phone in mask(f"{AD}\n{said.format(phone)}")


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("nama saya Siti Aminah, ditawari kerja", "Siti"),
        ("Perkenalkan, saya Siti Aminah dari Indramayu", "Siti"),
        ("Nama lengkap : Siti Aminah\nGaji 10 juta", "Siti"),
        ("TTL: Bogor, 1 Mei 2001\nGaji 10 juta", "Bogor"),
        ("Alamat rumah: Dusun Krajan RT 2\nGaji 10 juta", "Krajan"),
        ("Nama ibu kandung = Aminah", "Aminah"),
    ],
)
def test_what_the_reporter_says_of_themselves_is_gone(text: str, gone: str) -> None:
    masked = mask(text)

    assert gone not in masked
    assert OWN_DATA in masked


@pytest.mark.parametrize(
    "about",
    [
        "Adik saya Siti umur 15 tahun sekolah di SMPN 2",
        "anakku Budi (16 th) mau dibawa",
        "keponakan saya namanya Lina, kelas 9 SMP",
        "saya umur 16 tahun, nama panggilan Dewi",
        "anak perempuan tetangga usianya baru 14",
    ],
)
def test_what_is_said_of_children_is_gone(about: str) -> None:
    masked = mask(f"{about}. {AD}")

    assert CHILD in masked
    assert AD in masked
    for name in ("Siti", "Budi", "Lina", "Dewi"):
        assert name not in masked


@pytest.mark.parametrize(
    "offer",
    [
        "Terima anak usia 15 tahun, paspor dibuatkan",
        "Anak saya umur 25 tahun ditawari kerja",
        "Dicari lulusan SMK, umur 17 boleh",
        AD,
        "Rekening BCA 1234567890 a.n. Bos Besar",
    ],
)
def test_offers_stay_as_they_are(offer: str) -> None:
    assert mask(offer) == offer


def test_nothing_of_an_identity_card_is_kept() -> None:
    card = (
        "PROVINSI JAWA BARAT\nNIK : 3201014506030002\nNama : SITI AMINAH\n"
        "Tempat/Tgl Lahir : BOGOR, 05-06-2003\nAgama : ISLAM\nBerlaku Hingga : SEUMUR HIDUP"
    )
    assert mask(card) == ""


@pytest.mark.parametrize(
    "contact",
    [*PHONES, "@bosloker", "wa.me/62812345678", "https://bit.ly/x9", "a.b@gmail.com", "t.me/grup1",
     "1234567890", "08xx-xxxx-7890"],
)  # fmt: skip
def test_contacts_go_where_they_are_not_shared(contact: str) -> None:
    masked = without_contacts(f"{AD}. Hubungi {contact} segera")

    assert contact not in masked
    assert CONTACT in masked
    assert AD in masked


@given(st.text(max_size=300))
def test_any_text_can_be_masked(text: str) -> None:
    assert mask(mask(text)) == mask(mask(mask(text)))
    without_contacts(text)
