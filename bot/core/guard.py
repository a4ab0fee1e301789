"""Is this an offer addressed to somebody, or a warning, news, a question, a story, a sale, chatter?

Every cue of content/guard.yaml that is found adds its weight to its kind of speech. A message is an
offer when its offer weight exceeds the weight of all other kinds together by the threshold. Single
words decide nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.core.conditions import holds
from bot.core.content import Cue, Guard, Speech
from bot.core.reader import Reading


@dataclass(frozen=True, slots=True)
class Judgement:
    """The kind of speech, the weight of each kind, and the cues that were found."""

    speech: Speech
    weights: Mapping[Speech, float]
    cues: tuple[str, ...]

    @property
    def is_offer(self) -> bool:
        """True when the message offers work to somebody."""
        return self.speech == "offer"


def judge(reading: Reading, guard: Guard, signals: AbstractSet[str]) -> Judgement:
    """The kind of speech of a message; `signals` are its facts and the signs found in it."""
    weights: dict[Speech, float] = {}
    found: list[str] = []
    for cue in guard.cues:
        times = _times(cue, reading, signals)
        if times:
            weights[cue.speech] = weights.get(cue.speech, 0.0) + cue.weight * times
            found.append(cue.id)
    others: dict[Speech, float] = {kind: w for kind, w in weights.items() if kind != "offer"}
    speech: Speech = max(others, key=lambda kind: others[kind], default="chat")
    if weights.get("offer", 0.0) - sum(others.values()) >= guard.threshold:
        speech = "offer"
    return Judgement(speech, weights, tuple(found))


def _times(cue: Cue, reading: Reading, signals: AbstractSet[str]) -> int:
    if cue.when is not None and not holds(cue.when, signals):
        return 0
    if not cue.phrases:
        return 1
    off = reading.found("cue_unless", cue.id)
    kept = 0
    for match in reading.found("cue", cue.id):
        first, last = reading.sentence(match.first)
        if not any(first <= other.first <= last for other in off):
            kept += 1
    return min(kept, cue.most)
