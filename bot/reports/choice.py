"""What a person ticked on the page of a report, as the few letters that a button can carry."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Choice:
    """`text`: the words are shared; `contacts`: so are phones, names and links in them; `tell`: the
    person hears what becomes of it.
    """

    text: bool = True
    contacts: bool = True
    tell: bool = True

    @classmethod
    def read(cls, letters: str) -> Choice:
        """What `letters` say; nothing said is everything ticked."""
        if not letters:
            return cls()
        return cls("t" in letters, "c" in letters, "k" in letters)

    @property
    def letters(self) -> str:
        """The choice as a button carries it."""
        ticked = (("t", self.text), ("c", self.contacts), ("k", self.tell))
        return "".join(letter for letter, on in ticked if on) or "-"

    def toggled(self, name: str) -> Choice:
        """The choice with one tick changed."""
        return replace(self, **{name: not getattr(self, name)})
