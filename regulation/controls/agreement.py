"""Our reading of the Commerce Control List against an independent one, entry by entry, each difference explained.

The other reading is a converted list in JSON (`entries` with eccn, heading, reasonForControl, countryChart and so on).
It may be of a day between two texts that we hold: what equals one of them and not the other is a change of law in
between, and no difference of reading.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from regulation.alignment import key
from regulation.controls.entry_reading import EntryReading, read_entry
from regulation.controls.model import ControlList, Entry, Kind
from ruletrace.readers.packed import unpacked
from ruletrace.readers.xml import ReadError


class Cause(StrEnum):
    """Why two readings differ."""

    CHANGE = "change of law in between"
    FLATTENED = "raised or lowered figures flattened there"
    LEFT_OUT = "left out there"
    CUT_SHORT = "cut short there"
    SENTENCE_ROW = "licence row that stands as a sentence, left out or taken for two cells there"
    SWALLOWED = "next entry, which is missing there, read as part of this one there"
    ELSEWHERE = "words stand in another part of the entry there"
    NOTE_LIST = "list of a note or of the related controls taken for paragraphs there"
    BESIDE_ITEMS = "paragraph that begins beside the word Items, left out there"
    LAYOUT = "layout: label, range of reserved paragraphs or list marker set otherwise"
    BETWEEN = "words of the list between its entries read as part of the entry before there"
    MISSING_ENTRY = "entry missing there"
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One field of an entry that is read differently: `ours` and `theirs` in words ("" where one has nothing)."""

    eccn: str
    field: str
    cause: Cause
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """The whole comparison: `entries` is the number of entries we read, `agreeing` those without any difference.

    `compared` tells of each field in how many entries the other reading holds it, so that it could be compared.
    """

    entries: int
    agreeing: int
    found: tuple[Disagreement, ...]
    compared: Mapping[str, int]

    def of(self, cause: Cause) -> tuple[Disagreement, ...]:
        """Return the differences of one cause, in the order of the list."""
        return tuple(one for one in self.found if one.cause is cause)

    @property
    def unexplained(self) -> tuple[Disagreement, ...]:
        """The differences that nothing explains."""
        return self.of(Cause.UNEXPLAINED)


# Words of theirs that stand elsewhere in our entry, by the field they stand in there.
_PLACED = {"paragraphs": Cause.NOTE_LIST, "licence rows": Cause.SENTENCE_ROW}
# Fields of which the other reading holds all or nothing; places whose lists it may take for paragraphs.
_WHOLE = ("STA", "reasons", "related controls")
_LISTING = (Kind.NOTE, Kind.TEXT, Kind.RELATED_CONTROLS, Kind.RELATED_DEFINITIONS, Kind.ENTRY_CONTROLS)
_ENOUGH = 60  # characters by which words are found again
Fields = dict[str, tuple[str, ...]]


def agreement(data: bytes, texts: Sequence[ControlList]) -> Agreement:
    """Compare the converted list in `data` (JSON, gzipped or not) with one or more dated texts of ours, newest last.

    Raises ReadError when `data` is no such list.
    """
    theirs = _their_entries(data)
    between = _loose(" ".join(place.text for text in texts for place in text.places))
    readings = [{entry.eccn: (entry, read_entry(entry)) for entry in text.entries} for text in texts]
    newest = readings[-1]
    missing = [eccn for eccn in newest if eccn not in theirs]
    found = [Disagreement(eccn, "entry", Cause.MISSING_ENTRY, newest[eccn][0].heading, "") for eccn in missing]
    order = list(newest)
    compared: Counter[str] = Counter()
    for eccn, values in theirs.items():
        sides = [reading[eccn] for reading in readings if eccn in reading]
        after = order[order.index(eccn) + 1] if eccn in order and eccn != order[-1] else ""
        swallowed = newest[after] if after in missing else None
        if sides:
            found.extend(_Comparison(eccn, values, sides, swallowed, between).run())
            compared.update(list(_their_fields(values)))
    differing = {one.eccn for one in found}
    ordered = tuple(sorted(found, key=lambda one: one.eccn))
    return Agreement(len(newest), len(newest) - len(differing), ordered, dict(compared))


def _their_entries(data: bytes) -> dict[str, Mapping[str, Any]]:
    try:
        held = json.loads(unpacked(data))
        return {str(one["eccn"]): one for one in held["entries"]}
    except (ValueError, KeyError, TypeError) as error:
        raise ReadError(f"not a converted control list in JSON: {error!r}") from None


