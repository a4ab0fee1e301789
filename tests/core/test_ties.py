"""What ties offers to one recruiter."""

from __future__ import annotations

import pytest

from bot.core.content import Content
from bot.core.engine import Engine
from bot.core.ties import MOST_TIES, public_ties, ties


def found(engine: Engine, text: str) -> set[str]:
    return set(ties(engine.reader.read(text)))


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        ("WA 0812-3456-7890", "phone:+6281234567890"),
        ("hub +62 812 3456 7890", "phone:+6281234567890"),
        ("klik wa.me/6281234567890", "phone:+6281234567890"),
        ("https://api.whatsapp.com/send?phone=6281234567890&text=halo", "phone:+6281234567890"),
        ("hubungi +855 12 345 678 ya", "phone:+85512345678"),
        ("TG @bossloker88", "name:bossloker88"),
        ("https://t.me/BossLoker88", "name:bossloker88"),
        ("gabung https://chat.whatsapp.com/AbCdEf123?x=1", "link:chat.whatsapp.com/abcdef123"),
        ("daftar bit.ly/kerja-kh", "link:bit.ly/kerja-kh"),
        ("https://facebook.com/loker.kamboja", "link:facebook.com/loker.kamboja"),
        ("https://www.lokersukses.xyz/daftar?id=9", "site:lokersukses.xyz"),
        ("kirim ke hrd.kerja@gmail.com", "mail:hrd.kerja@gmail.com"),
        ("transfer ke BCA 8730 123 456 a/n Budi", "account:8730123456"),
        ("no rekening mandiri: 1370012345678", "account:1370012345678"),
    ],
)
def test_a_tie_is_the_same_however_it_is_written(engine: Engine, text: str, tie: str) -> None:
    assert found(engine, text) == {tie}


@pytest.mark.parametrize(
    "text",
    [
        "gaji 15.000.000 per bulan di Taiwan",
        "WA 0812 xxxx xxxx",
        "lihat https://siskop2mi.bp2mi.go.id/loker",
        "cari kami di facebook.com",
        "gaji ditransfer lewat BCA tiap tanggal 25",
    ],
)
def test_what_anybody_may_write_ties_nobody(engine: Engine, text: str) -> None:
    assert found(engine, text) == set()


def test_an_account_that_is_a_phone_is_taken_once(engine: Engine) -> None:
    assert found(engine, "dana 081234567890") == {"phone:+6281234567890"}


def test_offices_that_help_tie_nobody(engine: Engine, content: Content) -> None:
    public = public_ties(content)
    phones = [each.phone for each in content.contacts.values() if each.phone]
    written = [phone for phone in phones if phone.startswith("+62")]
    assert written
    assert all(found(engine, f"hubungi {phone}") <= public for phone in written)


def test_there_are_never_too_many_ties(engine: Engine) -> None:
    text = " ".join(f"@nama{number:04}" for number in range(500))
    assert len(found(engine, text)) == MOST_TIES
