"""The quiz "honest or a trap?": each button carries the whole state, so nothing is remembered.

A round asks ROUND offers. Who answers two in a row rightly gets harder ones, who errs easier ones.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core.content import Content
from bot.core.poster import score_action
from bot.core.quizzes import Answer, QuizOffer
from bot.core.reply import Button, Line, Reply, Value

ROUND = 8
EASIEST, HARDEST = 1, 3
_RIGHT_FOR_HARDER = 2
_STATE = re.compile(r"([0-9a-f]{6})\.(\d)\.(\d)\.([1-3])\.([0-2])")
_ANSWERS: dict[str, Answer] = {"t": "trap", "h": "honest"}


@dataclass(frozen=True, slots=True)
class State:
    """Where a round stands: its seed, how many are answered, how many rightly, how hard the next
    one is, and how many right answers in a row there are at that difficulty.
    """

    seed: str
    asked: int = 0
    score: int = 0
    difficulty: int = EASIEST
    row: int = 0

    def written(self) -> str:
        """As it stands in a button."""
        return f"{self.seed}.{self.asked}.{self.score}.{self.difficulty}.{self.row}"

    def after(self, *, right: bool) -> State:
        """What it is after one more answer."""
        asked = self.asked + 1
        if not right:
            easier = max(EASIEST, self.difficulty - 1)
            return replace(self, asked=asked, difficulty=easier, row=0)
        row = self.row + 1
        if row < _RIGHT_FOR_HARDER or self.difficulty == HARDEST:
            row = min(row, _RIGHT_FOR_HARDER - 1)
            return replace(self, asked=asked, score=self.score + 1, row=row)
        harder = self.difficulty + 1
        return replace(self, asked=asked, score=self.score + 1, difficulty=harder, row=0)


def read_state(text: str) -> State | None:
    """What `written` wrote; None for what cannot be."""
    found = _STATE.fullmatch(text)
    if found is None:
        return None
    asked, score, difficulty, row = map(int, found.groups()[1:])
    possible = score <= asked <= ROUND and row < _RIGHT_FOR_HARDER
    return State(found[1], asked, score, difficulty, row) if possible else None


class Quiz:
    """Asks and explains the offers of content/quiz/."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def start(self, seed: int) -> Reply:
        """A new round; the same seed asks the same offers."""
        state = State(hashlib.blake2s(str(seed).encode(), digest_size=3).hexdigest())
        if len(self._content.quiz) < ROUND:
            return Reply((Line("quiz.none"),), road="answer")
        return self._ask(state, (Line("quiz.hello", {"count": ROUND}),))

    def press(self, argument: str) -> Reply | None:
        """The answer to a button of a round; None for one that was forged or no longer fits."""
        kind, _, written = argument.partition(":")
        state = read_state(written)
        if state is None or len(self._content.quiz) < ROUND:
            return None
        if kind in _ANSWERS and state.asked < ROUND:
            return self._explain(state, _ANSWERS[kind])
        if kind == "n":
            return self._ask(state) if state.asked < ROUND else self._end(state)
        if kind == "a":
            return self.start(int(state.seed, 16) + state.score + 1)
        return None

    def offer(self, state: State) -> QuizOffer:
        """The offer that is asked next: of its difficulty, and not asked before in this round."""
        offers = self._content.quiz
        fitting = [name for name in offers if offers[name].difficulty == state.difficulty]
        ordered = sorted(fitting or offers, key=lambda name: _shuffled(state.seed, name))
        # Another number asks another offer, at whatever difficulty it is asked.
        return offers[ordered[state.asked % len(ordered)]]

    def _ask(self, state: State, first: Sequence[Line] = ()) -> Reply:
        offer = self.offer(state)
        values: dict[str, Value] = {"number": state.asked + 1, "count": ROUND, "text": offer.text}
        written = state.written()
        buttons = (
            Button("button.trap", f"quiz:t:{written}"),
            Button("button.honest", f"quiz:h:{written}"),
        )
        return Reply((*first, Line("quiz.offer", values)), (buttons,), road="answer")

    def _explain(self, state: State, given: Answer) -> Reply:
        offer = self.offer(state)
        right = offer.answer == given
        key = "quiz.right" if right else "quiz.wrong"
        lines = [
            Line(key),
            *(self._signs(offer) if offer.answer == "trap" else self._stated(offer)),
        ]
        after = state.after(right=right)
        last = after.asked == ROUND
        label = "button.quiz_end" if last else "button.quiz_next"
        return Reply(tuple(lines), ((Button(label, f"quiz:n:{after.written()}"),),), road="answer")

    def _signs(self, offer: QuizOffer) -> list[Line]:
        rules = self._content.rules
        found = [rules[name].advice.finding for name in offer.signs if name in rules]
        signs = [Line("quiz.sign", {"finding": finding}) for finding in found]
        return [Line("quiz.trap"), *signs]

    def _stated(self, offer: QuizOffer) -> list[Line]:
        texts = self._content.texts
        named = [texts[f"missing.{name}"] for name in offer.states]
        return [Line("quiz.honest", {"items": ", ".join(named)}), Line("quiz.still_check")]

    def _end(self, state: State) -> Reply:
        values = {"score": state.score, "count": ROUND}
        card = Button("button.card", score_action(state.score, ROUND))
        again = Button("button.quiz_again", f"quiz:a:{state.written()}")
        return Reply((Line("quiz.end", values),), ((again,), (card,)), road="answer")


def _shuffled(seed: str, name: str) -> bytes:
    return hashlib.blake2s(f"{seed} {name}".encode(), digest_size=8).digest()
