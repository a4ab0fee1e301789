"""What a button answers: its verb and argument go in, the reply comes out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from bot.core.alarm import HOME, read_needs
from bot.core.engine import Engine
from bot.core.pages import PAGED, read_page, turn
from bot.core.reply import Line, Reply


def press_button(engine: Engine, verb: str, argument: str, today: dt.date) -> Reply | None:
    """The answer to a button; None for one that was forged or no longer exists."""
    name, number = read_page(verb, argument)
    reply = _press(engine, verb, name, today)
    if reply is None or verb not in PAGED:
        return reply
    return turn(reply, engine.content.texts, f"{verb}:{name}", number)


def _press(engine: Engine, verb: str, argument: str, today: dt.date) -> Reply | None:
    content, answers = engine.content, engine.answers
    if argument in content.articles:
        return _about_article(engine, verb, argument, today)
    if argument in content.countries and verb in {"country", "about", "sources"}:
        return _about_country(engine, verb, argument, today)
    if verb == "card":
        return engine.posters.press(argument, today)
    if verb == "quiz":
        return engine.quiz.press(argument)
    if verb == "campaign":
        return engine.posters.campaign(argument)
    if verb == "rest":
        return engine.verdicts.rest(argument, today)
    if verb == "gaps":
        return engine.verdicts.gaps(argument, today)
    if verb == "verdict":
        return engine.verdicts.recalled(argument, today)
    if verb == "group":
        return answers.group(argument)
    if verb == "topic" and argument in content.topics and not content.topics[argument].hidden:
        return answers.topic(argument)
    if verb == "ask" and any(f"ask.{name}" in content.texts for name in argument.split(".")):
        return engine.verdicts.questions(argument.split("."))
    return _alarm(engine, verb, argument, today) or _plain(engine, verb, today)


def named_country(engine: Engine, name: str, today: dt.date) -> Reply:
    """The card of a country that somebody named; without a name all to choose from."""
    if not name.strip():
        return engine.answers.countries()
    codes = engine.reader.read(f"negara {name[:100]}").facts.country_codes
    if codes and codes[0] in engine.content.countries:
        return engine.answers.country(engine.content.countries[codes[0]], today)
    return engine.answers.unknown_country()


def _about_article(engine: Engine, verb: str, name: str, today: dt.date) -> Reply | None:
    article = engine.content.articles[name]
    if verb == "sources":
        return engine.answers.sources(article)
    if verb in {"article", "details"}:
        return engine.answers.article(article, today, whole=verb == "details")
    return _plain(engine, verb, today)


def _about_country(engine: Engine, verb: str, code: str, today: dt.date) -> Reply:
    country = engine.content.countries[code]
    if verb == "sources":
        return engine.answers.country_sources(country)
    return engine.answers.country(country, today, whole=verb == "about")


def _alarm(engine: Engine, verb: str, argument: str, today: dt.date) -> Reply | None:
    alarm = engine.alarm
    code, _, needs = argument.partition(":")
    place = code if code in engine.content.countries or code == HOME else None
    if verb == "emergency":
        return alarm.first(place, today, read_needs(needs))
    if verb == "help":
        return alarm.more(place, today)
    if verb == "watched":
        return alarm.watched(yes=argument == "yes")
    if verb == "safety":
        return _after_safety(engine, argument, today)
    if verb == "near":
        return alarm.company(yes=argument == "yes")
    if verb == "reach":
        return alarm.reached(yes=argument == "yes")
    if verb == "emergency_countries":
        return alarm.countries(argument)
    if verb == "clear":
        # Where the channel can delete nothing, the person is told how to.
        return Reply((Line("emergency.clear"),), road="answer")
    plain = {"unanswered": alarm.unanswered, "family": alarm.family}
    return plain[verb]() if verb in plain else None


def _after_safety(engine: Engine, argument: str, today: dt.date) -> Reply:
    answer, _, code = argument.partition(":")
    if answer != "yes":
        return Reply((Line("safety.no"),), road="answer")
    return engine.alarm.first(code if code in engine.content.countries else None, today)


def _plain(engine: Engine, verb: str, today: dt.date) -> Reply | None:
    answers = engine.answers
    replies: dict[str, Callable[[], Reply]] = {
        "topics": answers.topics,
        "campaigns": engine.posters.campaigns,
        "countries": answers.countries,
        "hotlines": lambda: answers.hotlines(today),
        "check": lambda: Reply((Line("check.how"),), road="answer"),
        "menu": answers.start,
        "wrong": lambda: Reply((Line("answer.wrong_thanks"),), road="answer"),
        "unhelpful": lambda: Reply((Line("answer.helpful_thanks"),), ((),), road="answer"),
    }
    return replies[verb]() if verb in replies else None
