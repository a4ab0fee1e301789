"""Groups, topics, forwards of channels, inline mode: the real process and the fake Bot API."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.core.content import Content
from tests.test_end_to_end import AD, CRY, Rambu, plain, rambu

__all__ = ["rambu"]
pytestmark = pytest.mark.asyncio(loop_scope="module")

ADMIN = 501


def group_of(number: int) -> int:
    """A supergroup of its own for each test: Rambu speaks seldom in one."""
    return -1000000000500 - number


async def open_group(rambu: Rambu, number: int) -> int:
    """A group that Rambu was added to, with an admin; it has said hello."""
    group = group_of(number)
    rambu.api.world.reads_groups = True
    rambu.api.world.members[group, ADMIN + number] = "administrator"
    # One person adds Rambu to a few groups a day, so each has an admin of its own.
    rambu.api.people.membership(group, "left", "member", user_id=ADMIN + number)
    await rambu.answers(group)
    return group


async def switch_reading_on(rambu: Rambu, number: int, content: Content) -> int:
    """The group's admin lets Rambu read; how much it has said so far."""
    group = await open_group(rambu, number)
    rambu.api.people.say(group, "/atur", user_id=ADMIN + number)
    menu = (await rambu.answers(group, 2))[-1]
    label = content.texts["button.reads_on"]
    rambu.api.people.press(group, menu["message_id"], label, user_id=ADMIN + number)
    on = plain(content, "group.reads_on")
    await rambu.until(lambda: on in rambu.api.world.said(group)[1]["text"])
    return len(rambu.api.world.said(group))


def link_of(message: dict[str, Any]) -> str:
    """What the one button asks for in private."""
    [[button]] = message["reply_markup"]["inline_keyboard"]
    return str(button["url"]).partition("?start=")[2]


async def test_a_group_is_told_what_is_read_and_kept(rambu: Rambu, content: Content) -> None:
    group = await open_group(rambu, 1)

    [message] = rambu.api.world.said(group)

    for name in ("group.sees_all", "group.keeps"):
        assert plain(content, name) in message["text"]


async def test_cek_in_a_topic_is_answered_there_and_in_full_in_private(
    rambu: Rambu, content: Content
) -> None:
    group = await open_group(rambu, 2)
    thread = rambu.api.people.open_topic(group)
    [ad] = rambu.api.people.say(group, AD, thread=thread)
    rambu.api.people.say(group, "/cek", thread=thread, reply_to=ad["message_id"], user_id=602)

    message = (await rambu.answers(group, 2))[-1]
    assert message["message_thread_id"] == thread
    assert message["text"].startswith(plain(content, "verdict.danger"))
    assert message["text"].count("•") == 1

    whole = await rambu.ask(602, f"/start {link_of(message)}")
    assert whole.startswith(plain(content, "group.recalled"))


async def test_a_forward_of_a_channel_is_read_only_where_admins_want_it(
    rambu: Rambu, content: Content
) -> None:
    silent = await open_group(rambu, 3)
    rambu.api.people.forward(silent, AD, origin="channel", user_id=603)
    before = await switch_reading_on(rambu, 4, content)
    rambu.api.people.forward(group_of(4), AD, origin="channel", user_id=604)

    message = (await rambu.answers(group_of(4), before + 1))[-1]

    assert message["text"].startswith(plain(content, "verdict.danger"))
    assert len(rambu.api.world.said(silent)) == 1


async def test_of_two_who_ask_at_once_one_waits_for_the_turn(rambu: Rambu) -> None:
    group = await open_group(rambu, 5)
    for user in (605, 606):
        rambu.api.people.say(group, "@RambuUjiBot apa itu P3MI?", user_id=user)

    await rambu.answers(group, 2)
    log = rambu.log.read_text()

    assert len(rambu.api.world.said(group)) == 2
    await rambu.until(lambda: "updates_postponed" in rambu.log.read_text())
    assert "Traceback" not in log


async def test_a_cry_in_a_group_gets_one_line_with_a_number(rambu: Rambu, content: Content) -> None:
    group = await open_group(rambu, 6)
    rambu.api.people.say(group, CRY, user_id=607)

    message = (await rambu.answers(group, 2))[-1]

    assert "\n" not in message["text"]
    assert message["text"].startswith(plain(content, "emergency.group").partition("{")[0])
    numbers = await rambu.ask(607, f"/start {link_of(message)}")
    assert numbers.startswith(plain(content, "emergency.first"))


async def test_a_group_that_becomes_a_supergroup_is_still_read(
    rambu: Rambu, content: Content
) -> None:
    old = -777
    rambu.api.world.reads_groups = True
    rambu.api.world.members[old, ADMIN] = "creator"
    rambu.api.people.say(old, "/atur", user_id=ADMIN)
    [menu] = await rambu.answers(old)
    rambu.api.people.press(old, menu["message_id"], content.texts["button.reads_on"], user_id=ADMIN)
    on = plain(content, "group.reads_on")
    await rambu.until(lambda: on in rambu.api.world.said(old)[0]["text"])
    new = rambu.api.people.migrate(old)
    await rambu.until(lambda: rambu.log.read_text().count("chat_moved") >= 2)

    rambu.api.people.forward(new, AD, origin="channel", user_id=608)
    [message] = await rambu.answers(new)

    assert message["text"].startswith(plain(content, "verdict.danger"))


async def test_inline_results_come_for_what_was_typed_last(rambu: Rambu) -> None:
    calls = rambu.api.world.calls
    for typed in ("k", "kamb", "kamboja"):
        last = rambu.api.people.look_up(609, typed)

    def answered() -> bool:
        found = [call for call in calls if call.method == "answerInlineQuery"]
        return any(str(call.arguments["inline_query_id"]) == last for call in found)

    await rambu.until(answered)
    call = [call for call in calls if call.method == "answerInlineQuery"][-1]
    results = call.arguments["results"]
    results = json.loads(results) if isinstance(results, str) else results
    assert call.code == 200
    assert results[0]["id"] == "country:KH"
