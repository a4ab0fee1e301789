"""Which road a message takes. Cries for help come before everything, also inside an offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.core.content import Content, Distress, TriageCue
from bot.core.distress import distress_features, hear
from bot.core.guard import Judgement
from bot.core.lexicon import Lexicon
from bot.core.matcher import Match
from bot.core.model import Features, Models
from bot.core.reader import Reading

# Stands among the cues where the model decided.
LIKENESS = "likeness"

Road = Literal["emergency", "check", "misuse", "smalltalk", "question"]


@dataclass(frozen=True, slots=True)
class Triage:
    """The road, the distress, and the ids of the cues that decided (worst first).

    `question` means: let the search decide between answer, choose and unclear.
    """

    road: Road
    distress: Distress
    cues: tuple[str, ...] = ()
    topic: str | None = None


class Nurse:
    """Triages readings with the cues of content/triage/, and with the model where no cue is found.

    Without a model the cues decide alone.
    """

    def __init__(self, content: Content, lexicon: Lexicon, models: Models) -> None:
        self._cues = content.triage
        self._lexicon = lexicon
        self._models = models

    def warm_up(self) -> None:
        """Reads the models now instead of at the first message."""
        self._models.read_all()

    def triage(self, reading: Reading, judgement: Judgement, *, by_likeness: bool = True) -> Triage:
        """The road of a message, given what kind of speech it is; `by_likeness`: also by model."""
        found = self._find(reading)
        by_road: dict[str, list[TriageCue]] = {}
        for cue in found:
            by_road.setdefault(cue.road, []).append(cue)
        explicit, veiled = by_road.get("explicit", []), by_road.get("veiled", [])
        distress: Distress = "explicit" if explicit else "veiled" if veiled else "none"
        if explicit:
            return _triage("emergency", distress, explicit)
        # Asked for only where it is wanted: an offer is answered without reading it.
        asked = by_likeness and _may_be_near(judgement, by_road)
        model = self._models.distress if asked else None
        if model is not None:
            heard = hear(model, self._features(reading, found, judgement), hinted=bool(veiled))
            if heard == "explicit":
                return Triage("emergency", "explicit", (*(cue.id for cue in veiled), LIKENESS))
            distress = heard
        if "misuse" in by_road:
            return _triage("misuse", distress, by_road["misuse"])
        if judgement.is_offer:
            return _triage("check", distress, veiled)
        if "smalltalk" in by_road and not veiled:
            return _triage("smalltalk", distress, by_road["smalltalk"])
        return _triage("question", distress, veiled or by_road.get("off_topic", []))

    def features(self, reading: Reading, judgement: Judgement) -> Features:
        """What the model of distress looks at in a message."""
        return self._features(reading, self._find(reading), judgement)

    def _find(self, reading: Reading) -> list[TriageCue]:
        return [cue for cue in self._cues if is_found(cue, reading)]

    def _features(
        self, reading: Reading, found: Sequence[TriageCue], judgement: Judgement
    ) -> Features:
        return distress_features(reading, self._lexicon, found, judgement.speech)


def _may_be_near(judgement: Judgement, by_road: Mapping[str, object]) -> bool:
    """The model is asked only of what may be somebody's own words about people."""
    return not judgement.is_offer and not by_road.keys() & {"misuse", "smalltalk", "off_topic"}


def _triage(road: Road, distress: Distress, cues: Sequence[TriageCue]) -> Triage:
    topic = next((cue.topic for cue in cues if cue.topic), None)
    return Triage(road, distress, tuple(cue.id for cue in cues), topic)


def is_found(cue: TriageCue, reading: Reading) -> bool:
    """True when every group of the cue is found and nothing calls it off."""
    if cue.whole and len(reading.text.tokens) > cue.whole:
        return False
    if reading.found("triage_never", cue.id):
        return False
    groups = [_kept(cue, reading, at) for at in range(len(cue.all))]
    if not all(groups):
        return False
    if not cue.near:
        return True
    return any(all(_is_near(match, group, cue.near) for group in groups[1:]) for match in groups[0])


def _is_near(match: Match, group: Sequence[Match], words: int) -> bool:
    return any(abs(other.first - match.first) <= words for other in group)


def _kept(cue: TriageCue, reading: Reading, group: int) -> list[Match]:
    off = reading.found("triage_unless", cue.id)
    matches = reading.found("triage", cue.id, group)
    kept = []
    for match in matches:
        first, last = reading.sentence(match.first)
        if not any(first <= other.first <= last for other in off):
            kept.append(match)
    return kept
