"""A small content that tests can see through, and its parts."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from bot.core.content import Content
from bot.core.engine import Engine
from bot.core.lexicon import Lexicon
from bot.core.model import Models
from bot.core.normalize import Normalizer
from bot.core.reader import Reader, Reading

CHECKED = dt.date(2026, 11, 23)
TODAY = dt.date(2026, 12, 1)
DATED = {"source": "law_book", "checked": CHECKED}
ROOTS = (
    "ajar antar bahasa bakar bayar berangkat besar biaya buku gaji janji kerja kirim kota lapor "
    "paspor pulang rumah tahan tiket tolong uang"
).split()
WAYS = {"way.both": "{phone} (telepon/WA)", "way.whatsapp": "WA {phone}"}
TEXTS = {
    **WAYS,
    "country.home": "Indonesia",
    "period.month": "per bulan",
    "verdict.agency_since": "sejak {date}",
    "verdict.agency_until": "sampai {date}",
    "verdict.misuse_mail": "email gratisan",
    "verdict.misuse_account": "rekening orang",
}
SLANG = {"krj": "kerja", "gpp": "tidak apa apa", "gak": "tidak", "loker": "lowongan kerja"}


def small_content(**changes: Any) -> Content:
    """Content with one of everything that must not lack; `changes` replace whole fields."""
    fields: dict[str, Any] = {
        "sources": {"law_book": {"title": "Buku", "publisher": "Negara", "checked": CHECKED}},
        "laws": {},
        "contacts": {},
        "lists": {"abroad": _list("luar negeri"), "indonesia": _list("surabaya", "batam")},
        "slang": SLANG,
        "rates": {
            "USD": a_rate(16_000, ["dolar", "dollar"], ["$", "US$"]),
            "TWD": a_rate(500, ["nt"], ["NT$"]),
            "MYR": a_rate(4_000, ["ringgit", "rm"], ["RM"]),
            "JPY": a_rate(100, ["yen"], ["¥"]),
        },
        "roles": [
            {"role": "domestic", "family": "care", "values": ["pembantu"]},
            {"role": "office", "family": "office", "values": ["admin"]},
        ],
        "rules": {},
        "verdicts": {"signs": {}, "combinations": [a_combination("any_rule", "caution", "rule_a")]},
        "guard": a_guard(),
        "triage": [],
        "topics": {},
        "articles": {},
        "countries": {
            "KH": a_country("KH", "Kamboja", "none", places=[a_place("Poipet", "compound_area")]),
            "TW": a_country("TW", "Taiwan", "open", wages=[a_wage("domestic", 18_000, "TWD")]),
        },
        "agencies": [],
        "texts": TEXTS,
    }
    return Content.model_validate(fields | changes)


def _list(*values: str) -> dict[str, Any]:
    return {"description": "words", "values": values}


def a_list(*values: str) -> dict[str, Any]:
    """A word list."""
    return _list(*values)


def a_rate(rupiah: float, names: Sequence[str], symbols: Sequence[str]) -> dict[str, Any]:
    """A rate of exchange."""
    return {"rupiah": rupiah, "names": names, "symbols": symbols, **DATED}


def a_place(name: str, kind: str) -> dict[str, Any]:
    """A place of a country."""
    return {"name": name, "kind": kind}


def a_wage(role: str, low: float, currency: str) -> dict[str, Any]:
    """A usual wage."""
    return {"role": role, "label": role, "low": low, "currency": currency, **DATED}


def a_country(code: str, name: str, status: str, **fields: Any) -> dict[str, Any]:
    """A published country."""
    placement = {"status": status, "note": "Keputusan menteri.", "confidence": "high", **DATED}
    return {
        "code": code,
        "name": name,
        "status": "published",
        "placement": placement,
        "reviewed": CHECKED,
        **fields,
    }


def a_contact(name: str, **fields: Any) -> dict[str, Any]:
    """Somebody to call."""
    return {"name": name, "kind": "hotline", "phone": "+62215551234", **DATED, **fields}


def a_rule(name: str, *groups: Sequence[str], level: str = "high", **fields: Any) -> dict[str, Any]:
    """A stable rule; `fields` of the detection stand beside those of the rule."""
    detection = {key: fields.pop(key) for key in ("unless", "near", "facts") if key in fields}
    return {
        "id": name,
        "title": name,
        "status": "stable",
        "level": level,
        "description": "Detects what a test wants.",
        "tags": [f"sign.{name}"],
        "references": ["law_book"],
        "date": CHECKED,
        "detection": {"all": groups, **detection},
        "falsepositives": ["none"],
        "advice": {"finding": "Ini yang terlihat.", "do": "Ini yang dilakukan."},
        "examples": {"match": ["satu", "dua"], "no_match": ["tiga", "empat"]},
        **fields,
    }


def a_combination(name: str, level: str, *signals: str) -> dict[str, Any]:
    """A combination of which one signal is enough."""
    return {"id": name, "level": level, "why": "because", "when": {"any": signals}}


def a_guard(threshold: float = 1.0) -> dict[str, Any]:
    """A guard with a cue for offers and one for warnings."""
    cues = [
        {"id": "seeks", "speech": "offer", "weight": 2, "phrases": ["(dicari|butuh)"], "most": 2},
        {"id": "warns", "speech": "warning", "weight": 3, "phrases": ["(waspada|jangan percaya)"]},
    ]
    return {"description": "small", "threshold": threshold, "cues": cues}


def an_article(name: str, topic: str, *questions: str, **fields: Any) -> dict[str, Any]:
    """A published article that answers the questions."""
    return {
        "id": name,
        "title": f"Tentang {name.replace('_', ' ')}",
        "status": "published",
        "topic": topic,
        "summary": "Ringkasan yang cukup panjang untuk dipakai.",
        "body": "Isi yang cukup panjang untuk dipakai.",
        "references": ["law_book"],
        "reviewed": CHECKED,
        "reviewed_by": "source check",
        "questions": {"match": questions},
        **fields,
    }


def topics(*names: str, hidden: Iterable[str] = ()) -> dict[str, Any]:
    """Topics by name."""
    every = {name: {"name": name, "title": name, "group": "semua"} for name in names}
    return every | {
        name: {"name": name, "title": name, "group": "semua", "hidden": True} for name in hidden
    }


def small_engine(models: Models | None = None, **changes: Any) -> Engine:
    """An engine over small content."""
    return Engine(small_content(**changes), ROOTS, models)


def written_model(labels: Sequence[str], bias: Sequence[float], **weights: Any) -> bytes:
    """A model by its labels and the weights of words."""
    found = {"labels": labels, "bias": bias, "weights": {"words": weights}}
    return json.dumps({**found, "scale": 0.1, "learned_from": ""}).encode()


@cache
def _plain_reader() -> Reader:
    return Reader(small_content(), ROOTS)


def read(text: str, **changes: Any) -> Reading:
    """A text as the reader of small content reads it."""
    reader = Reader(small_content(**changes), ROOTS) if changes else _plain_reader()
    return reader.read(text)


def small_normalizer(vocabulary: Iterable[str], slang: Mapping[str, str] = SLANG) -> Normalizer:
    """A normalizer that knows ROOTS and the words of `vocabulary`."""
    return Normalizer(Lexicon(ROOTS, slang, vocabulary))
