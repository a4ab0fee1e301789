"""What Rambu saw in a message, for editors: words, facts, rules, kind of speech, verdict."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.engine import Engine
from bot.core.message import Message


def explain(engine: Engine, text: str) -> Iterator[str]:
    """Lines for a terminal; phrases that were found stand between » and «."""
    understanding = engine.understand(Message.of(text))
    reading, verdict, triage = understanding.reading, understanding.verdict, understanding.triage
    facts = reading.facts

    def quote(first: int, last: int) -> str:
        return repr(reading.text.quote(first, last)[0])

    yield "Words:    " + " ".join(token.word for token in reading.text.tokens)
    for money in facts.money:
        low, high = money.monthly
        amount = f"{money.low:g}-{money.high:g} {money.currency} per {money.period or '?'}"
        rupiah = f"about Rp{low:,.0f}-{high:,.0f} a month"
        yield f"Money:    {quote(money.first, money.last)}: {amount}, {money.use}, {rupiah}"
    for mention in facts.countries:
        yield f"Place:    {quote(mention.first, mention.last)}: {mention.code} ({mention.kind})"
    for role in facts.roles:
        yield f"Job:      {quote(role.first, role.last)}: {role.role} ({role.family})"
    for company in facts.companies:
        yield f"Company:  {company.form.upper()} {company.name}"
    yield "Facts:    " + ", ".join(sorted(facts.signals))
    yield f"Speech:   {verdict.judgement.speech}, weights " + ", ".join(
        f"{k} {v:g}" for k, v in verdict.judgement.weights.items()
    )
    yield "Cues:     " + ", ".join(verdict.judgement.cues)
    yield f"Road:     {triage.road}, distress {triage.distress}" + (
        f" ({', '.join(triage.cues)})" if triage.cues else ""
    )
    for finding in verdict.findings:
        marked = _marked(text, finding.start, finding.end)
        yield f"Rule:     {finding.rule} ({finding.level}): {marked}"
    why = {combination.id: combination.why for combination in engine.content.verdicts.combinations}
    for name in verdict.combinations:
        yield f"Because:  {name}: {why[name]}"
    yield f"Level:    {verdict.level}"
    if verdict.missing:
        yield "Missing:  " + ", ".join(verdict.missing)


def _marked(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - 30) : start], text[end : end + 30]
    return " ".join(f"{before}»{text[start:end]}«{after}".split())
