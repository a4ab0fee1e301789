"""Reports: asked for on one page, sent by one press, withdrawn by another.

Nothing is kept between the two: what is shared is read anew from the message that the page answers.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.core.engine import Engine
from bot.core.message import Message
from bot.core.reply import Button, Line, Reply
from bot.core.similar import Fingerprinter
from bot.core.wording import say_date
from bot.outbox.letter import Letter
from bot.outbox.outbox import Outbox
from bot.reports.choice import Choice
from bot.reports.clock import day_of
from bot.reports.official import official
from bot.reports.sharing import Shared, read_shared
from bot.storage.cases import REPORT_LIFE, CaseKind, Report, Watch
from bot.storage.store import DAY, Outgoing, Store

# So many reports of one person in a day are read; more would be one person's flood.
MOST_A_DAY = 6
_BUCKET = "reports"
_MOST_SHOWN = 8
_EXCERPT = 700
# Shown without 0 and O, 1 and I: people read these numbers aloud.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
OFFER = "offer:"


@dataclass(frozen=True, slots=True)
class Place:
    """The chat of the people at the desk, and the outbox that reaches it."""

    chat_id: int
    outbox: Outbox


class Reports:
    """Answers the buttons of reports; `place` is where cases are read, None where nobody does.

    Every method raises StoreError. `clock` gives seconds since 1970.
    """

    def __init__(
        self,
        engine: Engine,
        store: Store,
        fingerprinter: Fingerprinter,
        clock: Callable[[], float],
        place: Place | None,
    ) -> None:
        self._engine = engine
        self._store = store
        self._fingerprinter = fingerprinter
        self._clock = clock
        self._place = place

    @property
    def is_read(self) -> bool:
        """True where people read what is sent."""
        return self._place is not None

    def offered(self, reply: Reply, message: Message) -> Reply:
        """A verdict with the button that leads to a report; in private chats only."""
        if reply.road != "check" or not reply.level or reply.level == "not_offer":
            return reply
        if message.chat_kind != "private" or not message.sender:
            return reply
        row = (Button("button.report", "report"),)
        return replace(reply, buttons=(*reply.buttons, row))

    async def press(self, verb: str, argument: str, message: Message) -> Reply | None:
        """The answer to a button of reports; None for one that is none of them."""
        if message.chat_kind != "private" or not message.sender:
            return None
        if verb == "report_drop":
            return await self._drop(argument, message)
        if verb == "reports":
            return await self.mine(message)
        if verb == "report_no":
            return Reply((Line("report.no"),), road="report")
        if verb not in {"report", "report_send", "official"}:
            return None
        shared = read_shared(self._engine, message)
        if verb == "official":
            return official(self._engine.content, shared)
        if shared is None:
            return Reply((Line("report.again"),), road="report")
        choice = Choice.read(argument)
        if verb == "report":
            return self._page(shared, choice)
        return await self._send(shared, choice, message)

    async def mine(self, message: Message) -> Reply:
        """A person's own reports, each with the button that takes it back."""
        if message.chat_kind != "private" or not message.sender:
            return Reply((Line("report.private"),), road="report")
        found = (await self._store.reports_of(message.sender))[:_MOST_SHOWN]
        if not found:
            return Reply((Line("report.none"),), road="report")
        lines = [Line("report.mine")]
        for each in found:
            state = self._engine.content.texts[f"state.{each.state}"]
            date = say_date(day_of(each.at))
            lines.append(
                Line("report.one", {"receipt": each.receipt, "date": date, "state": state})
            )
        buttons = tuple(
            (Button("button.drop", f"report_drop:{each.receipt}", values={"name": each.receipt}),)
            for each in found
        )
        return Reply(tuple(lines), buttons, road="report")

    async def share(
        self, kind: CaseKind, shared: Shared, told: str, message: Message, *, wish: str = ""
    ) -> Report | None:
        """Keeps a text that is no report of an offer, without the contacts in it.

        None where the person has sent too much today.
        """
        if not await self._may(message):
            return None
        mark = f"{kind}:{_digest(shared.text)}"
        text = shared.shown(contacts=False)
        draft = self._draft(kind, mark, message, told, shared, wish=wish, text=text)
        return await self._keep(draft, message)

    async def appeal(self, words: str, message: Message) -> Report | None:
        """Keeps the words of a company that disagrees; None where it has sent too much today."""
        if not await self._may(message):
            return None
        mark = f"appeal:{_digest(message.sender + words)}"
        draft = self._draft("appeal", mark, message, "", None, text=words)
        return await self._keep(draft, message)

    # ---- one report

    def _page(self, shared: Shared, choice: Choice) -> Reply:
        """What is shared, with whom and for how long; ticks change it, one press sends it."""
        read = Line("report.read_by_desk" if self.is_read else "report.read_by_nobody")
        lines = [Line("report.ask"), read, *_preview(shared, choice)]
        ticks = tuple(
            (self._tick(name, on, choice.toggled(name)),)
            for name, on in (
                ("text", choice.text),
                ("contacts", choice.contacts),
                *((("tell", choice.tell),) if self.is_read else ()),
            )
        )
        send = Button("button.send", f"report_send:{choice.letters}")
        rows = (*ticks, (send, Button("button.cancel", "report_no")))
        return Reply(tuple(lines), (*rows, (Button("button.to_official", "official"),)), "report")

    def _tick(self, name: str, on: bool, changed: Choice) -> Button:  # noqa: FBT001
        texts = self._engine.content.texts
        values = {"mark": "☑️" if on else "⬜", "name": texts[f"share.{name}"]}
        return Button("button.tick", f"report:{changed.letters}", values=values)

    async def _send(self, shared: Shared, choice: Choice, message: Message) -> Reply:
        if not await self._may(message):
            official_button = (Button("button.to_official", "official"),)
            return Reply((Line("report.many"),), (official_button,), road="report")
        told = shared.verdict.level
        mark = await self._mark(shared, choice, message, told)
        text = shared.shown(contacts=choice.contacts) if choice.text else ""
        contacts = "\n".join(shared.contacts) if choice.contacts else ""
        draft = self._draft("report", mark, message, told, shared, text=text, contacts=contacts)
        kept = await self._keep(draft, message, tell=choice.tell)
        return self.thanks(kept, tell=choice.tell)

    def thanks(self, kept: Report, *, tell: bool = True) -> Reply:
        """The receipt, the way back, and where else to report."""
        lines = [Line("report.thanks", {"receipt": kept.receipt})]
        if tell and self.is_read:
            lines.append(Line("report.will_tell"))
        drop = Button("button.drop", f"report_drop:{kept.receipt}", values={"name": kept.receipt})
        rows: list[tuple[Button, ...]] = [(drop,)]
        if kept.kind == "report":
            rows.append((Button("button.to_official", "official"),))
        return Reply(tuple(lines), tuple(rows), road="report")

    async def _mark(self, shared: Shared, choice: Choice, message: Message, told: str) -> str:
        """What the offer is known by: reports of the same offer are one case."""
        fingerprint = self._fingerprinter.of(shared.reading)
        if not fingerprint.tells:
            return f"short:{_digest(shared.text)}"
        contacts = self._fingerprinter.contacts(shared.reading) if choice.contacts else frozenset()
        reporter, now = message.sender, self._clock()
        offer = await self._store.remember_offer(fingerprint, contacts, reporter, told, now)
        return f"{OFFER}{offer}"

    def _draft(
        self,
        kind: CaseKind,
        mark: str,
        message: Message,
        told: str,
        shared: Shared | None,
        *,
        wish: str = "",
        text: str,
        contacts: str = "",
    ) -> Report:
        receipt = "R-" + "".join(secrets.choice(_ALPHABET) for _ in range(8))
        return Report(
            receipt,
            kind,
            mark,
            message.sender,
            told,
            shared.rules if shared else (),
            text,
            contacts,
            self._clock(),
            wish,
            case=secrets.token_hex(4),
        )

    async def _keep(self, draft: Report, message: Message, *, tell: bool = True) -> Report:
        now = self._clock()
        watch = None
        if tell and self.is_read and message.reach:
            until = now + REPORT_LIFE
            watch = Watch(draft.mark, message.sender, message.reach, draft.told, until)
        kept, _ = await self._store.add_report(draft, watch, self._announced(draft), now)
        return kept

    def _announced(self, draft: Report) -> Sequence[Outgoing]:
        """A line in the chat of the desk: nothing of what was shared stands in it."""
        if self._place is None:
            return ()
        texts = self._engine.content.texts
        values = {"id": draft.case, "kind": texts[f"case.{draft.kind}"]}
        see = Button("button.see", f"desk:see:{draft.case}")
        reply = Reply((Line("desk.new", values),), ((see,),), road="desk")
        letter = Letter(self._place.chat_id, reply)
        return [self._place.outbox.letter(f"case:{draft.case}", letter, urgent=False)]

    async def _may(self, message: Message) -> bool:
        now = self._clock()
        return await self._store.take(message.sender, _BUCKET, MOST_A_DAY, DAY, now)

    async def _drop(self, receipt: str, message: Message) -> Reply:
        """Takes a report back, also what makes its offer known again."""
        found = [
            each for each in await self._store.reports_of(message.sender) if each.receipt == receipt
        ]
        for each in found:
            if each.mark.startswith(OFFER):
                offer = int(each.mark.removeprefix(OFFER))
                await self._store.withdraw_offer(offer, message.sender)
            await self._store.withdraw_report(receipt, message.sender)
        return Reply((Line("report.dropped" if found else "report.none"),), road="report")


def _preview(shared: Shared, choice: Choice) -> list[Line]:
    """What would be kept, word for word as far as it fits a screen."""
    if choice.text:
        text = shared.shown(contacts=choice.contacts)
        short = text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"
        return [Line("report.preview", {"text": short})]
    if choice.contacts and shared.contacts:
        return [Line("report.preview", {"text": "\n".join(shared.contacts)})]
    return [Line("report.preview_nothing")]


def _digest(text: str) -> str:
    return hashlib.sha256(" ".join(text.lower().split()).encode()).hexdigest()[:32]
