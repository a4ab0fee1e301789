"""The quiz: what is asked, how it adapts, what an answer explains, what a forged button gets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.buttons import press_button
from bot.core.content import Content
from bot.core.engine import Engine
from bot.core.quiz import HARDEST, ROUND, Quiz, State, read_state
from bot.core.quizzes import QuizOffer
from bot.core.reply import Reply
from tests.core.replies import TODAY, words_of


def button(reply: Reply, key: str) -> str:
    """What a button of the reply does."""
    return next(each.action for row in reply.buttons for each in row if each.key == key)


def pressed(engine: Engine, action: str) -> Reply:
    """The answer to a button."""
    verb, _, argument = action.partition(":")
    reply = press_button(engine, verb, argument, TODAY)
    assert reply is not None
    return reply


def play(engine: Engine, seed: int, *, rightly: bool) -> tuple[list[QuizOffer], Reply]:
    """A whole round in which every answer is right, or every one wrong: the offers and the end."""
    reply = engine.quiz.start(seed)
    asked = []
    for number in range(1, ROUND + 1):
        state = read_state(button(reply, "button.trap").rpartition(":")[2])
        assert state is not None
        offer = engine.quiz.offer(state)
        asked.append(offer)
        trap = (offer.answer == "trap") == rightly
        reply = pressed(engine, button(reply, "button.trap" if trap else "button.honest"))
        assert reply.lines[0].key == ("quiz.right" if rightly else "quiz.wrong")
        label = "button.quiz_end" if number == ROUND else "button.quiz_next"
        reply = pressed(engine, button(reply, label))
    return asked, reply


@pytest.mark.parametrize("seed", range(5))
def test_who_answers_rightly_gets_harder_offers_and_none_twice(engine: Engine, seed: int) -> None:
    asked, end = play(engine, seed, rightly=True)

    assert [offer.difficulty for offer in asked] == [1, 1, 2, 2, 3, 3, 3, 3]
    assert len({offer.text for offer in asked}) == ROUND
    assert end.lines[0].values == {"score": ROUND, "count": ROUND}


@pytest.mark.parametrize("seed", range(5))
def test_who_errs_stays_with_easy_offers(engine: Engine, seed: int) -> None:
    asked, end = play(engine, seed, rightly=False)

    assert {offer.difficulty for offer in asked} == {1}
    assert len({offer.text for offer in asked}) == ROUND
    assert end.lines[0].values["score"] == 0


def test_a_wrong_answer_makes_the_next_offer_easier() -> None:
    assert State("0" * 6, 4, 4, HARDEST, 1).after(right=False) == State("0" * 6, 5, 4, 2, 0)


def test_an_answer_explains_every_sign_of_the_offer(engine: Engine) -> None:
    for seed in range(12):
        reply = engine.quiz.start(seed)
        action = button(reply, "button.trap")
        state = read_state(action.rpartition(":")[2])
        assert state is not None
        offer = engine.quiz.offer(state)

        said = words_of(engine, pressed(engine, action))

        for name in offer.signs:
            assert engine.content.rules[name].advice.finding in said
        for name in offer.states:
            assert engine.content.texts[f"missing.{name}"] in said
        assert ("SISKOP2MI" in said) == (offer.answer == "honest")


def test_the_end_leads_to_a_card_of_the_score_and_to_another_round(engine: Engine) -> None:
    _, end = play(engine, 3, rightly=True)

    card = pressed(engine, button(end, "button.card"))
    again = pressed(engine, button(end, "button.quiz_again"))

    assert card.poster is not None
    assert f"{ROUND} dari {ROUND}" in card.poster.headline
    assert again.lines[-1].values["text"] != engine.quiz.start(3).lines[-1].values["text"]


def test_the_same_seed_asks_the_same(engine: Engine) -> None:
    assert play(engine, 7, rightly=True)[0] == play(engine, 7, rightly=True)[0]


@given(st.text(st.sampled_from("0123456789abcdef.thnaqx:"), max_size=24))
def test_a_forged_button_gets_nothing_or_an_answer(engine: Engine, argument: str) -> None:
    reply = engine.quiz.press(argument)

    assert reply is None or reply.lines


@pytest.mark.parametrize(
    "argument",
    ["", "t", "t:000000.9.0.1.0", "t:000000.1.2.1.0", "t:000000.8.1.1.0", "n:000000.0.0.4.0",
     "n:000000.0.0.1.2", "x:000000.0.0.1.0", "t:00000g.0.0.1.0"],
)  # fmt: skip
def test_a_state_that_cannot_be_gets_nothing(engine: Engine, argument: str) -> None:
    assert engine.quiz.press(argument) is None


@given(st.lists(st.booleans(), max_size=ROUND))
def test_a_state_is_read_as_it_was_written(answers: list[bool]) -> None:
    state = State("0a1b2c")
    for right in answers:
        state = state.after(right=right)

        assert read_state(state.written()) == state
    assert state.score == sum(answers)


def test_without_enough_offers_there_is_no_quiz(engine: Engine) -> None:
    content: Content = engine.content.model_copy(update={"quiz": {}})
    quiz = Quiz(content)

    assert [line.key for line in quiz.start(1).lines] == ["quiz.none"]
    assert quiz.press("t:000000.0.0.1.0") is None
