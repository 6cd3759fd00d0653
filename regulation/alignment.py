"""Pairs the places of an entry at one date with those at another.

Paragraphs are paired by number and words, licence rows and notes by words alone: a row has no number of its own.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from regulation.controls.model import Entry, Kind, Place
from regulation.redline import plain, tokens

Pair = tuple[Place | None, Place | None]

SIMILAR = 0.5  # share of common words from which a row or a note is the same one, reworded
MOVED = 0.85  # share from which a paragraph under another number is the same one
_ROWS = (Kind.LICENCE_ROW, Kind.TABLE_ROW)
_GENERIC = re.compile(r"(?:\[Reserved|Not used|(?:Having |Meeting )?(?:any|all|either|both) of the following)", re.I)
_CONNECTOR = re.compile(r"[;,.]?(?:and|or)$")


@lru_cache(maxsize=2**16)  # the same words stand in dozens of dated texts
def key(text: str) -> str:
    """Return the form in which two texts are compared: no white space, one style of quotes and dashes."""
    return plain(text).replace(" ", "")


def words(place: Place) -> str:
    """Return the words of a place without its number."""
    return place.text[len(place.label) :].strip()


def align(old: Sequence[Place], new: Sequence[Place]) -> list[Pair]:
    """Return every place of both sides once, paired where they are the same place; old order, then what is added."""
    if old is new:  # an entry of converted texts that none of them changed
        return [(place, place) for place in old]
    if [(one.place, one.text) for one in old] == [(one.place, one.text) for one in new]:
        return list(zip(old, new, strict=True))
    pairs: list[Pair] = []
    for kinds in _groups(old, new):
        pairs.extend(_Pairing([p for p in old if p.kind in kinds], [p for p in new if p.kind in kinds], kinds).run())
    order = {place.id_path: index for index, place in enumerate(new)}
    return sorted(pairs, key=lambda pair: _position(pair, order))


def align_entries(old: Iterable[Entry], new: Iterable[Entry]) -> list[tuple[Entry | None, Entry | None]]:
    """Return every entry of both sides once, paired by its code, sorted."""
    before, after = {one.eccn: one for one in old}, {one.eccn: one for one in new}
    return [(before.get(eccn), after.get(eccn)) for eccn in sorted({*before, *after})]


def similarity(before: str, after: str) -> float:
    """Return the share of words two texts have in common, in their order, from 0 to 1."""
    matcher = SequenceMatcher(None, _folded(before), _folded(after), autojunk=False)
    if matcher.real_quick_ratio() < SIMILAR or matcher.quick_ratio() < SIMILAR:
        return 0.0
    return matcher.ratio()


def _row_similarity(before: Place, after: Place) -> float:
    """Return the share of the shorter row that stands in the longer: a row keeps its words when others are added."""
    old, new = _folded(before.text), _folded(after.text)
    if not old or not new or old[0] != new[0]:
        return 0.0  # another reason for control
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / min(len(old), len(new))


@lru_cache(maxsize=2**13)  # each text of an entry is held against many others
def _folded(text: str) -> tuple[str, ...]:
    return tuple(one.casefold() for one in tokens(plain(text)) if not one.isspace())


def _groups(old: Sequence[Place], new: Sequence[Place]) -> list[tuple[Kind, ...]]:
    tree = (Kind.HEADING, Kind.PARAGRAPH, Kind.RESERVED)
    others = sorted({place.kind for place in (*old, *new)} - set(tree))
    return [tree, *((kind,) for kind in others)]


def _position(pair: Pair, order: dict[str, int]) -> tuple[int, int, str]:
    before, after = pair
    if after is not None:
        return order[after.id_path], 0, after.place
    return before.start if before else 0, 1, before.place if before else ""


class _Pairing:
    """Pairs the places of one kind, in passes from the surest to the loosest."""

    def __init__(self, old: list[Place], new: list[Place], kinds: tuple[Kind, ...]) -> None:
        self.old, self.new, self.kinds = old, new, kinds
        self.pairs: list[Pair] = []
        self._counts: tuple[Counter[str], ...] | None = None

    def run(self) -> list[Pair]:
        if Kind.PARAGRAPH in self.kinds:
            self._equal(lambda place: (place.place, key(words(place))))
            self._equal(self._telling)
            self._renumbered()
            self._equal(lambda place: place.place)
        else:
            self._equal(lambda place: (key(place.text), place.cells))
            self._equal(lambda place: key(place.text))
            self._equal(_second_key)
            if self.kinds[0] in (*_ROWS, Kind.NOTE, Kind.TEXT, Kind.CAPTION):
                self._similar()
                self._equal(lambda place: None if place.kind in _ROWS else (place.designation, _head(place)))
            else:
                self._equal(lambda place: place.place)
        return [*self.pairs, *((one, None) for one in self.old), *((None, one) for one in self.new)]

    def _equal(self, identity: Callable[[Place], object]) -> None:
        """Pair places of equal identity, in order; None pairs with nothing."""
        waiting: dict[object, list[Place]] = {}
        for place in self.new:
            waiting.setdefault(identity(place), []).append(place)
        for place in list(self.old):
            same = waiting.get(identity(place)) if identity(place) is not None else None
            if same:
                self._pair(place, same.pop(0))

    def _telling(self, place: Place) -> str | None:
        """Return words that tell the paragraph wherever it stands; a short text only where it stands once."""
        said = key(words(place))
        if not _is_generic(place):
            return said
        return said if said and not _GENERIC.search(words(place)) and self._once(said) else None

    def _once(self, said: str) -> bool:
        if self._counts is None:
            self._counts = tuple(Counter(key(words(one)) for one in side) for side in (self.old, self.new))
        return all(side[said] == 1 for side in self._counts)

    def _similar(self) -> None:
        scored = [
            (self._score(before, after), -i, -j, before, after)
            for i, before in enumerate(self.old)
            for j, after in enumerate(self.new)
        ]
        for score, _, _, before, after in sorted(scored, key=lambda one: one[:3], reverse=True):
            if score >= SIMILAR and before in self.old and after in self.new:
                self._pair(before, after)

    def _score(self, before: Place, after: Place) -> float:
        rows = self.kinds[0] in _ROWS
        return _row_similarity(before, after) if rows else similarity(before.text, after.text)

    def _renumbered(self) -> None:
        """Pair a reworded paragraph under a new number, unless its old number goes on with like words."""
        own = {place.place: place for place in self.new}
        for before in list(self.old):
            if _is_generic(before) or before.implicit:
                continue
            stays = similarity(words(before), words(own[before.place])) if before.place in own else 0.0
            scored = [
                (similarity(words(before), words(after)), after) for after in self.new if after.place != before.place
            ]
            score, best = max(scored, key=lambda one: one[0], default=(0.0, None))
            if best is not None and score >= MOVED and stays < SIMILAR:
                self._pair(before, best)

    def _pair(self, before: Place, after: Place) -> None:
        self.old.remove(before)
        self.new.remove(after)
        self.pairs.append((before, after))


def _is_generic(place: Place) -> bool:
    text = words(place)
    return not text or _GENERIC.search(text) is not None or len(text.split()) < 3


def _second_key(place: Place) -> object:
    """Return what keeps a reworded row or renumbered note the same: the row's control, the note's body."""
    if place.kind in _ROWS:
        return key(place.cells[0]) if len(place.cells) > 1 and place.cells[0] else None
    if place.kind is Kind.NOTE:
        return key(place.text.partition("\n")[2]) or None
    if place.kind in (Kind.CAPTION, Kind.TEXT):
        return place.place if place.entry else None
    return None


def _head(place: Place) -> str:
    return key(place.text.partition("\n")[0]) if place.kind is Kind.NOTE else place.place
