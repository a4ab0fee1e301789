"""Who belongs to the desk: by invitations that work once and end, looked up at every step."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable

from bot.core.reply import Line, Reply
from bot.storage.cases import Role
from bot.storage.store import HOUR, Store

INVITE_LIFE = 24 * HOUR
VERB = "invite"


class Roles:
    """Makes, takes and uses up invitations. Every method raises StoreError."""

    def __init__(self, store: Store, clock: Callable[[], float]) -> None:
        self._store = store
        self._clock = clock

    async def of(self, owner: str) -> Role | None:
        """The role that somebody has now."""
        return await self._store.role_of(owner) if owner else None

    async def invite(self, role: Role, owner: str) -> str:
        """What a deep link to the bot must carry; whoever opens it first gets the role."""
        code = secrets.token_hex(12)
        await self._store.add_invite(_hash(code), role, owner, self._clock() + INVITE_LIFE)
        return f"{VERB}__{code}"

    async def accept(self, code: str, owner: str) -> Reply:
        """The answer to somebody who opened an invitation."""
        role = await self._store.accept_invite(_hash(code), owner, self._clock()) if owner else None
        if role is None:
            return Reply((Line("desk.invite_over"),), road="desk")
        return Reply((Line("desk.joined_lead" if role == "lead" else "desk.joined"),), road="desk")


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()[:32]
