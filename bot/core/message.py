"""What came in, as data: one neutral Message, whatever channel it came by."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

ChatKind = Literal["private", "group", "channel", "terminal"]
PartKind = Literal["authored", "forward", "quote", "photo", "qr", "document", "contact"]
# Fetches a file that came along; who reads it knows what that may raise.
Load = Callable[[], Awaitable[bytes]]

# Longer texts are cut here before they are read; a Telegram message has at most 4,096 characters, a
# case of several messages or a document may have more.
MAX_CHARACTERS = 65_536


# Beyond these nobody's own words are looked for: a flood of parts costs no more than a few.
MOST_PARTS = 10


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a message: `label` is the text that is shown, `url` where it leads (may be
    hidden).
    """

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class File:
    """A picture or document that was not read yet: `size` in bytes, 0 where it is not known."""

    load: Load = field(repr=False, compare=False)
    size: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a case: who wrote it is told by `kind`, `origin` is the public name it came
    from. Until its `file` is read it has no text.
    """

    text: str
    kind: PartKind = "authored"
    origin: str = ""
    file: File | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One case to understand: everything a person sent in one go.

    `parts` are in reading order. `sender` and `chat` are keyed hashes, never ids or names; empty
    where nothing about the sender is known. `country` (ISO 3166-1 alpha-2) is the one named just
    before in the same conversation. `reach` is Telegram's number of a private chat, given only with
    presses and commands, for what asks to be told something later.
    """

    parts: tuple[Part, ...]
    links: tuple[Link, ...] = ()
    chat_kind: ChatKind = "private"
    chat: str = ""
    sender: str = ""
    country: str | None = None
    unreadable: tuple[str, ...] = ()
    reach: int = field(default=0, repr=False, compare=False)

    @classmethod
    def of(cls, text: str, chat_kind: ChatKind = "terminal") -> Message:
        """A message of one authored text."""
        return cls(parts=(Part(text),), chat_kind=chat_kind)

    @property
    def text(self) -> str:
        """All parts as one text, at most MAX_CHARACTERS long, hidden links written out at the
        end.
        """
        text = "\n".join(part.text for part in self.parts if part.text)
        hidden = [link.url for link in self.links if link.url not in text]
        return "\n".join([text, *hidden])[:MAX_CHARACTERS]

    @property
    def authored(self) -> str:
        """What the sender wrote, without what was forwarded, quoted or photographed."""
        return "\n".join(part.text for part in self.parts if part.kind == "authored")[
            :MAX_CHARACTERS
        ]

    @property
    def files(self) -> tuple[File, ...]:
        """What is still to be read."""
        return tuple(part.file for part in self.parts if part.file)

    @property
    def shown(self) -> bool:
        """True when a part was read from a picture or document."""
        return any(part.kind in ("photo", "qr", "document") for part in self.parts)

    @property
    def only_contacts(self) -> bool:
        """True where there is nothing but cards of people or companies."""
        return bool(self.parts) and all(part.kind == "contact" for part in self.parts)

    @property
    def forwarded(self) -> bool:
        """True when a part was forwarded from somebody else."""
        return any(part.kind == "forward" for part in self.parts)


def parts_beside(message: Message) -> tuple[str, ...]:
    """The texts of the parts of a message, where there are several: an offer and words about it."""
    parts = [part.text for part in message.parts if part.text.strip()]
    return tuple(parts[:MOST_PARTS]) if len(parts) > 1 else ()


def edges(message: Message) -> Iterator[str]:
    """The first and the last line of what somebody wrote: words about a text pasted between."""
    for part in message.parts[:MOST_PARTS]:
        lines = [line for line in part.text.split("\n") if line.strip()]
        if part.kind == "authored" and len(lines) > 1:
            yield lines[0]
            yield lines[-1]
