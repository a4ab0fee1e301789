"""Replies to cries for help: the numbers first, on a small screen, then safe short steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot.core.answers import Answers
from bot.core.content import Contact, Content
from bot.core.reply import Button, Line, Reply
from bot.core.wording import seen, ways_to_reach

HOME = "ID"
_ASKED = ("KH", "MM", "LA", "TH", "MY", "SG", "SA", "AE", "TW", "HK", "KR", "JP")
_STABLE = ("pwni_kemlu", "kp2mi_abroad", "kp2mi_whatsapp")
_AT_HOME = ("polri_110", "sapa_129", "kp2mi_hotline", "lpsk")
# In these countries armed groups or officials are part of the trade in some places (facts 4.3,
# 6.2).
_UNSURE_POLICE = frozenset({"MM", "KH", "LA"})


class Alarm:
    """Builds the emergency replies; they never promise, never advise to pay or to fight."""

    def __init__(self, content: Content, answers: Answers) -> None:
        self._content = content
        self._answers = answers

    def first(
        self, country: str | None, today: dt.date, *, crisis: bool = False, unanswered: bool = False
    ) -> Reply:
        """The first message: numbers of the country if it is known, else the stable ones and a
        question where.
        """
        lines = [Line("emergency.first"), *self._numbers(country, today)]
        if crisis:
            lines.append(self._crisis())
        lines += [Line("emergency.machine"), self._steps(country)]
        if country in _UNSURE_POLICE:
            lines.append(Line("emergency.police_border"))
        if unanswered:
            lines.append(Line("emergency.no_answer"))
        if country is None:
            lines.append(Line("emergency.where"))
        return Reply(
            tuple(lines),
            self._buttons(country),
            road="emergency",
            country=country if country != HOME else None,
        )

    def more(self, country: str | None) -> Reply:
        """What comes after the numbers: is somebody watching, what the family can do, how to leave
        no trace.
        """
        lines = [
            Line("emergency.family"),
            Line("emergency.no_answer"),
            Line("emergency.clear"),
            Line("emergency.promise"),
            Line("emergency.machine"),
        ]
        if (
            country is not None
            and country in self._content.countries
            and country not in _UNSURE_POLICE
        ):
            police = [
                c
                for c in self._content.countries[country].emergency
                if c.kind == "police" and c.phone
            ]
            lines[:0] = [
                Line("emergency.police_local", {"phone": c.phone or ""}) for c in police[:1]
            ]
        lines.append(Line("emergency.closed_question"))
        buttons = (Button("button.yes", "watched:yes"), Button("button.no", "watched:no"))
        return Reply(tuple(lines), (buttons,), road="emergency", country=country)

    def watched(self, *, yes: bool) -> Reply:
        """The answer to "is somebody looking at your phone?"."""
        return Reply(
            (
                Line("emergency.watched" if yes else "emergency.not_watched"),
                Line("emergency.clear"),
                Line("emergency.machine"),
            ),
            road="emergency",
        )

    def unanswered(self) -> Reply:
        """For somebody who has reported and hears nothing."""
        lines = [Line("emergency.no_answer")]
        for name in ("pwni_kemlu", "sbmi", "migrant_care", "peduli_wni"):
            if name in self._content.contacts:
                lines.append(_contact_line(self._content.contacts[name]))
        lines.append(Line("emergency.machine"))
        return Reply(tuple(lines), road="emergency")

    def gentle(self) -> tuple[Line, tuple[Button, ...]]:
        """The safety question for veiled hints, with its two buttons."""
        return Line("safety.gentle"), (
            Button("button.yes", "safety:yes"),
            Button("button.no", "safety:no"),
        )

    def _numbers(self, country: str | None, today: dt.date) -> list[Line]:
        contacts: list[Contact] = []
        if country == HOME:
            contacts += self._national(_AT_HOME)
        elif country is not None and country in self._content.countries:
            known = [
                c
                for c in self._content.countries[country].contacts
                if c.is_current(today) and (c.phone or c.whatsapp)
            ]
            known.sort(key=lambda c: c.confidence == "low")
            contacts += known[:2]
        contacts += self._national(_STABLE[:1] if country == HOME else _STABLE)
        return [_contact_line(contact) for contact in contacts]

    def _national(self, names: Sequence[str]) -> list[Contact]:
        return [self._content.contacts[name] for name in names if name in self._content.contacts]

    def _crisis(self) -> Line:
        contact = self._content.contacts["sejiwa_119"]
        return Line("emergency.crisis", {"name": contact.name, "ways": ways_to_reach(contact)})

    def _steps(self, country: str | None) -> Line:
        if country == HOME:
            return Line(
                "emergency.steps_home",
                {"police": ways_to_reach(self._content.contacts["polri_110"])},
            )
        return Line("emergency.steps")

    def _buttons(self, country: str | None) -> tuple[tuple[Button, ...], ...]:
        more = (
            Button("button.steps", f"help:{country}" if country else "help"),
            Button("button.no_answer", "unanswered"),
        )
        if country is not None:
            return (more, (Button("button.other_country", "emergency_countries"),))
        rows: list[tuple[Button, ...]] = []
        codes = [code for code in _ASKED if code in self._content.countries]
        buttons = [
            Button(
                "button.country",
                f"emergency:{code}",
                values={"name": self._content.countries[code].name},
            )
            for code in codes
        ]
        buttons.append(Button("button.country", f"emergency:{HOME}", values={"name": "Indonesia"}))
        rows += [tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3)]
        return (*rows, (Button("button.other_country", "emergency_countries"),), more)


def _contact_line(contact: Contact) -> Line:
    notes = []
    if contact.confidence == "low":
        notes.append(f"nomor lama, {seen(contact)}")
    elif contact.as_of:
        notes.append(seen(contact))
    values = {"name": contact.name, "ways": ways_to_reach(contact), "note": ", ".join(notes)}
    return Line("emergency.contact_noted" if notes else "emergency.contact", values)
