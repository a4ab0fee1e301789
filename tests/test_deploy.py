"""What deploy/ and docs/operations.md tell operators to do works."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from bot.settings import VARIABLES
from bot.storage.keys import Keys
from bot.storage.opening import SqlStore, open_storage
from bot.storage.store import Incoming, Remember

SECRET = "a secret that only tests know"


def run(*command: object, **environ: str) -> None:
    subprocess.run([str(each) for each in command], check=True, env={**os.environ, **environ})


async def fill(store: SqlStore, keys: Keys) -> str:
    """Puts something into a store and leaves it open, as a running process does; returns a key."""
    key = keys.of(7)
    await store.put_updates(42, [Incoming(1, key, b"menunggu", key)], 1_000.0)
    await store.apply([Remember(key, "country", "MY", 5e9)])
    return key


async def found(url: str, secret: str, key: str) -> tuple[int, str | None]:
    store, _ = await open_storage(url, secret)
    depth, country = await store.depth(1_000.0), await store.recall(key, "country", 2_000.0)
    await store.close()
    return depth.pending, country


def test_a_backup_of_a_running_sqlite_store_is_restored(root: Path, tmp_path: Path) -> None:
    async def backup() -> str:
        store, keys = await open_storage(f"sqlite:///{tmp_path / 'data/rambu.db'}")
        try:
            key = await fill(store, keys)
            await asyncio.to_thread(
                run,
                "sh",
                root / "deploy/backup.sh",
                tmp_path / "data/rambu.db",
                tmp_path / "kept copy",
            )
        finally:
            await store.close()
        return key

    key = asyncio.run(backup())
    shutil.rmtree(tmp_path / "data")
    (tmp_path / "data").mkdir()
    for name in ("rambu.db", "rambu.secret"):
        file = tmp_path / "kept copy" / name
        assert file.stat().st_mode & 0o077 == 0
        shutil.copy2(file, tmp_path / "data" / name)

    assert asyncio.run(found(f"sqlite:///{tmp_path / 'data/rambu.db'}", "", key)) == (1, "MY")


def statements(root: Path) -> list[str]:
    """What docs/operations.md tells to run when the secret is changed."""
    page = (root / "docs/operations.md").read_text()
    return re.findall(r"^DELETE FROM [^;]+;", page.partition("## Secrets")[2], re.MULTILINE)


@pytest.mark.parametrize("backend", ["sqlite", "postgres"])
def test_a_store_takes_another_secret_as_the_page_says(
    root: Path, tmp_path: Path, backend: str, request: pytest.FixtureRequest
) -> None:
    url = f"sqlite:///{tmp_path / 'rambu.db'}"
    if backend == "postgres":
        url = str(request.getfixturevalue("postgres_url"))

    async def change() -> tuple[int, dict[str, int]]:
        store, keys = await open_storage(url, SECRET)
        key = keys.of(7)
        await store.put_updates(42, [Incoming(1, key, b"menunggu", key)], 1_000.0)
        await store.apply([Remember(key, "country", "MY", 5e9)])
        async with store._database.transaction() as run_statement:
            for statement in statements(root):
                await run_statement(statement.rstrip(";"))
        await store.close()
        other, _ = await open_storage(url, SECRET[::-1])
        depth, left = await other.depth(1_000.0), await other.export_person(key)
        await other.close()
        return depth.pending, {table: len(rows) for table, rows in left.items()}

    assert len(statements(root)) >= 5
    # What waits is still answered; nothing else knows the old key.
    assert asyncio.run(change()) == (1, {"inbox": 1, "inbox_chats": 1})


def test_the_compose_file_names_settings_that_exist(root: Path) -> None:
    services = yaml.safe_load((root / "deploy/compose.yaml").read_text())["services"]
    names = set(services["rambu"]["environment"])
    assert names <= {*VARIABLES}
    assert {"RAMBU_TOKEN", "RAMBU_SECRET", "RAMBU_STORE_URL"} <= names
    dockerfile = root / services["rambu"]["build"]["dockerfile"]
    for source in re.findall(r"^COPY (.+) \S+$", dockerfile.read_text(), re.MULTILINE):
        assert all((root / name).exists() for name in source.split())


def test_the_service_file_starts_what_exists(root: Path) -> None:
    text = (root / "deploy/rambu.service").read_text()
    assert "bot.py run" in text
    assert {*re.findall(r"RAMBU_[A-Z_]+", text)} <= {*VARIABLES}
