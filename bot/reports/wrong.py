"""What is wrong: the signs are counted at once, the text goes to the desk only with consent."""

from __future__ import annotations

from collections.abc import Callable

from bot.core.engine import Engine
from bot.core.message import Message
from bot.core.reply import Button, Line, Reply
from bot.reports.clock import day_of
from bot.reports.reports import Reports
from bot.reports.sharing import Shared, read_shared
from bot.storage.once import apply
from bot.storage.store import Count, Store

# What a person may think of a verdict.
WISHES = ("milder", "worse", "not_offer", "offer")
_EXCERPT = 500


class Wrong:
    """Asks what is wrong, and whether the people at the desk may see the text."""

    def __init__(
        self, engine: Engine, store: Store, clock: Callable[[], float], reports: Reports
    ) -> None:
        self._engine = engine
        self._store = store
        self._clock = clock
        self._reports = reports

    async def asked(self, worst: str, message: Message) -> Reply:
        """Counts the rules behind the verdict (its `worst` one is counted as a press), thanks, and
        asks for the text where people are there to read it.
        """
        thanks = Line("answer.wrong_thanks")
        shared = read_shared(self._engine, message)
        if shared is not None:
            today = day_of(self._clock())
            others = [rule for rule in shared.rules if rule != worst]
            counts = [Count(today, "wrong", rule) for rule in others]
            await apply(self._store, counts, self._clock())
        private = message.chat_kind == "private" and message.sender
        if shared is None or not private or not self._reports.is_read:
            return Reply((thanks,), road="answer")
        text = shared.shown(contacts=False)
        short = text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"
        lines = (thanks, Line("wrong.ask"), Line("report.preview", {"text": short}))
        buttons = [
            (Button("button.wish", f"wrong_send:{wish}", values={"name": self._name(wish)}),)
            for wish in _wishes(shared)
        ]
        return Reply(lines, (*buttons, (Button("button.not_shared", "report_no"),)), "report")

    async def send(self, wish: str, message: Message) -> Reply | None:
        """Keeps the text for the desk, as its sender agreed; None for a forged wish.

        Raises StoreError.
        """
        if wish not in WISHES or message.chat_kind != "private" or not message.sender:
            return None
        shared = read_shared(self._engine, message)
        if shared is None or not self._reports.is_read:
            return Reply((Line("report.again"),), road="report")
        kept = await self._reports.share("wrong", shared, shared.verdict.level, message, wish=wish)
        if kept is None:
            return Reply((Line("report.many"),), road="report")
        return self._reports.thanks(kept)

    def _name(self, wish: str) -> str:
        return self._engine.content.texts[f"wish.{wish}"]


def _wishes(shared: Shared) -> tuple[str, ...]:
    level = shared.verdict.level
    if level == "not_offer":
        return ("offer",)
    if level == "danger":
        return ("milder", "not_offer")
    return ("milder", "worse", "not_offer") if level == "caution" else ("worse", "not_offer")
