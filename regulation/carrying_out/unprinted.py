"""Text in force that stays and is not printed: what "* * *" in a revised paragraph stands for.

Asterisks alone stand for everything between what is printed before and after them; after a paragraph's label, for its
own words and for what is below it; after its heading or first words, for the rest of them (Document Drafting Handbook
of the Office of the Federal Register, chapter 2).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from regulation.alignment import key
from regulation.carrying_out.outcome import Finding, RefusalError
from regulation.carrying_out.text import Address, Text, Unit, position

STARS = "* * *"
GAP = "unprinted"  # the name of a unit that stands for unprinted ones
_TRAILING = re.compile(r"(?:\s*\*){3,}\s*$")
_INSIDE = re.compile(r"(?:\*\s*){3,}\S")


def leaves_out(new: Sequence[Unit]) -> bool:
    """Tell whether new text stands for text that it does not print."""
    return any(STARS in one.words or one.name.startswith(GAP) for one in new)


def restored(text: Text, here: Sequence[int], new: Sequence[Unit]) -> list[Unit]:
    """Return the new units with those in force that their asterisks stand for; `here` are the units replaced.

    Raises RefusalError where asterisks stand inside a sentence, or for words that are not in force.
    """
    return list(_Merge(text, here).run(new))


class _Merge:
    """Goes through the new text and the text in force side by side; `at` is the next unit of the latter."""

    def __init__(self, text: Text, here: Sequence[int]) -> None:
        self._text, self._here = text, tuple(here)
        self._old = [text.units[index] for index in here]
        self._at = 0

    def run(self, new: Sequence[Unit]) -> Iterator[Unit]:
        gap = False
        for index, one in enumerate(new):
            if one.name.startswith(GAP):
                gap = True
                continue
            start = self._place(one)
            if gap:
                yield from self._old[self._at : start]
            own = self._own(one)
            yield self._completed(one, own)
            self._at = max(start, self._at) + (own is not None)
            gap = False
            if STARS in one.words and not _is_below(new[index + 1 : index + 2], one.address):
                yield from self._below(one.address)
        if gap:
            yield from self._old[self._at :]

    def _own(self, one: Unit) -> Unit | None:
        return next((old for old in self._old if (old.address, old.name) == (one.address, one.name)), None)

    def _place(self, one: Unit) -> int:
        """Return where a unit stands among those in force, or would stand."""
        for index, old in enumerate(self._old):
            if (old.address, old.name) == (one.address, one.name):
                return index
        if one.name:
            return self._at
        reached = position(self._text, one.address)
        return sum(index < reached for index in self._here)

    def _below(self, address: Address) -> Iterator[Unit]:
        size = len(address)
        while self._at < len(self._old) and self._old[self._at].address[:size] == address:
            yield self._old[self._at]
            self._at += 1

    def _completed(self, one: Unit, old: Unit | None) -> Unit:
        if STARS not in one.words:
            return one
        if old is None:
            raise RefusalError(Finding.ABSENT, f"“* * *” stands for {one.place}, which does not exist in {self._text}")
        return completed(one, old)


def completed(one: Unit, old: Unit) -> Unit:
    """Return a unit with the words in force that follow those printed: "Updates. * * *"."""
    if _INSIDE.search(one.words):
        raise RefusalError(Finding.NOT_MODELLED, f"{one.place}: asterisks stand inside the new words")
    printed = _TRAILING.sub("", one.words).strip()
    if key(old.words).casefold().startswith(key(printed).casefold()):
        return replace(old, label=one.label or old.label)
    if old.heading and old.words.startswith(old.heading):  # the heading is new, the words after it stay
        rest = old.words[len(old.heading) :].lstrip(" .—")
        return replace(old, words=f"{printed} {rest}".strip(), heading=printed, label=one.label or old.label)
    raise RefusalError(Finding.NOT_MODELLED, f"{one.place}: which of the words in force “* * *” stands for is not told")


def _is_below(following: Sequence[Unit], address: Address) -> bool:
    return any(one.name.startswith(GAP) or one.address[: len(address)] == address for one in following)
