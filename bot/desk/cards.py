"""A case as readers see it, and the buttons under it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from bot.core.content import Content
from bot.core.reply import Button, Line, Reply, Value
from bot.core.wording import say_date
from bot.desk.decisions import LEVELS, choices
from bot.storage.cases import Act, Case, Decision, Report

_LONGEST = 2200
_MOST_RULES = 6
_MOST_EXAMPLES = 3


class Cards:
    """Turns cases into replies; who decided what before is not shown, so that nobody follows."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def card(
        self,
        case: Case,
        reports: Sequence[Report],
        votes: Sequence[Decision],
        trail: Sequence[Act],
        now: float,
    ) -> Reply:
        """The card of a case."""
        lines = [self._head(case), *self._told(case), *_shared(reports)]
        lines += [self._wish(each) for each in reports if each.wish][:3]
        lines += [Line("desk.note", {"note": act.detail}) for act in trail if act.act == "note"]
        if case.verdict:
            lines.append(Line("desk.decided", {"level": self._level(case.verdict)}))
            return Reply(tuple(lines), self._after(case), road="desk")
        if votes:
            lines.append(Line("desk.second"))
        held = case.holder and case.held_until > now
        if held:
            lines.append(Line("desk.held"))
        return Reply(tuple(lines), self._votes(case) if held else _free(case), road="desk")

    def _head(self, case: Case) -> Line:
        values: dict[str, Value] = {
            "id": case.id,
            "kind": self._content.texts[f"case.{case.kind}"],
            "count": case.reporters,
            "date": say_date(day_of(case.opened_at)),
        }
        return Line("desk.head", values)

    def _told(self, case: Case) -> list[Line]:
        if not case.told:
            return []
        lines = [Line("desk.told", {"level": self._level(case.told)})]
        titles = [
            self._content.rules[rule].title for rule in case.rules if rule in self._content.rules
        ]
        if titles:
            lines.append(Line("desk.rules", {"rules": "; ".join(titles[:_MOST_RULES])}))
        return lines

    def _wish(self, report: Report) -> Line:
        return Line("desk.wish", {"wish": self._content.texts[f"wish.{report.wish}"]})

    def _level(self, level: str) -> str:
        return self._content.texts[f"level.{level}"]

    def _votes(self, case: Case) -> tuple[tuple[Button, ...], ...]:
        rows = [
            (
                Button(
                    f"vote.{act}",
                    f"desk:vote:{case.id}:{level}",
                    values={"level": self._level(level)},
                ),
            )
            for act, level in choices(case)
        ]
        return (*rows, (Button("button.skip", f"desk:skip:{case.id}"),))

    def _after(self, case: Case) -> tuple[tuple[Button, ...], ...]:
        rows: list[tuple[Button, ...]] = []
        if case.kind == "wrong" and case.verdict != case.told:
            rows += [(button,) for button in self._examples(case)]
        rows.append(
            (Button("button.next", "desk:next"), Button("button.reopen", f"desk:reopen:{case.id}"))
        )
        return tuple(rows)

    def _examples(self, case: Case) -> Iterator[Button]:
        """A rule that fired must leave the text alone; where nothing fired, it is a text for the
        corpus.
        """
        if is_milder(case):
            for place, rule in enumerate(self.rules(case)):
                action = f"desk:example:{case.id}:{place}"
                yield Button("button.example", action, values={"rule": rule})
        else:
            yield Button("button.example_text", f"desk:example:{case.id}:text")

    def rules(self, case: Case) -> list[str]:
        """The rules of a case that an example can be for."""
        return [rule for rule in case.rules if rule in self._content.rules][:_MOST_EXAMPLES]


def is_milder(case: Case) -> bool:
    """True when the desk thinks less badly of a text than Rambu did."""
    return LEVELS.index(case.verdict) < LEVELS.index(case.told)


def _shared(reports: Sequence[Report]) -> list[Line]:
    """What people shared: the longest text, and the contacts where they stand alone."""
    texts = [each.text for each in reports if each.text]
    if texts:
        text = max(texts, key=len)
        return [Line("desk.text", {"text": text[:_LONGEST]})]
    contacts = {line for each in reports for line in each.contacts.split("\n") if line}
    if contacts:
        return [Line("desk.text", {"text": "\n".join(sorted(contacts))[:_LONGEST]})]
    return [Line("desk.no_text")]


def _free(case: Case) -> tuple[tuple[Button, ...], ...]:
    take = Button("button.take", f"desk:claim:{case.id}")
    return ((take, Button("button.skip", f"desk:skip:{case.id}")),)


def day_of(seconds: float) -> dt.date:
    """The date in Jakarta."""
    return (dt.datetime.fromtimestamp(seconds, dt.UTC) + dt.timedelta(hours=7)).date()
