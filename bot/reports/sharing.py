"""What of a message may be shared at all: the offer in it, masked, and what it says of contacts."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.check import Verdict
from bot.core.engine import Engine
from bot.core.message import Message, Part
from bot.core.reader import Reading
from bot.core.ties import ties
from bot.reports.masking import mask, without_contacts

# A report shows the desk an offer, not a chat.
LONGEST = 3000
_MOST_CONTACTS = 12


@dataclass(frozen=True, slots=True)
class Shared:
    """An offer without its reporter: `text` is masked, `reading` and `verdict` are of that text."""

    text: str
    reading: Reading
    verdict: Verdict

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that fired, the worst first."""
        return tuple(dict.fromkeys(finding.rule for finding in self.verdict.findings))

    @property
    def contacts(self) -> tuple[str, ...]:
        """Phones, names, links and accounts in the form in which they are compared."""
        found = {tie.partition(":")[2] for tie in ties(self.reading)}
        return tuple(sorted(found))[:_MOST_CONTACTS]

    def shown(self, *, contacts: bool) -> str:
        """The text, with its contacts or without."""
        return self.text if contacts else without_contacts(self.text)


def read_shared(engine: Engine, message: Message) -> Shared | None:
    """The offer in a message, ready to be shared; None where there is nothing to share.

    What somebody wrote beside a forward, a quote or a picture is theirs and left out; of a chat,
    only the words of the one who offers work stay.
    """
    others = tuple(part for part in message.parts if part.kind != "authored" and part.text.strip())
    found = engine.understand(Message(others or message.parts, message.links))
    text = mask(found.reading.text.original)[:LONGEST].strip()
    again = engine.understand(Message((Part(text),)))
    if not again.reading.text.tokens:
        return None
    return Shared(text, again.reading, again.verdict)
