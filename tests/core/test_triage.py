"""Roads: cries for help first, then misuse, offers, small talk, and questions for the rest."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.engine import Engine
from bot.core.message import Message, Part
from bot.core.model import Models
from bot.core.triage import Triage
from tests.core.small import a_guard, small_engine, written_model

CUES: list[dict[str, Any]] = [
    {
        "id": "locked",
        "road": "explicit",
        "all": [["(dikurung|disekap)"]],
        "unless": ["berita"],
        "unless_anywhere": ["film"],
    },
    {"id": "two", "road": "explicit", "all": [["tolong"], ["pulang"]], "near": 3},
    {"id": "passport", "road": "veiled", "all": [["paspor"]], "topic": "paspor_ditahan"},
    {"id": "lie", "road": "misuse", "all": [["cara palsu"]], "topic": "hukum"},
    {"id": "thanks", "road": "smalltalk", "all": [["(halo|makasih)"]], "whole": 3},
    {"id": "weather", "road": "off_topic", "all": [["cuaca"]]},
]


@pytest.fixture(scope="module")
def small() -> Engine:
    return small_engine(triage=CUES, guard=a_guard())


def triage(engine: Engine, text: str) -> Triage:
    return engine.understand(Message.of(text)).triage


@pytest.mark.parametrize(
    ("text", "road", "distress"),
    [
        ("saya disekap", "emergency", "explicit"),
        ("S.A.Y.A D.I.S.E.K.A.P", "emergency", "explicit"),
        ("dicari admin, saya disekap", "emergency", "explicit"),
        ("cara palsu, saya disekap", "emergency", "explicit"),
        ("halo disekap", "emergency", "explicit"),
        ("tolong mau pulang", "emergency", "explicit"),
        ("tolong kak ini cara bayar pulang", "question", "none"),
        ("tolong", "question", "none"),
        ("paspor saya", "question", "veiled"),
        ("dicari admin, paspor ditahan", "check", "veiled"),
        ("cara palsu", "misuse", "none"),
        ("dicari admin cara palsu", "misuse", "none"),
        ("dicari admin", "check", "none"),
        ("halo kak", "smalltalk", "none"),
        ("halo kak apa kabar ya", "question", "none"),
        ("makasih, paspor", "question", "veiled"),
        ("cuaca besok", "question", "none"),
        ("apa itu visa", "question", "none"),
        ("", "question", "none"),
    ],
)
def test_a_message_takes_its_road(small: Engine, text: str, road: str, distress: str) -> None:
    found = triage(small, text)

    assert (found.road, found.distress) == (road, distress)


def test_what_calls_a_cue_off_does_so_in_its_sentence(small: Engine) -> None:
    assert triage(small, "berita: dia disekap").road == "question"
    assert triage(small, "berita lama. saya disekap").road == "emergency"


def test_what_calls_a_cue_off_anywhere_does_so_anywhere(small: Engine) -> None:
    assert triage(small, "nonton film. dia disekap").road == "question"


def test_the_cues_that_decided_and_their_topic_are_told(small: Engine) -> None:
    assert triage(small, "cara palsu").topic == "hukum"
    assert triage(small, "paspor saya").topic == "paspor_ditahan"
    assert triage(small, "tolong pulang, disekap").cues == ("locked", "two")
    assert triage(small, "cuaca").cues == ("weather",)


@pytest.mark.parametrize("kind", ["authored", "forward", "quote", "photo", "qr", "document"])
def test_a_cry_for_help_is_heard_in_every_part_of_a_message(small: Engine, kind: Any) -> None:
    message = Message((Part("dicari admin", "forward"), Part("saya disekap", kind)))

    assert small.understand(message).triage.road == "emergency"


def test_the_model_hears_what_no_cue_names() -> None:
    labels = ("none", "veiled", "explicit")
    weights = {"dipukuli": (2, 90), "takut": (1, 90), "gaji": (0, 90)}
    models = Models({"distress": written_model(labels, (1, 0, 0), **weights)})
    engine = small_engine(models, triage=CUES)

    assert triage(engine, "aku dipukuli bos").distress == "explicit"
    assert triage(engine, "aku dipukuli bos").road == "emergency"
    assert triage(engine, "aku takut").distress == "veiled"
    assert triage(engine, "berapa gaji di jepang").distress == "none"
    assert triage(engine, "dicari admin, bos dipukuli").road == "check"


OFFER = "dicari admin kamboja, gaji 12 juta, film gratis"
CRY = "tolong saya disekap"


@pytest.mark.parametrize(
    "parts",
    [
        (Part(CRY), Part(OFFER, "forward")),
        (Part(OFFER, "forward"), Part(CRY)),
        (Part(f"{CRY}\n{OFFER}\nhubungi kami"),),
        (Part(f"{OFFER}\nhubungi kami\n\n{CRY}"),),
    ],
)
def test_a_cry_beside_an_offer_is_heard_whatever_the_offer_says(
    small: Engine, parts: tuple[Part, ...]
) -> None:
    understood = small.understand(Message(parts))

    assert (understood.triage.road, understood.triage.distress) == ("emergency", "explicit")
    assert understood.verdict.judgement.is_offer


def test_a_hint_beside_an_offer_keeps_the_offer_and_is_heard(small: Engine) -> None:
    understood = small.understand(Message((Part("paspor saya"), Part(OFFER, "forward"))))

    assert (understood.triage.road, understood.triage.distress) == ("check", "veiled")


def test_an_offer_alone_is_no_cry_whatever_stands_in_its_lines(small: Engine) -> None:
    message = Message((Part("dicari admin, siap disekap film\ngaji 5 juta\nminat hubungi"),))

    assert small.understand(message).triage.road == "check"
