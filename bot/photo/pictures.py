"""Opening pictures from anybody: small enough, of a known kind, the right way up."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

from bot.photo.bounds import LONGEST_SIDE, MAX_ASPECT, MAX_PIXELS
from bot.photo.found import Problem

FORMATS = ("JPEG", "PNG", "WEBP")


class PictureError(Exception):
    """The picture is not read; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem)


def open_picture(data: bytes) -> Image.Image:
    """The picture in RGB, no larger than is read. Raises PictureError.

    Its size is looked at before anything is unpacked.
    """
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                return prepare(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureError("too_large") from None
    except (OSError, ValueError, SyntaxError, EOFError):
        raise PictureError("strange") from None


def prepare(image: Image.Image) -> Image.Image:
    """The opened picture: checked, shrunk, upright, on white. Raises PictureError."""
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise PictureError("too_large")
    if min(width, height) < 8 or max(width, height) > MAX_ASPECT * min(width, height):
        raise PictureError("strange")
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.BICUBIC)
    if "A" in upright.getbands() or "transparency" in upright.info:
        layer = upright.convert("RGBA")
        ground = Image.new("RGB", layer.size, (255, 255, 255))
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    return upright.convert("RGB")
