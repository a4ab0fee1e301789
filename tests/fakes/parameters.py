"""What each method of the Bot API takes: a name or a type that is not here is refused.

Only what Rambu calls, or may call, is listed; the fake knows no other method.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from tests.fakes.refusal import Refusal, bad_request

Strings = Annotated[list[str], Field(max_length=100)]
ChatId = int | Annotated[str, Field(pattern=r"^@[A-Za-z][A-Za-z0-9_]{4,31}$")]
# Parameters whose value is a text as it stands; in a form all others are JSON.
TEXTS = frozenset(
    {
        "text",
        "parse_mode",
        "caption",
        "photo",
        "document",
        "action",
        "callback_query_id",
        "inline_query_id",
        "url",
        "secret_token",
        "language_code",
        "description",
        "short_description",
        "file_id",
    }
)


class Strict(BaseModel):
    """No unknown names, no conversions."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Params(Strict):
    """The parameters of a call; values that came in a form are strings of JSON."""

    @model_validator(mode="before")
    @classmethod
    def read_form(cls, values: Any) -> Any:
        """Turns the strings of a form into what they stand for, where no text is expected."""
        if not isinstance(values, Mapping):
            return values
        return {name: value if name in TEXTS else _decoded(value) for name, value in values.items()}


class Button(Strict):
    """InlineKeyboardButton."""

    text: Annotated[str, Field(min_length=1)]
    url: str | None = None
    callback_data: str | None = None
    switch_inline_query: str | None = None
    switch_inline_query_current_chat: str | None = None
    copy_text: dict[str, str] | None = None


class InlineKeyboard(Strict):
    """InlineKeyboardMarkup."""

    inline_keyboard: list[list[Button]]


class KeyboardButton(Strict):
    """KeyboardButton."""

    text: Annotated[str, Field(min_length=1)]


class ReplyKeyboard(Strict):
    """ReplyKeyboardMarkup."""

    keyboard: list[list[KeyboardButton]]
    is_persistent: bool = False
    resize_keyboard: bool = False
    one_time_keyboard: bool = False
    input_field_placeholder: str | None = None
    selective: bool = False


class KeyboardRemove(Strict):
    """ReplyKeyboardRemove."""

    remove_keyboard: Literal[True]
    selective: bool = False


class LinkPreview(Strict):
    """LinkPreviewOptions."""

    is_disabled: bool = False
    url: str | None = None


class ReplyTo(Strict):
    """ReplyParameters."""

    message_id: int
    allow_sending_without_reply: bool = False
    quote: str | None = None


class Command(Strict):
    """BotCommand."""

    command: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,32}$")]
    description: Annotated[str, Field(min_length=1, max_length=256)]


class Scope(Strict):
    """BotCommandScope."""

    type: str
    chat_id: ChatId | None = None
    user_id: int | None = None


class Media(Strict):
    """InputMediaPhoto and its like."""

    type: Literal["photo", "document"]
    media: str
    caption: str | None = None
    parse_mode: Literal["HTML"] | None = None


Markup = InlineKeyboard | ReplyKeyboard | KeyboardRemove


class Nothing(Params):
    """Methods without parameters."""


class Sending(Params):
    """What all methods that send have."""

    chat_id: ChatId
    message_thread_id: int | None = None
    disable_notification: bool = False
    protect_content: bool = False
    reply_parameters: ReplyTo | None = None
    reply_markup: Markup | None = None


class SendMessage(Sending):
    text: str
    parse_mode: Literal["HTML"] | None = None
    link_preview_options: LinkPreview | None = None


class Captioned(Sending):
    caption: str | None = None
    parse_mode: Literal["HTML"] | None = None


class SendPhoto(Captioned):
    photo: str


class SendDocument(Captioned):
    document: str


class SendMediaGroup(Params):
    chat_id: ChatId
    message_thread_id: int | None = None
    disable_notification: bool = False
    protect_content: bool = False
    reply_parameters: ReplyTo | None = None
    media: Annotated[list[Media], Field(min_length=2, max_length=10)]


class SendChatAction(Params):
    chat_id: ChatId
    message_thread_id: int | None = None
    action: Literal["typing", "upload_photo", "upload_document"]


class OneMessage(Params):
    chat_id: ChatId
    message_id: int


class ManyMessages(Params):
    chat_id: ChatId
    message_ids: Annotated[list[int], Field(min_length=1, max_length=100)]


class CopyMessage(Sending):
    from_chat_id: ChatId
    message_id: int


class EditMessageText(OneMessage):
    text: str
    parse_mode: Literal["HTML"] | None = None
    link_preview_options: LinkPreview | None = None
    reply_markup: InlineKeyboard | None = None


class EditMessageReplyMarkup(OneMessage):
    reply_markup: InlineKeyboard | None = None


class AnswerCallbackQuery(Params):
    callback_query_id: str
    text: Annotated[str, Field(max_length=200)] | None = None
    show_alert: bool = False
    url: str | None = None
    cache_time: int = 0


class InputText(Strict):
    """InputTextMessageContent."""

    message_text: Annotated[str, Field(min_length=1, max_length=4096)]
    parse_mode: Literal["HTML"] | None = None
    link_preview_options: LinkPreview | None = None


class InlineArticle(Strict):
    """InlineQueryResultArticle."""

    type: Literal["article"]
    id: Annotated[str, Field(min_length=1, max_length=64)]
    title: Annotated[str, Field(min_length=1)]
    input_message_content: InputText
    reply_markup: InlineKeyboard | None = None
    description: str | None = None


class InlineButton(Strict):
    """InlineQueryResultsButton that opens the private chat."""

    text: Annotated[str, Field(min_length=1)]
    start_parameter: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


class AnswerInlineQuery(Params):
    inline_query_id: str
    results: Annotated[list[InlineArticle], Field(max_length=50)]
    cache_time: Annotated[int, Field(ge=0)] = 300
    is_personal: bool = False
    next_offset: str | None = None
    button: InlineButton | None = None


class GetUpdates(Params):
    offset: int | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 100
    timeout: Annotated[int, Field(ge=0)] = 0
    allowed_updates: Strings | None = None


class SetWebhook(Params):
    url: str
    secret_token: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,256}$")] | None = None
    max_connections: Annotated[int, Field(ge=1, le=100)] = 40
    allowed_updates: Strings | None = None
    drop_pending_updates: bool = False


class DeleteWebhook(Params):
    drop_pending_updates: bool = False


class ForWhom(Params):
    scope: Scope | None = None
    language_code: str = ""


class SetMyCommands(ForWhom):
    commands: Annotated[list[Command], Field(max_length=100)]


class Language(Params):
    language_code: str = ""


class SetMyDescription(Language):
    description: Annotated[str, Field(max_length=512)] = ""


class SetMyShortDescription(Language):
    short_description: Annotated[str, Field(max_length=120)] = ""


class OneChat(Params):
    chat_id: ChatId


class GetChatMember(OneChat):
    user_id: int


class GetFile(Params):
    file_id: str


def read(model: type[Params], values: Mapping[str, Any]) -> Any:
    """The call's parameters. Raises Refusal, naming the first that is wrong."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise _refusal(error) from None


def _refusal(error: ValidationError) -> Refusal:
    first = error.errors()[0]
    return bad_request(f"parameter {'.'.join(map(str, first['loc']))}: {first['msg']}")


def _decoded(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
