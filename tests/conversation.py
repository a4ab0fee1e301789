"""The conversation at the top of README.md, rendered by the real service.

`python -m tests.conversation` writes it anew; tests/test_readme.py keeps it true.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from bot.core.engine import Engine
from bot.core.message import Message
from bot.core.render import render_html, strip_markup
from bot.library.opening import open_engine
from bot.service import Service

README = Path(__file__).resolve().parent.parent / "README.md"
BEGIN, END = "<!-- conversation -->", "<!-- /conversation -->"
# What is current depends on the day; the conversation is of this one.
DAY = dt.datetime(2026, 11, 25, 5, tzinfo=dt.UTC)
MESSAGES = (
    "LOKER KPS 🇰🇭 butuh 10 org admin chat, gj 12jt bersih. Paspor dibikinin, tiket ditanggung bos. "
    "Nanti di imigrasi bilang aja liburan ya. Minat japri",
    "tolong, paspor saya diambil, tidak boleh keluar",
)


class Forgetful:
    """A store that keeps nothing."""

    async def apply(self, changes: Iterable[object]) -> None:
        return None

    async def recall(self, owner: str, name: str, now: float) -> None:
        return None

    async def take(self, *_: object) -> bool:
        return True


def render(engine: Engine) -> str:
    """The whole conversation as it stands in README."""
    service = Service(engine, Forgetful(), clock=DAY.timestamp)  # type: ignore[arg-type]
    lines = []
    for text in MESSAGES:
        reply = asyncio.run(service.respond(Message.of(text)))
        answer = strip_markup(render_html(reply, engine.content.texts))
        lines += [f"> {text}", "", answer, ""]
    return "```text\n" + "\n".join(lines).rstrip() + "\n```"


def main() -> None:
    """Writes the conversation into README.md."""
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    engine = open_engine(README.parent / "content")
    README.write_text(f"{before}{BEGIN}\n{render(engine)}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
