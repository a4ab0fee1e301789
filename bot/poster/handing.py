"""Puts the drawn card into the reply that asks for one, and the bot's address into its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.core.reply import Line, Reply
from bot.poster.painter import Painter


async def hand_out(
    reply: Reply, painter: Painter | None, texts: Mapping[str, str], username: str
) -> Reply:
    """The reply with its picture, if it asks for one; without a painter its text has to do.

    `username` is the bot's on Telegram.
    """
    if reply.poster is None:
        return reply
    address = f"https://t.me/{username}"
    picture = await painter.paint(reply.poster, reply.look, address) if painter else b""
    link = texts["card.link"].format(address=address)
    share = Line("card.share", {"text": f"{reply.poster.share}\n\n{link}"})
    first = Line("card.ready") if picture else Line("card.text")
    return replace(reply, lines=(first, share), picture=picture)
