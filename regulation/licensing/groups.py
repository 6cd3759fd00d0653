"""Country Groups A to E (Supplement No. 1 to part 740 of 15 CFR): which groups a destination is in."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from regulation.controls.model import Entry, Kind
from regulation.licensing.model import Quote
from regulation.licensing.places import country, counts_as
from regulation.parts import PartTree, Table, tables

_COLUMN = re.compile(r"\[(?P<letter>[A-E]): ?(?P<number>\d)\]")
_LISTED = re.compile(r"Country Group (?P<letter>[A-E])\b(?!.*\[Reserved\])")
SUPPLEMENT = "Supplement No. 1 to part 740"


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups ("A:5", "B") by ISO 3166-1 alpha-2 code, each destination's name as printed, and the footnotes it has.

    Macau is not in D:5; rules name it beside. A territory that no table prints counts as its country (738.3(b)).
    A destination in no group has an empty set: it may be a country that the tables do not print. `moved` are the words
    of a rule by which a country is in a group, or not in it, against the table.
    """

    members: Mapping[str, frozenset[str]]
    names: Mapping[str, str]
    footnotes: Mapping[str, tuple[str, ...]]
    tree: PartTree
    remark: str
    moved: Mapping[tuple[str, str], Quote] = field(default_factory=dict)

    def of(self, destination: str) -> frozenset[str]:
        """Return the groups of a destination, with the letter of each ("D" for "D:5")."""
        own = self.members.get(counts_as(destination), frozenset())
        return own | {group[0] for group in own}

    def known(self, destination: str) -> bool:
        """Return whether any table prints the destination."""
        return counts_as(destination) in self.members

    def quote(self, destination: str, group: str) -> Quote:
        """Return the words by which a destination is in a group, or not in it."""
        if told := self.moved.get((counts_as(destination), group)):
            return told
        name = self.names.get(counts_as(destination), destination)
        within = "X" if group in self.of(destination) else "no mark"
        return Quote(SUPPLEMENT, f"{name}, Country Group {group}: {within}", self.tree.version, self.remark)


def groups(tree: PartTree, entry: Entry, remark: str) -> Groups:
    """Read the groups from their supplement; raises ValueError when none of its tables has the columns of a group."""
    members: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    footnotes: dict[str, tuple[str, ...]] = {}
    found = tables(entry, tree.law.source)
    for name, code, group, notes in (*_marked(found), *_listed(entry)):
        members.setdefault(code, set()).add(group)
        names.setdefault(code, name)
        footnotes[code] = tuple(dict.fromkeys((*footnotes.get(code, ()), *notes)))
    if not {"A:1", "B", "D:5", "E:1"} <= {group for held in members.values() for group in held}:
        raise ValueError(f"{entry.eccn} of {tree.version} does not hold the tables of Country Groups A, B, D and E")
    held = {code: frozenset(one) for code, one in members.items()}
    return Groups(held, names, footnotes, tree, remark)


def _marked(found: tuple[Table, ...]) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    for table in found:
        columns = [_COLUMN.search(head) for head in table.columns]
        for row in table.rows:
            if row.place in table.notes:
                continue
            name, noted = table.noted(row.cells[0])
            notes = tuple(place.text for _, place in noted)
            for match, cell in zip(columns, row.cells, strict=True):
                if match and cell == "X" and (code := country(name)):
                    yield name, code, f"{match['letter']}:{match['number']}", notes


def _listed(entry: Entry) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Yield the countries that stand below a caption as a plain list, as those of Country Group B."""
    letter = ""
    for place in entry.places:
        if place.kind is Kind.CAPTION:
            match = _LISTED.match(place.text)
            letter = match["letter"] if match else ""
        elif letter and place.kind is Kind.TEXT and (code := country(place.text)):
            yield place.text, code, letter, ()
