"""What happens to pictures on their way: pressed small, turned, photographed, sent on and on."""

from __future__ import annotations

import io
import random
from dataclasses import replace

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

from tests.photo.drawing.canvas import Drawn, font

Point = tuple[float, float]


def pressed(drawn: Drawn, quality: int = 40) -> Drawn:
    """After a JPEG of this quality."""
    return replace(drawn, image=Image.open(io.BytesIO(drawn.jpeg(quality))).convert("RGB"))


def turned(drawn: Drawn, degrees: float) -> Drawn:
    """Turned against the clock on a grey ground."""
    image = drawn.image.rotate(
        degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=(128, 128, 128)
    )
    return replace(drawn, image=image)


def scaled(drawn: Drawn, factor: float) -> Drawn:
    """Smaller or larger."""
    size = (round(drawn.image.width * factor), round(drawn.image.height * factor))
    return replace(drawn, image=drawn.image.resize(size, Image.Resampling.BICUBIC))


def faded(drawn: Drawn, contrast: float = 0.45) -> Drawn:
    """With less contrast."""
    return replace(drawn, image=ImageEnhance.Contrast(drawn.image).enhance(contrast))


def noisy(drawn: Drawn, strength: float = 30.0) -> Drawn:
    """With the grain of a bad camera."""
    grain = Image.effect_noise(drawn.image.size, strength).convert("RGB")
    image = ImageChops.add(drawn.image, grain, scale=1, offset=-128)
    return replace(drawn, image=image)


def shot_again(drawn: Drawn) -> Drawn:
    """A screenshot of the picture as it is shown in a gallery: smaller, on black, with a bar."""
    width, height = 720, 1560
    factor = min(width / drawn.image.width, 1.0)
    inner = scaled(drawn, factor).image
    image = Image.new("RGB", (width, max(height, inner.height + 260)), (0, 0, 0))
    image.paste(inner, ((width - inner.width) // 2, (image.height - inner.height) // 2))
    draw = ImageDraw.Draw(image)
    draw.text((28, 14), "11.05", font=font("roboto medium", 22), fill=(240, 240, 240))
    draw.text((width - 80, 14), "64%", font=font("roboto medium", 22), fill=(240, 240, 240))
    for place in range(4):
        x = 90 + place * 170
        draw.ellipse((x, image.height - 80, x + 40, image.height - 40), outline=(230, 230, 230))
    return replace(drawn, image=image)


def photographed(drawn: Drawn, seed: int = 1, strength: float = 0.06) -> Drawn:
    """A photo of the screen: in perspective, with its raster, a reflection and a little blur."""
    chance = random.Random(seed)  # noqa: S311 - a picture is no secret
    screen = _raster(drawn.image)
    margin = screen.width // 8
    size = (screen.width + 2 * margin, screen.height + 2 * margin)
    image = Image.new("RGB", size, (45, 40, 38))
    image.paste(screen, (margin, margin))
    reach_x, reach_y = size[0] * strength, size[1] * strength
    corners = [(0, 0), (0, size[1]), (size[0], size[1]), (size[0], 0)]
    moved = [
        (x + chance.uniform(-reach_x, reach_x), y + chance.uniform(-reach_y, reach_y))
        for x, y in corners
    ]
    image = image.transform(
        size,
        Image.Transform.PERSPECTIVE,
        _perspective([(float(x), float(y)) for x, y in corners], moved),
        Image.Resampling.BICUBIC,
        fillcolor=(45, 40, 38),
    )
    image = _reflection(image).filter(ImageFilter.GaussianBlur(0.8))
    return noisy(replace(drawn, image=image), 12.0)


def _raster(image: Image.Image) -> Image.Image:
    """The lines between a screen's rows of dots."""
    lines = Image.new("L", image.size, 255)
    draw = ImageDraw.Draw(lines)
    for y in range(0, image.height, 3):
        draw.line((0, y, image.width, y), fill=225)
    return ImageChops.multiply(image, Image.merge("RGB", (lines, lines, lines)))


def _reflection(image: Image.Image) -> Image.Image:
    shine = Image.new("L", image.size, 0)
    draw = ImageDraw.Draw(shine)
    width, height = image.size
    draw.polygon(
        [(width * 0.5, 0), (width * 0.75, 0), (width * 0.35, height), (width * 0.1, height)],
        fill=46,
    )
    shine = shine.filter(ImageFilter.GaussianBlur(width // 18))
    return Image.composite(Image.new("RGB", image.size, (255, 255, 255)), image, shine)


def _perspective(target: list[Point], source: list[Point]) -> list[float]:
    """The eight numbers that carry each target corner to its source corner."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    return _solve(rows)


def _solve(rows: list[list[float]]) -> list[float]:
    """Linear equations by elimination, the last number of each row being its right side."""
    size = len(rows)
    for column in range(size):
        best = max(range(column, size), key=lambda row: abs(rows[row][column]))
        rows[column], rows[best] = rows[best], rows[column]
        for row in range(size):
            if row != column:
                factor = rows[row][column] / rows[column][column]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column], strict=True)]
    return [rows[at][size] / rows[at][at] for at in range(size)]
