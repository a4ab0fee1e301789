"""Finds and reads the lines of text in a picture with the models that RapidOCR brings along."""

from __future__ import annotations

import logging
import math
import re
import time
from collections.abc import Sequence
from typing import Any

import numpy as np
from PIL import Image

from bot.photo.bounds import ENOUGH_SECONDS, MAX_BOXES
from bot.photo.boxes import Box, Corners, is_tall, lean, side, straighten
from bot.photo.words import familiarity

# Larger pictures are made this large to find where text stands; it is read from the larger one.
_FINDING_SIDE = 960
_SAMPLES = 4
_SURE = 0.5
# Less than this is no text but a pattern.
_LEAST_SCORE = 0.5
# "Jl.", a street, looks like "JI." in many fonts.
_STREET = re.compile(r"\b[J][I1](?=[. ])")

Read = tuple[str, float]


class Recogniser:
    """One engine on one thread, for one picture at a time."""

    def __init__(self) -> None:
        from rapidocr import RapidOCR

        logging.getLogger("RapidOCR").setLevel(logging.ERROR)
        self._engine: Any = RapidOCR(
            params={
                "Global.log_level": "error",
                "Global.use_cls": False,
                "Det.limit_side_len": _FINDING_SIDE,
                "Det.limit_type": "max",
                "Det.max_candidates": MAX_BOXES,
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )

    def read(self, image: Image.Image) -> tuple[list[Box], bool]:
        """The lines of text with their places, level and upright; and whether some are missing.

        Where there is not time for all, the largest letters are read.
        """
        until = time.monotonic() + ENOUGH_SECONDS
        found = self._find(image)
        if 2 * sum(map(is_tall, found)) > len(found):
            # Lying text is found as well as standing text, but not as straight.
            image = image.transpose(Image.Transpose.ROTATE_90)
            found = self._find(image)
        crops = [_crop(image, corners) for corners in found]
        if self._is_upside_down(found, crops):
            found = [_flip(corners, image.size) for corners in found]
            crops = [crop.transpose(Image.Transpose.ROTATE_180) for crop in crops]
        angle = lean(found)
        boxes: list[Box] = []
        for corners, crop in sorted(zip(found, crops, strict=True), key=lambda it: -it[1].height):
            if time.monotonic() > until:
                return boxes, True
            text, score = self._read(crop)
            if text.strip() and score >= _LEAST_SCORE:
                text = _STREET.sub("Jl", text.strip())
                boxes.append(straighten(text, corners, angle, coloured=_coloured(crop)))
        return boxes, False

    def _find(self, image: Image.Image) -> list[Corners]:
        result = self._engine(_array(image), use_det=True, use_cls=False, use_rec=False)
        if result.boxes is None:
            return []
        return [
            tuple((float(x), float(y)) for x, y in corners)  # type: ignore[misc]
            for corners in result.boxes[:MAX_BOXES]
        ]

    def _read(self, crop: Image.Image) -> Read:
        result = self._engine(_array(crop), use_det=False, use_cls=False, use_rec=True)
        return (result.txts[0], float(result.scores[0])) if result.txts else ("", 0.0)

    def _is_upside_down(self, found: Sequence[Corners], crops: Sequence[Image.Image]) -> bool:
        """Reads a few long lines both ways and compares how many words each way knows."""
        order = sorted(range(len(found)), key=lambda at: -side(found[at][0], found[at][1]))
        sample = [crops[at] for at in order[:_SAMPLES]]
        upright = familiarity(self._read(crop)[0] for crop in sample)
        if upright >= _SURE or not sample:
            return False
        turned = [crop.transpose(Image.Transpose.ROTATE_180) for crop in sample]
        return familiarity(self._read(crop)[0] for crop in turned) > upright + 0.1


def _array(image: Image.Image) -> Any:
    """As the engine wants it: blue first."""
    return np.ascontiguousarray(np.asarray(image)[:, :, ::-1])


def _crop(image: Image.Image, corners: Corners) -> Image.Image:
    """The quadrangle as an upright rectangle."""
    left_top, right_top, right_bottom, left_bottom = corners
    width = max(side(left_top, right_top), side(left_bottom, right_bottom))
    height = max(side(left_top, left_bottom), side(right_top, right_bottom))
    size = (max(1, math.ceil(width)), max(1, math.ceil(height)))
    quad = (*left_top, *left_bottom, *right_bottom, *right_top)
    crop = image.transform(size, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC)
    return crop.transpose(Image.Transpose.ROTATE_90) if is_tall(corners) else crop


def _flip(corners: Corners, size: tuple[int, int]) -> Corners:
    """The place after half a turn."""
    width, height = size
    turned = [(width - x, height - y) for x, y in corners]
    return (turned[2], turned[3], turned[0], turned[1])


def _coloured(crop: Image.Image) -> bool:
    """True where the letters are neither grey, black nor white."""
    pixels = np.asarray(crop).reshape(-1, 3).astype(np.int32)
    ground = np.median(pixels, axis=0)
    away = np.abs(pixels - ground).sum(axis=1)
    ink = pixels[away >= np.quantile(away, 0.92)]
    colour = np.median(ink, axis=0)
    return bool(colour.max() - colour.min() > 60)
