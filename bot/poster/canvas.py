"""A sheet to draw on that keeps what was written on it, so that tests can judge how it is read."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from bot.poster.typeset import Weight, font

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Run:
    """One line of words: its size in pixels, its colour and what it stands on, and its place."""

    text: str
    size: int
    ink: str
    ground: str
    box: Box


class Canvas:
    """A sheet of one colour."""

    def __init__(self, width: int, height: int, ground: str) -> None:
        self.width = width
        self.height = height
        self.runs: list[Run] = []
        self._image = Image.new("RGB", (width, height), ground)
        self._pen = ImageDraw.Draw(self._image)

    def write(
        self, place: tuple[int, int], text: str, weight: Weight, size: int, ink: str, ground: str
    ) -> None:
        """Writes one line; `place` is where the ascenders begin, `ground` what is under it."""
        drawn = font(weight, size)
        self._pen.text(place, text, font=drawn, fill=ink)
        left, top, right, bottom = self._pen.textbbox(place, text, font=drawn)
        self.runs.append(
            Run(text, size, ink, ground, (int(left), int(top), int(right), int(bottom)))
        )

    def sign(self, sign: str, middle: tuple[int, int], size: int, ink: str) -> None:
        """Draws one sign around its middle, as a picture and not as words to be read."""
        drawn = font("bold", round(size * 0.66))
        self._pen.text(middle, sign, font=drawn, fill=ink, anchor="mm")

    def fill(self, box: Box, colour: str, radius: int = 0) -> None:
        """Fills a box, with round corners where `radius` is given."""
        self._pen.rounded_rectangle(box, radius, fill=colour)

    def squares(self, place: tuple[int, int], rows: Sequence[Sequence[int]], size: int) -> None:
        """Fills black and white squares, row by row; 1 is black."""
        tile = Image.new("1", (len(rows[0]), len(rows)))
        tile.putdata([1 - square for row in rows for square in row])
        whole = tile.resize((tile.width * size, tile.height * size), Image.Resampling.NEAREST)
        self._image.paste(whole, place)

    def shape(self, points: list[tuple[float, float]], colour: str) -> None:
        """Fills a shape."""
        self._pen.polygon(points, fill=colour)

    def disc(self, box: Box, colour: str) -> None:
        """Fills a disc."""
        self._pen.ellipse(box, fill=colour)

    def line(self, points: list[tuple[float, float]], colour: str, width: int) -> None:
        """Draws a line with round corners."""
        self._pen.line(points, fill=colour, width=width, joint="curve")

    def save(self) -> bytes:
        """The sheet as a PNG file."""
        file = io.BytesIO()
        self._image.save(file, "PNG", compress_level=6)
        return file.getvalue()
