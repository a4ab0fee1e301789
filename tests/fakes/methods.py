"""The methods of the Bot API that the fake knows; each gets its checked parameters."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from tests.fakes import parameters as p
from tests.fakes.contents import (
    SAME,
    caption_content,
    file_content,
    keyboard_content,
    own_message,
    send,
    text_content,
)
from tests.fakes.refusal import Refusal, bad_request
from tests.fakes.world import QUERY_LIFE, World

Files = Mapping[str, bytes]
Method = Callable[[World, Any, Files], Awaitable[Any]]

WEBHOOK_ON = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete"
    " the webhook first"
)

# Telegram lets a bot delete messages of the last two days.
DELETABLE_SECONDS = 48 * 3600

# What Telegram says of an admin beside the name.
_ADMIN_RIGHTS = (
    "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats "
    "can_restrict_members can_promote_members can_change_info can_invite_users can_post_stories "
    "can_edit_stories can_delete_stories"
).split()
RIGHTS: dict[str, dict[str, bool]] = {
    "administrator": dict.fromkeys(_ADMIN_RIGHTS, False),
    "creator": {"is_anonymous": False},
}

# Seconds in which a client waits for what it typed.
INLINE_LIFE = 30.0

METHODS: dict[str, tuple[str, type[p.Params], Method]] = {}


def method(name: str, model: type[p.Params]) -> Callable[[Method], Method]:
    """Makes a function the method `name`."""

    def register(function: Method) -> Method:
        METHODS[name.lower()] = (name, model, function)
        return function

    return register


@method("getMe", p.Nothing)
async def get_me(world: World, given: p.Nothing, files: Files) -> Any:
    return {
        **world.me,
        "can_join_groups": True,
        "can_read_all_group_messages": world.reads_groups,
        "supports_inline_queries": True,
    }


@method("getUpdates", p.GetUpdates)
async def get_updates(world: World, given: p.GetUpdates, files: Files) -> Any:
    if world.webhook.url:
        raise Refusal(409, WEBHOOK_ON)
    world.updates.choose(given.allowed_updates)
    return await world.updates.poll(given.offset, given.limit, given.timeout)


@method("setWebhook", p.SetWebhook)
async def set_webhook(world: World, given: p.SetWebhook, files: Files) -> Any:
    if given.drop_pending_updates:
        world.updates.clear()
    world.updates.choose(given.allowed_updates)
    await world.webhook.set(given.url, given.secret_token or "", given.max_connections)
    return True


@method("deleteWebhook", p.DeleteWebhook)
async def delete_webhook(world: World, given: p.DeleteWebhook, files: Files) -> Any:
    if given.drop_pending_updates:
        world.updates.clear()
    await world.webhook.stop()
    return True


@method("getWebhookInfo", p.Nothing)
async def get_webhook_info(world: World, given: p.Nothing, files: Files) -> Any:
    info = {
        "url": world.webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.waiting),
    }
    error = world.webhook.last_error
    return {**info, "last_error_message": error} if error else info


@method("sendMessage", p.SendMessage)
async def send_message(world: World, given: p.SendMessage, files: Files) -> Any:
    return send(world, given, **text_content(given.text, given.parse_mode))


@method("sendPhoto", p.SendPhoto)
async def send_photo(world: World, given: p.SendPhoto, files: Files) -> Any:
    photo = world.add_file(file_content(world, given.photo, "photo", files), width=100, height=100)
    return send(world, given, photo=[photo], **caption_content(given))


@method("sendDocument", p.SendDocument)
async def send_document(world: World, given: p.SendDocument, files: Files) -> Any:
    document = world.add_file(file_content(world, given.document, "document", files))
    return send(world, given, document=document, **caption_content(given))


@method("sendMediaGroup", p.SendMediaGroup)
async def send_media_group(world: World, given: p.SendMediaGroup, files: Files) -> Any:
    album = str(world.number())
    sent = []
    for each in given.media:
        stored = world.add_file(file_content(world, each.media, "media", files), width=1, height=1)
        content = {each.type: [stored] if each.type == "photo" else stored}
        sent.append(send(world, given, media_group_id=album, **content, **caption_content(each)))
    return sent


@method("sendChatAction", p.SendChatAction)
async def send_chat_action(world: World, given: p.SendChatAction, files: Files) -> Any:
    world.open_chat(given.chat_id)
    return True


@method("editMessageText", p.EditMessageText)
async def edit_message_text(world: World, given: p.EditMessageText, files: Files) -> Any:
    message = own_message(world, given)
    content = {**text_content(given.text, given.parse_mode), **keyboard_content(given.reply_markup)}
    names = ("text", "entities", "reply_markup")
    if all(message.get(name) == content.get(name) for name in names):
        raise bad_request(SAME)
    for name in names:
        message.pop(name, None)
    message.update(content, edit_date=int(world.clock()))
    return message


@method("editMessageReplyMarkup", p.EditMessageReplyMarkup)
async def edit_reply_markup(world: World, given: p.EditMessageReplyMarkup, files: Files) -> Any:
    message, markup = own_message(world, given), keyboard_content(given.reply_markup)
    if message.get("reply_markup") == markup.get("reply_markup"):
        raise bad_request(SAME)
    message.pop("reply_markup", None)
    message.update(markup, edit_date=int(world.clock()))
    return message


@method("deleteMessage", p.OneMessage)
async def delete_message(world: World, given: p.OneMessage, files: Files) -> Any:
    chat_id = world.open_chat(given.chat_id)
    if not world.messages.pop((chat_id, given.message_id), None):
        raise bad_request("message to delete not found")
    return True


@method("deleteMessages", p.ManyMessages)
async def delete_messages(world: World, given: p.ManyMessages, files: Files) -> Any:
    chat_id = world.open_chat(given.chat_id)
    known = [each for each in given.message_ids if (chat_id, each) in world.messages]
    if any(
        world.clock() - world.messages[chat_id, each]["date"] > DELETABLE_SECONDS for each in known
    ):
        raise bad_request("message can't be deleted for everyone")
    for each in known:
        del world.messages[chat_id, each]
    return True


@method("copyMessage", p.CopyMessage)
async def copy_message(world: World, given: p.CopyMessage, files: Files) -> Any:
    origin = world.messages.get((world.open_chat(given.from_chat_id), given.message_id))
    if origin is None:
        raise bad_request("message to copy not found")
    about = {"message_id", "date", "chat", "from", "reply_markup", "reply_to_message"}
    content = {name: value for name, value in origin.items() if name not in about}
    return {"message_id": send(world, given, **content)["message_id"]}


@method("answerCallbackQuery", p.AnswerCallbackQuery)
async def answer_callback_query(world: World, given: p.AnswerCallbackQuery, files: Files) -> Any:
    asked = world.queries.pop(given.callback_query_id, None)
    if asked is None or world.clock() - asked > QUERY_LIFE:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    return True


@method("answerInlineQuery", p.AnswerInlineQuery)
async def answer_inline_query(world: World, given: p.AnswerInlineQuery, files: Files) -> Any:
    asked = world.queries.pop(given.inline_query_id, None)
    if asked is None or world.clock() - asked > INLINE_LIFE:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len({result.id for result in given.results}) < len(given.results):
        raise bad_request("RESULT_ID_DUPLICATE")
    for result in given.results:
        text_content(result.input_message_content.message_text, "HTML")
        keyboard_content(result.reply_markup)
    return True


@method("getFile", p.GetFile)
async def get_file(world: World, given: p.GetFile, files: Files) -> Any:
    if given.file_id not in world.files:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    return {
        "file_id": given.file_id,
        "file_unique_id": f"u{given.file_id}",
        "file_size": len(world.files[given.file_id]),
        "file_path": f"files/{given.file_id}",
    }


@method("getChat", p.OneChat)
async def get_chat(world: World, given: p.OneChat, files: Files) -> Any:
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")
    return {
        **world.chat(world.open_chat(given.chat_id)),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {**dict.fromkeys(gifts, True), "gifts_from_channels": True},
    }


@method("getChatMember", p.GetChatMember)
async def get_chat_member(world: World, given: p.GetChatMember, files: Files) -> Any:
    chat_id = world.open_chat(given.chat_id)
    status = world.members.get((chat_id, given.user_id), "member")
    user = world.me if given.user_id == world.me["id"] else world.user(given.user_id)
    return {"status": status, "user": user, **RIGHTS.get(status, {})}


@method("leaveChat", p.OneChat)
async def leave_chat(world: World, given: p.OneChat, files: Files) -> Any:
    chat_id = world.open_chat(given.chat_id)
    world.closed[chat_id] = "bot is not a member of the group chat"
    return True


@method("setMyCommands", p.SetMyCommands)
async def set_my_commands(world: World, given: p.SetMyCommands, files: Files) -> Any:
    world.profile[_place("commands", given)] = [each.model_dump() for each in given.commands]
    return True


@method("getMyCommands", p.ForWhom)
async def get_my_commands(world: World, given: p.ForWhom, files: Files) -> Any:
    return world.profile.get(_place("commands", given), [])


@method("deleteMyCommands", p.ForWhom)
async def delete_my_commands(world: World, given: p.ForWhom, files: Files) -> Any:
    world.profile.pop(_place("commands", given), None)
    return True


@method("setMyDescription", p.SetMyDescription)
async def set_my_description(world: World, given: p.SetMyDescription, files: Files) -> Any:
    world.profile["description"] = given.description
    return True


@method("getMyDescription", p.Language)
async def get_my_description(world: World, given: p.Language, files: Files) -> Any:
    return {"description": world.profile.get("description", "")}


@method("setMyShortDescription", p.SetMyShortDescription)
async def set_my_short_description(
    world: World, given: p.SetMyShortDescription, files: Files
) -> Any:
    world.profile["short_description"] = given.short_description
    return True


@method("getMyShortDescription", p.Language)
async def get_my_short_description(world: World, given: p.Language, files: Files) -> Any:
    return {"short_description": world.profile.get("short_description", "")}


def _place(name: str, given: p.ForWhom) -> str:
    scope = given.scope.model_dump_json() if given.scope else "default"
    return f"{name} {scope} {given.language_code}"
