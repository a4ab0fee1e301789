"""docs/rules.md: all rules as people read them, made from content/ (`content rules`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import PurePosixPath

from bot.core.content import Content, Rule
from bot.library.loader import Library

FAMILIES = {
    "contact": "Recruiter and contact",
    "control": "Control and isolation",
    "modes": "Modes of trafficking",
    "money": "Money and debt",
    "papers": "Papers and age",
    "route": "Route and visa",
    "work": "Job and pay",
}
HEAD = """\
# The rules

What Rambu looks for in an offer. This page is made from `content/rules/` by
`python bot.py content rules --write`; change the content, not the page. How rules are written
stands in [rules-language.md](rules-language.md), how well they do in
[evaluation.md](evaluation.md).

A rule finds a sign, and a sign alone decides nothing: `content/verdicts.yaml` says which signs
together make an offer "caution" or "danger". *Experimental* rules are found and counted, and never
shown.
"""
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")


def write_catalogue(library: Library) -> Iterator[str]:
    """The lines of the page."""
    content = library.content
    live = [rule for rule in content.rules.values() if rule.status != "deprecated"]
    ordered = sorted(live, key=lambda rule: (_family(library, rule), rule.id))
    groups = [
        (key, list(all_of)) for key, all_of in groupby(ordered, lambda r: _family(library, r))
    ]
    yield from HEAD.splitlines()
    yield ""
    yield f"{len(live)} rules:"
    yield ""
    for family, rules in groups:
        name = FAMILIES.get(family, family)
        yield f"- [{name}](#{_anchor(name)}): {', '.join(_link(rule) for rule in rules)}"
    for family, rules in groups:
        yield ""
        yield f"## {FAMILIES.get(family, family)}"
        for rule in rules:
            yield ""
            yield from _entry(content, rule)
    yield from _retired([rule for rule in content.rules.values() if rule.status == "deprecated"])


def _family(library: Library, rule: Rule) -> str:
    return PurePosixPath(library.file("rules", rule.id)).parent.name


def _entry(content: Content, rule: Rule) -> Iterator[str]:
    yield f"### {rule.id}"
    yield ""
    state = "" if rule.status == "stable" else f" · *{rule.status}*"
    yield f"**{_plain(rule.title)}** · {rule.level}{state}"
    yield ""
    yield f"- Sees: {_plain(rule.description.removeprefix('Detects '))}"
    for tag in rule.tags:
        if tag.startswith("sign."):
            sign = tag.removeprefix("sign.")
            yield f"- Why: {_plain(content.verdicts.signs[sign])} (`{tag}`)"
    others = [f"`{tag}`" for tag in rule.tags if not tag.startswith("sign.")]
    if others:
        yield f"- Marks: {', '.join(others)}"
    yield f"- Says: {_plain(rule.advice.finding)} {_plain(rule.advice.do)}"
    for name in rule.law:
        law = content.laws[name]
        yield f"- Law: {_plain(law.cite)}: {_plain(law.says)}"
    yield f"- Sources: {'; '.join(_source(content, name) for name in rule.references)}"
    yield f"- Mistaken for it: {' '.join(map(_plain, rule.falsepositives))}"
    yield f"- Fires on: {_quotes(rule.examples.match)}"
    yield f"- Stays quiet on: {_quotes(rule.examples.no_match)}"


def _retired(rules: Sequence[Rule]) -> Iterator[str]:
    """Where the rules went that are no longer used."""
    if not rules:
        return
    yield ""
    yield "## No longer used"
    yield ""
    for rule in sorted(rules, key=lambda rule: rule.id):
        went = ", ".join(f"{each.type}: [{each.id}](#{each.id})" for each in rule.related)
        yield f"- {rule.id}{f' ({went})' if went else ''}"


def _source(content: Content, name: str) -> str:
    source = content.sources[name]
    title = _plain(source.title)
    address = source.url and source.url.replace("(", "%28").replace(")", "%29")
    shown = f"[{title}]({address})" if address else title
    publisher = "" if source.publisher in source.title else f"{_plain(source.publisher)}, "
    return f"{shown} ({publisher}read {source.checked})"


def _quotes(texts: Sequence[str]) -> str:
    return " · ".join(f"“{_plain(text)}”" for text in texts)


def _link(rule: Rule) -> str:
    return f"[{rule.id}](#{rule.id})"


def _anchor(heading: str) -> str:
    return heading.lower().replace(" ", "-")


def _plain(text: str) -> str:
    """The text on one line, with nothing in it that Markdown would take for markup."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
