"""Paragraphs that keep their number and take another meaning: what was classified there may belong elsewhere.

Three criteria, none of them about a code: the words under a number have less than half in common with those before;
two neighbours that state one quantity meet at another bound than before, so that what lies between changes its number;
the number stood for words that have moved on to another number.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import permutations

from regulation.alignment import SIMILAR, Pair, key, similarity, words
from regulation.change_classes import numbers
from regulation.controls.designations import parent_of
from regulation.controls.model import Kind, Place
from regulation.redline import plain

OTHER_WORDS = "same number, other words: less than half are those of before"
_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*")
_CODE = re.compile(r"\d[A-E]\d{3}[\w.]*|\b[a-z](?:\.\w{1,2})+")


def other_meanings(pairs: Iterable[Pair]) -> dict[str, str]:
    """Return, by the id path of the place at the newer date, why its number means something else than before.

    `pairs` are those of one entry. A paragraph that is new under a new number, or goes away, is not among them.
    """
    tree = [pair for pair in pairs if any(place and place.kind is Kind.PARAGRAPH for place in pair)]
    stayed = [(old, new) for old, new in tree if old and new and old.place == new.place and _said(old, new)]
    found = dict(_taken_over(tree))
    olds, news = (_by_paragraph([place for pair in tree if (place := pair[side])]) for side in (0, 1))
    texts = {new.id_path: ("\n".join(olds[old.designation]), "\n".join(news[new.designation])) for old, new in stayed}
    changed = [(old, new) for old, new in stayed if len({key(text) for text in texts[new.id_path]}) > 1]
    for old, new in changed:
        if _own(old) != _own(new) and not similarity(*texts[new.id_path]) >= SIMILAR:
            found[new.id_path] = OTHER_WORDS
    for (_, one), (_, other) in permutations(changed, 2):
        if parent_of(one.designation) == parent_of(other.designation) and one.id_path not in found:
            bound = _moved_bound(texts[one.id_path], texts[other.id_path])
            if bound:
                found[one.id_path] = f"same number; {bound} with {other.designation}, so items change between them"
    return found


def _said(old: Place, new: Place) -> bool:
    return not (old.implicit or new.implicit or old.reserved or new.reserved)


def _own(place: Place) -> str:
    return key(words(place))


def _by_paragraph(places: Iterable[Place]) -> dict[str, list[str]]:
    """Return by designation the words of a paragraph and of all below it."""
    found: dict[str, list[str]] = defaultdict(list)
    for place in places:
        designation = place.designation if place.text else ""
        while designation:
            found[designation].append(words(place))
            designation = parent_of(designation)
    return found


def _taken_over(tree: Sequence[Pair]) -> Iterator[tuple[str, str]]:
    """Yield the numbers that other words have taken over because those of before have moved on."""
    moved = {old.place: new for old, new in tree if old and new and old.text and old.place != new.place}
    for old, new in tree:
        if new and new.text and not new.reserved and new.place in moved and (old is None or old.place != new.place):
            yield new.id_path, f"the number stood for what is now {moved[new.place].designation}"


def _moved_bound(one: tuple[str, str], other: tuple[str, str]) -> str:
    """Return in words how the number at which two texts meet has moved, or ""; each is (before, after)."""
    before, after = (_numbers(one[side]) & _numbers(other[side]) for side in (0, 1))
    if not after - before or before & after or similarity(_wordy(one[1]), _wordy(other[1])) < SIMILAR:
        return ""
    met = f" instead of {', '.join(sorted(before))}" if before else ""
    return f"it now meets at {', '.join(sorted(after))}{met}"


@lru_cache(maxsize=256)  # each paragraph meets all its neighbours
def _numbers(text: str) -> frozenset[str]:
    return frozenset(numbers(text))


def _wordy(text: str) -> str:
    return _NUMBER.sub(" ", _CODE.sub(" ", plain(text)))
