"""The batch contract of `check` and `ask`: one JSON object for each message, with stable fields."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bot.core.engine import Engine
from bot.core.message import Message
from bot.core.search import Hit
from bot.errors import UsageError

OFFER_TOPIC = "cek_lowongan"
MISUSE_TOPIC = "hukum_sanksi_calo"


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file, each with `id` and `text`.

    Raises UsageError naming the file and the line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "is not UTF-8 text"
        raise UsageError(f"{path}: cannot be read: {reason}") from None
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _read_line(path, number, line)


def _read_line(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise UsageError(f"{path}:{number}: is not JSON: {error.msg}") from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or "id" not in row:
        raise UsageError(f'{path}:{number}: write one object with "id" and "text" a line')
    return row


def check_row(engine: Engine, text: str) -> dict[str, Any]:
    """Level, emergency, findings and what is missing of one message."""
    understanding = engine.understand(Message.of(text))
    verdict = understanding.verdict
    return {
        "level": verdict.level,
        "emergency": understanding.triage.distress,
        "findings": [
            {"rule": f.rule, "level": f.level, "quote": f.quote} for f in verdict.findings
        ],
        "missing": list(verdict.missing),
        "combinations": list(verdict.combinations),
    }


def ask_row(engine: Engine, text: str) -> dict[str, Any]:
    """Route, topic, article, choices and emergency of one message."""
    understanding = engine.understand(Message.of(text))
    triage = understanding.triage
    row: dict[str, Any] = {
        "route": triage.road,
        "topic": None,
        "article": None,
        "choices": [],
        "emergency": triage.distress,
    }
    if triage.road == "check":
        beside = _choices(engine.asked_beside(understanding))
        return {**row, "topic": OFFER_TOPIC, "choices": beside}
    if triage.road == "misuse":
        return {**row, "topic": MISUSE_TOPIC}
    if triage.road == "smalltalk" or not text.strip():
        return {**row, "route": "smalltalk" if text.strip() else "unclear"}
    ranking = engine.rank(understanding)
    choices = _choices(ranking.choices)
    best = ranking.best or (ranking.choices[0] if ranking.choices else None)
    if triage.road == "emergency":
        # The numbers come first whatever the topic is; the topic is what follows.
        return {
            **row,
            "topic": best.topic if best else "darurat_disekap",
            "article": best.article if best else None,
            "choices": choices,
        }
    if ranking.best is None and not ranking.choices:
        return {**row, "route": "unclear"}
    shown = {**row, "topic": best.topic if best else None, "choices": choices}
    if ranking.best is None:
        return {**shown, "route": "choose"}
    return {**shown, "route": "answer", "article": ranking.best.article}


def _choices(hits: Iterable[Hit]) -> list[dict[str, str]]:
    return [{"topic": hit.topic, "article": hit.article} for hit in hits]


def rows(engine: Engine, lines: Iterable[dict[str, Any]], *, ask: bool) -> Iterator[str]:
    """One line of JSON for each line of a batch."""
    read = ask_row if ask else check_row
    for line in lines:
        yield json.dumps({"id": line["id"], **read(engine, line["text"])}, ensure_ascii=False)
