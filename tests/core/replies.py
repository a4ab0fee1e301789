"""What tests of replies share: every reply that can be built from content, and its words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from bot.core.buttons import press_button
from bot.core.content import Need
from bot.core.engine import Engine
from bot.core.message import Message
from bot.core.render import render_html, render_label, strip_markup
from bot.core.reply import Reply

TODAY = dt.date(2026, 12, 1)
NEEDS_TOGETHER: tuple[frozenset[Need], ...] = (
    frozenset(),
    frozenset({"crisis"}),
    frozenset({"violence"}),
    frozenset({"unanswered"}),
    frozenset({"family"}),
    frozenset({"violence", "family", "unanswered"}),
)
MOST = 4096  # what a Telegram message holds
SAFE = re.compile(r"\baman\b", re.IGNORECASE)
OFFERS = (
    "Dicari admin Kamboja gaji 20 juta, tanpa pengalaman, tiket ditanggung, paspor ditahan kantor",
    "Lowongan resmi pabrik Taiwan, PT Maju Jaya Abadi, kontrak 3 tahun, gaji NT$29.500, asuransi",
    "Butuh 3 pembantu ke Malaysia, biaya 20 juta bisa dicicil, hub 0812-0000-0000",
    "Loker Malaysia kilang, tanpa pengalaman, gaji RM2000, japri kak",
    "Dicari ART ke Malaysia, langsung berangkat, gaji RM1500, chat admin 0812-0000-0000",
    "Dibutuhkan operator produksi di Batam, gaji 4 juta, datang langsung ke kantor",
    "Waspada! Jangan percaya loker Kamboja gaji besar, paspor ditahan, korban disekap",
    "halo kak, resep sayur asem dong",
)


def verdict_replies(engine: Engine) -> Iterator[Reply]:
    """Replies to offers of every level."""
    for text in OFFERS:
        understanding = engine.understand(Message.of(text))
        found = engine.find_agencies(understanding, TODAY)
        yield engine.verdicts.reply(understanding.verdict, TODAY, found)


def emergency_replies(engine: Engine) -> Iterator[Reply]:
    """The first message and all that follows, for every country."""
    for country in (None, "ID", *engine.content.countries):
        for needs in NEEDS_TOGETHER:
            yield engine.alarm.first(country, TODAY, needs)
        yield engine.alarm.more(country, TODAY)
    for yes in (False, True):
        yield engine.alarm.watched(yes=yes)
        yield engine.alarm.company(yes=yes)
        yield engine.alarm.reached(yes=yes)
    yield engine.alarm.unanswered()
    yield engine.alarm.family()


def answer_replies(engine: Engine) -> Iterator[Reply]:
    """Articles, sources, countries, topics and menus."""
    answers = engine.answers
    for article in engine.content.articles.values():
        for whole in (False, True):
            yield answers.article(article, TODAY, whole=whole)
        yield answers.sources(article)
    for country in engine.content.countries.values():
        for whole in (False, True):
            yield answers.country(country, TODAY, whole=whole)
        yield answers.country_sources(country)
    for name, topic in engine.content.topics.items():
        if not topic.hidden:
            yield answers.topic(name)
    yield from (answers.topics(), answers.countries(), answers.countries("emergency"))
    yield from (answers.hotlines(TODAY), answers.start(), answers.help(), answers.unknown())
    yield from (answers.unknown_country(), answers.hello(), answers.hello(thanks=True))
    yield engine.verdicts.refusal(TODAY)


def all_replies(engine: Engine) -> Iterator[Reply]:
    """Every reply, and what every button under one of them answers."""
    seen: set[str] = set()
    for reply in (
        *verdict_replies(engine),
        *emergency_replies(engine),
        *answer_replies(engine),
    ):
        yield reply
        for button in (button for row in reply.buttons for button in row):
            if button.action and button.action not in seen:
                seen.add(button.action)
                verb, _, argument = button.action.partition(":")
                answer = press_button(engine, verb, argument, TODAY)
                assert answer is not None, button.action
                yield answer


def words_of(engine: Engine, reply: Reply) -> str:
    """The reply as plain text, with the labels of its buttons."""
    texts = engine.content.texts
    labels = [render_label(button, texts) for row in reply.buttons for button in row]
    return "\n".join([strip_markup(render_html(reply, texts)), *labels])
