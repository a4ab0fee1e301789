"""What people hear once the desk has decided, each by what they were told before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.core.reply import Line, Reply
from bot.desk.decisions import LEVELS
from bot.outbox.letter import Letter
from bot.outbox.outbox import Outbox
from bot.storage.cases import Case, Watch
from bot.storage.store import Outgoing


class Telling:
    """Writes letters to everybody who asked to be told."""

    def __init__(self, outbox: Outbox, texts: dict[str, str]) -> None:
        self._outbox = outbox
        self._texts = texts

    def letters(self, case: Case, watches: Sequence[Watch], note: str = "") -> list[Outgoing]:
        """A letter for each who has not heard the verdict of the case yet."""
        name, verdict = f"desk:{case.id}:{int(case.decided_at)}", case.verdict
        found = []
        for watch in watches:
            if watch.heard and watch.told == verdict:
                continue
            reply = Reply(tuple(self._lines(case, watch, note)), road="letter")
            found.append(self._outbox.letter(name, Letter(watch.chat_id, reply)))
        return found

    def _lines(self, case: Case, watch: Watch, note: str) -> Iterator[Line]:
        verdict = case.verdict
        if case.kind == "appeal":
            yield Line("outcome.accepted" if verdict == "accepted" else "outcome.rejected")
            if note:
                yield Line("outcome.note", {"note": note})
            return
        if case.kind == "wrong" and not watch.heard:
            yield Line("outcome.wrong" if verdict != watch.told else "outcome.right")
        values = {"before": self._name(watch.told), "after": self._name(verdict)}
        if verdict == watch.told:
            yield Line("outcome.same", values)
        else:
            worse = LEVELS.index(verdict) > LEVELS.index(watch.told)
            yield Line("outcome.worse" if worse else "outcome.milder", values)
        yield Line("outcome.careful")

    def _name(self, level: str) -> str:
        return self._texts[f"level.{level}"]
