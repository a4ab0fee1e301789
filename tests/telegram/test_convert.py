"""Updates become one Message, whatever they hold."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.message import MAX_CHARACTERS, Link, Message, Part
from bot.telegram.cases import read_cases
from bot.telegram.convert import Me, convert, convert_messages
from tests.telegram.conftest import key, message, update

ME = Me(123, "RambuUjiBot")
CHANNEL = {"id": -100777, "type": "channel", "title": "Loker Uji", "username": "lokeruji"}
ORIGINS: dict[str, dict[str, Any]] = {
    "user": {"type": "user", "sender_user": {"id": 55, "first_name": "Budi"}},
    "hidden_user": {"type": "hidden_user", "sender_user_name": "Budi"},
    "chat": {"type": "chat", "sender_chat": {"id": -5, "type": "group", "title": "Keluarga"}},
    "channel": {"type": "channel", "chat": CHANNEL, "message_id": 4},
}


def read(*messages: dict[str, Any]) -> Message:
    found = convert(update(*messages), key, ME)
    assert found is not None
    return found


def test_a_text_is_one_authored_part() -> None:
    assert read(message(" apa itu P3MI? ")) == Message(
        parts=(Part("apa itu P3MI?"),), chat_kind="private", chat="k7", sender="k9"
    )


def test_a_caption_is_read_and_the_photo_is_named_unreadable() -> None:
    found = read(message(photo=[{"file_id": "a"}], caption="loker Kamboja"))

    assert found.parts == (Part("loker Kamboja"),)
    assert found.unreadable == ("photo",)


@pytest.mark.parametrize(
    ("kind", "origin"),
    [("user", ""), ("hidden_user", ""), ("chat", ""), ("channel", "Loker Uji (@lokeruji)")],
)
def test_a_forward_is_kept_apart_and_only_channels_are_named(kind: str, origin: str) -> None:
    found = read(message("Dicari operator", forward_origin=ORIGINS[kind]))

    assert found.parts == (Part("Dicari operator", "forward", origin),)
    assert found.forwarded
    assert found.authored == ""


def test_a_forward_of_ones_own_words_is_ones_own() -> None:
    origin = {"type": "user", "sender_user": {"id": 9, "first_name": "Orang"}}

    assert read(message("tolong", forward_origin=origin)).parts == (Part("tolong"),)


def test_an_old_server_tells_a_forward_by_its_date() -> None:
    assert read(message("Dicari", forward_date=1)).parts == (Part("Dicari", "forward"),)


def test_a_channel_without_a_public_address_is_named_by_its_title() -> None:
    origin = {"type": "channel", "chat": {"id": -1, "type": "channel", "title": "Info Loker"}}

    assert read(message("a", forward_origin=origin)).parts[0].origin == "Info Loker"


def test_what_is_replied_to_stands_first_as_a_quote() -> None:
    found = read(message("ini benar?", reply_to_message=message("Loker Malaysia")))

    assert found.parts == (Part("Loker Malaysia", "quote"), Part("ini benar?"))


def test_a_forward_that_is_replied_to_stays_a_forward() -> None:
    replied = message("Loker", forward_origin=ORIGINS["channel"])

    assert read(message("cek", reply_to_message=replied)).parts[0] == Part(
        "Loker", "forward", "Loker Uji (@lokeruji)"
    )


def test_what_rambu_said_is_no_quote() -> None:
    mine = message("BUKAN tanda aman", **{"from": {"id": 123, "is_bot": True}})

    found = read(message("maksudnya?", reply_to_message=mine, quote={"text": "aman"}))

    assert found.parts == (Part("maksudnya?"),)


def test_a_quote_from_another_chat_is_read() -> None:
    external = {"origin": ORIGINS["channel"]}

    found = read(message("ini?", quote={"text": "gaji 30 juta"}, external_reply=external))

    assert found.parts[0] == Part("gaji 30 juta", "quote", "Loker Uji (@lokeruji)")


def test_the_first_message_of_a_topic_is_no_quote() -> None:
    head = message(forum_topic_created={"name": "Loker"}, text="Loker")

    assert read(message("halo", reply_to_message=head)).parts == (Part("halo"),)


def test_a_hidden_link_is_found_behind_emojis() -> None:
    text = "🇰🇭😀 Daftar di sini ya"
    entity = {"type": "text_link", "offset": 7, "length": 14, "url": "https://jahat.top/x"}

    found = read(message(text, entities=[entity]))

    assert found.links == (Link("Daftar di sini", "https://jahat.top/x"),)
    assert found.text.endswith("\nhttps://jahat.top/x")


def test_links_in_captions_previews_and_visible_ones_are_found_once() -> None:
    url = {"type": "url", "offset": 0, "length": 7}
    found = read(
        message(
            caption="t.me/ab t.me/ab",
            video={"file_id": "v"},
            caption_entities=[url, {**url, "offset": 8}],
            link_preview_options={"url": "https://lain.id"},
        )
    )

    assert found.links == (Link("t.me/ab", "t.me/ab"), Link("", "https://lain.id"))


def test_buttons_under_a_forwarded_post_are_links() -> None:
    rows = [
        [{"text": "Daftar", "url": "https://a.id"}, {"text": "Lagi", "callback_data": "x"}],
        [{"text": "Isi", "web_app": {"url": "https://b.id"}}],
        [{"text": "Masuk", "login_url": {"url": "https://c.id"}}],
    ]

    found = read(
        message("Loker", forward_origin=ORIGINS["user"], reply_markup={"inline_keyboard": rows})
    )

    assert found.links == (
        Link("Daftar", "https://a.id"),
        Link("Isi", "https://b.id"),
        Link("Masuk", "https://c.id"),
    )


def test_a_contact_a_place_and_a_poll_become_text() -> None:
    contact = {"first_name": "HRD", "last_name": "Maju", "phone_number": "62811", "user_id": 5}
    poll = {"question": "Mau ikut?", "options": [{"text": "Ya"}, {"text": "Tidak"}]}
    venue = {"title": "Kantor PT", "address": "Jalan 1", "location": {"latitude": 1}}

    assert read(message(contact=contact)).parts == (Part("HRD Maju 62811", "contact"),)
    assert read(message(poll=poll)).parts == (Part("Mau ikut?\nYa\nTidak"),)
    assert read(message(venue=venue, location=venue["location"])) == Message(
        parts=(Part("Kantor PT Jalan 1", "document"),), chat="k7", sender="k9"
    )


@pytest.mark.parametrize(
    ("content", "kinds"),
    [
        ({"voice": {"file_id": "a"}}, ("voice",)),
        ({"video": {"file_id": "a"}}, ("video",)),
        ({"sticker": {"file_id": "a", "emoji": "😀"}}, ("sticker",)),
        ({"animation": {"file_id": "a"}, "document": {"file_id": "a"}}, ("animation",)),
        ({"document": {"file_id": "a"}}, ("document",)),
        ({"location": {"latitude": 1, "longitude": 2}}, ("location",)),
        ({"video_note": {"file_id": "a"}}, ("video_note",)),
    ],
)
def test_what_cannot_be_read_is_named_once(content: dict[str, Any], kinds: tuple[str]) -> None:
    found = read(message(**content))

    assert (found.parts, found.unreadable) == ((), kinds)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("private", "private"),
        ("group", "group"),
        ("supergroup", "group"),
        ("channel", "channel"),
    ],
)
def test_every_kind_of_chat_has_its_name(kind: str, expected: str) -> None:
    assert read(message("a", chat={"id": -3, "type": kind})).chat_kind == expected


def test_who_writes_as_a_group_or_channel_has_its_key() -> None:
    assert read(message("a", sender_chat={"id": -3, "type": "supergroup"})).sender == "k-3"


@pytest.mark.parametrize("kind", ["edited_message", "channel_post", "edited_channel_post"])
def test_edited_and_posted_messages_are_read_too(kind: str) -> None:
    found = convert(update(message("a"), kind=kind), key, ME)

    assert found is not None
    assert found.parts == (Part("a"),)


def test_forwards_and_the_comment_before_them_are_one_case() -> None:
    forward = message("Loker 1", forward_origin=ORIGINS["channel"])
    other = message("Loker 2", forward_origin=ORIGINS["user"])

    assert [part.text for part in read(message("ini benar?"), forward, other).parts] == [
        "ini benar?",
        "Loker 1",
        "Loker 2",
    ]


def test_a_word_that_was_cut_at_the_limit_is_whole_again() -> None:
    text = "a" * 4090 + " KAMBOJA sekarang"

    found = read(message(text[:4096]), message(text[4096:]))

    assert found.parts == (Part(text),)


def test_a_text_that_was_cut_at_a_blank_keeps_it() -> None:
    found = read(message("a" * 4000), message("b"))

    assert found.text == "a" * 4000 + "\nb"


def test_an_album_is_one_case_with_one_caption() -> None:
    first = message(photo=[{}], caption="Loker", media_group_id="1")

    found = read(first, message(photo=[{}], media_group_id="1"))

    assert (found.parts, found.unreadable) == ((Part("Loker"),), ("photo",))


def test_a_command_is_left_out_and_the_rest_is_read() -> None:
    found = convert_messages([message("/cek@RambuUjiBot  Loker 😀")], key, ME, skip=16)

    assert found is not None
    assert found.parts == (Part("Loker 😀"),)


def test_a_command_in_a_caption_is_left_out() -> None:
    found = convert_messages([message(photo=[{}], caption="/cek Loker")], key, ME, skip=4)

    assert found is not None
    assert found.parts == (Part("Loker"),)


def test_mentions_of_rambu_are_no_evidence() -> None:
    assert read(message("@rambuujibot cek ini @lain")).parts == (Part("cek ini @lain"),)


def test_lone_surrogates_and_nul_do_not_get_in() -> None:
    found = read(message("to\ud83dlong\x00ya \udc00"))

    assert found.parts == (Part("to\ufffdlong ya \ufffd"),)
    found.text.encode()


def test_a_surrogate_pair_in_two_halves_is_one_character() -> None:
    assert read(message("\ud83d\ude00")).parts == (Part("😀"),)


@pytest.mark.parametrize(
    "entity",
    [
        {"type": "text_link", "offset": -5, "length": 3, "url": "https://x.id"},
        {"type": "text_link", "offset": 10**30, "length": 10**30, "url": "https://x.id"},
        {"type": "text_link", "offset": "a", "length": None, "url": "https://x.id"},
        {"type": "text_link", "url": "https://x.id"},
    ],
)
def test_a_link_at_an_impossible_place_is_still_a_link(entity: dict[str, Any]) -> None:
    assert [link.url for link in read(message("halo", entities=[entity])).links] == ["https://x.id"]


def test_thousands_of_entities_do_not_grow_the_message() -> None:
    entities = [
        {"type": "text_link", "offset": 0, "length": 1, "url": f"https://x.id/{n}"}
        for n in range(50_000)
    ]

    assert len(read(message("a", entities=entities)).links) <= 200


def test_a_huge_text_is_cut_to_what_is_read() -> None:
    found = read(*[message("a" * 60_000) for _ in range(5)])

    assert len(found.text) <= MAX_CHARACTERS


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"message": None},
        {"message": []},
        {"message": {"text": 5}},
        {"message": {"text": None, "chat": 3, "from": "x", "entities": {"a": 1}}},
        {"message": message(pinned_message=message("lama"))},
        {"message": message(new_chat_members=[{"id": 1}])},
        {"message": message(migrate_to_chat_id=-100)},
        {"message": message("   \n ")},
    ],
)
def test_what_says_nothing_is_no_message(broken: dict[str, Any]) -> None:
    assert convert([broken], key, ME) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(sorted(message(""))) | st.text(max_size=8), inner)
    ),
    max_leaves=12,
)
FIELDS = st.sampled_from(
    [
        "text",
        "caption",
        "entities",
        "caption_entities",
        "chat",
        "from",
        "sender_chat",
        "forward_origin",
        "reply_to_message",
        "external_reply",
        "quote",
        "reply_markup",
        "poll",
        "contact",
        "venue",
        "checklist",
        "photo",
        "media_group_id",
        "date",
        "message_id",
        "link_preview_options",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.dictionaries(FIELDS, JSON, max_size=6), min_size=1, max_size=3))
def test_no_update_whatever_it_holds_raises(fields: list[dict[str, Any]]) -> None:
    updates = update(*[{**message("halo"), **each} for each in fields])

    found = convert(updates, key, ME)
    cases = read_cases(json.loads(json.dumps(updates)))

    assert sum(len(case.bodies) for case in cases) >= 1
    if found is not None:
        found.text.encode()


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=30), st.integers(0, 30), st.integers(1, 10))
def test_a_link_covers_the_words_that_it_marks(text: str, start: int, size: int) -> None:
    words = text[start : start + size]
    before = len(text[:start].encode("utf-16-le", "surrogatepass")) // 2
    length = len(words.encode("utf-16-le", "surrogatepass")) // 2
    entity = {"type": "text_link", "offset": before, "length": length, "url": "https://x.id"}

    found = convert(update(message(text, entities=[entity])), key, ME)

    assert found is not None
    [link] = found.links
    assert link.label == words.replace("\x00", " ").strip()
