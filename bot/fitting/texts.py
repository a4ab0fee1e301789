"""The labelled texts of the project that models are fitted on, as features."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.core.content import Content, CorpusText, VerdictLevel
from bot.core.distress import labelled_texts
from bot.core.engine import Engine
from bot.core.model import Features
from bot.core.search import topic_features
from bot.fitting.fit import Example

# Questions and calm messages are many and alike: this part of them is enough to teach the model of
# offers that they are none.
_QUESTION_STEP = 4


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with its label."""

    label: str
    text: str


def topic_texts(content: Content) -> Iterator[Labelled]:
    """How people ask about each topic, and what lies beside all topics."""
    for asked in content.asked.values():
        yield from (Labelled(asked.topic, question) for question in asked.questions)


def distress_texts(content: Content) -> Iterator[Labelled]:
    """Messages with and without distress."""
    for distress, text in labelled_texts(content):
        yield Labelled(distress, text)


def offer_texts(
    content: Content,
    corpus: Sequence[CorpusText],
    examples: Mapping[VerdictLevel, Sequence[str]],
) -> Iterator[Labelled]:
    """Offers of every level, and what offers nothing: talk, questions, cries for help."""
    yield from (Labelled(text.expect, text.text) for text in corpus)
    for level, texts in examples.items():
        yield from (Labelled(level, text) for text in texts)
    beside = [text.text for text in (*topic_texts(content), *distress_texts(content))]
    yield from (Labelled("not_offer", text) for text in beside[::_QUESTION_STEP])


def topic_example(engine: Engine, labelled: Labelled) -> Example:
    """The features of a question."""
    normalizer = engine.reader.normalizer
    tokens = normalizer.normalize(labelled.text).tokens
    return Example(labelled.label, topic_features(tokens, normalizer.lexicon))


def distress_example(engine: Engine, labelled: Labelled) -> Example:
    """The features of a message that may be a cry for help."""
    reading = engine.reader.read(labelled.text)
    judgement = engine.checker.check(reading).judgement
    return Example(labelled.label, engine.nurse.features(reading, judgement))


def offer_example(engine: Engine, labelled: Labelled) -> Example:
    """The features of a message that may be an offer."""
    features: Features = engine.checker.features(engine.reader.read(labelled.text))
    return Example(labelled.label, features)


def digest_of(texts: Iterable[Labelled]) -> str:
    """A digest of labelled texts, whatever their order."""
    whole = hashlib.sha256()
    for each in sorted(texts, key=lambda one: (one.label, one.text)):
        whole.update(f"{each.label}\0{each.text}\0".encode())
    return whole.hexdigest()[:16]
