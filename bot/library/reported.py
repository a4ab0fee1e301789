"""Texts that the review desk kept as examples, put into the files of content/.

A text on which a rule must stay quiet goes to the rule's own `no_match`; one that got too mild a
level goes to the corpus as a known miss, until somebody writes the rule that finds it.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.core.content import Content
from bot.errors import UsageError

CORPUS_FILE = Path("corpus/reported.yaml")
_LISTED = re.compile(r"(?m)^examples:\n(?:[ #].*\n|\n)*?  no_match:\n((?:    .*\n|\n)*)")
_NUMBER = re.compile(r"id: reported-(\d{3,4})\b")
# The corpus numbers its texts with three or four digits.
_MOST = 9999


@dataclass(frozen=True, slots=True)
class Reported:
    """A text, the rule that must stay quiet on it, or else the level that it must get."""

    text: str
    rule: str = ""
    level: str = ""
    date: dt.date = dt.date.min


def changed_files(
    folder: Path, content: Content, reported: Iterable[Reported]
) -> Mapping[Path, str]:
    """The files of content/ that these examples change, with their new text.

    Raises UsageError for a rule that is gone or a file that has another form.
    """
    files: dict[Path, str] = {}
    for each in reported:
        if not each.rule:
            path = folder / CORPUS_FILE
            text = files.get(path) or _read(path)
            files[path] = _with_text(text, each)
        elif each.rule not in content.rules:
            raise UsageError(f"rule `{each.rule}` is gone: decide the case of its text anew")
        elif each.text not in content.rules[each.rule].examples.no_match:
            path = _file_of(folder, each.rule)
            files[path] = _with_example(files.get(path) or _read(path), each, path)
    return {path: text for path, text in files.items() if text != _read(path)}


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _file_of(folder: Path, rule: str) -> Path:
    return next(iter(folder.glob(f"rules/*/{rule}.yaml")))


def _with_example(text: str, reported: Reported, path: Path) -> str:
    """The rule's file with one more line at the end of `no_match`."""
    listed = _LISTED.search(text)
    if listed is None:
        raise UsageError(f"{path}: has no `no_match` list: write the example there by hand")
    line = f"    - {_quoted(reported.text)}\n"
    if line in text:
        return text
    end = listed.start(1) + len(listed[1].rstrip("\n")) + 1
    return text[:end] + line + text[end:]


def _with_text(text: str, reported: Reported) -> str:
    """The corpus file with one more text."""
    if _quoted(reported.text) in text:
        return text
    taken = max(map(int, _NUMBER.findall(text)), default=0)
    if taken >= _MOST:
        raise UsageError(f"{CORPUS_FILE} is full: move its texts into files of their kind")
    note = f"confirmed at the review desk on {reported.date}"
    return (
        f"{text or 'texts:' + chr(10)}"
        f"  - id: reported-{taken + 1:03d}\n"
        f"    kind: reported\n"
        f"    expect: {reported.level}\n"
        f"    text: {_quoted(reported.text)}\n"
        f"    known_miss: {_quoted(note)}\n"
    )


def _quoted(text: str) -> str:
    """The text as a YAML string in quotes."""
    return json.dumps(text, ensure_ascii=False)