def _our_fields(entry: Entry, reading: EntryReading) -> Fields:
    rows = (
        f"{row.control} | {row.words}" if len(row.place.cells) > 1 else row.place.text for row in reading.requirements
    )
    exceptions = (f"{one.symbol}:{one.place.text.partition(':')[2]}" for one in reading.exceptions)
    paragraphs = (f"{one.designation[6:]} {one.words}" for one in reading.paragraphs if one.words)
    return {
        "heading": (entry.heading,),
        "reasons": tuple(place.text.partition(":")[2] for place in entry.of(Kind.REASON)),
        "licence rows": tuple(rows),
        "exceptions": tuple(exceptions),
        "STA": tuple(place.text for place in entry.of(Kind.STA)),
        "related controls": tuple(place.text.partition(":")[2] for place in entry.of(Kind.RELATED_CONTROLS)),
        "paragraphs": tuple(paragraphs),
    }


def _their_fields(values: Mapping[str, Any]) -> Fields:
    rows = values.get("countryChart") or []
    flags = {symbol: words for symbol, words in (values.get("licenceExceptionFlags") or {}).items() if symbol != "STA"}
    fields: Fields = {
        "heading": (values.get("heading") or "",),
        "reasons": (values.get("reasonForControl") or "",),
        "licence rows": tuple(
            row["control"] if row.get("singleCellRow") else f"{row['control']} | {row['countryChart']}" for row in rows
        ),
        "exceptions": tuple(f"{symbol}:{words}" for symbol, words in flags.items()),
        "STA": (values.get("staSpecialConditions") or "",),
        "related controls": (values.get("relatedControls") or "",),
    }
    if "items" in values:  # held for some categories only
        items = (one for one in values["items"] if one["kind"] == "item")
        fields["paragraphs"] = tuple(f"{one['paragraph']} {one['text']}" for one in items)
    return fields


class _Comparison:
    """Compares one entry of theirs with the same entry in our texts."""

    def __init__(
        self,
        eccn: str,
        values: Mapping[str, Any],
        sides: Sequence[tuple[Entry, EntryReading]],
        swallowed: tuple[Entry, EntryReading] | None,
        between: str,
    ) -> None:
        self._eccn, self._sides, self._between = eccn, sides, between
        self._theirs = _their_fields(values)
        self._ours = [_our_fields(*side) for side in sides]
        self._all_theirs = _loose(_flat(json.dumps(values, ensure_ascii=False)))
        self._all_ours = _loose(_flat(" ".join(place.text for entry, _ in sides for place in entry.places)))
        heading = f"{swallowed[0].eccn} " if swallowed else ""
        words = heading + " ".join(place.text for place in swallowed[0].places) if swallowed else ""
        self._next_words = _loose(_flat(words))

    def run(self) -> Iterator[Disagreement]:
        """Yield every difference with its cause."""
        for field, theirs in self._theirs.items():
            sides = [_same(ours[field], theirs) for ours in self._ours]
            if all(sides):
                continue
            if any(sides):
                best = self._ours[-1][field] if not sides[-1] else self._ours[0][field]
                yield Disagreement(self._eccn, field, Cause.CHANGE, _joined(best), _joined(theirs))
                continue
            yield from self._differences(field, theirs)

    def _differences(self, field: str, theirs: tuple[str, ...]) -> Iterator[Disagreement]:
        """Yield the lines that differ, against the text of ours that has the fewest."""
        pairs = [_unpaired(ours[field], theirs) for ours in self._ours]
        ours_only, theirs_only = min(pairs, key=lambda pair: len(pair[0]) + len(pair[1]))
        for line in theirs_only:
            yield Disagreement(self._eccn, field, self._their_cause(field, line, ours_only), "", line)
        for line in ours_only:
            yield Disagreement(self._eccn, field, self._our_cause(field, line, theirs_only), line, "")

    def _their_cause(self, field: str, line: str, ours_only: Sequence[str]) -> Cause:
        """Return why a line stands there and not here."""
        flat = _flat(line)
        words = line.partition(" ")[2] if field == "paragraphs" else line
        parts = [_loose(_flat(part)) for part in words.split(" | ") if part.strip()]
        if any(_flat(one) == flat for one in ours_only):
            return Cause.FLATTENED
        if self._next_words and all(self._in_next(part) for part in parts):
            return Cause.SWALLOWED
        if any(_flat(one).startswith(flat.rstrip(".;,")) for one in ours_only):
            return Cause.CUT_SHORT
        if _reserved(line):
            return Cause.LAYOUT
        if all(part in self._all_ours for part in parts):
            placed = _PLACED.get(field, Cause.LAYOUT)
            supported = placed is not Cause.NOTE_LIST or self._listed(line)
            return placed if supported else Cause.UNEXPLAINED
        return Cause.BETWEEN if all(part in self._between for part in parts) else Cause.UNEXPLAINED

    def _in_next(self, part: str) -> bool:
        """Return whether words are the next entry's, or go over from this entry into the next."""
        cut = next((size for size in range(len(part), -1, -1) if self._all_ours.endswith(part[:size])), 0)
        return part in self._next_words or self._next_words.startswith(part[cut:])

    def _our_cause(self, field: str, line: str, theirs_only: Sequence[str]) -> Cause:
        """Return why a line stands here and not there."""
        flat = _flat(line)
        words = _loose(_flat(line.partition(" ")[2] if field == "paragraphs" else line))
        if any(_flat(one) == flat for one in theirs_only):
            return Cause.FLATTENED
        if any(_flat(one) and flat.startswith(_flat(one).rstrip(".;,")) for one in theirs_only):
            return Cause.CUT_SHORT
        if self._next_words:
            return Cause.SWALLOWED
        if field == "paragraphs" and _reserved(line):
            return Cause.LAYOUT
        if field == "paragraphs" and self._beside_items(line):
            return Cause.BESIDE_ITEMS
        if field == "licence rows" and " | " not in line:
            return Cause.SENTENCE_ROW
        if words in self._all_theirs:
            return Cause.ELSEWHERE
        return Cause.LEFT_OUT if self._has_nothing(field, line) else Cause.UNEXPLAINED

    def _has_nothing(self, field: str, line: str) -> bool:
        """Return whether the other reading is without the whole field, or without more words of this exception.

        Of rows and paragraphs it left none out that it does not name otherwise: one more here may be a fault of ours.
        """
        theirs = [one for one in self._theirs[field] if one.strip()]
        if field == "exceptions":
            symbol = line.partition(":")[0]
            same = (one.partition(":")[2] for one in theirs if one.startswith(f"{symbol}:"))
            return all(_loose(_flat(one)) in self._all_ours for one in same)
        return field in _WHOLE and not theirs

    def _listed(self, line: str) -> bool:
        """Return whether words that they number stand in a list inside a note or the details, with an item beside them.

        Words with the number that is due after our paragraphs, alone in a note, may be a paragraph taken for one.
        """
        path, _, words = line.partition(" ")
        stem, _, last = path.rpartition(".")
        before, after = _neighbours(last)
        taken = {one.designation[6:] for _, reading in self._sides for one in reading.paragraphs}
        due = path not in taken and (not before or f"{stem}.{before}".lstrip(".") in taken)
        places = (place for entry, _ in self._sides for place in entry.places if place.kind in _LISTING)
        return not due or any(_in_list(place.text, words, before, after) for place in places)

    def _beside_items(self, line: str) -> bool:
        entry = self._sides[-1][0]
        place = entry.find(line.partition(" ")[0])
        items = entry.find("caption items")
        return place is not None and items is not None and place.start - items.end <= 1


