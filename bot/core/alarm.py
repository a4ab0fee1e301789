"""Replies to cries for help: the numbers first, on a small screen, then safe short steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot.core.answers import Answers
from bot.core.content import Contact, Content, Country, Need
from bot.core.reader import Reading
from bot.core.reply import Button, Line, Reply
from bot.core.triage import is_found
from bot.core.wording import seen, ways_to_reach

HOME = "ID"
NEEDS: tuple[Need, ...] = ("crisis", "violence", "family", "unanswered")
_ASKED = ("KH", "MM", "LA", "TH", "MY", "SG", "SA", "AE", "TW", "HK", "KR", "JP")
_STABLE = ("pwni_kemlu", "kp2mi_abroad", "kp2mi_whatsapp")
_AT_HOME = ("polri_110", "sapa_129", "kp2mi_hotline", "lpsk")
_CRISIS = ("sejiwa_119", "healing119")
_SECOND_CHANNEL = ("sbmi", "migrant_care")
_FOR_FAMILY = ("pwni_kemlu", "kp2mi_hotline", "kp2mi_whatsapp", "bp3mi_directory")
# In these countries armed groups or officials are part of the trade in some places (facts 4.3,
# 6.2).
_UNSURE_POLICE = frozenset({"MM", "KH", "LA"})


class Alarm:
    """Builds the emergency replies; they never promise, never advise to pay or to fight.

    `needs` says what a cry for help is about beside captivity: see TriageCue.needs.
    """

    def __init__(self, content: Content, answers: Answers) -> None:
        self._content = content
        self._answers = answers

    def needs(self, reading: Reading) -> frozenset[Need]:
        """What a cry for help needs beside the usual, by the cues found in it."""
        return frozenset(
            cue.needs for cue in self._content.triage if cue.needs and is_found(cue, reading)
        )

    def first(
        self, country: str | None, today: dt.date, needs: frozenset[Need] = frozenset()
    ) -> Reply:
        """The first message: numbers of the country if it is known, else the stable ones and a
        question where. Everything else waits behind buttons, so that it fits a small screen.
        """
        crisis = "crisis" in needs
        lines = [Line("emergency.first_crisis" if crisis else "emergency.first")]
        lines += self._numbers(country, today, needs)
        lines += [Line("emergency.machine"), self._short(country, needs)]
        if country in _UNSURE_POLICE:
            lines.append(Line("emergency.police_border"))
        lines.append(_question(needs)[0] if country else Line("emergency.where"))
        return Reply(
            tuple(lines),
            self._buttons(country, needs),
            road="emergency",
            country=country if country != HOME else None,
        )

    def more(self, country: str | None, today: dt.date) -> Reply:
        """Safe steps, what to keep, which police to trust, how to leave no trace."""
        lines = [Line("emergency.steps")]
        if country == HOME:
            lines = [Line("emergency.steps_home", {"police": self._ways("polri_110")})]
        known = self._content.countries.get(country or "")
        if country in _UNSURE_POLICE:
            lines.append(Line("emergency.police_border"))
        elif known is not None:
            lines += [
                Line("emergency.police_local", {"phone": contact.phone or ""})
                for contact in _local(known, today, "police")[:1]
            ]
        lines += [Line("emergency.clear"), Line("emergency.promise"), Line("emergency.machine")]
        lines.append(Line("emergency.closed_question"))
        return Reply(
            tuple(lines),
            (_yes_or_no("watched"), (Button("button.clear", "clear"),)),
            road="emergency",
            country=country if country != HOME else None,
        )

    def watched(self, *, yes: bool) -> Reply:
        """The answer to "is somebody looking at your phone?"."""
        lines = [Line("emergency.watched" if yes else "emergency.not_watched")]
        lines += [Line("emergency.clear"), Line("emergency.machine")]
        return Reply(tuple(lines), ((Button("button.clear", "clear"),),), road="emergency")

    def company(self, *, yes: bool) -> Reply:
        """The answer to "is somebody you trust near you?", for who wants to die."""
        lines = [Line("emergency.near" if yes else "emergency.alone")]
        lines += [_contact_line(self._content, contact) for contact in self._national(_CRISIS)]
        return Reply((*lines, Line("emergency.machine")), road="emergency")

    def reached(self, *, yes: bool) -> Reply:
        """The answer to "can you still reach them?", for a relative."""
        lines = [Line("emergency.reached" if yes else "emergency.not_reached")]
        lines += [_contact_line(self._content, each) for each in self._national(_FOR_FAMILY[:1])]
        buttons = ((Button("button.family", "family"),),)
        return Reply((*lines, Line("emergency.machine")), buttons, road="emergency")

    def family(self) -> Reply:
        """For who asks for somebody else: whom to call, what to have ready, what not to do."""
        lines = [Line("emergency.family_first")]
        lines += [_contact_line(self._content, each) for each in self._national(_FOR_FAMILY)]
        lines += [Line("emergency.family"), Line("emergency.machine")]
        return Reply(tuple(lines), ((Button("button.no_answer", "unanswered"),),), road="emergency")

    def unanswered(self) -> Reply:
        """For somebody who has reported and hears nothing: a second channel."""
        names = ("pwni_kemlu", *_SECOND_CHANNEL, "peduli_wni", "bp3mi_directory")
        lines = [Line("emergency.no_answer")]
        lines += [_contact_line(self._content, contact) for contact in self._national(names)]
        return Reply((*lines, Line("emergency.machine")), road="emergency")

    def countries(self, needs: str = "") -> Reply:
        """All countries to choose from, and what to do where it is none of them."""
        reply = self._answers.countries("emergency", needs)
        other = Line("emergency.other_country", {"kemlu": self._ways("pwni_kemlu")})
        lines = (Line("emergency.where"), other)
        return Reply(lines, reply.buttons, road=reply.road)

    def gentle(self, country: str | None = None) -> tuple[Line, tuple[Button, ...]]:
        """The safety question for veiled hints, with its two buttons; yes leads to the numbers."""
        yes = Button("button.yes", f"safety:yes:{country}" if country else "safety:yes")
        return Line("safety.gentle"), (yes, Button("button.no", "safety:no"))

    def _numbers(self, code: str | None, today: dt.date, needs: frozenset[Need]) -> list[Line]:
        content = self._content
        country = content.countries.get(code or "")
        contacts: list[Contact] = []
        hurt = "violence" in needs and "crisis" not in needs
        if "crisis" in needs:
            contacts += self._for_crisis(country, today)
        if code == HOME:
            contacts += self._national(_AT_HOME[:1] if "crisis" in needs else _AT_HOME)
        elif country is not None:
            contacts += _reachable(country, today)[: 1 if "crisis" in needs else 2]
            if hurt and code not in _UNSURE_POLICE:
                contacts += _local(country, today, "police", "emergency")[:1]
        elif hurt:
            contacts += self._national(("sapa_129",))
        brief = code == HOME or needs & {"crisis", "unanswered"}
        stable = _STABLE[:1] if brief else _STABLE
        contacts += self._national(stable)
        if "unanswered" in needs:
            contacts += self._national(_SECOND_CHANNEL)
        return [_contact_line(content, contact, home=code == HOME) for contact in contacts]

    def _for_crisis(self, country: Country | None, today: dt.date) -> list[Contact]:
        """Who listens: in the country of the person where one is known, else at home."""
        if country is None:
            return self._national(_CRISIS)
        local = _local(country, today, "crisis")[:2] or _local(country, today, "emergency")[:1]
        return [*local, *self._national(_CRISIS[1:])]

    def _national(self, names: Sequence[str]) -> list[Contact]:
        return [self._content.contacts[name] for name in names if name in self._content.contacts]

    def _ways(self, name: str) -> str:
        return ways_to_reach(self._content.contacts[name], self._content.texts)

    def _short(self, country: str | None, needs: frozenset[Need]) -> Line:
        if "crisis" in needs:
            known = country is not None
            return Line("emergency.short_crisis" if known else "emergency.short_crisis_abroad")
        if "unanswered" in needs:
            return Line("emergency.short_no_answer")
        if "family" in needs:
            return Line("emergency.short_family")
        return Line("emergency.short_home" if country == HOME else "emergency.short")

    def _buttons(
        self, country: str | None, needs: frozenset[Need]
    ) -> tuple[tuple[Button, ...], ...]:
        kept = _joined(needs)
        other = (Button("button.other_country", f"emergency_countries{kept}"),)
        more = (
            (
                Button("button.steps", f"help:{country}" if country else "help"),
                Button("button.family", "family"),
            ),
            (Button("button.no_answer", "unanswered"), Button("button.clear", "clear")),
        )
        if country is not None:
            return (_question(needs)[1], *more, other)
        codes = [code for code in _ASKED if code in self._content.countries]
        names = {code: self._content.countries[code].name for code in codes}
        names[HOME] = self._content.texts["country.home"]
        buttons = [
            Button("button.country", f"emergency:{code}{kept}", values={"name": name})
            for code, name in names.items()
        ]
        rows = [tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3)]
        return (*rows, other, *more)


def read_needs(text: str) -> frozenset[Need]:
    """The needs that `first` wrote into its buttons; what is no need is left out."""
    return frozenset(need for need in NEEDS if need in text.split("."))


def _joined(needs: frozenset[Need]) -> str:
    kept = ".".join(need for need in NEEDS if need in needs)
    return f":{kept}" if kept else ""


def _question(needs: frozenset[Need]) -> tuple[Line, tuple[Button, ...]]:
    """The question for yes or no that ends a first message, and its buttons."""
    if "crisis" in needs:
        return Line("emergency.company"), _yes_or_no("near")
    if "family" in needs:
        return Line("emergency.reach"), _yes_or_no("reach")
    return Line("emergency.closed_question"), _yes_or_no("watched")


def _yes_or_no(verb: str) -> tuple[Button, ...]:
    return Button("button.yes", f"{verb}:yes"), Button("button.no", f"{verb}:no")


def _reachable(country: Country, today: dt.date) -> list[Contact]:
    """The country's own Indonesian numbers, the uncertain ones last."""
    known = [c for c in country.contacts if c.is_current(today) and (c.phone or c.whatsapp)]
    return sorted(known, key=lambda contact: contact.confidence == "low")


def _local(country: Country, today: dt.date, *kinds: str) -> list[Contact]:
    """The country's public numbers of these kinds, in the order of the kinds."""
    current = [c for c in country.emergency if c.is_current(today) and (c.phone or c.whatsapp)]
    return [contact for kind in kinds for contact in current if contact.kind == kind]


def _contact_line(content: Content, contact: Contact, *, home: bool = True) -> Line:
    """One number, with what somebody must know before they lose time on it."""
    values = {
        "name": contact.name,
        "ways": ways_to_reach(contact, content.texts),
        "date": seen(contact),
        "note": contact.note or "",
    }
    if contact.confidence == "low":
        return Line("emergency.contact_low", values)
    if contact.kind == "crisis" and contact.note:
        return Line("emergency.contact_noted", values)
    if contact.works_from == "indonesia" and not home:
        return Line("emergency.contact_home", values)
    in_a_country = contact.kind in {"embassy", "police", "emergency"} and contact.as_of
    return Line("emergency.contact_seen" if in_a_country else "emergency.contact", values)
