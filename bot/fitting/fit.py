"""Fits one model on labelled features, and tells how it does on texts it has not seen."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.core.model import Block, Features, Model

FOLDS = 5
# A word seen once, or a letter group seen twice, is chance.
_LEAST: dict[Block, int] = {"words": 2, "letters": 3, "signs": 2}
_MOST_STEPS = 2000


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled text as its features."""

    label: str
    features: Features


def fit(
    examples: Sequence[Example], strength: float, step: float = 0.05, learned_from: str = ""
) -> Model:
    """The model of the examples.

    `strength` is the inverse of the penalty on large weights. Weights are kept as whole numbers of
    `step`; what rounds to nothing is left out.
    """
    from sklearn.linear_model import LogisticRegression

    names = _names(examples)
    regression = LogisticRegression(C=strength, max_iter=_MOST_STEPS)
    regression.fit(_matrix(examples, names), [example.label for example in examples])
    weights: dict[Block, dict[str, list[int]]] = {}
    columns = regression.coef_.T
    for (block, name), number in names.items():
        pairs = _pairs(columns[number], step)
        if pairs:
            weights.setdefault(block, {})[name] = pairs
    bias = tuple(round(float(value), 3) for value in regression.intercept_)
    return Model(
        tuple(str(label) for label in regression.classes_), bias, weights, step, learned_from
    )


def judge_unseen(examples: Sequence[Example], strength: float) -> list[dict[str, float]]:
    """For each example the probabilities a model gives that was fitted without its fold."""
    found: list[dict[str, float]] = [{}] * len(examples)
    for fold in range(FOLDS):
        seen = [example for at, example in enumerate(examples) if at % FOLDS != fold]
        model = fit(seen, strength)
        for at in range(fold, len(examples), FOLDS):
            found[at] = model.probabilities(examples[at].features)
    return found


def write_model(model: Model) -> str:
    """The model as JSON with one feature a line, so that a change of it can be read."""
    lines = [
        f'"labels": {json.dumps(model.labels)}',
        f'"bias": {json.dumps(model.bias)}',
        f'"scale": {model.scale}',
        f'"learned_from": {json.dumps(model.learned_from)}',
    ]
    blocks = [
        f"{json.dumps(block)}: {{\n" + ",\n".join(_feature_lines(weights)) + "\n}"
        for block, weights in model.weights.items()
    ]
    return "{\n" + ",\n".join(lines) + ',\n"weights": {\n' + ",\n".join(blocks) + "\n}\n}\n"


def _feature_lines(weights: Any) -> list[str]:
    return [
        f"{json.dumps(name, ensure_ascii=False)}:{json.dumps(weights[name], separators=(',', ':'))}"
        for name in sorted(weights)
    ]


def _names(examples: Sequence[Example]) -> dict[tuple[Block, str], int]:
    """The features worth a weight, with the number of their column."""
    counts = Counter(
        (block, name)
        for example in examples
        for block, names in example.features.items()
        for name in names
    )
    kept = sorted(key for key, count in counts.items() if count >= _LEAST[key[0]])
    return {key: number for number, key in enumerate(kept)}


def _matrix(examples: Sequence[Example], names: dict[tuple[Block, str], int]) -> Any:
    from scipy.sparse import csr_matrix

    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for row, example in enumerate(examples):
        for block, found in example.features.items():
            share = 1 / (len(found) or 1) ** 0.5
            for name in found:
                column = names.get((block, name))
                if column is not None:
                    rows.append(row)
                    columns.append(column)
                    values.append(share)
    return csr_matrix((values, (rows, columns)), shape=(len(examples), len(names)))


def _pairs(column: Any, step: float) -> list[int]:
    """(label number, weight in steps) pairs; of many labels most are alike and left out.

    Adding one number to the weights of all labels changes no probability, so the middle one is
    made zero.
    """
    middle = sorted(column)[len(column) // 2]
    pairs: list[int] = []
    for number, weight in enumerate(column):
        steps = round(float(weight - middle) / step)
        if steps:
            pairs += (number, steps)
    return pairs
