"""Long answers as pages of a screen and a half, one press apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.core.reply import Button, Line, Markup, Reply
from bot.core.screen import MOST_ROWS, rows

# Buttons whose answers may be long; their last argument is the page.
PAGED = frozenset({"details", "about", "sources"})
# A heading never stands alone at the end of a page.
_HEADINGS = frozenset(
    {
        "answer.title",
        "answer.facts",
        "answer.contacts",
        "country.title",
        "country.wages",
        "country.schemes",
        "country.fees",
        "country.warnings",
        "country.contacts",
        "answer.sources",
    }
)
_BODY = "answer.body"
_TAG = re.compile(r"<(/?)[a-z]+[^<>]*>")


def read_page(verb: str, argument: str) -> tuple[str, int]:
    """The argument without its page, and the page: 1 where none is named."""
    head, _, number = argument.rpartition(":")
    if verb in PAGED and head and number.isascii() and number.isdigit() and len(number) < 3:
        return head, int(number)
    return argument, 1


def turn(reply: Reply, texts: Mapping[str, str], action: str, number: int) -> Reply | None:
    """Page `number` of the answer to `action`, with the way to the next; None where none is."""
    pages = list(_pages(list(_pieces(reply.lines)), texts))
    if not 0 < number <= len(pages):
        return None
    if len(pages) == 1:
        return reply
    if number == len(pages):
        return replace(reply, lines=tuple(pages[-1]))
    values = {"number": number + 1, "count": len(pages)}
    way = Button("button.next_page", f"{action}:{number + 1}", values=values)
    return replace(reply, lines=tuple(pages[number - 1]), buttons=((way,), *reply.buttons))


def _pages(lines: Sequence[Line], texts: Mapping[str, str]) -> Iterator[list[Line]]:
    page: list[Line] = []
    for line in lines:
        if page and rows([*page, line], texts) > MOST_ROWS:
            carried = page[-1:] if len(page) > 1 and page[-1].key in _HEADINGS else []
            yield page[: len(page) - len(carried)]
            page = carried
        page.append(line)
    if page:
        yield page


def _pieces(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, a body as one line for each of its paragraphs."""
    for line in lines:
        if line.key != _BODY:
            yield line
            continue
        for piece in _paragraphs(str(line.values["body"])):
            yield Line(_BODY, {"body": Markup(piece)})


def _paragraphs(body: str) -> Iterator[str]:
    """The paragraphs of a text; what stands in one pair of tags stays together."""
    held: list[str] = []
    for paragraph in body.split("\n\n"):
        held.append(paragraph)
        whole = "\n\n".join(held)
        if sum(-1 if tag[1] else 1 for tag in _TAG.finditer(whole)) == 0:
            yield whole
            held = []
    if held:
        yield "\n\n".join(held)
