"""Marks what in content/corpus does not come out as labelled: `python -m tests.known_misses`.

A mark is strict: a marked text that comes out right fails its test. Run this after a
change of rules, and read the difference before it is committed: a new mark is a step back.
"""

from __future__ import annotations

import re
from pathlib import Path

from bot.core.content import CorpusQuestion, CorpusText
from bot.core.engine import Engine
from bot.core.message import Message
from bot.library import load_corpus
from bot.library.opening import open_engine

CONTENT = Path(__file__).resolve().parent.parent / "content"
ORDER = {"not_offer": 0, "unverified": 1, "caution": 2, "danger": 3}


def text_miss(engine: Engine, entry: CorpusText) -> str:
    """The level a text came out with, where that is wrong; else ""."""
    level = engine.understand(Message.of(entry.text)).verdict.level
    if entry.expect in {"danger", "caution"}:
        return "" if ORDER[level] >= ORDER[entry.expect] else level
    return "" if level == entry.expect else level


def question_miss(engine: Engine, entry: CorpusQuestion) -> str:
    """The distress a message came out with, where that is wrong; else ""."""
    distress = engine.understand(Message.of(entry.text)).triage.distress
    right = {"explicit": {"explicit"}, "veiled": {"explicit", "veiled"}, "none": {"none"}}
    return "" if distress in right[entry.distress] else f"distress {distress}"


def main() -> None:
    """Writes the marks into the files of the corpus."""
    engine = open_engine(CONTENT)
    corpus = load_corpus(CONTENT)
    misses = {entry.id: text_miss(engine, entry) for entry in corpus.texts}
    misses |= {entry.id: question_miss(engine, entry) for entry in corpus.questions}
    for path in sorted((CONTENT / "corpus").glob("*.yaml")):
        lines = []
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line.startswith("    known_miss: "):
                continue
            lines.append(line)
            found = re.match(r"^  - id: (\S+)$", line)
            if found and misses.get(found[1]):
                lines.append(f'    known_miss: "comes out as {misses[found[1]]}"')
        path.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
