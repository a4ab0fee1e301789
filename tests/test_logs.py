"""Log lines: one event a line with its values, and no secret in any part of them."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator

import pytest

from bot.logs import MASK, MaskFilter, set_up_logs

TOKEN = "123456:ABC-def_ghi"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What is logged while a test runs."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    set_up_logs("INFO", [TOKEN, "ABC-def_ghi", "x"], stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)


def test_a_line_has_time_level_place_event_and_values(lines: io.StringIO) -> None:
    logging.getLogger("bot.service").info("message_checked", extra={"level": "danger", "ms": 12})

    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ INFO bot\.service message_checked level=danger ms=12\n",
        lines.getvalue(),
    )


def test_values_with_spaces_are_quoted(lines: io.StringIO) -> None:
    logging.getLogger("bot").info("started", extra={"store": "a b", "empty": "", "pair": "x=y"})

    assert lines.getvalue().endswith('started store="a b" empty="" pair="x=y"\n')


def test_an_event_stays_on_its_line(lines: io.StringIO) -> None:
    logging.getLogger("bot").info("two\nlines", extra={"value": "a\r\nforged"})

    assert lines.getvalue().count("\n") == 1


def test_a_level_below_the_set_one_is_not_logged(lines: io.StringIO) -> None:
    logging.getLogger("bot").debug("detail")

    assert lines.getvalue() == ""


@pytest.mark.parametrize("name", ["httpx", "httpcore.connection", "aiohttp.access"])
def test_chatty_libraries_speak_from_warning_on(lines: io.StringIO, name: str) -> None:
    logging.getLogger(name).info("GET https://api.telegram.org/bot/getUpdates")
    logging.getLogger(name).warning("slow")

    assert lines.getvalue().count("\n") == 1
    assert "slow" in lines.getvalue()


def test_the_token_is_masked_in_messages_and_arguments(lines: io.StringIO) -> None:
    ready = f"POST /bot{TOKEN}/sendMessage"
    logging.getLogger("lib").warning(ready)
    logging.getLogger("lib").warning("POST %s in %d ms", f"/bot{TOKEN}/getMe", 3)
    logging.getLogger("lib").warning("%(url)s", {"url": f"/bot{TOKEN}/getMe"})

    assert "ABC-def_ghi" not in lines.getvalue()
    assert lines.getvalue().count(f"/bot{MASK}/") == 3


def test_the_token_is_masked_in_values(lines: io.StringIO) -> None:
    values = {"url": f"/bot{TOKEN}", "error": ValueError(TOKEN), "many": [TOKEN, 1]}
    logging.getLogger("bot").info("failed", extra=values)

    assert "ABC-def_ghi" not in lines.getvalue()
    assert lines.getvalue().count(MASK) == 3


def test_the_token_is_masked_in_its_web_form(lines: io.StringIO) -> None:
    logging.getLogger("lib").warning("https://x.example/?token=123456%3AABC-def_ghi")

    assert lines.getvalue().endswith(f"token={MASK}\n")


def test_the_token_is_masked_in_exceptions_and_their_causes(lines: io.StringIO) -> None:
    try:
        try:
            raise ConnectionError(f"no route to /bot{TOKEN}/getMe")
        except ConnectionError as error:
            raise RuntimeError(f"gave up on {TOKEN}") from error
    except RuntimeError:
        logging.getLogger("bot").exception("update_failed", stack_info=True)

    assert "ABC-def_ghi" not in lines.getvalue()
    assert "ConnectionError: no route to /bot***/getMe" in lines.getvalue()
    assert "RuntimeError: gave up on ***" in lines.getvalue()
    assert "Stack (most recent call last)" in lines.getvalue()


def test_values_without_secrets_keep_their_type() -> None:
    record = logging.makeLogRecord({"msg": "event", "ms": 12, "rules": ("a", "b")})
    MaskFilter([TOKEN]).filter(record)

    assert vars(record)["ms"] == 12
    assert vars(record)["rules"] == ("a", "b")


def test_a_secret_too_short_to_be_one_masks_nothing(lines: io.StringIO) -> None:
    logging.getLogger("bot").info("extra")

    assert "extra" in lines.getvalue()


def test_a_wrong_log_call_of_a_library_stops_nothing(lines: io.StringIO) -> None:
    wrong = f"%d things of {TOKEN}"
    logging.getLogger("lib").warning(wrong, "no number")

    assert f"%d things of {MASK}" in lines.getvalue()


def test_setting_up_twice_writes_each_line_once(lines: io.StringIO) -> None:
    set_up_logs("INFO", [TOKEN], lines)
    logging.getLogger("bot").info("started")

    assert lines.getvalue().count("started") == 1
