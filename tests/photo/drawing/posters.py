"""Posters: what agencies and recruiters draw with a phone and share."""

from __future__ import annotations

import random
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFilter

from tests.photo.drawing.canvas import (
    Colour,
    Drawn,
    Font,
    draw_line,
    font,
    gradient,
    plain,
    stack,
    width_of,
    wrap,
)


@dataclass(frozen=True)
class Style:
    """How a poster looks; sizes in pixels. `ground` names how it is filled."""

    ground: str = "plain"
    first: Colour = (255, 255, 255)
    last: Colour = (255, 255, 255)
    ink: Colour = (20, 20, 20)
    title_ink: Colour = (180, 0, 0)
    band: Colour | None = None
    title: str = "roboto black"
    body: str = "roboto"
    title_size: int = 60
    size: int = 32
    width: int = 1080
    centred: bool = False
    spacing: float = 1.35
    margin: int = 70


@dataclass
class Pen:
    """Where the next line goes."""

    draw: ImageDraw.ImageDraw
    style: Style
    y: float


def poster(name: str, text: str, style: Style) -> Drawn:
    """A poster with all lines of a text below each other, the first as its title."""
    head, *body = text.strip().split("\n")
    image = _canvas(style, _height(style, [head], style.title) + _height(style, body, style.body))
    pen = _begin(image, style)
    _title(pen, head)
    for line in body:
        _paragraph(pen, line, style.margin, style.width - 2 * style.margin)
    return Drawn(name, image, stack([plain(line) for line in (head, *body)]))


def columns(
    name: str, title: str, left: list[str], right: list[str], foot: list[str], style: Style
) -> Drawn:
    """A poster with two columns between its title and its foot."""
    gap = style.margin
    inner = (style.width - 2 * style.margin - gap) // 2
    tall = max(_height(style, side, style.body, inner) for side in (left, right))
    rest = _height(style, [title], style.title) + _height(style, foot, style.body)
    image = _canvas(style, tall + rest + 60)
    pen = _begin(image, style)
    _title(pen, title)
    top, bottom = pen.y + 20, pen.y
    for place, side in enumerate((left, right)):
        pen.y = top
        for line in side:
            _paragraph(pen, line, style.margin + place * (inner + gap), inner)
        bottom = max(bottom, pen.y)
    pen.y = bottom + 20
    for line in foot:
        _paragraph(pen, line, style.margin, style.width - 2 * style.margin)
    return Drawn(name, image, stack([plain(line) for line in (title, *left, *right, *foot)]))


def table(name: str, title: str, rows: list[tuple[str, str]], style: Style) -> Drawn:
    """A card with a name and a value in each row."""
    face, pitch = font(style.body, style.size), style.size * 1.9
    image = _canvas(style, len(rows) * pitch + style.title_size * 4)
    pen = _begin(image, style)
    _title(pen, title)
    values = style.margin + max(face.getlength(row[0]) for row in rows) + 50
    for row in rows:
        draw_line(pen.draw, (style.margin, pen.y), row[0], face, style.title_ink)
        draw_line(pen.draw, (values, pen.y), row[1], face, style.ink)
        pen.y += pitch
        line = (style.margin, pen.y - 12, style.width - style.margin, pen.y - 12)
        pen.draw.line(line, fill=style.title_ink, width=2)
    return Drawn(name, image, stack([title, *(f"{name} {value}" for name, value in rows)]))


def status(name: str, text: str, style: Style) -> Drawn:
    """A text in the middle of a coloured phone screen, as a status or a story."""
    size = (style.width, style.width * 16 // 9)
    image = gradient(size, style.first, style.last)
    face = font(style.body, style.size)
    lines = [line for each in text.split("\n") for line in wrap(each, face, size[0] - 140)]
    draw, y = ImageDraw.Draw(image), (size[1] - len(lines) * style.size * style.spacing) / 2
    for line in lines:
        draw_line(draw, ((size[0] - width_of(line, face)) / 2, y), line, face, style.ink)
        y += style.size * style.spacing
    return Drawn(name, image, plain(text).strip())


def with_code(drawn: Drawn, code: str, size: int = 300) -> Drawn:
    """The poster with a QR code at its foot."""
    import zxingcpp

    made = zxingcpp.create_barcode(code, zxingcpp.BarcodeFormat.QRCode)
    square = Image.fromarray(zxingcpp.write_barcode_to_image(made, scale=8)).convert("RGB")
    square = square.resize((size, size), Image.Resampling.NEAREST)
    width, height = drawn.image.size
    image = Image.new("RGB", (width, height + size + 60), (255, 255, 255))
    image.paste(drawn.image, (0, 0))
    image.paste(square, ((width - size) // 2, height + 30))
    return Drawn(drawn.name, image, drawn.text, drawn.turns, (code,))


def _begin(image: Image.Image, style: Style) -> Pen:
    return Pen(ImageDraw.Draw(image), style, 60.0)


def _title(pen: Pen, title: str) -> None:
    style = pen.style
    face = font(style.title, style.title_size)
    lines = list(wrap(title, face, style.width - 2 * style.margin))
    if style.band:
        bottom = pen.y + len(lines) * style.title_size * style.spacing + 20
        pen.draw.rectangle((0, pen.y - 30, style.width, bottom), fill=style.band)
    for line in lines:
        x = (style.width - width_of(line, face)) / 2 if style.centred else style.margin
        draw_line(pen.draw, (x, pen.y), line, face, style.title_ink)
        pen.y += style.title_size * style.spacing
    pen.y += 40


def _paragraph(pen: Pen, text: str, x: float, width: float) -> None:
    style = pen.style
    face = font(style.body, style.size)
    if not text.strip():
        pen.y += style.size * 0.7
        return
    for line in wrap(text, face, width):
        left = x + (width - width_of(line, face)) / 2 if style.centred else x
        draw_line(pen.draw, (left, pen.y), line, face, style.ink)
        pen.y += style.size * style.spacing


def _height(style: Style, lines: list[str], name: str, width: float = 0.0) -> float:
    size = style.title_size if name == style.title else style.size
    face: Font = font(name, size)
    width = width or style.width - 2 * style.margin
    return sum(len(list(wrap(line, face, width))) for line in lines) * size * style.spacing


def _canvas(style: Style, height: float) -> Image.Image:
    size = (style.width, int(height) + 240)
    if style.ground == "plain":
        return Image.new("RGB", size, style.first)
    image = gradient(size, style.first, style.last)
    if style.ground == "stripes":
        _stripes(image, style)
    elif style.ground == "photo":
        image = _blotches(image)
    return image


def _stripes(image: Image.Image, style: Style) -> None:
    draw = ImageDraw.Draw(image)
    for x in range(-image.height, image.width, 90):
        draw.line((x, image.height, x + image.height, 0), fill=style.last, width=30)


def _blotches(image: Image.Image) -> Image.Image:
    """As if a photo lay behind the words: soft patches of other colours."""
    chance = random.Random(image.width * image.height)  # noqa: S311 - a picture is no secret
    draw = ImageDraw.Draw(image)
    for _ in range(60):
        x, y = chance.randrange(image.width), chance.randrange(image.height)
        radius = chance.randrange(40, 220)
        shade = tuple(
            max(0, min(255, value + chance.randrange(-38, 38)))
            for value in image.getpixel((x, y))  # type: ignore[union-attr]
        )
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=shade)
    return image.filter(ImageFilter.GaussianBlur(9))
