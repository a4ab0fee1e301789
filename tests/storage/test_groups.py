"""What the admins of a group chose is kept, follows the group, and goes with Rambu."""

from __future__ import annotations

from bot.storage.store import Store


async def test_the_last_choice_counts_and_is_the_groups_own(store: Store) -> None:
    await store.choose("group", "reads", "on")
    await store.choose("group", "reads", "off")
    await store.choose("group", "cries", "on")

    assert await store.chosen("group") == {"reads": "off", "cries": "on"}
    assert await store.chosen("other") == {}


async def test_dropping_a_group_leaves_the_others(store: Store) -> None:
    await store.choose("group", "reads", "on")
    await store.choose("other", "reads", "on")

    assert await store.drop_group("group") == 1
    assert await store.chosen("group") == {}
    assert await store.chosen("other") == {"reads": "on"}


async def test_the_choices_go_along_to_a_supergroup(store: Store) -> None:
    await store.choose("old", "reads", "on")

    await store.move_owner("old", "new")

    assert await store.chosen("new") == {"reads": "on"}
    assert await store.chosen("old") == {}
