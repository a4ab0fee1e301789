"""What Rambu says about itself in a group: the welcome, and the menu of its admins."""

from __future__ import annotations

from bot.core.reply import Button, Line, Reply

# The verb of the menu's buttons: `atur:NAME` turns a setting, `atur:done` ends it.
VERB, DONE = "atur", "done"
NAMES = ("reads", "cries")


def welcome(name: str, *, sees_all: bool) -> Reply:
    """Who Rambu (`name` is its mention) is, what it reads here and what it keeps."""
    seen = Line("group.sees_all" if sees_all else "group.sees_asked")
    lines = (Line("group.welcome", {"name": name}), seen, Line("group.keeps"))
    return Reply(lines, ((Button("button.private", "privasi"),),), road="group")


def menu(*, reads: bool, cries: bool, sees_all: bool) -> Reply:
    """What is switched on, and a button for each to turn it."""
    lines = (
        Line("group.settings"),
        Line("group.reads_on" if reads else "group.reads_off"),
        Line("group.cries_on" if cries else "group.cries_off"),
        Line("group.sees_all" if sees_all else "group.blind"),
    )
    buttons = (
        (Button("button.reads_off" if reads else "button.reads_on", f"{VERB}:reads"),),
        (Button("button.cries_off" if cries else "button.cries_on", f"{VERB}:cries"),),
        (Button("button.settings_done", f"{VERB}:{DONE}"),),
    )
    return Reply(lines, buttons, road="menu")


def done() -> Reply:
    """The menu once it is closed."""
    return Reply((Line("group.settings_done"),), road="menu")


def only_admins() -> Reply:
    """For who is no admin."""
    return Reply((Line("group.only_admins"),), road="group")


def only_in_groups() -> Reply:
    """For who asks for the menu where there is no group."""
    return Reply((Line("group.only_in_groups"),), road="answer")


def elsewhere(name: str, command: str) -> Reply:
    """For a command that is better answered in private, and how to ask here."""
    button = Button("button.private", command)
    return Reply((Line("group.here", {"name": name}),), ((button,),), road="group")
