"""The colours of cards, and how well one is read on another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.poster import Theme, Tone

# What WCAG 2 asks of text that everybody reads ("AAA").
LEAST_CONTRAST = 7.0
# And of marks that are no text.
LEAST_SHAPE_CONTRAST = 3.0


@dataclass(frozen=True, slots=True)
class Paper:
    """What a card is printed on: its ground, its words, its small words, a box, a line."""

    ground: str
    ink: str
    soft: str
    box: str
    rule: str


@dataclass(frozen=True, slots=True)
class Accent:
    """The colour of a tone, and the words on it."""

    ground: str
    ink: str


PAPERS: Mapping[Theme, Paper] = {
    "light": Paper("#FBF8F1", "#1B1B1B", "#454545", "#EFE8DA", "#D8CFBC"),
    "dark": Paper("#14171C", "#F5F2EB", "#CDD0D6", "#262B33", "#3B424D"),
}
ACCENTS: Mapping[Tone, Accent] = {
    "danger": Accent("#A31515", "#FFFFFF"),
    "caution": Accent("#FFB300", "#1B1B1B"),
    "lure": Accent("#8A1C4F", "#FFFFFF"),
    "myth": Accent("#45308F", "#FFFFFF"),
    "honest": Accent("#0A5A39", "#FFFFFF"),
    "article": Accent("#0B4F79", "#FFFFFF"),
}
# A QR code is dark on white in either theme: many readers take nothing else.
CODE = Accent("#FFFFFF", "#000000")


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2, from 1 to 21."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
