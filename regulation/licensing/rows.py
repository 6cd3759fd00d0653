"""The rows of an entry's licence requirements: which reason applies to what of it, and where it is required."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from regulation.controls.model import Entry, Kind, Place

_REASON = re.compile(
    r"(?P<reason>[A-Z]{2})(?: and (?P<second>[A-Z]{2}))?,? appl(?:y|ies)\b|(?P<alone>[A-Z]{2}) applies,"
)
_BARE = re.compile(r"(?P<reason>UN|[A-Z]{2})\b")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Unless:
    """Words of the section that lift the requirement for one destination where a fact is so."""

    fact: str
    country: str
    words: str


@dataclass(frozen=True, slots=True)
class Reach:
    """Which destinations a row reaches.

    `kind` is column (then `column` names it: "NS Column 1"), all (less `spared`), within (`countries` and `groups`,
    less those of `excluding`), or open (`needs` says what would decide). `section` says the same at length, by the
    words `anchor`; `deemed` is the paragraph that takes deemed exports out, `without`
    are paragraphs that the row's own words take out, `wider` what would decide for destinations that the section
    reaches and the row does not name. What a section spares of foreign-produced items is not read.
    """

    kind: str
    column: str = ""
    countries: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    excluding: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    section: str = ""
    anchor: str = ""
    deemed: str = ""
    needs: str = ""
    wider: str = ""
    told: str = ""
    unless: Unless | None = None


@dataclass(frozen=True, slots=True)
class RowRule:
    """A row with the reasons it names ("RS"); `reach` is None where no pattern knows its words."""

    reasons: tuple[str, ...]
    place: Place
    reach: Reach | None

    @property
    def applies_to(self) -> str:
        """The row's words about what of the entry it applies to."""
        return _joined(self.place.cells[0] if self.place.cells else self.place.text)

    @property
    def reaches(self) -> str:
        """The row's words about destinations."""
        return _joined(self.place.cells[-1] if self.place.cells else self.place.text)


def row_rules(entry: Entry) -> tuple[RowRule, ...]:
    """Return the rows of an entry's licence requirements, in text order (15 CFR 738.2(d)(2))."""
    return tuple(
        RowRule(_reasons(place), place, _reach(_joined(place.cells[-1] if place.cells else place.text)))
        for place in entry.of(Kind.LICENCE_ROW)
    )


@lru_cache(maxsize=8192)
def _joined(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _reasons(place: Place) -> tuple[str, ...]:
    text = _joined(place.text)
    match = _REASON.match(text) or _BARE.match(text)
    if match is None:
        return ()
    return tuple(one for one in match.groups() if one)


def _reach(words: str) -> Reach | None:
    for pattern, row in _patterns():
        match = pattern.search(f"{words} ")
        if match is None:
            continue
        named = match.groupdict()
        if row["kind"] == "column":
            if len(pattern.findall(words)) > 1:
                return None  # two rows in one cell: which reason has which column is not read
            return Reach("column", f"{named['reason']} Column {named['number']}" if named["reason"] else "")
        return _of(row, named)
    return None


def _of(row: Mapping[str, Any], named: Mapping[str, str | None]) -> Reach:
    return Reach(
        kind=row["kind"],
        countries=tuple(row.get("countries", ())),
        groups=tuple(row.get("groups", ())),
        excluding=tuple(row.get("excluding", ())),
        spared=tuple(row.get("except_countries", ())),
        without=tuple(row.get("except", ())),
        section=named.get("section") or row.get("section", ""),
        anchor=row.get("anchor", ""),
        deemed=row.get("deemed", ""),
        needs=row.get("needs", ""),
        wider=row.get("wider", ""),
        told=row.get("told", ""),
        unless=Unless(**row["unless"]) if "unless" in row else None,
    )


def reaches() -> tuple[Reach, ...]:
    """Return what each pattern makes of a row."""
    return tuple(_of(row, {}) for _, row in _patterns())


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Mapping[str, Any]], ...]:
    rows = yaml.safe_load(files(__package__).joinpath("rows.yaml").read_text("utf-8"))["rows"]
    return tuple((re.compile(row["pattern"]), row) for row in rows)
