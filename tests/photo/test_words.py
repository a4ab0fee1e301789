"""Words tell which way up a picture is."""

from __future__ import annotations

import math

import pytest

from bot.photo.boxes import Corners, lean, straighten
from bot.photo.words import familiarity


@pytest.mark.parametrize(
    "text", ["LOWONGAN KERJA KE KAMBOJA", "gaji 12 juta per bulan", "kerja apa kak"]
)
def test_words_are_familiar(text: str) -> None:
    assert familiarity([text]) >= 0.5


@pytest.mark.parametrize("text", ["ue|nq Jad etnf z| !be6", "VroBwVy nVoNowol", "", "8 9 1 0"])
def test_what_stands_on_its_head_is_not(text: str) -> None:
    assert familiarity([text]) < 0.5


def corners(left: float, top: float, width: float, angle: float) -> Corners:
    """A line of text 20 high that leans."""
    cos, sin = math.cos(angle), math.sin(angle)

    def at(x: float, y: float) -> tuple[float, float]:
        x, y = left + x, top + y
        return x * cos - y * sin, x * sin + y * cos

    return at(0, 0), at(width, 0), at(width, 20), at(0, 20)


@pytest.mark.parametrize("degrees", [-12, -3, 0, 3, 12])
def test_leaning_lines_are_made_level(degrees: float) -> None:
    found = [corners(0, at * 30, 200, math.radians(degrees)) for at in range(4)]

    box = straighten("a", found[2], lean(found))

    assert (round(box.left), round(box.top), round(box.width)) == (0, 60, 200)
