"""Generated inputs that nobody should send and somebody will: texts and raw updates."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

Raw = dict[str, Any]

LONGEST_LINE = 65_536
_COMBINING = [chr(code) for code in range(0x300, 0x370)]
_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u115f\u3164\u180e"
_SURROGATES = "\ud800\udbff\udc00\udfff"
_CONTROLS = "".join(map(chr, [*range(0, 32), 127, *range(128, 160)]))
_EMOJI = "👩‍👩‍👧‍👦🏳️‍🌈🇮🇩🇲🇲🆘🔴💛👍🏿"
_FORMATS = (
    "{title}",
    "{0}",
    "{}",
    "{{",
    "%s",
    "%(x)s",
    "${x}",
    "{country.__class__}",
    "{date!r:>99}",
)
_MARKUP = (
    "<b>",
    "</b>",
    "<a href='x'>",
    "</",
    "<",
    "&",
    "&amp;",
    "&#0;",
    "&lt",
    "]]>",
    "<!--",
    "<x y=",
)
_COMMANDS = (
    "/start",
    "/cek",
    "/negara",
    "/bantuan",
    "/darurat",
    "/hapus",
    "/privasi",
    "/topik",
    "/x",
)
_AMOUNTS = (
    "Rp 999999999999999999999",
    "gaji 1e309 juta",
    "15-20jt",
    "0 juta",
    "-5 jt",
    "USD ,.,",
    "٣ juta",
)
_URLS = (
    "https://wa.me/62",
    "http://[::1",
    "t.me/+",
    "javascript:x",
    "https://" + "a" * 300,
    "//@:",
)
_VALUES: tuple[Any, ...] = (
    None, True, -1, 0, 2**63, 2**70, 1.5, float("inf"), "", "x", [], {}, [[]], [None], {"id": None},
)  # fmt: skip


class Nasties:
    """Draws texts and updates; `seeds` are ordinary texts that it spoils, so that rules are met."""

    def __init__(self, chance: random.Random, seeds: Sequence[str], actions: Sequence[str]) -> None:
        self._chance = chance
        self._seeds = seeds
        self._actions = actions
        self._kinds: tuple[tuple[int, Callable[[], str]], ...] = (
            (300, self._seed),
            (300, lambda: self._spoil(self._seed())),
            (60, self._zalgo),
            (60, self._soup),
            (40, lambda: "".join(chr(self._chance.randrange(0x110000)) for _ in range(40))),
            (30, self._quotes),
            (30, lambda: self._sprinkle(self._seed(), _BIDI)),
            (30, lambda: self._sprinkle(self._seed(), _INVISIBLE)),
            (30, lambda: self._sprinkle(self._seed(), _SURROGATES)),
            (30, lambda: self._sprinkle(self._seed(), _CONTROLS)),
            (20, lambda: " ".join(self._seed() for _ in range(self._chance.randrange(2, 12)))),
            (5, lambda: (self._chance.choice(_EMOJI) * 4_000)[: self._chance.randrange(4_000)]),
            (2, self._long_word),
            (1, self._long_line),
        )

    def text(self) -> str:
        """One text."""
        weights = [weight for weight, _ in self._kinds]
        return self._chance.choices(self._kinds, weights)[0][1]()

    def update(self, number: int) -> Raw:
        """One update of a chat of its own, one in eight of them broken."""
        chat = {"id": number + 1_000, "type": "private", "first_name": self.text()[:64]}
        person = {"id": number + 1_000, "is_bot": False, "first_name": self.text()[:64]}
        update: Raw = {"update_id": number, **self._body(chat, person)}
        if not self._chance.randrange(8):
            self._break(update)
        return update

    def _body(self, chat: Raw, person: Raw) -> Raw:
        draw = self._chance.random()
        message = {"message_id": 1, "date": 1_795_000_000, "chat": chat, "from": person}
        if draw < 0.12:
            data = self._chance.choice(self._actions)
            data = self._spoil(data) if draw < 0.06 else data
            press = {"id": "1", "from": person, "data": data, "message": message}
            return {"callback_query": press}
        if draw < 0.2:
            group = {"id": -chat["id"], "type": "supergroup", "title": self.text()[:64]}
            command = self._chance.choice(("/cek ", "/darurat ", "@RambuUjiBot ", "/atur ", ""))
            return {"message": {**message, "chat": group, "text": command + self.text()}}
        if draw < 0.23:
            return {"edited_message": {**message, "text": self.text()}}
        if draw < 0.24:
            status = {"status": self._chance.choice(("kicked", "member", "left", "odd"))}
            return {"my_chat_member": {"chat": chat, "from": person, "new_chat_member": status}}
        if draw < 0.26:
            return {"inline_query": {"id": "1", "from": person, "query": self.text()}}
        return {"message": {**message, **self._content()}}

    def _content(self) -> Raw:
        text = self.text()
        draw = self._chance.random()
        if draw < 0.6:
            return (
                {"text": text, "entities": self._entities(text)} if draw < 0.2 else {"text": text}
            )
        if draw < 0.68:
            return {"text": f"{self._chance.choice(_COMMANDS)} {text}"}
        if draw < 0.76:
            kind = self._chance.choice(("", "a.pdf", "b.docx", "c.txt", "d.zip", "e.png"))
            file = {"file_id": "x", "file_size": -1, "file_name": kind}
            return {"document": file} if kind else {"photo": [file], "caption": text}
        if draw < 0.9:
            kind = self._chance.choice(("user", "hidden_user", "chat", "channel", "odd"))
            origin = {"type": kind, "chat": {"title": self.text()[:99], "username": text[:32]}}
            return {"text": text, "forward_origin": origin, "entities": self._entities(text)}
        if draw < 0.95:
            return {"text": text, "reply_to_message": {"text": self.text(), "from": {"id": 5}}}
        return {
            "poll": {"question": text, "options": [{"text": self.text()}] * 3},
            "contact": {"first_name": text, "phone_number": self._chance.choice(_AMOUNTS)},
            "quote": {"text": self.text()},
        }

    def _entities(self, text: str) -> list[Any]:
        """Places that are within the text, beyond it, or none at all."""
        places = (0, 1, -5, len(text), len(text) // 2, 10**9, None, "3")
        return [
            {
                "type": self._chance.choice(
                    ("text_link", "url", "mention", "text_mention", "bold")
                ),
                "offset": self._chance.choice(places),
                "length": self._chance.choice(places),
                "url": self._chance.choice(_URLS),
                "user": {"id": self._chance.choice(places)},
            }
            for _ in range(self._chance.choice((1, 3, 120)))
        ]

    def _break(self, value: Any) -> None:
        """Puts something foreign in the place of one value, at any depth."""
        while isinstance(value, dict) and value:
            name = self._chance.choice(list(value))
            inner = value[name]
            if not isinstance(inner, dict) or not self._chance.randrange(3):
                value[name] = self._chance.choice(_VALUES)
                return
            value = inner

    def _seed(self) -> str:
        return self._chance.choice(self._seeds)

    def _spoil(self, text: str) -> str:
        """A few pieces of the text swapped, doubled, cut out or replaced by something odd."""
        pieces = (*_FORMATS, *_MARKUP, *_AMOUNTS, *_URLS, *_COMMANDS, "\n\n", "?", "“", "'")
        for _ in range(self._chance.randrange(1, 6)):
            at, to = sorted(self._chance.randrange(len(text) + 1) for _ in range(2))
            odd = self._chance.choice(pieces)
            text = self._chance.choice(
                (
                    text[:at] + odd + text[at:],
                    text[:at] + text[to:],
                    text[:to] + text[at:],
                    text[:at] + text[at:to].upper() + text[to:],
                    text[:at] + text[at:to][::-1] + text[to:],
                )
            )
        return text[:LONGEST_LINE]

    def _sprinkle(self, text: str, signs: str) -> str:
        return "".join(
            each + (self._chance.choice(signs) if self._chance.random() < 0.2 else "")
            for each in text
        )

    def _zalgo(self) -> str:
        return "".join(
            each + "".join(self._chance.choices(_COMBINING, k=self._chance.randrange(12)))
            for each in self._seed()[:300]
        )

    def _soup(self) -> str:
        pieces = (
            *_FORMATS,
            *_MARKUP,
            *_AMOUNTS,
            *_URLS,
            *_EMOJI,
            _SURROGATES,
            "paspor",
            "\x00",
            " ",
        )
        return "".join(self._chance.choices(pieces, k=self._chance.randrange(1, 80)))

    def _quotes(self) -> str:
        depth = self._chance.randrange(1, 400)
        sign = self._chance.choice(("“”", "()", "[]", "<>", '""', "''", "{}"))
        return sign[0] * depth + self._seed() + sign[1] * depth

    def _long_word(self) -> str:
        return self._chance.choice(("a", "ha", "9", "k.", "🇮", "paspor")) * self._chance.randrange(
            500, 4_000
        )

    def _long_line(self) -> str:
        words = self._seed() + self._chance.choice((" ", "", "\u0301", ". "))
        return (words * (LONGEST_LINE // len(words) + 1))[:LONGEST_LINE]
