"""One store of each kind for the contract suite."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.opening import SqlStore, open_store


@pytest.fixture(params=["sqlite", "postgres"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a new store, once for each backend."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'rambu.db'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[SqlStore]:
    """A new store, once for each backend."""
    opened = await open_store(store_url)
    yield opened
    await opened.close()
