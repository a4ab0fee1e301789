"""The review desk: what people with a role press and write in its chat, and what they are shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from bot.core.content import Content
from bot.core.reply import Button, Line, Reply, Value
from bot.desk.cards import Cards, is_milder
from bot.desk.decisions import choices, settle
from bot.desk.figures import Figures, figures
from bot.desk.notes import notes_page
from bot.desk.roles import Roles
from bot.desk.telling import Telling
from bot.outbox.outbox import Outbox
from bot.storage.cases import HOLD, Act, Case, Decision, Example, Role
from bot.storage.records import Conclusion
from bot.storage.store import DAY, Store

VERB = "desk"
COMMANDS = frozenset({"antrean", "undang", "angka", "catatan", "jejak", "petugas", "meja"})
# What only leads may do: it changes who belongs to the desk, or takes a decision back.
LEAD_ONLY = frozenset({"undang", "petugas", "reopen", "dismiss"})
_NOTE_LENGTH = 500
_MOST_ACTS = 20
_FIGURE_DAYS = 30
# Reports of offers carry the number of the offer that is known again.
_OFFER = "offer:"
_STANDS_FOR_CONTACTS = frozenset({"danger", "caution"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What the desk says: a reply, or a notice that only the person who pressed sees.

    `case` is the case whose card the reply is.
    """

    reply: Reply | None = None
    notice: str = ""
    case: str = ""


