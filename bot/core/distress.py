"""How much distress a message holds where no cue names it: what the fitted model hears in it.

The model (content/models/distress.json) was fitted on the examples of content/distress/, of cues,
and of calm questions. The floors were chosen on labelled messages (`python bot.py evaluate`) so
that calm ones stay calm; between explicit and veiled it leans to explicit, because somebody held
must not wait for a second question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.core.content import Content, Distress, Speech, TriageCue
from bot.core.lexicon import Lexicon
from bot.core.model import Features, Model, letters, words_and_pairs
from bot.core.reader import Reading

# Alarmed where calm is less likely than this is not.
ALARM_FLOOR = 0.6
# Explicit where it is at least this many times as likely as veiled.
EXPLICIT_SHARE = 0.06
_CALM: Distress = "none"


def hear(model: Model, features: Features, *, hinted: bool = False) -> Distress:
    """The distress of a message; `hinted` when a cue for veiled distress was found in it."""
    likely = model.probabilities(features)
    calm, veiled, explicit = (likely.get(name, 0.0) for name in ("none", "veiled", "explicit"))
    alarmed = 1 - calm >= ALARM_FLOOR
    if alarmed and explicit >= EXPLICIT_SHARE * veiled:
        return "explicit"
    return "veiled" if alarmed or hinted else _CALM


def distress_features(
    reading: Reading, lexicon: Lexicon, cues: Sequence[TriageCue], speech: Speech
) -> Features:
    """What the model looks at: words, pairs, roots, letter groups, cues found, kind of speech."""
    tokens = reading.text.tokens
    roots = {f"~{root}" for token in tokens for root in lexicon.roots_of(token.word)}
    signs = {f"cue.{cue.id}" for cue in cues} | {f"road.{cue.road}" for cue in cues}
    return {
        "words": words_and_pairs(tokens) | roots,
        "letters": letters(tokens),
        "signs": signs | {f"speech.{speech}"},
    }


def labelled_texts(content: Content) -> Iterator[tuple[Distress, str]]:
    """Texts with their distress: written as examples, those of cues, and all other questions."""
    written = set[str]()
    for cries in content.cries.values():
        written.update(cries.texts)
        yield from ((cries.distress, text) for text in cries.texts)
    for cue in content.triage:
        if cue.road == "explicit" or cue.road == "veiled":
            yield from ((cue.road, text) for text in cue.examples)
            yield from ((_CALM, text) for text in cue.near_misses)
    for asked in content.asked.values():
        yield from ((_CALM, text) for text in asked.questions if text not in written)
