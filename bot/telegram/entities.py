"""Entities of a text: where links lead. Telegram counts their places in UTF-16 units."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.message import Link
from bot.telegram.raw import Raw, child, children, number, text, well_formed

# Telegram marks at most 100 places in a message, with at most 100 buttons under it.
MAX_ENTITIES = 200
MAX_URL = 2048
MAX_ROWS = 100
MAX_BUTTONS_IN_ROW = 8
# Options of a poll, tasks of a checklist.
MAX_LINES = 50


def cut_units(found: str, offset: int, length: int) -> str:
    """The piece of `found` at a place in UTF-16 units; what lies outside of it is left out."""
    if offset < 0 or length <= 0:
        return ""
    units = found.encode("utf-16-le", "surrogatepass")
    return units[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def read_entities(holder: Raw, name: str) -> list[tuple[Raw, str]]:
    """Each entity of the text under `name` with the words it marks."""
    found = text(holder, name)
    key = "entities" if name == "text" and "entities" in holder else f"{name}_entities"
    return [
        (entity, cut_units(found, number(entity, "offset") or 0, number(entity, "length") or 0))
        for entity in children(holder, key, MAX_ENTITIES)
    ]


def read_links(message: Raw) -> Iterator[Link]:
    """The links in the message's texts, behind its preview and on its buttons."""
    for holder, name in text_places(message):
        yield from _links_in_text(holder, name)
    preview = text(child(message, "link_preview_options"), "url")
    if preview:
        yield _link("", preview)
    yield from _links_on_buttons(message)


def text_places(message: Raw) -> Iterator[tuple[Raw, str]]:
    """Where a message may hold words that its sender wrote: an object and the name of its field."""
    poll, checklist = child(message, "poll"), child(message, "checklist")
    yield from ((message, "text"), (message, "caption"), (poll, "question"))
    yield from ((option, "text") for option in children(poll, "options", MAX_LINES))
    yield from ((poll, "explanation"), (checklist, "title"))
    yield from ((task, "text") for task in children(checklist, "tasks", MAX_LINES))


def _links_in_text(holder: Raw, name: str) -> Iterator[Link]:
    for entity, label in read_entities(holder, name):
        if entity.get("type") == "text_link" and text(entity, "url"):
            yield _link(label, text(entity, "url"))
        elif entity.get("type") == "url" and label:
            yield _link(label, label)


def _links_on_buttons(message: Raw) -> Iterator[Link]:
    rows = child(message, "reply_markup").get("inline_keyboard")
    for row in rows[:MAX_ROWS] if isinstance(rows, list) else []:
        for button in children({"row": row}, "row", MAX_BUTTONS_IN_ROW):
            # A web app and a login open an address just as a plain button does.
            places = (button, child(button, "web_app"), child(button, "login_url"))
            url = next((text(place, "url") for place in places if text(place, "url")), "")
            if url:
                yield _link(text(button, "text"), url)


def _link(label: str, url: str) -> Link:
    return Link(well_formed(label).strip(), well_formed(url[:MAX_URL]).strip())
