"""What a button answers: its verb and argument go in, the reply comes out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from bot.core.engine import Engine
from bot.core.reply import Line, Reply


def press_button(engine: Engine, verb: str, argument: str, today: dt.date) -> Reply | None:
    """The answer to a button; None for one that was forged or no longer exists."""
    content, answers = engine.content, engine.answers
    if verb == "article" and argument in content.articles:
        return answers.article(content.articles[argument], today)
    if verb == "sources" and argument in content.articles:
        return answers.sources(content.articles[argument])
    if verb == "country" and argument in content.countries:
        return answers.country(content.countries[argument], today)
    if verb == "topic" and argument in content.topics and not content.topics[argument].hidden:
        return answers.topic(argument)
    if verb == "ask" and any(f"ask.{name}" in content.texts for name in argument.split(".")):
        return engine.verdicts.questions(argument.split("."))
    return _alarm(engine, verb, argument, today) or _plain(engine, verb, today)


def _alarm(engine: Engine, verb: str, argument: str, today: dt.date) -> Reply | None:
    alarm = engine.alarm
    known = argument in engine.content.countries or argument == "ID"
    if verb == "emergency":
        return alarm.first(argument if known else None, today)
    if verb == "help":
        return alarm.more(argument if known else None)
    if verb == "watched":
        return alarm.watched(yes=argument == "yes")
    if verb == "safety" and argument == "yes":
        return alarm.first(None, today)
    if verb == "safety":
        return Reply((Line("safety.no"),), road="answer")
    if verb == "unanswered":
        return alarm.unanswered()
    if verb == "emergency_countries":
        return engine.answers.countries("emergency")
    return None


def _plain(engine: Engine, verb: str, today: dt.date) -> Reply | None:
    answers = engine.answers
    replies: dict[str, Callable[[], Reply]] = {
        "topics": answers.topics,
        "countries": answers.countries,
        "hotlines": lambda: answers.hotlines(today),
        "check": lambda: Reply((Line("check.how"),), road="answer"),
        "menu": answers.start,
        "wrong": lambda: Reply((Line("answer.wrong_thanks"),), road="answer"),
        "unhelpful": lambda: Reply((Line("answer.helpful_thanks"),), ((),), road="answer"),
    }
    return replies[verb]() if verb in replies else None
