"""What ties offers to one recruiter: phone numbers, names, links, mail addresses, accounts.

Every tie is a text of one form for all ways of writing it ("phone:+6281…"), so that two offers
with the same tie have the same text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.contacts import WebLink, find_handles, find_links, find_phones, linked_phones
from bot.core.content import Content
from bot.core.reader import Reading

MOST_TIES = 60
# Many strangers publish under these; only the whole address tells who.
_PLATFORMS = frozenset(
    "facebook.com fb.com instagram.com tiktok.com youtube.com youtu.be twitter.com x.com "
    "threads.net linkedin.com google.com blogspot.com wordpress.com jobstreet.co.id jobstreet.com "
    "indeed.com glints.com kalibrr.com loker.id lokerindonesia.com olx.co.id kitalulus.com "
    "discord.gg discord.com wixsite.com weebly.com github.io vercel.app netlify.app".split()
)
_ACCOUNT = re.compile(
    r"\b(?:rek|rekening|norek|bca|bri|bni|bsi|mandiri|cimb|danamon|permata|btn|dana|ovo|gopay|"
    r"seabank|jago)\b[^\d\n]{0,25}(\d(?:[ .\-]?\d){7,17})(?!\d)"
)
_CHAT_NAME = re.compile(
    r"(?:t\.me|telegram\.me|line\.me/ti/p|signal\.me)/[@~+]*([a-z0-9_\-]{3,64})"
)
_SCHEME = re.compile(r"^(?:https?|hxxps?)://(?:www\.)?|^www\.")


def ties(reading: Reading) -> frozenset[str]:
    """The ties of an offer, at most MOST_TIES; masked numbers and offices' links are none."""
    facts, text = reading.facts, reading.text.folded.text
    found = [f"phone:{phone.e164}" for phone in facts.phones if phone.e164]
    found += [f"name:{handle.lstrip('@').lower()}" for handle in facts.handles]
    for link in facts.links:
        found += _of_link(text[link.start : link.end], link)
    found += _accounts(text, set(found))
    return frozenset(list(dict.fromkeys(found))[:MOST_TIES])


def public_ties(content: Content) -> frozenset[str]:
    """The ties of everybody whom content/ names as somebody to call: they tie nobody."""
    written = [
        str(value)
        for contact in content.contacts.values()
        for value in contact.model_dump(exclude_none=True).values()
        if isinstance(value, str)
    ]
    found: set[str] = set()
    for text in map(str.lower, written):
        links = find_links(text)
        phones = [*find_phones(text), *linked_phones(text, links)]
        found |= {f"phone:{phone.e164}" for phone in phones if phone.e164}
        found |= {f"name:{handle.lstrip('@')}" for handle in find_handles(text)}
        found |= {tie for link in links for tie in _of_link(text[link.start : link.end], link)}
    return frozenset(found)


def _of_link(written: str, link: WebLink) -> Iterator[str]:
    address = _SCHEME.sub("", written.lower().replace("[.]", ".")).rstrip("/.,;:!?)\"'”")
    if link.kind == "official":
        return
    if link.kind in {"mail", "free_mail"}:
        if "*" not in written:
            yield f"mail:{address}"
    elif link.kind == "chat":
        if name := _CHAT_NAME.search(address):
            yield f"name:{name[1]}"
        elif "/" in address and "phone=" not in address and not address.startswith("wa.me/"):
            yield f"link:{address.partition('?')[0]}"
    elif link.kind in {"short", "form"} or link.domain in _PLATFORMS:
        if "/" in address:
            yield f"link:{address.partition('?')[0]}"
    else:
        yield f"site:{link.domain}"


def _accounts(text: str, taken: set[str]) -> Iterator[str]:
    """Account numbers behind the name of a bank or wallet; a phone number is not taken twice."""
    phones = {tie.rpartition("+")[2].removeprefix("62") for tie in taken if tie[:6] == "phone:"}
    for match in _ACCOUNT.finditer(text):
        digits = re.sub(r"\D", "", match[1])
        if digits.lstrip("0").removeprefix("62") not in phones:
            yield f"account:{digits}"
