"""The webhook: who may call it, and that 200 means kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from bot.errors import StoreError
from bot.ingress.webhook import LARGEST_BODY, PATH, SECRET_HEADER, build_webhook
from bot.storage.keys import Keys
from bot.storage.opening import SqlStore
from tests.ingress.conftest import Clock

BOT = 42
SECRET = "a-secret-for-the-webhook"
HEADERS = {SECRET_HEADER: SECRET, "Content-Type": "application/json"}
UPDATE = {"update_id": 5, "message": {"chat": {"id": 7}, "from": {"id": 7}, "text": "halo"}}


@pytest.fixture
def woken() -> asyncio.Event:
    return asyncio.Event()


@pytest.fixture
async def client(
    store: SqlStore, keys: Keys, clock: Clock, woken: asyncio.Event
) -> AsyncIterator[httpx.AsyncClient]:
    app = build_webhook(store, keys, BOT, SECRET, wake=woken.set, clock=clock)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://rambu") as opened:
        yield opened


async def pending(store: SqlStore, clock: Clock) -> int:
    return (await store.depth(clock())).pending


async def test_200_means_kept(
    client: httpx.AsyncClient, store: SqlStore, clock: Clock, woken: asyncio.Event
) -> None:
    answer = await client.post(PATH, json=UPDATE, headers=HEADERS)
    assert answer.status_code == 200
    assert woken.is_set()
    claim = await store.claim_chat(BOT, "w", clock(), 10)
    assert claim is not None
    assert [one.update_id for one in claim.updates] == [5]


async def test_an_update_that_comes_again_is_acknowledged_and_kept_once(
    client: httpx.AsyncClient, store: SqlStore, clock: Clock
) -> None:
    for _ in range(3):
        assert (await client.post(PATH, json=UPDATE, headers=HEADERS)).status_code == 200
    assert await pending(store, clock) == 1


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", "é"])
async def test_without_the_secret_nothing_is_kept(
    client: httpx.AsyncClient, store: SqlStore, clock: Clock, secret: str | None
) -> None:
    headers: dict[str, Any] = {"Content-Type": "application/json"}
    if secret is not None:
        headers[SECRET_HEADER] = secret.encode()
    answer = await client.post(PATH, json=UPDATE, headers=headers)
    assert answer.status_code == 403
    assert await pending(store, clock) == 0


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_only_post_is_answered(client: httpx.AsyncClient, method: str) -> None:
    answer = await client.request(method, PATH, headers=HEADERS)
    assert answer.status_code == 405


async def test_other_paths_are_not_there(client: httpx.AsyncClient) -> None:
    assert (await client.post("/", json=UPDATE, headers=HEADERS)).status_code == 404


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded"])
async def test_only_json_is_read(client: httpx.AsyncClient, kind: str) -> None:
    headers = {**HEADERS, "Content-Type": kind}
    assert (await client.post(PATH, content=b"{}", headers=headers)).status_code == 415


async def test_json_may_name_its_encoding(client: httpx.AsyncClient) -> None:
    headers = {**HEADERS, "Content-Type": "application/json; charset=utf-8"}
    assert (await client.post(PATH, json=UPDATE, headers=headers)).status_code == 200


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b"{}", b'{"update_id": "5"}', b"\xff\xfe", b"[" * 100_000],
    ids=["empty", "cut", "list", "null", "no id", "wrong id", "not text", "deep"],
)
async def test_what_is_no_update_is_refused(
    client: httpx.AsyncClient, store: SqlStore, clock: Clock, body: bytes
) -> None:
    assert (await client.post(PATH, content=body, headers=HEADERS)).status_code == 400
    assert await pending(store, clock) == 0


async def test_a_body_without_end_is_cut_off(client: httpx.AsyncClient) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 100 * LARGEST_BODY:
            sent += 65_536
            yield b" " * 65_536

    answer = await client.post(PATH, content=endless(), headers=HEADERS)
    assert answer.status_code == 413
    assert sent <= LARGEST_BODY + 2 * 65_536


async def test_a_body_that_never_ends_is_given_up(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.ingress.webhook.BODY_SECONDS", 0.01)

    async def slow() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.Event().wait()

    answer = await client.post(PATH, content=slow(), headers=HEADERS)
    assert answer.status_code == 408


async def test_telegram_is_asked_to_send_again_while_the_store_is_gone(
    client: httpx.AsyncClient, store: SqlStore, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def gone(*arguments: object) -> int:
        raise StoreError("gone")

    with monkeypatch.context() as patch:
        patch.setattr(store, "put_updates", gone)
        assert (await client.post(PATH, json=UPDATE, headers=HEADERS)).status_code == 503
    assert (await client.post(PATH, json=UPDATE, headers=HEADERS)).status_code == 200
    assert await pending(store, clock) == 1


def test_a_webhook_has_a_secret(store: SqlStore, keys: Keys) -> None:
    with pytest.raises(ValueError, match="without a secret"):
        build_webhook(store, keys, BOT, "")
