"""Nothing that a command prints shows a secret of the settings."""

from __future__ import annotations

import argparse

import pytest

from bot.commands import talk
from bot.errors import BotError
from bot.settings import Settings
from tests.commands.conftest import Run

TOKEN = "123456:ABC-def_ghi_jkl"
SECRETS = (TOKEN, "a-secret-that-only-tests-know")


@pytest.fixture(autouse=True)
def secrets(database: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAMBU_TOKEN", SECRETS[0])
    monkeypatch.setenv("RAMBU_SECRET", SECRETS[1])


def shows_none(text: str) -> bool:
    return not any(secret in text for secret in (*SECRETS, TOKEN.partition(":")[2]))


def test_what_is_explained_shows_no_secret(run: Run) -> None:
    code, out, err = run("explain", f"Loker Kamboja, kirim {TOKEN} ke {SECRETS[1]}")

    assert (code, err) == (0, "")
    assert "Loker" in out
    assert shows_none(out)


@pytest.mark.parametrize(("error", "code"), [(BotError, 2), (RuntimeError, 1)])
def test_errors_show_no_secret(
    error: type[Exception], code: int, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(options: argparse.Namespace, settings: Settings) -> int:
        raise error(f"cannot reach https://api/bot{TOKEN}/getMe with {SECRETS[1]}")

    monkeypatch.setattr(talk, "explain", break_down)

    found, out, err = run("explain", "x")

    assert (found, out) == (code, "")
    assert "cannot reach" in err
    assert shows_none(err)
