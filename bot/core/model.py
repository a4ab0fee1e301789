"""Linear models that were fitted on labelled texts: which label a text bears, how surely.

A model is a multinomial logistic regression over the words, letter groups and signs of a text. Each
block of features is scaled to length one, so that long and short texts weigh alike. The weights
stand in content/models/ and come from `python bot.py fit`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from bot.core.normalize import Token

Block = Literal["words", "letters", "signs"]
Features = Mapping[Block, Collection[str]]

MODEL_NAMES = ("offers", "distress", "topics")

_GROUPS = (3, 4, 5)
_LONGEST_WORD = 30
_DIGITS = str.maketrans("123456789", "000000000")


@dataclass(frozen=True, slots=True)
class Model:
    """`weights` of a feature are (number of a label, weight) pairs; labels not named weigh 0.

    `learned_from` is the digest of the texts the model was fitted on.
    """

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[Block, Mapping[str, Sequence[float]]]
    scale: float
    learned_from: str = ""

    def probabilities(self, features: Features) -> dict[str, float]:
        """For each label how likely it is; they add up to one."""
        sums = list(self.bias)
        for block, names in features.items():
            share = self.scale / math.sqrt(len(names) or 1)
            weights = self.weights.get(block, {})
            for name in names:
                pairs = weights.get(name, ())
                for at in range(0, len(pairs), 2):
                    sums[int(pairs[at])] += share * pairs[at + 1]
        most = max(sums)
        powers = [math.exp(value - most) for value in sums]
        whole = sum(powers)
        return {label: power / whole for label, power in zip(self.labels, powers, strict=True)}


class Models:
    """The fitted models there are; without one, rules, cues and examples decide alone.

    `written` holds them by name as they were written. Each is read when it is first asked for,
    because a start need not wait for all; a broken one raises ValueError then (lint tells before).
    """

    def __init__(self, written: Mapping[str, bytes] | None = None) -> None:
        self._written = written or {}

    @cached_property
    def offers(self) -> Model | None:
        """Judges how dangerous an offer is, and whether it is one."""
        return self._read("offers")

    @cached_property
    def distress(self) -> Model | None:
        """Judges how much distress a message holds."""
        return self._read("distress")

    @cached_property
    def topics(self) -> Model | None:
        """Judges what a question is about."""
        return self._read("topics")

    def read_all(self) -> None:
        """Reads every model now."""
        for name in MODEL_NAMES:
            getattr(self, name)

    def _read(self, name: str) -> Model | None:
        data = self._written.get(name)
        return None if data is None else read_model(data)


def read_model(data: bytes) -> Model:
    """The model written as JSON. Raises ValueError where it is none."""
    try:
        found = json.loads(data)
        model = Model(
            tuple(found["labels"]),
            tuple(found["bias"]),
            found["weights"],
            found["scale"],
            found["learned_from"],
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a model: {error}") from error
    if len(model.labels) != len(model.bias):
        raise ValueError("not a model: labels and bias differ in number")
    return model


def words_and_pairs(tokens: Iterable[Token]) -> set[str]:
    """The words of a text and the pairs of neighbours, digits read as zeros."""
    words = [token.word.translate(_DIGITS) for token in tokens]
    return {*words, *(f"{a} {b}" for a, b in zip(words, words[1:], strict=False))}


def letters(tokens: Iterable[Token]) -> set[str]:
    """The groups of three to five letters of the words of a text, borders included."""
    groups: set[str] = set()
    for word in {token.word.translate(_DIGITS)[:_LONGEST_WORD] for token in tokens}:
        padded = f" {word} "
        for size in _GROUPS:
            groups.update(padded[at : at + size] for at in range(len(padded) - size + 1))
    return groups
