"""Fingerprints: the same through disguise, different for different offers, readable by nobody."""

from __future__ import annotations

import random

import pytest

from bot.bench.edits import EDITS
from bot.core.content import Content
from bot.core.engine import Engine
from bot.core.similar import Fingerprint, Fingerprinter, is_same, is_similar

OFFER = """LOWONGAN ADMIN CHAT KAMBOJA
Gaji 15 juta per bulan bersih, makan dan mess ditanggung bos.
Tidak perlu pengalaman, yang penting bisa mengetik cepat dan mau kerja malam.
Tiket dan paspor diurus kantor, berangkat minggu depan lewat Batam.
Minat langsung WA 0812-3456-7890, kuota tinggal lima orang."""
KEY = bytes(32)


@pytest.fixture(scope="module")
def marks(content: Content) -> Fingerprinter:
    return Fingerprinter(KEY, content)


def of(marks: Fingerprinter, engine: Engine, text: str) -> Fingerprint:
    return marks.of(engine.reader.read(text))


@pytest.mark.parametrize("name", EDITS)
def test_an_edited_offer_is_known_again(marks: Fingerprinter, engine: Engine, name: str) -> None:
    edited = EDITS[name](OFFER, random.Random(7))  # noqa: S311
    assert edited != OFFER
    assert is_similar(of(marks, engine, OFFER), of(marks, engine, edited))


@pytest.mark.parametrize(
    "text",
    [
        OFFER.replace("ADMIN CHAT", "JURU MASAK"),
        OFFER.replace("KAMBOJA", "JEPANG"),
        "Halo kak, mau tanya biaya kerja ke Taiwan itu berapa ya sekarang, terima kasih banyak",
        "",
    ],
)
def test_another_offer_is_not_taken_for_it(marks: Fingerprinter, engine: Engine, text: str) -> None:
    assert not is_similar(of(marks, engine, OFFER), of(marks, engine, text))


def test_another_company_in_the_same_words_is_another_offer(
    marks: Fingerprinter, engine: Engine
) -> None:
    text = "PT Maju Lestari membuka lowongan perawat lansia ke Jepang, usia 20 sampai 35 tahun, {}"
    text = text.format("ijazah minimal SMA, pelatihan bahasa disediakan, daftar di kantor Cilacap")
    other = text.replace("Maju Lestari", "Sinar Rejeki")
    assert not is_similar(of(marks, engine, text), of(marks, engine, other))


def test_the_same_text_with_small_edits_is_the_same(marks: Fingerprinter, engine: Engine) -> None:
    edited = OFFER.replace("15 juta", "18 juta").replace("7890", "1111").replace("bersih", "nett")
    assert is_same(of(marks, engine, OFFER), of(marks, engine, edited))
    wrapped = f"{OFFER}\n{'Menurut kakak bagaimana, apa benar dan siapa pernah ke sana? ' * 2}"
    longer = wrapped + " Teman saya bilang jangan, tapi ibu sudah setuju dan kami butuh uang segera"
    longer += " untuk sekolah adik, jadi saya bingung sekali harus memilih yang mana sekarang ini."
    assert is_similar(of(marks, engine, OFFER), of(marks, engine, longer))
    assert not is_same(of(marks, engine, OFFER), of(marks, engine, longer))


def test_a_fingerprint_survives_the_store(marks: Fingerprinter, engine: Engine) -> None:
    fingerprint = of(marks, engine, OFFER)
    assert Fingerprint.unpack(fingerprint.pack()) == fingerprint
    assert Fingerprint.unpack(Fingerprint(()).pack()).pairs == frozenset()


@pytest.mark.parametrize("broken", [b"", b"\x00" * 3, b"\xff" * 40])
def test_broken_bytes_are_no_fingerprint(broken: bytes) -> None:
    with pytest.raises(ValueError, match="no fingerprint"):
        Fingerprint.unpack(broken)


def test_without_the_key_nothing_can_be_asked(content: Content, engine: Engine) -> None:
    mine = Fingerprinter(KEY, content)
    theirs = Fingerprinter(bytes(31) + b"\x01", content)
    reading = engine.reader.read(OFFER)
    assert not mine.of(reading).different & theirs.of(reading).different
    assert not mine.of(reading).pairs & theirs.of(reading).pairs
    assert len(mine.contacts(reading)) == 1
    assert not mine.contacts(reading) & theirs.contacts(reading)
    assert b"kamboja" not in mine.of(reading).pack()


def test_a_flood_of_words_makes_no_endless_fingerprint(
    marks: Fingerprinter, engine: Engine
) -> None:
    text = " ".join(f"kata{chr(97 + a)}{chr(97 + b)}i" for a in range(26) for b in range(26)) * 4
    assert len(of(marks, engine, text).pairs) <= 1000