def _neighbours(step: str) -> tuple[str, str]:
    """Return the numbers or letters before and after one of a list: a and c of b; "" before the first."""
    if step.isdigit():
        return (str(int(step) - 1) if int(step) > 1 else "", str(int(step) + 1))
    return (chr(ord(step[-1]) - 1) if step > "a" else "", chr(ord(step[-1]) + 1)) if step else ("", "")


def _in_list(text: str, words: str, before: str, after: str) -> bool:
    """Return whether words stand in a text with the item of their list before them, or the next one behind."""
    plain = " ".join(text.split())
    at = plain.find(" ".join(words.split())[:_ENOUGH])
    return at >= 0 and any(
        step and re.search(rf"(?:^|[\s(:;.]){re.escape(step)}[.)]\s", side, re.IGNORECASE)
        for step, side in ((before, plain[:at]), (after, plain[at:]))
    )


def _same(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    return [_folded(one) for one in ours if one.strip()] == [_folded(one) for one in theirs if one.strip()]


def _unpaired(ours: Sequence[str], theirs: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the lines of either side that the other does not have, each line paired once."""
    left = [one for one in theirs if one.strip()]
    rest: list[str] = []
    for line in (one for one in ours if one.strip()):
        same = next((one for one in left if _folded(one) == _folded(line)), None)
        if same is None:
            rest.append(line)
        else:
            left.remove(same)
    return rest, left


def _folded(text: str) -> str:
    return key(text)


def _flat(text: str) -> str:
    """Return the text as a converter without raised and lowered figures would give it."""
    return key(unicodedata.normalize("NFKC", text.replace("⁄", "/")))


def _loose(text: str) -> str:
    return "".join(one for one in text.casefold() if one.isalnum())


def _reserved(line: str) -> bool:
    return "reserved]" in line.casefold()


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(line for line in lines if line.strip())
