"""Settings come from RAMBU_* variables; wrong ones are all named at once, secrets never show."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.hours import Hours
from bot.settings import CONTENT_DIR, VARIABLES, Settings

TOKEN = "123456:ABC-def_ghi"
SECRET = "0123456789abcdef"


def problems(**environ: str) -> list[str]:
    """What is wrong with an environment."""
    with pytest.raises(SettingsError) as caught:
        Settings.from_env(environ)
    return str(caught.value).splitlines()


def test_an_empty_environment_gives_the_defaults() -> None:
    settings = Settings.from_env({})

    assert settings == Settings()
    assert settings.store_url == "sqlite:///data/rambu.db"
    assert settings.content_dir == CONTENT_DIR
    assert (CONTENT_DIR / "topics.yaml").is_file()


def test_every_variable_is_read() -> None:
    settings = Settings.from_env(
        {
            "RAMBU_TOKEN": TOKEN,
            "RAMBU_API_URL": "http://127.0.0.1:8081/",
            "RAMBU_STORE_URL": "postgresql://rambu:pass@db/rambu",
            "RAMBU_CONTENT_DIR": "/srv/content",
            "RAMBU_WEBHOOK_URL": "https://rambu.example/hook",
            "RAMBU_WEBHOOK_SECRET": SECRET,
            "RAMBU_PORT": "9000",
            "RAMBU_LOG_LEVEL": "debug",
            "RAMBU_SECRET": SECRET,
            "RAMBU_DUTY_CHAT": "-1001234567890",
            "RAMBU_DUTY_NAME": "LSM Uji",
            "RAMBU_DUTY_HOURS": "mon-fri 08:00-17:00",
            "RAMBU_HEALTH_PORT": "9100",
            "RAMBU_HEALTH_HOST": "10.0.0.5",
        }
    )

    assert settings == Settings(
        token=TOKEN,
        api_url="http://127.0.0.1:8081",
        store_url="postgresql://rambu:pass@db/rambu",
        content_dir=Path("/srv/content"),
        webhook_url="https://rambu.example/hook",
        webhook_secret=SECRET,
        port=9000,
        log_level="DEBUG",
        secret=SECRET,
        duty_chat=-1001234567890,
        duty_name="LSM Uji",
        duty_hours=Hours("08:00", "17:00", "mon", "fri"),
        health_port=9100,
        health_host="10.0.0.5",
    )


@pytest.mark.parametrize("variable", VARIABLES)
def test_an_empty_value_counts_as_not_set(variable: str) -> None:
    assert Settings.from_env({variable: "  "}) == Settings()


def test_other_variables_are_none_of_ours() -> None:
    assert Settings.from_env({"PATH": "/bin", "TOKEN": "x"}) == Settings()


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("RAMBU_TOKEN", "mytoken", "is not a bot token"),
        ("RAMBU_TOKEN", "123456:ABC DEF", "is not a bot token"),
        ("RAMBU_API_URL", "api.telegram.org", "is not a web address: begin it with https://"),
        ("RAMBU_API_URL", "https://", "is not a web address"),
        ("RAMBU_STORE_URL", "mysql://a/b", "write sqlite:///FILE"),
        ("RAMBU_STORE_URL", "sqlite://rambu.db", "write sqlite:///FILE"),
        ("RAMBU_STORE_URL", "sqlite:///", "write sqlite:///FILE"),
        ("RAMBU_STORE_URL", "postgresql://[x", "write sqlite:///FILE"),
        ("RAMBU_WEBHOOK_URL", "ftp://rambu.example", "is not a web address"),
        ("RAMBU_WEBHOOK_SECRET", "short", "use 16 to 256 letters"),
        ("RAMBU_WEBHOOK_SECRET", "with spaces in it, longer", "use 16 to 256 letters"),
        ("RAMBU_PORT", "http", "`http` is not a port"),
        ("RAMBU_PORT", "65536", "`65536` is not a port"),
        ("RAMBU_PORT", "-1", "`-1` is not a port"),
        ("RAMBU_PORT", "٣", "`٣` is not a port"),
        (
            "RAMBU_LOG_LEVEL",
            "loud",
            "`loud` is not a level: write one of DEBUG, INFO, WARNING, ERROR",
        ),
        ("RAMBU_SECRET", "short", "is too short: use at least 16 random characters"),
        ("RAMBU_DUTY_CHAT", "@relawan", "`@relawan` is not a chat"),
        ("RAMBU_DUTY_HOURS", "pagi", "`pagi` is no time: write 08:00-20:00"),
        ("RAMBU_DUTY_NAME", "x" * 61, "is too long"),
        ("RAMBU_HEALTH_PORT", "x", "`x` is not a port"),
        ("RAMBU_HEALTH_HOST", "10.0.0.5/8", "is not an address to listen on"),
    ],
)
def test_a_wrong_value_is_named_with_its_cure(variable: str, value: str, said: str) -> None:
    first, *_ = problems(**{variable: value})

    assert first.startswith(f"{variable}: ")
    assert said in first


def test_all_wrong_values_are_named_at_once() -> None:
    assert len(problems(RAMBU_PORT="x", RAMBU_LOG_LEVEL="x", RAMBU_TOKEN="x")) == 3


def test_a_webhook_needs_its_secret() -> None:
    assert problems(RAMBU_WEBHOOK_URL="https://rambu.example") == [
        "RAMBU_WEBHOOK_SECRET: is missing: RAMBU_WEBHOOK_URL needs it"
    ]


def test_telegram_delivers_to_https_only() -> None:
    plain = {"RAMBU_WEBHOOK_URL": "http://10.0.0.2/hook", "RAMBU_WEBHOOK_SECRET": SECRET}

    assert problems(**plain) == [
        "RAMBU_WEBHOOK_URL: Telegram delivers to https only: begin it with https://"
    ]
    assert Settings.from_env({**plain, "RAMBU_API_URL": "http://10.0.0.3:8081"}).webhook_url


def test_health_has_a_port_of_its_own() -> None:
    hook = {
        "RAMBU_WEBHOOK_URL": "https://rambu.example",
        "RAMBU_WEBHOOK_SECRET": SECRET,
        "RAMBU_HEALTH_PORT": "8080",
    }

    assert problems(**hook) == ["RAMBU_HEALTH_PORT: is the webhook's port too: choose another"]
    assert Settings.from_env({"RAMBU_HEALTH_PORT": "8080"}).health_port == 8080


def test_the_bot_is_known_by_its_token() -> None:
    assert Settings(token=TOKEN).bot_id == 123456
    assert Settings().bot_id == 0


def test_no_secret_shows_in_a_repr_or_a_problem() -> None:
    settings = Settings(
        token=TOKEN,
        webhook_secret=SECRET,
        secret="key-of-the-hashes",
        store_url="postgresql://rambu:hidden@db/rambu",
    )
    said = problems(
        RAMBU_TOKEN="bad token", RAMBU_SECRET="tooshort", RAMBU_STORE_URL="mysql://u:hidden@h/d"
    )

    for secret in (TOKEN, SECRET, "key-of-the-hashes", "hidden"):
        assert secret not in repr(settings)
    for secret in ("bad token", "tooshort", "hidden"):
        assert secret not in "\n".join(said)


def test_all_secrets_are_known_to_the_logs() -> None:
    settings = Settings(
        token=TOKEN,
        webhook_secret=SECRET,
        secret="key-of-the-hashes",
        store_url="postgresql://rambu:p%40ss@db/rambu",
    )

    assert set(settings.secrets) == {
        TOKEN,
        "ABC-def_ghi",
        SECRET,
        "key-of-the-hashes",
        "p%40ss",
        "p@ss",
    }


def test_settings_without_secrets_have_none() -> None:
    assert Settings().secrets == ()


def test_a_store_without_a_host_is_accepted() -> None:
    url = "postgresql:///rambu?host=/var/run/postgresql"

    assert Settings.from_env({"RAMBU_STORE_URL": url}).store_url == url


def test_a_duty_chat_needs_a_name_and_hours() -> None:
    assert problems(RAMBU_DUTY_CHAT="-100") == [
        "RAMBU_DUTY_NAME: is missing: RAMBU_DUTY_CHAT needs it",
        "RAMBU_DUTY_HOURS: is missing: RAMBU_DUTY_CHAT needs it",
    ]
