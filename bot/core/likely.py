"""What the model of offers thinks of a message, as signals that the guard and verdicts ask for.

`likely.offer_80`: it is an offer with at least 80 %; `likely.talk_80`: it is none, as surely.
`likely.danger_60`: if it is an offer, it is one of danger with at least 60 %; `likely.harm_50`: of
danger or caution; `likely.fine_90`: of neither.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.model import Features, Model

# The steps of the guard are one apart on the scale of log odds.
_SPEECH_STEPS = (62, 82, 92, 97)
_LEVEL_STEPS = (50, 60, 70, 80, 90)
_STEPS = {
    "offer": _SPEECH_STEPS,
    "talk": _SPEECH_STEPS,
    "danger": _LEVEL_STEPS,
    "harm": _LEVEL_STEPS,
    "fine": _LEVEL_STEPS,
}
LIKELY_SIGNALS = tuple(f"likely.{name}_{step}" for name, steps in _STEPS.items() for step in steps)


def likely_signals(model: Model, features: Features) -> set[str]:
    """The signals that hold for the features of a message."""
    likely = model.probabilities(features)
    talk = likely.get("not_offer", 0.0)
    offer = max(1 - talk, 1e-9)
    danger = likely.get("danger", 0.0) / offer
    harm = danger + likely.get("caution", 0.0) / offer
    shares = {"offer": offer, "talk": talk, "danger": danger, "harm": harm, "fine": 1 - harm}
    return {name for share in shares for name in _reached(share, shares[share])}


def _reached(name: str, share: float) -> Iterator[str]:
    return (f"likely.{name}_{step}" for step in _STEPS[name] if 100 * share >= step)
