"""Keys of people, and the secret they are made with."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.storage.keys import Keys, open_keys
from bot.storage.opening import open_storage

SECRET = "0123456789abcdef" * 2


def test_a_key_depends_on_the_number_and_the_secret() -> None:
    keys = Keys(SECRET)
    assert keys.of(7) == Keys(SECRET).of(7)
    assert keys.of(7) != keys.of(8)
    assert keys.of(7) != keys.of(-7)
    assert keys.of(7) != Keys(SECRET[::-1]).of(7)
    assert len(keys.of(7)) == 32
    assert keys.fingerprint not in {keys.of(number) for number in range(100)}


def test_a_secret_never_shows() -> None:
    assert SECRET not in repr(Keys(SECRET))


def test_the_embedded_store_makes_its_secret_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'data' / 'rambu.db'}"
    first = open_keys(url)
    assert open_keys(url).of(7) == first.of(7)
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["rambu.secret"]


def test_two_stores_have_two_secrets(tmp_path: Path) -> None:
    one, two = (open_keys(f"sqlite:///{tmp_path / name}.db") for name in ("one", "two"))
    assert one.of(7) != two.of(7)


def test_a_given_secret_is_used_and_not_written(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'rambu.db'}"
    assert open_keys(url, SECRET).of(7) == Keys(SECRET).of(7)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="files have no such modes here")
def test_only_the_owner_may_read_the_secret(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'rambu.db'}"
    open_keys(url)
    secret = tmp_path / "rambu.secret"
    assert secret.stat().st_mode & 0o777 == 0o600
    secret.chmod(0o640)
    with pytest.raises(StoreError, match="chmod 600"):
        open_keys(url)


def test_a_secret_that_was_cut_short_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'rambu.db'}"
    open_keys(url)
    (tmp_path / "rambu.secret").write_text("")
    with pytest.raises(StoreError, match="too short"):
        open_keys(url)


def test_postgres_needs_a_secret_from_outside() -> None:
    with pytest.raises(StoreError, match="RAMBU_SECRET is missing"):
        open_keys("postgresql://rambu@localhost/rambu")


def test_a_folder_that_cannot_be_made_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot use the secret in"):
        open_keys(f"sqlite:///{tmp_path / 'file' / 'rambu.db'}")


async def test_a_store_refuses_another_secret(store_url: str) -> None:
    store, keys = await open_storage(store_url, SECRET)
    await store.close()
    again, same = await open_storage(store_url, SECRET)
    assert same.of(7) == keys.of(7)
    await again.close()
    with pytest.raises(StoreError, match="not the one this store was made with"):
        await open_storage(store_url, SECRET[::-1])
