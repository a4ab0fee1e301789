"""Checks of content/campaigns/: modes that rules know, ids, articles, and words never used."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.campaigns import Campaign, Piece, Variant
from bot.core.content import Rule
from bot.core.quizzes import QuizOffer
from bot.errors import Problem
from bot.library.loader import Library
from bot.library.walk import Spot, found

# Nobody is judged, and no offer is called safe.
_NEVER = re.compile(r"\b(penipu|aman)\b", re.IGNORECASE)


def dead_modes(library: Library) -> Iterator[Problem]:
    """The mode of every campaign is the tag of a rule."""
    modes = {tag for _, rule in found(library, Rule) for tag in rule.tags}
    for spot, campaign in found(library, Campaign):
        if not campaign.mode.startswith("mode.") or campaign.mode not in modes:
            what = f"`{campaign.mode}` is the tag of no rule"
            yield spot.problem(what, "use a mode.* tag of content/rules/", "mode")


def repeated_pieces(library: Library) -> Iterator[Problem]:
    """No two pieces have the same id."""
    owners: dict[str, Spot] = {}
    for spot, piece in found(library, Piece):
        owner = owners.setdefault(piece.id, spot)
        if owner is not spot:
            yield spot.problem(f"`{piece.id}` also stands in {owner.file}", "choose another", "id")


def dead_piece_articles(library: Library) -> Iterator[Problem]:
    """The article that a piece leads to exists."""
    for spot, piece in found(library, Piece):
        if piece.article is not None and piece.article not in library.content.articles:
            what = f"the article `{piece.article}` does not exist"
            yield spot.problem(what, "correct its id", "article")


def dead_quiz_signs(library: Library) -> Iterator[Problem]:
    """What an offer of the quiz shows or states is a rule, or something an honest offer states."""
    content = library.content
    stated = {each.id for each in content.verdicts.missing if each.ask}
    for spot, offer in found(library, QuizOffer):
        for field, names, known in (
            ("signs", offer.signs, {*content.rules}),
            ("states", offer.states, stated),
        ):
            for name in names:
                if name not in known:
                    yield spot.problem(f"`{name}` does not exist", "correct its id", field)


def judging_words(library: Library) -> Iterator[Problem]:
    """No piece judges a person or calls an offer safe."""
    for spot, piece in found(library, Piece):
        for word in _NEVER.findall("\n".join((piece.says or "", *_words(piece)))):
            yield spot.problem(f"says `{word}`", "tell what is done, judge nobody")
    for spot, variant in found(library, Variant):
        for word in _NEVER.findall("\n".join(_words(variant))):
            yield spot.problem(f"says `{word}`", "tell what is done, judge nobody")


def _words(piece: Piece | Variant) -> tuple[str, ...]:
    return (piece.headline, *piece.lines, piece.do, piece.share)
