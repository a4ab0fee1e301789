"""Draws a card: as large as its words allow, never smaller than a cheap phone shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from bot.core.poster import Look, Poster, Size
from bot.poster.blocks import WIDTH, Band, Block, Boxed, Foot, Points
from bot.poster.canvas import Canvas
from bot.poster.codes import modules
from bot.poster.colours import ACCENTS, PAPERS, Accent
from bot.poster.typeset import drawable

# From the largest letters to the smallest; what still does not fit loses its last point.
_SCALES = (1.3, 1.2, 1.1, 1.0, 0.94, 0.88, 0.82, 0.76, 0.7)
_GAP = 30
_MOST_GAP = 90


@dataclass(frozen=True, slots=True)
class Sheet:
    """A size of cards: what messengers cover above and below is left free of words."""

    height: int
    above: int
    below: int


SHEETS: dict[Size, Sheet] = {"feed": Sheet(1350, 56, 48), "story": Sheet(1920, 200, 230)}


def draw(poster: Poster, look: Look, address: str = "") -> Canvas:
    """The card, with a code that leads to `address` where one is given.

    Raises ImportError where the `card` extra is not installed.
    """
    poster, sheet = _plain(poster), SHEETS[look.size]
    code = modules(address) if address else ()
    blocks = _fitting(poster, look, sheet, code)
    canvas = Canvas(WIDTH, sheet.height, PAPERS[look.theme].ground)
    band, *body, foot = blocks
    band.draw(canvas, 0)
    end = sheet.height - sheet.below - foot.height
    foot.draw(canvas, end)
    room = end - band.height - sum(block.height for block in body)
    gap = min(_MOST_GAP, room // (len(body) + 1))
    top = band.height + max(gap, (room - gap * (len(body) - 1)) // 2)
    for block in body:
        block.draw(canvas, top)
        top += block.height + gap
    return canvas


def _plain(poster: Poster) -> Poster:
    """The poster in signs that the fonts have."""
    words: dict[str, Any] = {
        each.name: drawable(getattr(poster, each.name))
        for each in fields(poster)
        if each.name not in ("tone", "points", "share")
    }
    return replace(poster, points=tuple(map(drawable, poster.points)), **words)


def _fitting(
    poster: Poster, look: Look, sheet: Sheet, code: Sequence[Sequence[int]]
) -> list[Block]:
    """The blocks in the largest letters that fit."""
    for scale in _SCALES:
        blocks = _blocks(poster, look, sheet, code, scale)
        needed = sum(block.height for block in blocks) + _GAP * (len(blocks) - 1)
        if needed <= sheet.height - sheet.below:
            return blocks
    return _fitting(replace(poster, points=poster.points[:-1]), look, sheet, code)


def _blocks(
    poster: Poster, look: Look, sheet: Sheet, code: Sequence[Sequence[int]], scale: float
) -> list[Block]:
    paper, accent = PAPERS[look.theme], ACCENTS[poster.tone]
    box = Accent(paper.box, paper.ink)
    body: list[Block] = [Points(poster.points_label, poster.points, 42 * scale, paper, accent)]
    if poster.says:
        body.insert(0, Boxed(poster.says_label, poster.says, "regular", 42 * scale, box))
    body.append(Boxed(poster.do_label, poster.do, "bold", 42 * scale, accent))
    band = Band(poster, accent, scale, sheet.above)
    return [band, *body, Foot(poster, code, poster.scan, paper)]
