"""Pieces of text with their places in a picture, and what is asked of places. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

Point = tuple[float, float]
# Corners in the order left top, right top, right bottom, left bottom, as the text is read.
Corners = tuple[Point, Point, Point, Point]


@dataclass(frozen=True, slots=True)
class Box:
    """One line of text as it was found; `coloured` where its letters have a colour of their own."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    coloured: bool = False

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def middle(self) -> float:
        """The height at which it stands."""
        return (self.top + self.bottom) / 2


def side(first: Point, second: Point) -> float:
    """How far two points are from each other."""
    return math.dist(first, second)


def is_tall(corners: Corners) -> bool:
    """True for text that runs from top to bottom or back."""
    return side(corners[1], corners[2]) > 1.5 * side(corners[0], corners[1])


def lean(all_corners: Sequence[Corners]) -> float:
    """The angle in radians at which most of the text runs; the long lines say it best."""
    wide = sorted(all_corners, key=lambda each: -side(each[0], each[1]))
    angles = [
        math.atan2(right[1] - left[1], right[0] - left[0])
        for left, right, *_ in wide[: max(3, len(wide) // 2)]
    ]
    return median(angles) if angles else 0.0


def straighten(text: str, corners: Corners, angle: float, *, coloured: bool = False) -> Box:
    """The box of a text after the picture was turned by `angle` so that lines are level."""
    turned = [_turn(point, -angle) for point in corners]
    # The mean of opposite corners: a slanted quadrangle is no higher than its letters.
    left = (turned[0][0] + turned[3][0]) / 2
    right = (turned[1][0] + turned[2][0]) / 2
    top = (turned[0][1] + turned[1][1]) / 2
    bottom = (turned[2][1] + turned[3][1]) / 2
    return Box(text, left, top, max(left, right), max(top, bottom), coloured)


def _turn(point: Point, angle: float) -> Point:
    cos, sin = math.cos(angle), math.sin(angle)
    return point[0] * cos - point[1] * sin, point[0] * sin + point[1] * cos


def rows(boxes: Iterable[Box]) -> list[list[Box]]:
    """Boxes that stand on one line, from the left; the lines from the top."""
    found: list[list[Box]] = []
    for box in sorted(boxes, key=lambda each: each.middle):
        if found and _on_line(found[-1], box):
            found[-1].append(box)
        else:
            found.append([box])
    return [sorted(row, key=lambda each: each.left) for row in found]


def _on_line(row: Sequence[Box], box: Box) -> bool:
    """True where the box goes on with the row and stands over none of its pieces."""
    last = max(row, key=lambda each: each.middle)
    if abs(box.middle - last.middle) > 0.5 * min(box.height, last.height) + 0.1 * max(
        box.height, last.height
    ):
        return False
    return all(min(box.right, each.right) - max(box.left, each.left) < box.height for each in row)


def join(row: Sequence[Box]) -> str:
    """The words of a line."""
    return " ".join(box.text for box in row)


def with_text(box: Box, text: str) -> Box:
    """The box with other words."""
    return replace(box, text=text)
