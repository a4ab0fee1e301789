"""Processes of a benchmark: the stand-in for Telegram, and Rambu itself."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import socket
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import aiohttp

from bot.errors import UsageError

ROOT = Path(__file__).resolve().parents[2]
_HANDLED = re.compile(r'rambu_updates_total\{result="handled"\} (\S+)')
FAKE = (sys.executable, "-m", "tests.fakes.bot_api")


class FakeTelegram:
    """The stand-in, steered over HTTP."""

    def __init__(self, url: str, token: str, session: aiohttp.ClientSession) -> None:
        self.url = url
        self.token = token
        self._session = session
        self._seen = 0

    async def act(self, name: str, **values: Any) -> Any:
        """Does an act of the stand-in (`say`, `again`, …) and returns its result."""
        async with self._session.post(f"{self.url}/_ctl/{name}", json=values) as answer:
            answer.raise_for_status()
            return (await answer.json())["result"]

    async def state(self) -> dict[str, Any]:
        """What waits and what was refused."""
        async with self._session.get(f"{self.url}/_ctl/state") as answer:
            found: dict[str, Any] = await answer.json()
        return found

    async def new_messages(self, wait: float) -> list[tuple[int, str]]:
        """Chat and text of what the bot has sent since the last call; waits for something."""
        query = {"method": "sendMessage", "since": str(self._seen), "n": "1", "timeout": str(wait)}
        async with self._session.get(f"{self.url}/_ctl/calls", params=query) as answer:
            found = await answer.json()
        self._seen = found["total"]
        sent = [call["arguments"] for call in found["calls"] if call["done"]]
        return [(int(one["chat_id"]), str(one["text"])) for one in sent]


class Replica:
    """One process of Rambu that can be killed and started again."""

    def __init__(
        self, command: Sequence[str], environ: Mapping[str, str], log: Path, health: int
    ) -> None:
        self.starts = 0
        self._command = command
        self._environ = {**os.environ, **environ, "RAMBU_HEALTH_PORT": str(health)}
        self._health = f"http://127.0.0.1:{health}"
        self._log = log
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        """The number of the process. Raises UsageError when there is none."""
        if self._process is None:
            raise UsageError("the process is not started")
        return self._process.pid

    @property
    def running(self) -> bool:
        """True while the process runs."""
        return self._process is not None and self._process.returncode is None

    async def handled(self) -> int:
        """How many updates the process has handled since it was started."""
        address = f"{self._health}/metrics"
        async with aiohttp.ClientSession() as session, session.get(address) as answer:
            found = _HANDLED.search(await answer.text())
        return int(float(found[1])) if found else 0

    async def wait_until_ready(self, seconds: float) -> None:
        """Returns when /readyz says so. Raises UsageError when it does not in time."""
        deadline = asyncio.get_running_loop().time() + seconds
        async with aiohttp.ClientSession() as session:
            while self.running and asyncio.get_running_loop().time() < deadline:
                with contextlib.suppress(aiohttp.ClientError):
                    async with session.get(f"{self._health}/readyz") as answer:
                        if answer.status == 200:
                            return
                await asyncio.sleep(0.1)
        raise UsageError(f"not ready in {seconds:.0f} seconds: see {self._log}")

    async def start(self) -> None:
        """Starts the process."""
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                cwd=ROOT,
                env=self._environ,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self.starts += 1

    async def kill(self) -> None:
        """Ends the process with SIGKILL. Raises UsageError when it had ended by itself."""
        process = self._process
        if process is None:
            return
        if process.returncode is not None:
            last = self._log.read_text(errors="replace").strip().rpartition("\n")[2]
            raise UsageError(f"Rambu ended by itself (exit {process.returncode}): {last}")
        process.kill()
        await process.wait()
        self._process = None


@contextlib.asynccontextmanager
async def fake_telegram() -> AsyncIterator[FakeTelegram]:
    """The stand-in as a process of its own. Raises UsageError outside of a clone."""
    if not (ROOT / "tests" / "fakes" / "bot_api.py").exists():
        raise UsageError("benchmarks need tests/fakes: run them in a clone of the repository")
    process = await asyncio.create_subprocess_exec(*FAKE, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    try:
        said = await process.stdout.readline() if process.stdout else b""
        url, token = said.decode().split()
        async with aiohttp.ClientSession() as session:
            yield FakeTelegram(url, token, session)
    finally:
        process.kill()
        await process.wait()


@contextlib.asynccontextmanager
async def balance(ports: Sequence[int]) -> AsyncIterator[int]:
    """A port whose connections go to the next of `ports` that answers, as a load balancer does."""
    order = list(ports)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            there = await _connect(order)
            if there is not None:
                await asyncio.gather(_pump(reader, there[1]), _pump(there[0], writer))
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


async def _connect(order: list[int]) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
    for _ in order:
        order.append(order.pop(0))
        with contextlib.suppress(OSError):
            return await asyncio.open_connection("127.0.0.1", order[-1])
    return None


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    writer.close()


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on."""
    with contextlib.ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]
