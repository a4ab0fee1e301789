"""The shapes of content/campaigns/: short pieces against the lures of one mode of recruitment.

A piece tells no person's story and names no person or company: what a lure says and what is true,
a myth and the fact, or what an honest offer looks like.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator, model_validator

from bot.core.entries import Entry, Id, Tag, Words

Form = Literal["lure", "myth", "honest"]
Headline = Annotated[str, StringConstraints(min_length=8, max_length=60)]
Point = Annotated[str, StringConstraints(min_length=10, max_length=130)]
Shared = Annotated[str, StringConstraints(min_length=40, max_length=420)]

# Markup, links and numbers to call: cards and messengers add the last two themselves.
_FOREIGN = re.compile(r"<[a-z/]|https?://|\+\d{7}|\b08\d{6}|@\w{4}", re.IGNORECASE)


class Variant(Entry):
    """The same in another language of Indonesia; not shown while it is a draft."""

    language: Literal["jv", "su"]
    draft: Words | None = None
    headline: Headline
    lines: tuple[Point, ...] = Field(min_length=2, max_length=3)
    do: Point
    share: Shared


class Piece(Entry):
    """One piece. `says` is what the lure or the myth says; `lines` are the answer to it, or the
    marks of an honest offer; `share` is what somebody passes on in their own chats; `contact` is
    whom to call where it is not the usual hotline.
    """

    id: Id
    form: Form
    status: Literal["draft", "published"] = "published"
    headline: Headline
    says: Point | None = None
    lines: tuple[Point, ...] = Field(min_length=2, max_length=3)
    do: Point
    share: Shared
    article: Id | None = None
    contact: Id | None = None
    references: tuple[Id, ...] = Field(min_length=1)
    variants: tuple[Variant, ...] = ()

    @field_validator("headline", "says", "do", "share")
    @classmethod
    def _plain(cls, value: str | None) -> str | None:
        return _checked(value)

    @field_validator("lines")
    @classmethod
    def _plain_lines(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for line in value:
            _checked(line)
        return value

    @model_validator(mode="after")
    def _answers_something(self) -> Piece:
        if (self.form == "honest") != (self.says is None):
            raise ValueError("give `says` for a lure or a myth, and none for an honest offer")
        return self


class Campaign(Entry):
    """One file of content/campaigns/: the pieces about one mode of recruitment.

    `mode` is a tag that rules carry; `title` is its name on a button.
    """

    id: Id
    mode: Tag
    title: Annotated[str, StringConstraints(min_length=4, max_length=40)]
    reviewed: dt.date
    reviewed_by: Words
    pieces: tuple[Piece, ...] = Field(min_length=1)


def _checked(value: str | None) -> str | None:
    if value is not None and (found := _FOREIGN.search(value)):
        raise ValueError(f"`{found[0]}`: write plain words without markup, links and numbers")
    return value
