"""The shape of content/quiz/: offers written for the quiz, and what there is to see in them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from bot.core.entries import Entry, Id

Answer = Literal["trap", "honest"]


class QuizOffer(Entry):
    """An offer that nobody made. `signs` are the rules that a trap shows, `states` what an honest
    one says (the `missing` ids of verdicts.yaml); 1 is easy to see through, 3 is hard.
    """

    answer: Answer
    difficulty: Annotated[int, Field(ge=1, le=3)]
    text: Annotated[str, StringConstraints(min_length=60, max_length=500)]
    signs: tuple[Id, ...] = Field(default=(), max_length=3)
    states: tuple[Id, ...] = Field(default=(), max_length=4)

    @model_validator(mode="after")
    def _explains_itself(self) -> QuizOffer:
        if self.answer == "trap" and not (self.signs and not self.states):
            raise ValueError("a trap needs `signs` and no `states`")
        if self.answer == "honest" and not (len(self.states) >= 2 and not self.signs):
            raise ValueError("an honest offer needs two or more `states` and no `signs`")
        return self
