"""What stands around Rambu in the hostile run: a store that keeps nothing, a bot with odd files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.bench.files import Files


class Nowhere:
    """A store that keeps nothing and allows everything."""

    async def apply(self, changes: Iterable[object]) -> None:
        """Keeps nothing."""

    async def recall(self, owner: str, name: str, now: float) -> str | None:
        """Knows a country in one chat of four."""
        return "MY" if name == "country" and owner[-1:] in "0123" else None

    async def remember(self, owner: str, name: str, value: str, until: float) -> None:
        """Keeps nothing."""

    async def forget(self, owner: str, name: str) -> None:
        """Nothing to forget."""

    async def take(self, *bucket: object) -> bool:
        """Always."""
        return True

    async def pace(self, *bucket: object) -> float:
        """At once."""
        return 0.0

    async def chosen(self, owner: str) -> Mapping[str, str]:
        """Every second group is read."""
        return {"reads": "on"} if owner[-1:] in "01234567" else {}

    async def choose(self, owner: str, name: str, value: str) -> None:
        """Keeps nothing."""

    async def drop_group(self, owner: str) -> int:
        """Nothing to drop."""
        return 0

    async def forget_person(self, key: str, now: float) -> int:
        """Nothing to forget."""
        return 0

    async def unsubscribe(self, owner: str, now: float) -> int:
        """Nothing waits."""
        return 0

    async def resubscribe(self, owner: str) -> None:
        """Nothing to do."""

    async def move_owner(self, old: str, new: str) -> int:
        """Nothing to move."""
        return 0


@dataclass(frozen=True, slots=True)
class File:
    """A file that Telegram has, whatever it says of its size."""

    content: bytes
    file_size: int | None = None

    async def download_as_bytearray(self) -> bytearray:
        """All of it."""
        return bytearray(self.content)


@dataclass(frozen=True, slots=True)
class Me:
    """In the place of the bot: it has a name, and files."""

    files: Files
    id: int = 123456
    username: str = "RambuUjiBot"

    async def get_me(self) -> None:
        """Nothing that tells what it sees in groups."""

    async def get_chat_member(self, chat_id: int, user_id: int) -> None:
        """Nobody that it knows."""

    async def answer_inline_query(self, **answer: object) -> bool:
        """Always."""
        return True

    async def get_file(self, file_id: str) -> File:
        """Another file each time."""
        return File(self.files.draw())

    async def delete_messages(self, chat_id: int, message_ids: Sequence[int]) -> bool:
        """Always."""
        return True
