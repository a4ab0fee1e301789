"""Boxes of text as a recogniser finds them, made by hand."""

from __future__ import annotations

from bot.photo.boxes import Box

LETTER = 10.0
HEIGHT = 20.0


def box(text: str, left: float, top: float, *, coloured: bool = False, wide: float = 0.0) -> Box:
    """A line of text; its width follows its letters."""
    right = left + (wide or len(text) * LETTER)
    return Box(text, left, top, right, top + HEIGHT, coloured)


def lines(*texts: str, left: float = 0.0, top: float = 0.0, pitch: float = 26.0) -> list[Box]:
    """Lines below each other; an empty one leaves its place free."""
    return [box(text, left, top + at * pitch) for at, text in enumerate(texts) if text]
