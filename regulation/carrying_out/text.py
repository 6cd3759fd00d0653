"""A text of law as an ordered list of addressed words: the same form for parts of the code and for control lists."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from regulation.amendments.labels import LEVELS, Style, rank
from regulation.controls.model import Kind

Address = tuple[str, ...]  # ("742.6", "a", "13"), ("Supplement No. 1 to part 774", "3A090", "a", "1")

ENTRY = re.compile(r"\d[A-E]\d{3}")
_SECTION = re.compile(r"\d{1,4}[a-z]?\.\d\S*")
_FIGURES = re.compile(r"\d+")
_RESERVED = re.compile(r"\[Reserved\.?\]\.?|Not used[.;]?", re.IGNORECASE)
# What the office prints after a section's text; new paragraphs go before it.
AFTER_TEXT = frozenset({Kind.CITATION, Kind.EDITORIAL, Kind.EFFECTIVE_DATE, Kind.PENDING})


@dataclass(frozen=True, slots=True)
class Unit:
    """The words at one address, without those of the paragraphs below it.

    `name` is "" for the paragraph, section or entry itself, else what stands with it ("note 1", "licence row 3",
    "authority citation", "introductory text"). `label` is the number as printed, `heading` the run-in heading that
    `words` begins with. `group` names the part of a control list's entry ("license requirements"), `also` the other
    labels that a joint "(b)-(d) [Reserved]" stands for, `cells` the cells of a table's row.
    """

    address: Address
    words: str
    label: str = ""
    name: str = ""
    kind: Kind = Kind.PARAGRAPH
    heading: str = ""
    group: str = ""
    also: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()

    @property
    def reserved(self) -> bool:
        """Whether the place is kept empty ("[Reserved]", "Not used")."""
        return _RESERVED.fullmatch(self.words.strip()) is not None

    @property
    def place(self) -> str:
        """The place as it is cited."""
        return f"{spelled(self.address)} {self.name}".strip()

    @property
    def printed(self) -> str:
        """Label and words."""
        return f"{self.label} {self.words}".strip()


@dataclass(frozen=True, slots=True)
class Text:
    """A text of law at one date, in reading order.

    `name` tells people which text it is ("part 742 of 2026-09-01"); `scopes` what it holds whole ("part 742",
    "Supplement No. 1 to part 774"), so that what is absent is known to be absent; `day` is its date, None when only
    roughly known; `remark` says how far it can be trusted ("converted by others").
    """

    name: str
    scopes: frozenset[str]
    units: tuple[Unit, ...] = field(repr=False)
    day: date | None = None
    remark: str = ""

    def __str__(self) -> str:
        return f"the text of {self.name}{f' ({self.remark})' if self.remark else ''}"

    def at(self, address: Address, name: str = "") -> Unit | None:
        """Return the unit of that address and name; one of a joint reserved range for each of its labels; or None."""
        found = (one for one in self.units if one.name == name and _stands_for(one, address))
        return next(found, None)

    def below(self, address: Address) -> tuple[int, ...]:
        """Return the indices of the units at the address and below it, in reading order."""
        size = len(address)
        return tuple(index for index, one in enumerate(self.units) if one.address[:size] == address)

    def with_units(self, units: Iterable[Unit]) -> "Text":
        """Return this text with other words."""
        return replace(self, units=tuple(units))

    def without(self, indices: Iterable[int]) -> "Text":
        """Return this text without those units."""
        gone = frozenset(indices)
        return self.with_units(one for index, one in enumerate(self.units) if index not in gone)

    def inserted(self, index: int, units: Sequence[Unit]) -> "Text":
        """Return this text with `units` before the unit of that index."""
        return self.with_units((*self.units[:index], *units, *self.units[index:]))


def _stands_for(one: Unit, address: Address) -> bool:
    if one.address == address:
        return True
    return bool(one.also) and one.address[:-1] == address[:-1] and address[-1] in one.also


def spelled(address: Address) -> str:
    """Return an address as it is cited: 742.6(a)(13), 3A090.a.1, Supplement No. 4 to part 744, CHINA."""
    if len(address) > 1 and ENTRY.fullmatch(address[1]):
        return ".".join(address[1:])
    if address and (_SECTION.fullmatch(address[0]) or (len(address) > 1 and re.fullmatch(r"\w{1,5}", address[1]))):
        return address[0] + (" " if " " in address[0] else "") + "".join(f"({step})" for step in address[1:])
    return ", ".join(address)


def position(text: Text, address: Address) -> int:
    """Return the index at which a new unit of that address stands: after the sibling before it, else first below."""
    siblings = _siblings(text, address)
    before = [one for one in siblings if precedes(one, address[-1], siblings, len(address))]
    after = [one for one in siblings if one not in before]
    start = len(text.units)
    if after:
        start = min(index for one in after for index in text.below((*address[:-1], one)))
    if before:
        return min(start, last_below(text, (*address[:-1], before[-1])))
    return start if after else last_below(text, address[:-1])


def _siblings(text: Text, address: Address) -> list[str]:
    size = len(address)
    above = address[:-1]
    steps = (
        one.address[size - 1] for one in text.units if len(one.address) >= size and one.address[: size - 1] == above
    )
    return [step for step in dict.fromkeys(steps) if not step.startswith("part ")]


def last_below(text: Text, address: Address) -> int:
    """Return the index after the last unit at or below an address, before the source line and the editors' notes."""
    inside = [index for index in text.below(address) if text.units[index].kind not in AFTER_TEXT]
    return inside[-1] + 1 if inside else len(text.units)


def precedes(sibling: str, step: str, siblings: Iterable[str] = (), depth: int = 0) -> bool:
    """Tell whether a sibling stands before `step`: by number, by roman number or letter, by name.

    `depth` is the number of steps of the address; where (h) and (i) can be read in two ways it decides.
    """
    style = _style([*siblings, sibling, step], depth)
    if style is not None:
        return rank(sibling, style) < rank(step, style)
    return _natural(sibling) < _natural(step)


def _style(steps: Sequence[str], depth: int) -> Style | None:
    shared = [style for style in Style if all(rank(step, style) for step in steps)]
    usual = LEVELS[depth - 2] if 2 <= depth <= len(LEVELS) + 1 else None
    return usual if usual in shared else shared[0] if shared else None


def _natural(step: str) -> tuple[int, tuple[int, ...], str]:
    """Return what names sort by: sections by their numbers, then supplements, then all else by letters."""
    figures = tuple(int(one) for one in _FIGURES.findall(step))
    if _SECTION.fullmatch(step):
        return 0, figures, step
    if step.startswith(("Supplement", "Appendix")):
        return 1, figures, step
    return 2, (), step.casefold()


def relabelled(unit: Unit, address: Address, depth: int) -> Unit:
    """Return the unit at a new address; `depth` is how many steps of it were renumbered, the last printed anew.

    A paragraph of the code prints its last step ("(iii)"), one of a control list its whole path ("a.1.").
    """
    label = unit.label
    if label and not unit.name:
        if len(address) > 2 and ENTRY.fullmatch(address[1]):
            label = f"{'.'.join(address[2:])}."
        elif len(unit.address) == depth:
            label = label.replace(unit.address[-1], address[-1], 1)
    return replace(unit, address=address, label=label)
