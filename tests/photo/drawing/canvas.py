"""What all drawings share: fonts, colours, wrapped words, and the picture with its text."""

from __future__ import annotations

import importlib.util
import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

Colour = tuple[int, int, int]
Font = ImageFont.FreeTypeFont

# Free fonts that come as packages (the extra `dev`), so that every machine draws the same.
FONTS = {
    "roboto": ("font_roboto", "Roboto-Regular"),
    "roboto bold": ("font_roboto", "Roboto-Bold"),
    "roboto medium": ("font_roboto", "Roboto-Medium"),
    "roboto light": ("font_roboto", "Roboto-Light"),
    "roboto black": ("font_roboto", "Roboto-Black"),
    "roboto italic": ("font_roboto", "Roboto-Italic"),
    "lato": ("font_lato", "Lato-Regular"),
    "lato bold": ("font_lato", "Lato-Bold"),
    "lato black": ("font_lato", "Lato-Black"),
    "lato italic": ("font_lato", "Lato-Italic"),
    "fjalla": ("font_fjallaone", "FjallaOne-Regular"),
    "fredoka": ("font_fredoka_one", "FredokaOne-Regular"),
    "manrope": ("font_manrope", "Manrope-Medium"),
    "manrope bold": ("font_manrope", "Manrope-ExtraBold"),
    "serif": ("font_source_serif_pro", "SourceSerifPro-Regular"),
    "serif bold": ("font_source_serif_pro", "SourceSerifPro-Bold"),
}


@dataclass(frozen=True)
class Turn:
    """One bubble of a chat: who said it (`me` is the phone's owner) and what."""

    speaker: str
    text: str


@dataclass(frozen=True)
class Drawn:
    """A picture with the text in it: `text` in reading order, `turns` where it is a chat.

    `codes` are what QR codes in it hold.
    """

    name: str
    image: Image.Image
    text: str
    turns: tuple[Turn, ...] = ()
    codes: tuple[str, ...] = ()

    def jpeg(self, quality: int = 85) -> bytes:
        """The picture as a JPEG file."""
        out = io.BytesIO()
        self.image.convert("RGB").save(out, "JPEG", quality=quality)
        return out.getvalue()


@lru_cache
def font(name: str, size: int) -> Font:
    """A font of FONTS. Raises ImportError where its package is missing."""
    package, file = FONTS[name]
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ImportError(f"the font package {package} is missing: pip install -e '.[dev]'")
    place = Path(next(iter(found.submodule_search_locations))) / "files" / f"{file}.ttf"
    return ImageFont.truetype(str(place), size)


def is_symbol(character: str) -> bool:
    """True for emoji and their like, which fonts of letters do not have."""
    return (
        unicodedata.category(character) in {"So", "Sk", "Cs", "Co"} or character in "\ufe0f\u200d"
    )


def plain(text: str) -> str:
    """The text without what is drawn as a symbol."""
    return "".join(" " if is_symbol(each) else each for each in text)


def wrap(text: str, face: Font, width: float) -> Iterator[str]:
    """The lines of one paragraph, none wider than `width` unless a word is."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and face.getlength(longer) > width:
            yield line
            longer = word
        line = longer
    yield line


def draw_line(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], line: str, face: Font, colour: Colour
) -> None:
    """One line; each emoji becomes a coloured dot of its size."""
    x, y = at
    for piece, symbol in _pieces(line):
        if symbol:
            size = face.size * 0.8
            draw.ellipse((x, y + size * 0.25, x + size, y + size * 1.25), fill=_tint(piece))
            x += face.size
        else:
            draw.text((x, y), piece, font=face, fill=colour)
            x += face.getlength(piece)


def width_of(line: str, face: Font) -> float:
    """How wide `draw_line` draws it."""
    pieces = list(_pieces(line))
    return sum(face.size if symbol else face.getlength(piece) for piece, symbol in pieces)


def _pieces(line: str) -> Iterator[tuple[str, bool]]:
    run = ""
    for each in line:
        if is_symbol(each):
            if run:
                yield run, False
            run = ""
            if each not in "\ufe0f\u200d":
                yield each, True
        else:
            run += each
    if run:
        yield run, False


def _tint(symbol: str) -> Colour:
    number = ord(symbol[0])
    return (90 + number * 37 % 160, 90 + number * 53 % 160, 90 + number * 71 % 160)


def gradient(size: tuple[int, int], first: Colour, last: Colour) -> Image.Image:
    """From one colour at the top to another at the bottom."""
    ramp = Image.linear_gradient("L").resize(size)
    return Image.composite(Image.new("RGB", size, last), Image.new("RGB", size, first), ramp)


def stack(parts: Sequence[str]) -> str:
    """Texts below each other."""
    return "\n".join(part.strip() for part in parts if part.strip())
