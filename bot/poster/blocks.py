"""The parts of a card from top to bottom: each knows its height and draws itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.core.poster import Poster
from bot.poster.canvas import Canvas
from bot.poster.colours import CODE, LEAST_SHAPE_CONTRAST, Accent, Paper, contrast
from bot.poster.icons import draw_icon
from bot.poster.typeset import Weight, break_lines, measure

LEAST_SIZE = 28
WIDTH = 1080
MARGIN = 64
_INSIDE = 36
_BULLET = 56


@dataclass(frozen=True, slots=True)
class Words:
    """A text in lines of one size."""

    lines: tuple[str, ...]
    weight: Weight
    size: int

    @property
    def leading(self) -> int:
        """From one line to the next."""
        return round(self.size * 1.32)

    @property
    def height(self) -> int:
        """Of all lines."""
        return self.leading * len(self.lines)

    def draw(self, canvas: Canvas, left: int, top: int, ink: str, ground: str) -> None:
        """Writes the lines, each in the middle of its leading."""
        lift = (self.leading - round(self.size * 1.17)) // 2
        for number, line in enumerate(self.lines):
            place = (left, top + number * self.leading + lift)
            canvas.write(place, line, self.weight, self.size, ink, ground)


def set_words(text: str, weight: Weight, size: float, width: int, *, even: bool = False) -> Words:
    """A text set to a width; never smaller than a cheap phone shows."""
    whole = max(LEAST_SIZE, round(size))
    lines = break_lines(text, width, measure(weight, whole), even=even)
    return Words(tuple(lines), weight, whole)


class Block(Protocol):
    """A part of a card."""

    @property
    def height(self) -> int:
        """How much of the card it takes."""
        ...

    def draw(self, canvas: Canvas, top: int) -> None:
        """Draws it from `top` on."""
        ...


class Band:
    """The coloured head: what kind of card it is, and the headline. `above` is left free."""

    def __init__(self, poster: Poster, accent: Accent, scale: float, above: int) -> None:
        width = WIDTH - 2 * MARGIN
        self._tone = poster.tone
        self._accent = accent
        self._above = above
        self._icon = round(64 * scale)
        self._label = set_words(poster.label, "bold", 38 * scale, width - self._icon - 24)
        self._headline = set_words(poster.headline, "bold", 66 * scale, width, even=True)

    @property
    def height(self) -> int:
        """Of the whole band."""
        return self._above + self._icon + 24 + self._headline.height + 36

    def draw(self, canvas: Canvas, top: int) -> None:
        """Fills the head of the card."""
        accent = self._accent
        canvas.fill((0, 0, WIDTH, top + self.height), accent.ground)
        top += self._above
        draw_icon(canvas, self._tone, (MARGIN, top), self._icon, accent)
        lift = (self._icon - self._label.height) // 2
        self._label.draw(canvas, MARGIN + self._icon + 24, top + lift, accent.ink, accent.ground)
        top += self._icon + 24
        self._headline.draw(canvas, MARGIN, top, accent.ink, accent.ground)


class Boxed:
    """Words in a box of their own, under a short label: what the lure says, what to do."""

    def __init__(self, label: str, text: str, weight: Weight, size: float, colours: Accent) -> None:
        width = WIDTH - 2 * MARGIN - 2 * _INSIDE
        self._colours = colours
        self._label = set_words(label, "bold", size * 0.8, width)
        self._text = set_words(text, weight, size, width)

    @property
    def height(self) -> int:
        """Of the box."""
        return self._label.height + self._text.height + 48

    def draw(self, canvas: Canvas, top: int) -> None:
        """Draws the box."""
        ink, ground = self._colours.ink, self._colours.ground
        canvas.fill((MARGIN, top, WIDTH - MARGIN, top + self.height), ground, 24)
        left, top = MARGIN + _INSIDE, top + 24
        self._label.draw(canvas, left, top, ink, ground)
        self._text.draw(canvas, left, top + self._label.height, ink, ground)


class Points:
    """The two or three things to know, under a short label."""

    def __init__(
        self, label: str, points: Sequence[str], size: float, paper: Paper, accent: Accent
    ) -> None:
        width = WIDTH - 2 * MARGIN - _BULLET
        self._paper = paper
        seen = contrast(accent.ground, paper.ground) >= LEAST_SHAPE_CONTRAST
        self._mark = accent.ground if seen else paper.soft
        self._label = set_words(label, "bold", size * 0.8, width + _BULLET)
        self._points = [set_words(point, "regular", size, width) for point in points]
        self._gap = round(size * 0.5)

    @property
    def height(self) -> int:
        """Of all points."""
        gaps = self._gap * len(self._points)
        return self._label.height + sum(each.height for each in self._points) + gaps

    def draw(self, canvas: Canvas, top: int) -> None:
        """Writes each point behind a mark."""
        self._label.draw(canvas, MARGIN, top, self._paper.soft, self._paper.ground)
        top += self._label.height
        for words in self._points:
            top += self._gap
            middle = top + words.leading // 2
            canvas.disc((MARGIN + 4, middle - 11, MARGIN + 26, middle + 11), self._mark)
            words.draw(canvas, MARGIN + _BULLET, top, self._paper.ink, self._paper.ground)
            top += words.height


class Foot:
    """Whom to call, from where the number is, the date, and the code that leads to the bot."""

    def __init__(
        self, poster: Poster, code: Sequence[Sequence[int]], scan: str, paper: Paper
    ) -> None:
        self._paper = paper
        self._code = code
        self._module = max(5, 220 // (len(code) + 8)) if code else 0
        self._tile = self._module * (len(code) + 8)
        width = WIDTH - 2 * MARGIN - (self._tile + 36 if code else 0)
        small = [text for text in (poster.source, poster.date, poster.note) if text]
        self._texts = [set_words(poster.hotline, "bold", 34, width)]
        self._texts += [set_words(text, "regular", LEAST_SIZE, width) for text in small]
        self._scan = set_words(scan, "bold", LEAST_SIZE, self._tile) if code else None

    @property
    def height(self) -> int:
        """Of the taller of the two columns."""
        words = sum(each.height for each in self._texts) + 8 * len(self._texts)
        tile = self._tile + (self._scan.height if self._scan else 0)
        return 28 + max(words, tile)

    def draw(self, canvas: Canvas, top: int) -> None:
        """Draws the foot under a line."""
        paper = self._paper
        canvas.fill((MARGIN, top, WIDTH - MARGIN, top + 3), paper.rule)
        if self._scan:
            self._draw_code(canvas, top + 28, self._scan)
        top += 28
        for words in self._texts:
            ink = paper.ink if words.weight == "bold" else paper.soft
            words.draw(canvas, MARGIN, top, ink, paper.ground)
            top += words.height + 8

    def _draw_code(self, canvas: Canvas, top: int, scan: Words) -> None:
        left, size = WIDTH - MARGIN - self._tile, self._module
        canvas.fill((left, top, left + self._tile, top + self._tile), CODE.ground, 8)
        canvas.squares((left + 4 * size, top + 4 * size), self._code, size)
        scan.draw(canvas, left, top + self._tile, self._paper.ink, self._paper.ground)