class Desk:
    """Every step asks the store for the role of who takes it. Every method raises StoreError.

    `clock` gives seconds since 1970.
    """

    def __init__(
        self, content: Content, store: Store, outbox: Outbox, clock: Callable[[], float]
    ) -> None:
        self._content = content
        self._store = store
        self._clock = clock
        self._cards = Cards(content)
        self._telling = Telling(outbox, content.texts)
        self.roles = Roles(store, clock)

    async def press(self, argument: str, owner: str) -> Answer:
        """The answer to a button `desk:…` in the chat of the desk."""
        act, _, rest = argument.partition(":")
        if refused := await self._refused(act, owner):
            return refused
        case_id, _, choice = rest.partition(":")
        if act == "next":
            return await self._next(owner)
        if act == "dismiss":
            return await self._dismiss(case_id, owner)
        if act == "drop" and case_id.isascii() and case_id.isdigit():
            await self._store.drop_note(int(case_id))
            return Answer(notes_page(self._content, await self._store.list_notes()))
        case = await self._store.desk_case(case_id)
        if case is None:
            return Answer(notice="desk.gone")
        return await self._act(act, case, choice, owner)

    async def command(self, name: str, argument: str, owner: str, link: str) -> Answer:
        """The answer to a command in the chat of the desk; `link` leads to Rambu's own chat."""
        if refused := await self._refused(name, owner):
            return refused
        if name == "antrean":
            return await self._next(owner)
        if name == "angka":
            return Answer(self._figures(await self._counted()))
        if name == "petugas":
            return Answer(await self._members())
        if name == "catatan":
            return Answer(notes_page(self._content, await self._store.list_notes()))
        if name == "jejak":
            return Answer(await self._trail(argument.strip().lstrip("#")))
        if name == "undang":
            role: Role = "lead" if argument.strip().lower() == "koordinator" else "reader"
            payload = await self.roles.invite(role, owner)
            await self._store.note_act(Act(owner, "invite", "", role, self._clock()))
            values = {
                "link": f"{link}?start={payload}",
                "role": self._content.texts[f"role.{role}"],
            }
            return Answer(Reply((Line("desk.invite", values),), road="desk"))
        return Answer(Reply((Line("desk.help"),), road="desk"))

    async def note(self, case_id: str, words: str, owner: str) -> Answer:
        """Keeps what a reader wrote in answer to a card."""
        if refused := await self._refused("note", owner):
            return refused
        case = await self._store.desk_case(case_id)
        if case is None:
            return Answer(notice="desk.gone")
        note = " ".join(words.split())[:_NOTE_LENGTH]
        await self._store.note_act(Act(owner, "note", case.id, note, self._clock()))
        return Answer(Reply((Line("desk.noted", {"id": case.id}),), road="desk"))

    async def shown(self, case_id: str, message: int) -> None:
        """Notes which message shows a case."""
        await self._store.note_shown(case_id, message)

    async def stale(self) -> list[int]:
        """The messages that show what was taken back or is over."""
        return await self._store.stale_shown()

    async def emptied(self, message: int) -> None:
        """Forgets a message that shows nothing any more."""
        await self._store.drop_shown(message)

    # ---- cases

    async def _act(self, act: str, case: Case, choice: str, owner: str) -> Answer:
        now = self._clock()
        if act == "claim":
            if not await self._store.claim_case(case.id, owner, now, now + HOLD):
                return Answer(notice="desk.taken")
        elif act == "skip":
            await self._store.skip_case(case.id, owner, now)
            return await self._next(owner)
        elif act == "vote":
            return await self._vote(case, choice, owner)
        elif act == "reopen":
            await self._store.reopen_case(case.id, owner, now)
        elif act == "example":
            return await self._example(case, choice, owner)
        elif act != "see":
            return Answer(notice="desk.gone")
        return await self._card(case.id)

    async def _vote(self, case: Case, level: str, owner: str) -> Answer:
        if level not in {each for _, each in choices(case)}:
            return Answer(notice="desk.gone")
        if case.kind == "appeal" and await self.roles.of(owner) != "lead":
            return Answer(notice="desk.lead_only")
        now = self._clock()
        notes = [act.detail for act in await self._store.desk_trail(case.id) if act.act == "note"]
        decided = await self._store.decide_case(
            Decision(case.id, owner, level, now),
            settle,
            lambda done, asked: self._telling.letters(done, asked, notes[-1] if notes else ""),
        )
        found = decided[0] if decided else await self._store.desk_case(case.id)
        # Also after an interruption, when the vote itself was kept before.
        if found is not None and found.verdict:
            await self._conclude(found)
        elif decided is None and not await self._has_voted(case, level, owner):
            return Answer(notice="desk.not_yours")
        return await self._card(case.id)

    async def _has_voted(self, case: Case, level: str, owner: str) -> bool:
        votes = await self._store.case_decisions(case.id)
        return any((vote.owner, vote.level) == (owner, level) for vote in votes)

    async def _conclude(self, case: Case) -> None:
        """Lets similar offers be known by what was decided."""
        if case.kind != "report" or not case.mark.startswith(_OFFER):
            return
        offer = int(case.mark.removeprefix(_OFFER))
        stands = case.verdict in _STANDS_FOR_CONTACTS
        verdict = cast(Conclusion, case.verdict)
        await self._store.conclude_offer(offer, verdict, self._clock(), contacts=stands)

    async def _example(self, case: Case, choice: str, owner: str) -> Answer:
        """Keeps the text of a case as an example for editors."""
        reports = [each for each in await self._store.case_reports(case.id) if each.text]
        if case.kind != "wrong" or not case.verdict or not reports:
            return Answer(notice="desk.gone")
        rule, kind = "", case.verdict
        if choice != "text":
            rules = self._cards.rules(case)
            place = int(choice) if choice.isascii() and choice.isdigit() else len(rules)
            if place >= len(rules) or not is_milder(case):
                return Answer(notice="desk.gone")
            rule, kind = rules[place], "no_match"
        report, now = reports[0], self._clock()
        example = Example(report.receipt, report.owner, rule, kind, report.text, now)
        await self._store.add_example(example)
        await self._store.note_act(Act(owner, "example", case.id, rule or kind, now))
        return Answer(notice="desk.example_kept")

    async def _next(self, owner: str) -> Answer:
        case = await self._store.next_case(owner, self._clock())
        if case is None:
            return Answer(Reply((Line("desk.empty"),), road="desk"))
        return await self._card(case.id)

    async def _card(self, case_id: str) -> Answer:
        case = await self._store.desk_case(case_id)
        if case is None:
            return Answer(Reply((Line("desk.gone"),), road="desk"))
        reports = await self._store.case_reports(case.id)
        votes = await self._store.case_decisions(case.id)
        trail = await self._store.desk_trail(case.id)
        card = self._cards.card(case, reports, votes, trail, self._clock())
        return Answer(card, case=case.id)

    # ---- people, trail, figures

    async def _refused(self, act: str, owner: str) -> Answer | None:
        role = await self.roles.of(owner)
        if role is None:
            return Answer(notice="desk.members_only")
        if act in LEAD_ONLY and role != "lead":
            return Answer(notice="desk.lead_only")
        return None

    async def _members(self) -> Reply:
        """The people at the desk, each by the beginning of their key: no name is kept."""
        members = await self._store.desk_members()
        texts = self._content.texts
        lines = [
            Line("desk.member", {"who": each.owner[:6], "role": texts[f"role.{each.role}"]})
            for each in members
        ]
        buttons = tuple(
            (
                Button(
                    "button.dismiss", f"desk:dismiss:{each.owner}", values={"who": each.owner[:6]}
                ),
            )
            for each in members
        )
        return Reply((Line("desk.members"), *lines), buttons, road="desk")

    async def _dismiss(self, member: str, owner: str) -> Answer:
        if member == owner or not await self._store.dismiss_member(member, owner, self._clock()):
            return Answer(notice="desk.gone")
        return Answer(await self._members())

    async def _trail(self, case_id: str) -> Reply:
        acts = (await self._store.desk_trail(case_id))[-_MOST_ACTS:]
        if not acts:
            return Reply((Line("desk.gone"),), road="desk")
        texts = self._content.texts
        lines = [
            Line(
                "desk.act",
                {
                    "who": each.owner[:6] or "?",
                    "act": texts[f"act.{each.act}"],
                    "detail": texts.get(f"level.{each.detail}", each.detail),
                },
            )
            for each in acts
        ]
        return Reply((Line("desk.trail", {"id": case_id}), *lines), road="desk")

    async def _counted(self) -> Figures:
        now = self._clock()
        waiting, oldest = await self._store.cases_waiting()
        concluded = await self._store.cases_concluded(now - _FIGURE_DAYS * DAY)
        return figures(waiting, oldest, concluded, now)

    def _figures(self, counted: Figures) -> Reply:
        texts = self._content.texts
        values: dict[str, Value] = {
            "waiting": counted.waiting,
            "oldest": self._hours(counted.oldest),
            "days": _FIGURE_DAYS,
            "decided": counted.decided,
            "median": self._hours(counted.median),
            "readers": _share(counted.readers, texts["desk.unknown"]),
            "rambu": _share(counted.rambu, texts["desk.unknown"]),
        }
        return Reply((Line("desk.figures", values),), road="desk")

    def _hours(self, hours: float | None) -> str:
        texts = self._content.texts
        if hours is None:
            return texts["desk.unknown"]
        return texts["desk.hours"].format(hours=f"{hours:.1f}")


def _share(share: float | None, unknown: str) -> str:
    return unknown if share is None else f"{share:.0%}"
