"""Faults of a converted history: those that are declared for a file, and words that vanish and come back unchanged."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import yaml

from regulation.alignment import key, words
from regulation.controls.model import ControlList, Entry
from regulation.history.model import Fault

_DECLARED = Path(__file__).with_name("faults.yaml")
GAP = "these words vanish and come back unchanged: taken as the converter's, not the law's"


def declared(sha256: str) -> Iterator[Fault]:
    """Yield the faults that are declared for the file of that content."""
    files = cast(dict[str, list[dict[str, Any]]], yaml.safe_load(_DECLARED.read_text(encoding="utf-8")))
    for row in files.get(sha256, ()):
        yield Fault(row["entry"], row.get("place", ""), row.get("since"), row.get("until"), row["says"])


def gaps(lists: Sequence[ControlList]) -> Iterator[Fault]:
    """Yield the words of an entry that some versions lack while versions before and after have the very same."""
    held: dict[str, list[tuple[int, Entry]]] = {}
    for index, controls in enumerate(lists):
        for entry in controls.entries:
            held.setdefault(entry.eccn, []).append((index, entry))
    days = [one.version for one in lists]
    for eccn, dated in sorted(held.items()):
        for said, place, since, until in sorted(_missing(dated)):
            yield Fault(eccn, place, days[since], days[until], GAP, said)


def _missing(dated: Sequence[tuple[int, Entry]]) -> Iterator[tuple[str, str, int, int]]:
    """Yield (words, a place they stood at, first and last index of the versions without them)."""
    known: dict[int, dict[str, str]] = {}
    last: dict[str, int] = {}
    for index, entry in dated:
        if id(entry) not in known:
            known[id(entry)] = {key(words(place)): place.place for place in entry.places if place.text}
        for said, place in known[id(entry)].items():
            if last.get(said, index) < index - 1:
                yield said, place, last[said] + 1, index - 1
            last[said] = index
