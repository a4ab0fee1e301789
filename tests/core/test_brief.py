"""What a group is told: few lines, and the way to the rest."""

from __future__ import annotations

from bot.core.brief import brief
from bot.core.reply import Button, Line, Reply

NUMBER = Line("emergency.contact", {"name": "PWNI", "ways": "+62 1"})


def test_a_verdict_keeps_its_level_and_the_first_reason() -> None:
    reasons = [Line("verdict.reason", {"finding": each, "quote": "x"}) for each in "ab"]
    lines = (Line("verdict.danger"), Line("verdict.reasons"), *reasons, Line("verdict.note"))
    reply = brief(Reply(lines, ((Button("button.wrong", "wrong:x"),),), "check", more="verdict:d0"))

    assert reply.lines == (Line("verdict.danger"), reasons[0])
    assert reply.buttons == ((Button("button.private", "verdict:d0"),),)


def test_a_verdict_without_reasons_keeps_the_country() -> None:
    country = Line("verdict.country_closed", {"country": "Kamboja"})
    reply = brief(Reply((Line("verdict.caution"), country, Line("verdict.note")), road="check"))

    assert reply.lines == (Line("verdict.caution"), country)


def test_a_cry_for_help_gets_the_first_number_and_its_country() -> None:
    other = Line("emergency.contact", {"name": "Lain", "ways": "+62 2"})
    lines = (Line("emergency.first"), NUMBER, other, Line("emergency.machine"))
    reply = brief(Reply(lines, road="emergency", country="KH"))

    assert reply.lines == (Line("emergency.group", {"name": "PWNI", "ways": "+62 1"}),)
    assert reply.buttons == ((Button("button.private_help", "emergency:KH"),),)


def test_a_cry_for_help_without_numbers_leads_to_them() -> None:
    reply = brief(Reply((Line("emergency.watched"),), road="emergency"))

    assert reply.lines == (Line("emergency.group_bare"),)


def test_a_gentle_question_is_asked_in_private() -> None:
    lines = (Line("safety.gentle"), Line("answer.title"), Line("answer.summary"), Line("x"))
    details = Button("button.details", "details:a")
    reply = brief(Reply(lines, ((details,),), road="answer"))

    assert reply.lines == lines[1:3]
    assert [button.action for row in reply.buttons for button in row] == ["emergency", "details:a"]


def test_what_is_short_stays_with_its_buttons() -> None:
    reply = Reply((Line("answer.choose"),), ((Button("button.article", "article:a"),),), "choose")

    assert brief(reply) == reply


def test_a_refusal_is_one_line() -> None:
    reply = brief(Reply((Line("misuse.refuse"), Line("misuse.law"), Line("x")), road="misuse"))

    assert reply.lines == (Line("misuse.refuse"),)
