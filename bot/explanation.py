"""What Rambu saw in a message, for editors: words, facts, rules, the kind of speech, the verdict."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.engine import Engine
from bot.core.message import Message


def explain(engine: Engine, text: str) -> Iterator[str]:
    """Lines for a terminal; phrases that were found stand between » and «."""
    understanding = engine.understand(Message.of(text))
    reading, verdict, triage = understanding.reading, understanding.verdict, understanding.triage
    facts = reading.facts
    yield "Words:    " + " ".join(token.word for token in reading.text.tokens)
    for money in facts.money:
        low, high = money.monthly
        yield (
            f"Money:    {reading.text.quote(money.first, money.last)[0]!r}: {money.low:g}-{money.high:g} {money.currency} "
            f"per {money.period or '?'}, {money.use}, about Rp{low:,.0f}-{high:,.0f} a month"
        )
    for mention in facts.countries:
        yield f"Place:    {reading.text.quote(mention.first, mention.last)[0]!r}: {mention.code} ({mention.kind})"
    for role in facts.roles:
        yield f"Job:      {reading.text.quote(role.first, role.last)[0]!r}: {role.role} ({role.family})"
    for company in facts.companies:
        yield f"Company:  {company.form.upper()} {company.name}"
    yield "Facts:    " + ", ".join(sorted(facts.signals))
    yield f"Speech:   {verdict.judgement.speech}, weights " + ", ".join(f"{k} {v:g}" for k, v in verdict.judgement.weights.items())
    yield "Cues:     " + ", ".join(verdict.judgement.cues)
    yield f"Road:     {triage.road}, distress {triage.distress}" + (f" ({', '.join(triage.cues)})" if triage.cues else "")
    for finding in verdict.findings:
        yield f"Rule:     {finding.rule} ({finding.level}): {_marked(text, finding.start, finding.end)}"
    why = {combination.id: combination.why for combination in engine.content.verdicts.combinations}
    for name in verdict.combinations:
        yield f"Because:  {name}: {why[name]}"
    yield f"Level:    {verdict.level}"
    if verdict.missing:
        yield "Missing:  " + ", ".join(verdict.missing)


def _marked(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - 30) : start], text[end : end + 30]
    return " ".join(f"{before}»{text[start:end]}«{after}".split())
