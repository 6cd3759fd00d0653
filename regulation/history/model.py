"""A converted history as plain data: its dated lists, and what the conversion did to them."""

from dataclasses import dataclass
from datetime import date

from regulation.alignment import key
from regulation.controls.model import ControlList, Entry, Kind
from regulation.diff import Difference

RUNS = "ccl-history-converted/3"
PARSED = "ccl-parsed-converted/1"
# What the texts of each converted reader hold and an official one can be compared with.
HELD = {
    RUNS: frozenset({Kind.HEADING, Kind.PARAGRAPH, Kind.RESERVED}),
    PARSED: frozenset({Kind.HEADING, Kind.LICENCE_ROW}),
}
# Kinds of places that the converter of the runs keeps of entries without paragraphs alone.
BLOCKS = frozenset(
    {
        Kind.LICENCE_ROW,
        Kind.REASON,
        Kind.EXCEPTION,
        Kind.STA,
        Kind.REPORTING,
        Kind.RELATED_CONTROLS,
        Kind.RELATED_DEFINITIONS,
        Kind.ENTRY_CONTROLS,
        Kind.UNIT,
    }
)
BLOCKS_LACK = (
    "licence requirement rows, licence exceptions, STA conditions, related controls, definitions and units"
    " of entries with paragraphs"
)
# Why a paragraph is uncertain whose words a converter tells only with those of the paragraphs below it.
CONTEXT = "the converter keeps these words only as context of the paragraphs below"
NOT_OWN = "these may be a note's words and not the paragraph's own, which end with a colon as a rule"
FOREIGN = "the converter has a note or a licence row where the paragraph's own words belong"
IN_CONTEXT = "the converter tells these words only where the own words of a paragraph belong"
# How every reason begins for which a difference is neither taken as the law's nor as a converter's.
UNSURE = "uncertain, law or converter"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that a converter did and the law did not.

    It stands in the texts from `since` to `until`, both included (None: from the first, to the last). `place` is a
    place of `entry` or the beginning of its name ("" the whole entry). `missing` are words, in the form of
    `alignment.key`, that the converter lost meanwhile: then the fault is about these words and no place.
    """

    entry: str
    place: str
    since: date | None
    until: date | None
    says: str
    missing: str = ""

    def at(self, version: date) -> bool:
        """Return whether the text of that date has the fault."""
        return (self.since is None or self.since <= version) and (self.until is None or version <= self.until)

    def makes(self, difference: Difference, old: date, new: date) -> bool:
        """Return whether the difference between the texts of two dates is nothing but this fault."""
        if difference.entry != self.entry:
            return False
        if self.missing:
            gone = self.at(new) and self.missing == key(difference.before)
            return gone or (self.at(old) and self.missing == key(difference.after))
        return self.at(old) != self.at(new) and difference.place.startswith(self.place)


@dataclass(frozen=True, slots=True)
class Converted:
    """The dated lists of a converted file, oldest first, `faults` of the conversion, and what it `lacks`, in words."""

    lists: tuple[ControlList, ...]
    faults: tuple[Fault, ...]
    lacks: tuple[str, ...]


def is_converted(controls: ControlList) -> bool:
    """Return whether others converted the text, so that it lacks what `Converted.lacks` says."""
    return controls.reader in HELD


def keeps_blocks(entry: Entry) -> bool:
    """Return whether a converted entry holds licence rows, exceptions and the like."""
    return any(place.kind in BLOCKS for place in entry.places)


def lacking(lacks: tuple[str, ...], entry: Entry | None) -> tuple[str, ...]:
    """Return what of `lacks`, those of a whole text, holds for one of its entries."""
    return tuple(one for one in lacks if one != BLOCKS_LACK or entry is None or not keeps_blocks(entry))
