"""The sentences of content/texts/id.yaml: each is used, each has its values, none says "safe"."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest

from bot.core.poster import LEVELS, Tone
from bot.desk.decisions import APPEAL
from bot.desk.decisions import LEVELS as DECIDED
from bot.hours import DAYS
from bot.library import read_content
from bot.photo.attachments import KINDS
from bot.photo.found import PROBLEMS
from bot.reports.choice import Choice
from bot.reports.wrong import WISHES
from bot.storage.cases import ActName, CaseKind, Role
from bot.telegram.commands import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
CONTENT = read_content(ROOT / "content")
TEXTS = CONTENT.texts
# Families whose last part is data: the values are those of content, of a type or of a table.
FAMILIES = {
    "verdict": {"danger", "caution", "unverified", "not_offer"},
    "missing": {item.id for item in CONTENT.verdicts.missing if item.ask},
    "ask": {item.id for item in CONTENT.verdicts.missing if item.ask},
    "period": {"hour", "day", "week", "month"},
    "kind": {*KINDS, "other"},
    "photo": {*PROBLEMS} - {""},
    "command": set(COMMANDS),
    "day": set(DAYS),
    "level": {*DECIDED, *APPEAL},
    "state": {*DECIDED, *APPEAL, "waiting"},
    "act": {*get_args(ActName)},
    "vote": {"confirm", "raise", "lower", "not_offer", *APPEAL},
    "case": {*get_args(CaseKind)},
    "role": {*get_args(Role)},
    "wish": {*WISHES},
    "share": {field.name for field in fields(Choice)},
    "card_label": {*get_args(Tone)},
    "card_points": {*get_args(Tone)},
    "card_headline": {*LEVELS.values()},
}
# Written for what is not built; who builds it, or deletes them, takes them off this list.
WAITING: set[str] = set()
SAFE = re.compile(r"\baman\b", re.IGNORECASE)
# Texts that may hold "aman", and why.
SAFE_ALLOWED = {
    "verdict.unverified": "says that it is NOT a sign of safety",
}


def trees() -> Iterator[ast.AST]:
    for path in sorted((ROOT / "bot").rglob("*.py")):
        yield from ast.walk(ast.parse(path.read_text("utf-8")))


NODES = list(trees())


def strings(node: ast.AST) -> Iterator[str]:
    """The strings an expression may be, either way of every "if"."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from strings(node.body)
        yield from strings(node.orelse)


def filled(node: ast.AST) -> Iterator[str]:
    """What f"missing.{name}" may be, by its family."""
    if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        family = str(node.values[0].value).rstrip(".")
        if family in FAMILIES and str(node.values[0].value).endswith("."):
            yield from (f"{family}.{name}" for name in FAMILIES[family])


def is_call_of(node: ast.AST, *names: str) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name | ast.Attribute)
        and (node.func.id if isinstance(node.func, ast.Name) else node.func.attr) in names
    )


def used_keys() -> set[str]:
    """Every string of bot/ that is the key of a text, and the families that are filled in."""
    used: set[str] = set()
    for node in NODES:
        used.update(key for key in strings(node) if key in TEXTS)
        used.update(filled(node))
    return used


def asked_keys() -> set[str]:
    """The keys of Line("…"), Button("…") and texts["…"]: these must be in the file."""
    asked: set[str] = set()
    for node in NODES:
        if is_call_of(node, "Line", "Button") and isinstance(node, ast.Call) and node.args:
            asked.update([*strings(node.args[0]), *filled(node.args[0])])
        if isinstance(node, ast.Subscript) and _is_texts(node.value):
            asked.update([*strings(node.slice), *filled(node.slice)])
    return asked


def _is_texts(node: ast.AST) -> bool:
    name = node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
    return name == "texts"


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_text_that_is_asked_for_is_in_the_file() -> None:
    assert asked_keys() - set(TEXTS) == set()


def test_every_text_in_the_file_is_used() -> None:
    assert set(TEXTS) - used_keys() == WAITING


def test_what_is_asked_for_is_found_in_the_code() -> None:
    assert {"verdict.danger", "missing.visa", "emergency.first", "period.month"} <= asked_keys()


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_has_a_text_for_every_value(family: str) -> None:
    assert {f"{family}.{name}" for name in FAMILIES[family]} - set(TEXTS) == set()


def lines_with_values() -> Iterator[tuple[str, set[str]]]:
    """Every Line and Button whose key and names of values can be read in the code."""
    for node in NODES:
        if not (isinstance(node, ast.Call) and is_call_of(node, "Line", "Button") and node.args):
            continue
        given = [node.args[1]] if is_call_of(node, "Line") and len(node.args) > 1 else []
        given += [keyword.value for keyword in node.keywords if keyword.arg == "values"]
        if given and not isinstance(given[0], ast.Dict):
            continue
        names = {
            str(key.value)
            for value in given
            if isinstance(value, ast.Dict)
            for key in value.keys
            if isinstance(key, ast.Constant)
        }
        for key in strings(node.args[0]):
            if key in TEXTS:
                yield key, names


def test_every_line_gives_the_values_of_its_text() -> None:
    wrong = {key: names for key, names in lines_with_values() if placeholders(TEXTS[key]) - names}

    assert wrong == {}


def test_most_lines_are_looked_at() -> None:
    assert len({key for key, _ in lines_with_values()}) > 40


@pytest.mark.parametrize("key", TEXTS)
def test_placeholders_are_plain_names(key: str) -> None:
    for _, name, form, conversion in string.Formatter().parse(TEXTS[key]):
        assert name is None or (name.isidentifier() and not form and not conversion)


def test_no_text_calls_anything_safe_but_those_with_a_reason() -> None:
    assert {key for key, text in TEXTS.items() if SAFE.search(text)} == set(SAFE_ALLOWED)


def test_the_unverified_says_first_that_it_is_no_sign_of_safety() -> None:
    plain = re.sub(r"<[^>]+>", "", TEXTS["verdict.unverified"])

    assert plain.lstrip("⚪ ").startswith("BUKAN tanda aman")


@pytest.mark.parametrize("key", [key for key in TEXTS if key.startswith("button.")])
def test_a_label_is_short_and_without_markup(key: str) -> None:
    assert len(TEXTS[key]) <= 40
    assert "<" not in TEXTS[key]


def test_no_person_is_called_a_fraud() -> None:
    assert [key for key, text in TEXTS.items() if re.search(r"\bpenipu\b", text.lower())] == []
