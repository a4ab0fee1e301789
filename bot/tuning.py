"""Notices that one sender changes an offer again and again until Rambu says less about it.

Kept for some hours are a few keyed hashes of each version and what was said to it, under the
sender's key; the desk is told how often and which rules fell silent, never who, never a text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from bot.core.check import Verdict
from bot.core.message import Message
from bot.core.similar import Fingerprint
from bot.storage.store import HOUR, Store

# As long as the country named last is kept.
KEPT_HOURS = 6
# Who sends two or three versions may have copied badly.
FEWEST_VERSIONS = 4
MOST_VERSIONS = 8
NOTE = "tuning"
_NAME = "versions"
_SKETCH = 32
_ALIKE = 0.45
_RANK = {"not_offer": 0, "unverified": 0, "caution": 1, "danger": 2}


@dataclass(frozen=True, slots=True)
class Version:
    """A version that was checked: its smallest hashes, its level, the rules that fired."""

    pairs: Sequence[int]
    level: str
    rules: Sequence[str]

    def is_like(self, other: Version) -> bool:
        """True when both are versions of one offer."""
        smaller = min(len(self.pairs), len(other.pairs))
        return len(set(self.pairs) & set(other.pairs)) >= _ALIKE * smaller > 0


class Tuning:
    """Watches versions. `clock` gives seconds since 1970."""

    def __init__(self, store: Store, clock: Callable[[], float]) -> None:
        self._store = store
        self._clock = clock

    async def watch(self, message: Message, verdict: Verdict, fingerprint: Fingerprint) -> bool:
        """Remembers the version; True when it is told to the desk. Raises StoreError.

        Only what was written or pasted in private counts: who forwards has changed nothing.
        """
        if message.chat_kind != "private" or not message.sender or not fingerprint.tells:
            return False
        if message.forwarded or message.shown:
            return False
        now = self._clock()
        rules = [finding.rule for finding in verdict.findings]
        pairs = sorted(fingerprint.pairs | fingerprint.different)[:_SKETCH]
        version = Version(pairs, verdict.level, rules)
        before = _read(await self._store.recall(message.sender, _NAME, now))
        known = [each for each in before if each.is_like(version)]
        # Nothing is kept of who has nothing to hide, nor of a text that comes again.
        if not known and not _RANK[verdict.level] or version in known:
            return False
        told = len(known) + 1 >= FEWEST_VERSIONS and _fell(known, version)
        # What was told once begins anew.
        kept = [version] if told else [*known, version][-MOST_VERSIONS:]
        until = now + KEPT_HOURS * HOUR
        await self._store.remember(message.sender, _NAME, _write(kept), until)
        if told:
            await self._store.add_note(NOTE, _values(known, version), now)
        return told


def _fell(known: Sequence[Version], version: Version) -> bool:
    """True when Rambu says least about this version and said more before."""
    ranks = [_RANK[each.level] for each in known]
    return _RANK[version.level] < max(ranks) and _RANK[version.level] <= min(ranks)


def _values(known: Sequence[Version], version: Version) -> str:
    worst = max(known, key=lambda each: (_RANK[each.level], len(each.rules)))
    return json.dumps(
        {
            "versions": len(known) + 1,
            "from": worst.level,
            "to": version.level,
            "silent": sorted({rule for each in known for rule in each.rules} - set(version.rules)),
        }
    )


def _write(versions: Sequence[Version]) -> str:
    return json.dumps([asdict(each) for each in versions], separators=(",", ":"))


def _read(kept: str | None) -> list[Version]:
    return [Version(**each) for each in json.loads(kept)] if kept else []
