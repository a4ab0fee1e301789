"""Appeals: a company that thinks it was wronged writes to the desk in its own words."""

from __future__ import annotations

from bot.core.message import Message
from bot.core.reply import Button, Line, Reply
from bot.reports.masking import mask
from bot.reports.reports import Reports

LONGEST = 1500
SHORTEST = 20


class Appeals:
    """Takes appeals: `/banding` and words, then one press that sends them."""

    def __init__(self, reports: Reports) -> None:
        self._reports = reports

    def ask(self, words: str, message: Message) -> Reply:
        """How to appeal, or what would be sent."""
        if message.chat_kind != "private" or not message.sender:
            return Reply((Line("report.private"),), road="report")
        if not self._reports.is_read:
            return Reply((Line("appeal.nobody"),), road="report")
        text = _words(words)
        if len(text) < SHORTEST:
            return Reply((Line("appeal.how"),), road="report")
        lines = (Line("appeal.ask"), Line("report.preview", {"text": text[:700]}))
        buttons = (Button("button.send", "appeal_send"), Button("button.cancel", "report_no"))
        return Reply(lines, (buttons,), "report")

    async def send(self, message: Message) -> Reply | None:
        """Keeps the words of the message that the page answers. Raises StoreError."""
        if message.chat_kind != "private" or not message.sender or not self._reports.is_read:
            return None
        text = _words(message.authored)
        if len(text) < SHORTEST:
            return Reply((Line("appeal.how"),), road="report")
        kept = await self._reports.appeal(text, message)
        if kept is None:
            return Reply((Line("report.many"),), road="report")
        return self._reports.thanks(kept)


def _words(words: str) -> str:
    return mask(words)[:LONGEST].strip()
