"""What of a message is shared: the offer, never the talk around it."""

from __future__ import annotations

import pytest

from bot.core.engine import Engine
from bot.core.message import Message, Part
from bot.reports.choice import Choice
from bot.reports.sharing import LONGEST, read_shared

AD = (
    "Lowongan operator judi online di Kamboja, gaji 15 juta, paspor dipegang kantor,"
    " hubungi WA +855 12 345 678 atau @bosloker"
)
CHAT = (
    "[12/05/2026 10.33] Bos Loker: {ad}\n"
    "[12/05/2026 10.35] Siti Aminah: saya Siti dari Indramayu, anak saya dua, ibu saya sakit\n"
    "[12/05/2026 10.36] Bos Loker: kirim foto KTP ya, besok berangkat pakai visa turis"
)


def test_what_is_written_beside_a_forward_is_left_out(engine: Engine) -> None:
    parts = (Part("ini kata tetanggaku Joko"), Part(AD, "forward"))
    shared = read_shared(engine, Message(parts))

    assert shared is not None
    assert shared.text == AD


def test_of_a_chat_only_who_offers_work_is_shared(engine: Engine) -> None:
    shared = read_shared(engine, Message((Part(CHAT.format(ad=AD)),)))

    assert shared is not None
    assert "visa turis" in shared.text
    assert "Siti" not in shared.text
    assert "Indramayu" not in shared.text


@pytest.mark.parametrize("text", ["", "   ", "\u200b"])
def test_nothing_is_nothing(engine: Engine, text: str) -> None:
    assert read_shared(engine, Message((Part(text),))) is None
    assert read_shared(engine, Message(())) is None


def test_a_card_of_identity_is_not_shared(engine: Engine) -> None:
    card = "PROVINSI JAWA BARAT\nNIK 3201014506030002\nTempat/Tgl Lahir BOGOR\nAgama ISLAM"

    assert read_shared(engine, Message((Part(card, "photo"),))) is None


def test_contacts_are_left_out_where_they_are_not_ticked(engine: Engine) -> None:
    shared = read_shared(engine, Message((Part(AD),)))

    assert shared is not None
    assert "+855 12 345 678" in shared.shown(contacts=True)
    for contact in ("345 678", "@bosloker"):
        assert contact not in shared.shown(contacts=False)
    assert set(shared.contacts) == {"+85512345678", "bosloker"}


def test_a_long_text_is_cut(engine: Engine) -> None:
    shared = read_shared(engine, Message((Part(AD + " lagi" * 5000),)))

    assert shared is not None
    assert len(shared.text) <= LONGEST


@pytest.mark.parametrize("letters", ["tck", "tc", "t", "c", "ck", "k", "-"])
def test_a_choice_survives_its_button(letters: str) -> None:
    assert Choice.read(letters).letters == letters


@pytest.mark.parametrize("name", ["text", "contacts", "tell"])
def test_a_tick_is_changed_and_changed_back(name: str) -> None:
    choice = Choice.read("")

    assert choice.toggled(name) != choice
    assert choice.toggled(name).toggled(name) == choice
