"""The settings of one process, read once from environment variables named RAMBU_*."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from bot.errors import SettingsError
from bot.hours import Hours

CONTENT_DIR = Path(__file__).resolve().parent.parent / "content"
STORE_URL = "sqlite:///data/rambu.db"
API_URL = "https://api.telegram.org"
HEALTH_HOST = "127.0.0.1"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")

_TOKEN_FORM = re.compile(r"^\d{3,20}:[A-Za-z0-9_-]{3,100}$")
_WEBHOOK_SECRET_FORM = re.compile(r"^[A-Za-z0-9_-]{16,256}$")
_HOST_FORM = re.compile(r"^[A-Za-z0-9.:_-]{1,253}$")
_SECRET_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults; fields that hold a secret never show in a repr."""

    token: str = field(default="", repr=False)
    api_url: str = API_URL
    store_url: str = field(default=STORE_URL, repr=False)
    content_dir: Path = CONTENT_DIR
    webhook_url: str = ""
    webhook_secret: str = field(default="", repr=False)
    port: int = 8080
    log_level: str = "INFO"
    secret: str = field(default="", repr=False)
    duty_chat: int | None = None
    duty_name: str = ""
    duty_hours: Hours | None = None
    desk_chat: int | None = None
    health_port: int = 0
    health_host: str = HEALTH_HOST

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Settings:
        """The settings in `environ`; an empty value counts as not set.

        Raises SettingsError with one line for every wrong value.
        """
        values: dict[str, Any] = {}
        problems: list[str] = []
        for variable, (name, read) in VARIABLES.items():
            text = environ.get(variable, "").strip()
            if not text:
                continue
            try:
                values[name] = read(text)
            except ValueError as error:
                problems.append(f"{variable}: {error}")
        settings = cls(**values)
        problems += _contradictions(settings, {*values})
        if problems:
            raise SettingsError(problems)
        return settings

    @property
    def bot_id(self) -> int:
        """The bot's number, which its token begins with; 0 without a token."""
        return int(self.token.partition(":")[0] or 0)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every string that no log line may contain."""
        password = urlsplit(self.store_url).password or ""
        token_key = self.token.partition(":")[2]
        found = (
            self.token,
            token_key,
            self.webhook_secret,
            self.secret,
            password,
            unquote(password),
        )
        return tuple(secret for secret in found if secret)


def _token(text: str) -> str:
    if not _TOKEN_FORM.match(text):
        raise ValueError("is not a bot token: copy the whole line BotFather gave, digits:letters")
    return text


def _web_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"\s", text):
        raise ValueError(f"`{text}` is not a web address: begin it with https://")
    return text.rstrip("/")


def _store_url(text: str) -> str:
    # The value is never repeated in the message: it may hold a password.
    wrong = "write sqlite:///FILE (four slashes for a path from the root) or postgresql://USER@HOST/NAME"
    scheme, _, rest = text.partition("://")
    try:
        urlsplit(text)
    except ValueError:
        raise ValueError(wrong) from None
    to_file = scheme == "sqlite" and rest.startswith("/") and len(rest) > 1
    if not to_file and not (scheme in ("postgres", "postgresql") and rest):
        raise ValueError(wrong)
    return text


def _webhook_secret(text: str) -> str:
    if not _WEBHOOK_SECRET_FORM.match(text):
        raise ValueError("use 16 to 256 letters, digits, _ or -")
    return text


def _secret(text: str) -> str:
    if len(text) < _SECRET_LENGTH:
        raise ValueError(f"is too short: use at least {_SECRET_LENGTH} random characters")
    return text


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise ValueError(f"`{text}` is not a port: write a number from 0 to 65535")
    return int(text)


def _host(text: str) -> str:
    if not _HOST_FORM.match(text):
        raise ValueError(f"`{text}` is not an address to listen on: write for example 127.0.0.1")
    return text


def _log_level(text: str) -> str:
    if text.upper() not in LOG_LEVELS:
        raise ValueError(f"`{text}` is not a level: write one of {', '.join(LOG_LEVELS)}")
    return text.upper()


def _chat(text: str) -> int:
    if not re.fullmatch(r"-?\d{1,20}", text, re.ASCII):
        raise ValueError(
            f"`{text}` is not a chat: write the chat's number, for a group with its minus"
        )
    return int(text)


def _name(text: str) -> str:
    if len(text) > 60:
        raise ValueError("is too long: use at most 60 characters")
    return text


def _contradictions(settings: Settings, given: set[str]) -> list[str]:
    """What is wrong between settings that are each well formed."""
    problems = []
    if settings.webhook_url and "webhook_secret" not in given:
        problems.append("RAMBU_WEBHOOK_SECRET: is missing: RAMBU_WEBHOOK_URL needs it")
    for name in ("duty_name", "duty_hours"):
        if settings.duty_chat and name not in given:
            problems.append(f"RAMBU_{name.upper()}: is missing: RAMBU_DUTY_CHAT needs it")
    if settings.health_port and settings.health_port == settings.port and settings.webhook_url:
        problems.append("RAMBU_HEALTH_PORT: is the webhook's port too: choose another")
    # Telegram itself delivers to https only; a Bot API server of one's own also to http.
    if settings.webhook_url.startswith("http://") and settings.api_url == API_URL:
        problems.append(
            "RAMBU_WEBHOOK_URL: Telegram delivers to https only: begin it with https://"
        )
    return problems


# Variable → field of Settings and how its text is read.
VARIABLES: Mapping[str, tuple[str, Callable[[str], object]]] = {
    "RAMBU_TOKEN": ("token", _token),
    "RAMBU_API_URL": ("api_url", _web_address),
    "RAMBU_STORE_URL": ("store_url", _store_url),
    "RAMBU_CONTENT_DIR": ("content_dir", Path),
    "RAMBU_WEBHOOK_URL": ("webhook_url", _web_address),
    "RAMBU_WEBHOOK_SECRET": ("webhook_secret", _webhook_secret),
    "RAMBU_PORT": ("port", _port),
    "RAMBU_LOG_LEVEL": ("log_level", _log_level),
    "RAMBU_SECRET": ("secret", _secret),
    "RAMBU_DUTY_CHAT": ("duty_chat", _chat),
    "RAMBU_DUTY_NAME": ("duty_name", _name),
    "RAMBU_DUTY_HOURS": ("duty_hours", Hours.read),
    "RAMBU_DESK_CHAT": ("desk_chat", _chat),
    "RAMBU_HEALTH_PORT": ("health_port", _port),
    "RAMBU_HEALTH_HOST": ("health_host", _host),
}
