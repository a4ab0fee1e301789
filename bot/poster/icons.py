"""The sign of each kind of card, drawn: fonts of letters have no such signs."""

from __future__ import annotations

from bot.core.poster import Tone
from bot.poster.canvas import Canvas
from bot.poster.colours import Accent

_MARKS: dict[Tone, str] = {
    "danger": "!",
    "caution": "!",
    "lure": "x",
    "myth": "?",
    "honest": "v",
    "article": "i",
}


def draw_icon(
    canvas: Canvas, tone: Tone, place: tuple[int, int], size: int, accent: Accent
) -> None:
    """Draws the sign into a square at `place`: a triangle for warnings, else a disc."""
    left, top = place
    if tone in ("danger", "caution"):
        corners = [(left + size / 2, top), (left + size, top + size), (left, top + size)]
        canvas.shape([(float(x), float(y)) for x, y in corners], accent.ink)
    else:
        canvas.disc((left, top, left + size, top + size), accent.ink)
    _mark(canvas, _MARKS[tone], (left, top), size, accent)


def _mark(canvas: Canvas, mark: str, place: tuple[int, int], size: int, accent: Accent) -> None:
    left, top = place
    thick = max(4, size // 9)
    if mark in "xv":
        strokes = {
            "x": [[(0.32, 0.32), (0.68, 0.68)], [(0.68, 0.32), (0.32, 0.68)]],
            "v": [[(0.26, 0.52), (0.44, 0.70), (0.75, 0.33)]],
        }[mark]
        for stroke in strokes:
            points = [(left + x * size, top + y * size) for x, y in stroke]
            canvas.line(points, accent.ground, thick)
        return
    lower = 0.08 if mark == "!" else 0.0
    canvas.sign(mark, (left + size // 2, top + round(size * (0.5 + lower))), size, accent.ground)
