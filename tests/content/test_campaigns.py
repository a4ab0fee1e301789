"""The pieces against the lures: enough of them, each kind, and none that says what it may not."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from bot.core.campaigns import Piece
from bot.library import read_content

CONTENT = read_content(Path(__file__).resolve().parents[2] / "content")
CAMPAIGNS = CONTENT.campaigns.values()
PIECES = [piece for campaign in CAMPAIGNS for piece in campaign.pieces]
# Who is not named: companies with their legal form, and people with a title.
NAMED = re.compile(r"\b(PT|CV) [A-Z][a-z]|\b(Bapak|Ibu|Sdr|Saudari|Pak|Bu) [A-Z]")


def test_there_are_at_least_forty_pieces_of_every_form() -> None:
    forms = Counter(piece.form for piece in PIECES if piece.status == "published")

    assert sum(forms.values()) >= 40
    assert min(forms[form] for form in ("lure", "myth", "honest")) >= 5


def test_every_mode_that_rules_know_has_a_campaign() -> None:
    tags = {tag for rule in CONTENT.rules.values() for tag in rule.tags if tag.startswith("mode.")}

    assert tags == {campaign.mode for campaign in CAMPAIGNS}


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.id)
def test_a_piece_names_nobody(piece: Piece) -> None:
    words = "\n".join((piece.headline, piece.says or "", *piece.lines, piece.do, piece.share))

    assert not NAMED.search(words)


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.id)
def test_a_variant_is_a_draft_until_somebody_who_speaks_it_has_read_it(piece: Piece) -> None:
    assert {variant.draft for variant in piece.variants} <= {"needs native reader"}


def test_no_two_pieces_say_the_same() -> None:
    shared = Counter(text for piece in PIECES for text in (piece.headline, piece.share))

    assert max(shared.values()) == 1
