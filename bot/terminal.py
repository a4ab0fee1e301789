"""The chat in a terminal, with the real service: buttons are chosen by their number."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import TextIO

from bot.core.message import MAX_CHARACTERS, Message
from bot.core.render import render_html, render_label, strip_markup
from bot.core.reply import Button, Reply
from bot.photo.paths import read_parts
from bot.service import Service

# A terminal hands over a pasted block faster than anybody types; what comes this soon belongs to
# it.
_PASTE_PAUSE = 0.15
_LEAVE = frozenset({"/keluar", "/exit", "/quit"})
_CHAT = "terminal"


class Terminal:
    """Talks to one person on `source` and `out`."""

    def __init__(
        self, service: Service, texts: Mapping[str, str], source: TextIO, out: TextIO
    ) -> None:
        self._service = service
        self._texts = texts
        self._source = source
        self._out = out
        self._buttons: list[Button] = []

    async def run(self, notice: str = "") -> None:
        """Until /keluar or the end of the input."""
        interactive = self._source.isatty()
        if notice:
            self._say(notice)
        if interactive:
            self._say(self._texts["chat.welcome"])
        async for text in self._messages(interactive=interactive):
            if text.strip() in _LEAVE:
                break
            self._show(await self._answer(text))
        if interactive:
            self._say(self._texts["chat.bye"])

    async def _messages(self, *, interactive: bool) -> AsyncIterator[str]:
        for block in _typed(self._source, self._out) if interactive else _piped(self._source):
            yield block

    async def _answer(self, text: str) -> Reply:
        message = Message(read_parts(text), chat_kind="terminal", chat=_CHAT)
        stripped = text.strip()
        if stripped.isdigit() and 1 <= int(stripped) <= len(self._buttons):
            return await self._service.press(self._buttons[int(stripped) - 1].action, message)
        if stripped.startswith("/") and not message.files:
            name, _, argument = stripped[1:].partition(" ")
            rest = Message(read_parts(argument), chat_kind="terminal", chat=_CHAT)
            return await self._service.command(name.lower(), argument.strip(), rest)
        return await self._service.respond(message)

    def _show(self, reply: Reply) -> None:
        self._say("\n" + strip_markup(render_html(reply, self._texts)))
        self._buttons = [button for row in reply.buttons for button in row if button.action]
        if self._buttons:
            self._say("\n" + self._texts["chat.choices"])
        for number, button in enumerate(self._buttons, 1):
            self._say(f"  {number}. {render_label(button, self._texts)}")
        self._say("")

    def _say(self, text: str) -> None:
        print(text, file=self._out, flush=True)  # noqa: T201 - this is the terminal


def _piped(source: TextIO) -> Iterator[str]:
    """Messages of piped input: a blank line or the end closes one."""
    lines: list[str] = []
    for line in source:
        if line.strip():
            lines.append(line)
        elif lines:
            yield "".join(lines)[:MAX_CHARACTERS]
            lines = []
    if lines:
        yield "".join(lines)[:MAX_CHARACTERS]


def _typed(source: TextIO, out: TextIO) -> Iterator[str]:
    """Messages typed or pasted at a prompt: lines that come in one go are one message."""
    while True:
        print("> ", end="", file=out, flush=True)  # noqa: T201 - the prompt
        block = _read_block(source)
        if not block:
            return
        if block.strip():
            yield block


def _read_block(source: TextIO) -> str:
    if os.name == "nt":
        return source.readline()
    # os.read takes what is there and no more; the text layer would keep pasted lines in its own
    # buffer, where select cannot see them.
    handle = source.fileno()
    data = os.read(handle, MAX_CHARACTERS)
    while (
        data and len(data) < 4 * MAX_CHARACTERS and select.select([handle], [], [], _PASTE_PAUSE)[0]
    ):
        more = os.read(handle, MAX_CHARACTERS)
        if not more:
            break
        data += more
    return data.decode(sys.stdin.encoding or "utf-8", errors="replace")
