"""What the desk should know that nobody reported: offers changed until Rambu said less."""

from __future__ import annotations

import json

from bot.core.content import Content
from bot.core.reply import Button, Line, Reply, Value
from bot.core.wording import say_date
from bot.desk.cards import day_of
from bot.storage.store import Note

_MOST_RULES = 5


def notes_page(content: Content, notes: list[Note]) -> Reply:
    """The notes, each with the button that drops it."""
    if not notes:
        return Reply((Line("desk.no_notes"),), road="desk")
    lines = [Line("desk.note_tuning", _values(content, note)) for note in notes]
    buttons = tuple(
        (Button("button.drop_note", f"desk:drop:{note.id}", values={"number": place}),)
        for place, note in enumerate(notes, 1)
    )
    return Reply((Line("desk.notes"), *lines), buttons, road="desk")


def _values(content: Content, note: Note) -> dict[str, Value]:
    said = json.loads(note.values)
    titles = [content.rules[rule].title for rule in said["silent"] if rule in content.rules]
    return {
        "date": say_date(day_of(note.at)),
        "versions": said["versions"],
        "before": content.texts[f"level.{said['from']}"],
        "after": content.texts[f"level.{said['to']}"],
        "rules": "; ".join(titles[:_MOST_RULES]) or "-",
    }
