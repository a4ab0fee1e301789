"""Which models there are, what each is fitted on, and how strongly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.core.content import Content
from bot.core.engine import Engine
from bot.fitting.fit import Example, fit, judge_unseen, write_model
from bot.fitting.texts import (
    Labelled,
    digest_of,
    distress_example,
    distress_texts,
    offer_example,
    offer_texts,
    topic_example,
    topic_texts,
)
from bot.library import load_corpus, load_examples
from bot.library.models import load_models, model_path
from bot.library.opening import open_engine


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one model is made: `strength` and `step` are those of fit()."""

    texts: Callable[[Content, Path], Iterator[Labelled]]
    example: Callable[[Engine, Labelled], Example]
    strength: float
    step: float


def _offers(content: Content, folder: Path) -> Iterator[Labelled]:
    return offer_texts(content, load_corpus(folder).texts, load_examples(folder))


# Strength and step were chosen by `fit --unseen`: finer steps or weaker penalties change nothing
# but the size of the file.
RECIPES: dict[str, Recipe] = {
    "offers": Recipe(_offers, offer_example, 3.0, 0.05),
    "distress": Recipe(lambda content, _: distress_texts(content), distress_example, 3.0, 0.05),
    "topics": Recipe(lambda content, _: topic_texts(content), topic_example, 6.0, 0.1),
}


def make(folder: Path, name: str, *, unseen: bool = False) -> Iterator[str]:
    """Fits the model called `name`, writes it into the content `folder`, and tells what it did.

    With `unseen` it also tells how texts were judged by models that had not seen them.
    """
    engine = open_engine(folder)
    recipe = RECIPES[name]
    texts = list(recipe.texts(engine.content, folder))
    examples = [recipe.example(engine, labelled) for labelled in texts]
    model = fit(examples, recipe.strength, step=recipe.step, learned_from=digest_of(texts))
    path = model_path(folder, name)
    path.parent.mkdir(exist_ok=True)
    path.write_text(write_model(model), encoding="utf-8")
    size = path.stat().st_size // 1024
    yield f"{name}: {len(texts)} texts, {len(model.labels)} labels, {size} KB in {path}"
    if unseen:
        yield from _table(examples, judge_unseen(examples, recipe.strength))


def outdated(content: Content, folder: Path) -> list[str]:
    """The names of the models that were fitted on other texts than those of today.

    Raises ContentError where texts cannot be read, ValueError where a model cannot.
    """
    models = load_models(folder)
    found = {"offers": models.offers, "distress": models.distress, "topics": models.topics}
    return [
        name
        for name, recipe in RECIPES.items()
        if (model := found[name]) is None
        or model.learned_from != digest_of(recipe.texts(content, folder))
    ]


def _table(examples: Sequence[Example], judged: Sequence[dict[str, float]]) -> Iterator[str]:
    """For each label how its texts were judged, the most frequent first."""
    rows: dict[str, Counter[str]] = {}
    for example, likely in zip(examples, judged, strict=True):
        rows.setdefault(example.label, Counter())[max(likely, key=lambda n: likely[n])] += 1
    for label in sorted(rows):
        total = rows[label].total()
        cells = "  ".join(f"{name} {n}" for name, n in rows[label].most_common(4))
        yield f"  {label:24} {100 * rows[label][label] / total:5.1f} % of {total:<5} {cells}"
