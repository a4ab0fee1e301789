"""Who may import whom: docs/architecture.md, kept true by reading every import of bot/."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / "bot").rglob("*.py"))

# A part may import itself and what stands below it, nothing above and nothing beside it.
BELOW = {
    "errors": set(),
    "hours": set(),
    "settings": {"errors", "hours"},
    "logs": {"errors"},
    "core": set(),
    "library": {"core", "errors", "settings"},
    "storage": {"core", "errors"},
    "photo": {"core", "errors"},
    "poster": {"core", "errors"},
    "limits": {"core", "storage", "errors"},
    "duty": {"core", "hours", "storage", "errors"},
    "trail": {"storage", "errors"},
    "tally": {"core", "storage", "errors"},
    "tuning": {"core", "storage"},
    "seen": {"core", "storage", "tuning", "errors"},
    "outbox": {"core", "storage", "errors"},
    "reports": {"core", "storage", "outbox", "errors"},
    "desk": {"core", "storage", "outbox", "errors"},
    "volunteers": {"core", "storage", "outbox", "reports", "desk", "errors"},
    "groups": {"core", "limits", "storage", "photo", "errors"},
    "service": {
        "core",
        "groups",
        "library",
        "duty",
        "tally",
        "limits",
        "seen",
        "tuning",
        "storage",
        "trail",
        "outbox",
        "volunteers",
        "photo",
        "errors",
        "settings",
    },
}
CHANNEL = {*BELOW}
BELOW["evaluation"] = {"core", "errors"}
BELOW["fitting"] = {"core", "errors", "library"}
BELOW |= dict.fromkeys(("telegram", "web", "ingress", "terminal"), CHANNEL)
BELOW["process"] = {*BELOW}
BELOW["app"] = {*BELOW}
BELOW["bench"] = {*BELOW}
BELOW["commands"] = {*BELOW}
BELOW["cli"] = {*BELOW}

CORE_LIBRARIES = {"pydantic", "rapidfuzz", "ahocorasick", "phonenumbers", "tldextract", "Sastrawi"}
# The standard library's ways to files, the network, the clock, chance, and other processes.
IMPURE = {
    "asyncio", "concurrent", "ctypes", "http", "io", "logging", "multiprocessing", "os", "pathlib",
    "random", "secrets", "shutil", "socket", "sqlite3", "ssl", "subprocess", "sys", "tempfile",
    "threading", "time", "urllib.request", "uuid",
}  # fmt: skip
IMPURE_CALLS = {"open", "print", "input", "now", "utcnow", "today"}


def part_of(module: str) -> str:
    """`bot.core.check` → `core`."""
    return module.split(".")[1] if "." in module else ""


def module_of(file: Path) -> str:
    """A file's module name."""
    steps = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(steps[:-1] if steps[-1] == "__init__" else steps)


def imports(file: Path) -> Iterator[str]:
    """Every module a file imports anywhere, also inside functions and for types only."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are written in full"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def breaches(module: str, imported: set[str]) -> list[str]:
    """Which of the imports a module may not have."""
    part = part_of(module)
    found = []
    for name in sorted(imported):
        other = part_of(name) if name.startswith("bot.") else ""
        if other in BELOW and other != part and other not in BELOW[part]:
            found.append(name)
        if name.split(".")[0] == "telegram" and part not in {"telegram", "app"}:
            found.append(name)
        if part == "core" and is_impure(name):
            found.append(name)
    return found


def is_impure(name: str) -> bool:
    """True for what the core may not import."""
    top = name.split(".")[0]
    if top == "bot":
        return False
    if top not in sys.stdlib_module_names:
        return top not in CORE_LIBRARIES
    return top in IMPURE or name in IMPURE


@pytest.mark.parametrize("file", FILES, ids=module_of)
def test_imports_point_downwards(file: Path) -> None:
    module = module_of(file)
    if module == "bot":
        assert list(imports(file)) == []
        return

    assert part_of(module) in BELOW, "a new part needs its place in BELOW and docs/architecture.md"
    assert breaches(module, set(imports(file))) == []


@pytest.mark.parametrize(
    "file", [f for f in FILES if part_of(module_of(f)) == "core"], ids=module_of
)
def test_the_core_calls_nothing_outside_itself(file: Path) -> None:
    called = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Call):
            called.add(getattr(node.func, "attr", getattr(node.func, "id", "")))

    assert called & IMPURE_CALLS == set()


@pytest.mark.parametrize(
    ("module", "imported"),
    [
        ("bot.core.check", "bot.library.loader"),
        ("bot.core.check", "bot.errors"),
        ("bot.core.check", "time"),
        ("bot.core.check", "urllib.request"),
        ("bot.core.check", "yaml"),
        ("bot.storage.sqlite", "bot.service"),
        ("bot.storage.sqlite", "bot.library.loader"),
        ("bot.service", "bot.telegram.send"),
        ("bot.outbox.dispatcher", "bot.telegram.send"),
        ("bot.ingress.worker", "bot.telegram.send"),
        ("bot.ingress.worker", "telegram.ext"),
        ("bot.web.health", "bot.app"),
        ("bot.app", "bot.cli"),
        ("bot.app", "bot.commands.running"),
        ("bot.commands.running", "bot.cli"),
    ],
)
def test_a_breach_is_seen(module: str, imported: str) -> None:
    assert breaches(module, {imported})


def test_what_is_allowed_is_no_breach() -> None:
    assert breaches("bot.core.check", {"re", "datetime", "pydantic", "bot.core.content"}) == []
    assert breaches("bot.app", {"telegram.ext", "bot.telegram.send", "bot.storage.opening"}) == []
    assert breaches("bot.cli", {"bot.app", "bot.library.commands", "os"}) == []
