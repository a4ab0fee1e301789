"""The reply to a checked offer: level, reasons with quotes, law, what is missing, what to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.core.agencies import AgencyMatch, Standing
from bot.core.answers import Answers
from bot.core.check import Finding, Verdict
from bot.core.content import Content
from bot.core.poster import verdict_action
from bot.core.recall import WORDED_LIKE, read_code, write_code
from bot.core.reply import Button, Line, Reply
from bot.core.screen import gaps, rest
from bot.core.wording import say_date, seen, ways_to_reach

MOST_REASONS = 4
MOST_QUESTIONS = 3
MOST_ADVICE = 3
MOST_LAWS = 2
# How a company stands on the lists, and the text that says so.
STANDINGS: Mapping[Standing, str] = {
    "unknown": "verdict.agency_unknown",
    "similar": "verdict.agency_similar",
    "active": "verdict.agency_active",
    "sanctioned": "verdict.agency_sanctioned",
    "revoked": "verdict.agency_revoked",
    "over": "verdict.agency_licence_over",
}
SANCTION_OVER = "verdict.agency_sanction_over"
# What no licensed company recruits with: the text that says so, and the signals that show it.
MISUSE = {
    "verdict.misuse_mail": frozenset({"fact.free_mail"}),
    "verdict.misuse_account": frozenset({"sign.personal_payment"}),
}
_QUOTE_LENGTH = 120


class Verdicts:
    """Turns verdicts into replies."""

    def __init__(self, content: Content, answers: Answers) -> None:
        self._content = content
        self._answers = answers

    def reply(
        self, verdict: Verdict, today: dt.date, agencies: Sequence[AgencyMatch] = ()
    ) -> Reply:
        """The reply for one verdict; short enough for a screen and a half."""
        if verdict.level == "not_offer":
            return self._not_offer(verdict)
        lines = [Line(f"verdict.{verdict.level}")]
        lines += self._country(verdict)
        lines += self._reasons(verdict, today)
        for match in agencies[:2]:
            lines += self._agency(match, verdict)
        lines += self._missing(verdict)
        lines += self._advice(verdict)
        lines.append(Line("verdict.note"))
        return Reply(
            tuple(lines),
            self._buttons(verdict),
            road="check",
            level=verdict.level,
            country=verdict.country,
            more=f"verdict:{write_code(verdict, self.shown(verdict))}",
        )

    def recalled(self, code: str, today: dt.date) -> Reply | None:
        """The whole reply to an offer that was answered in short; its words were not kept."""
        verdict = read_code(code, self._content)
        if verdict is None or verdict.level == "not_offer":
            return None
        reply = self.reply(verdict, today)
        return replace(reply, lines=(Line("group.recalled"), *reply.lines))

    def rest(self, code: str, today: dt.date) -> Reply | None:
        """The laws, what is missing and all reasons of an offer that was answered on one screen."""
        verdict = read_code(code, self._content)
        return None if verdict is None else rest(self.reply(verdict, today), self._content.texts)

    def gaps(self, code: str, today: dt.date) -> Reply | None:
        """What such an offer does not state."""
        verdict = read_code(code, self._content)
        return gaps(self.reply(verdict, today)) if verdict and verdict.missing else None

    def _not_offer(self, verdict: Verdict) -> Reply:
        lines = [Line("verdict.not_offer")]
        if any(finding.level in {"critical", "high"} for finding in verdict.findings):
            lines.append(Line("verdict.not_offer_signs"))
        buttons = (Button("button.topics", "topics"), Button("button.wrong", "wrong:not_offer"))
        return Reply(tuple(lines), (buttons,), road="check", level=verdict.level)

    def shown(self, verdict: Verdict) -> list[Finding]:
        """The findings a person sees: stable rules that explain the level, the worst first, one per
        sign.
        """
        rules = self._content.rules
        worst = {
            "danger": ("critical", "high", "medium"),
            "caution": ("critical", "high", "medium", "low"),
        }
        wanted = worst.get(verdict.level, ("critical", "high", "medium"))
        chosen: dict[str, Finding] = {}
        for finding in verdict.findings:
            rule = rules[finding.rule]
            if rule.status == "stable" and finding.level in wanted:
                sign = next((tag for tag in rule.tags if tag.startswith("sign.")), rule.id)
                chosen.setdefault(sign, finding)
        return list(chosen.values())

    def _country(self, verdict: Verdict) -> list[Line]:
        country = self._content.countries.get(verdict.country or "")
        if country is None or country.placement.status not in {"closed", "none"}:
            return []
        values = {
            "country": country.name,
            "note": country.placement.note,
            "date": seen(country.placement),
        }
        return [Line("verdict.country_closed", values)]

    def _reasons(self, verdict: Verdict, today: dt.date) -> list[Line]:
        shown = self.shown(verdict)
        worded = WORDED_LIKE & set(verdict.combinations[:1])
        if not shown and not worded:
            return []
        lines, cited = [Line("verdict.reasons")], set[str]()
        for finding in shown[:MOST_REASONS]:
            rule = self._content.rules[finding.rule]
            quote = " ".join(finding.quote.split())
            quote = quote if len(quote) <= _QUOTE_LENGTH else quote[: _QUOTE_LENGTH - 1] + "…"
            key = "verdict.reason" if quote else "verdict.reason_bare"
            lines.append(Line(key, {"finding": rule.advice.finding, "quote": quote}))
            law = next(
                (self._content.laws[name] for name in rule.law if self._cites(name, cited, today)),
                None,
            )
            if law is not None:
                cited.add(law.cite)
                lines.append(Line("verdict.law", {"says": law.says.rstrip("."), "cite": law.cite}))
        if len(shown) > MOST_REASONS:
            lines.append(Line("verdict.more_reasons", {"count": len(shown) - MOST_REASONS}))
        if worded:
            lines.append(Line("verdict.worded_like"))
        return lines

    def _cites(self, name: str, cited: set[str], today: dt.date) -> bool:
        law = self._content.laws.get(name)
        return law is not None and law.is_current(today) and law.cite not in cited

    def _missing(self, verdict: Verdict) -> list[Line]:
        if not verdict.missing:
            return []
        texts = self._content.texts
        items = ", ".join(texts[f"missing.{name}"] for name in verdict.missing[:5])
        lines = [Line("verdict.missing", {"items": items})]
        if verdict.level != "danger":
            lines.append(Line("verdict.ask"))
            for number, name in enumerate(verdict.missing[:MOST_QUESTIONS], 1):
                lines.append(
                    Line("verdict.ask_item", {"number": number, "question": texts[f"ask.{name}"]})
                )
        return lines

    def _advice(self, verdict: Verdict) -> list[Line]:
        contacts = self._content.contacts
        lines = [Line("verdict.do")]
        advice = dict.fromkeys(
            self._content.rules[finding.rule].advice.do for finding in self.shown(verdict)
        )
        lines += [Line("verdict.do_item", {"do": do}) for do in list(advice)[:MOST_ADVICE]]
        if verdict.level in {"caution", "unverified"} and "fact.overseas" in verdict.signals:
            lines.append(Line("verdict.verify", {"url": contacts["siskop2mi"].url or ""}))
        lines.append(Line("verdict.call", self._answers.hotline_values()))
        return lines if len(lines) > 2 else lines[1:]

    def _agency(self, match: AgencyMatch, verdict: Verdict) -> list[Line]:
        """What the lists say of a company; nothing of it lowers the level."""
        if match.agency is None:
            return [Line(STANDINGS["unknown"], {"name": match.name})]
        agency = match.agency
        values = {
            "name": match.name if match.standing == "similar" else agency.name,
            "listed": agency.name,
            "source": self._content.sources[agency.source].publisher,
            "date": say_date(agency.list_date),
            "since": self._period("verdict.agency_since", agency.since),
            "until": self._period("verdict.agency_until", agency.until),
        }
        ended = match.standing == "over" and agency.status != "active"
        lines = [Line(SANCTION_OVER if ended else STANDINGS[match.standing], values)]
        if agency.status == "active":
            return lines + self._misuse(verdict)
        return [*lines, Line("verdict.agency_appeal", self._answers.hotline_values())]

    def _misuse(self, verdict: Verdict) -> list[Line]:
        """A listed company's name beside what no such company uses."""
        ways = [name for name, signs in MISUSE.items() if signs & verdict.signals]
        if not ways:
            return []
        how = ", ".join(self._content.texts[name] for name in ways)
        return [Line("verdict.agency_misused", {"how": how})]

    def _period(self, key: str, date: dt.date | None) -> str:
        """A border of a sanction's time in words; empty where the list names none."""
        # The texts of content/ begin and end without blanks.
        return f" {self._content.texts[key].format(date=say_date(date))}" if date else ""

    def questions(self, names: Sequence[str]) -> Reply:
        """The questions to send to a recruiter, ready to copy."""
        lines = [Line("verdict.ask")]
        known = [name for name in names if f"ask.{name}" in self._content.texts]
        for number, name in enumerate(known, 1):
            lines.append(
                Line(
                    "verdict.ask_item",
                    {"number": number, "question": self._content.texts[f"ask.{name}"]},
                )
            )
        return Reply(tuple(lines), road="check")

    def law_values(self, names: Sequence[str], today: dt.date) -> list[Line]:
        """Laws as lines, for refusals."""
        laws = [self._content.laws[name] for name in names if name in self._content.laws]
        return [
            Line("misuse.law", {"says": law.says.rstrip("."), "cite": law.cite})
            for law in laws
            if law.is_current(today)
        ]

    def refusal(self, today: dt.date, cues: Sequence[str] = ()) -> Reply:
        """The answer to requests for help with deceiving or recruiting, with the laws of the cues
        that were found.
        """
        found = [cue for cue in self._content.triage if cue.id in cues]
        laws = dict.fromkeys(law for cue in found for law in cue.law)
        lines = [Line("misuse.refuse"), *self.law_values(list(laws)[:MOST_LAWS], today)]
        contact = self._content.contacts["kp2mi_whatsapp"]
        ways = ways_to_reach(contact, self._content.texts)
        lines.append(Line("misuse.honest", {"name": contact.name, "ways": ways}))
        return Reply(
            tuple(lines),
            ((Button("button.topics", "topics"), Button("button.numbers", "hotlines")),),
            road="misuse",
        )

    def _buttons(self, verdict: Verdict) -> tuple[tuple[Button, ...], ...]:
        asks = ".".join(verdict.missing[:5])
        rows: list[tuple[Button, ...]] = []
        if asks and verdict.level == "danger":
            rows.append(
                (Button("button.numbers", "hotlines"), Button("button.emergency", "emergency"))
            )
        else:
            rows.append(
                (
                    Button("button.ask_recruiter", f"ask:{asks}"),
                    Button("button.numbers", "hotlines"),
                )
            )
        worst = verdict.findings[0].rule if verdict.findings else "none"
        rows.append(
            (Button("button.verify", "topic:cek_p3mi"), Button("button.wrong", f"wrong:{worst}"))
        )
        card = verdict_action(verdict.level, [each.rule for each in self.shown(verdict)])
        if card:
            rows.append((Button("button.card", card),))
        return tuple(rows)
