"""The dated texts that a determination may rely on: which one answers for a day, and the exact words it relies on."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from regulation.annex import Consolidated
from regulation.controls.licence_exceptions import ListException, read_exception
from regulation.controls.model import ControlList, Entry, Kind, Place
from regulation.licensing.chart import Chart, chart
from regulation.licensing.groups import Groups, groups
from regulation.licensing.model import Quote
from regulation.licensing.rows import RowRule, row_rules
from regulation.licensing.text_2022 import Act
from regulation.parts import PartTree, amendments, parse_citation

CHART = "Supplement No. 1 to part 738"
GROUPS = "Supplement No. 1 to part 740"
UNSEEN = "later amendments not seen"
T = TypeVar("T")
_MISSING: Any = object()


class NotHeldError(Exception):
    """No text is held that answers for the day, or the words relied on do not stand in it; the message says which."""


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """A section or supplement in the text that answers for a day; `remark` tells how far it does."""

    tree: PartTree
    entry: Entry
    remark: str

    def find(self, citation: str) -> Place | None:
        """Return the paragraph that a citation names, None where the text has none."""
        return self.tree.find(citation)

    def words(self, place: Place) -> str:
        """Return the words of a place with everything below it, in text order."""
        return "\n".join(one.text for one in self.tree.below(place) if one.text)


@dataclass(frozen=True, slots=True)
class HeldEntry:
    """An entry of a control list in the text that answers for a day."""

    controls: ControlList
    entry: Entry
    remark: str


@dataclass(frozen=True, slots=True, repr=False)
class Law:
    """Texts of parts by number, in any order, and `listed`, which gives the entry of a list for a day.

    `listed` raises NotHeldError when no text of the list answers for the day; it gives None for a code that the text
    does not have. `effective` gives the effective date of the document that a page lies in ("91 FR 43038") and that was
    published on a day, where it is known. `annexes` gives the texts of Annex I of Regulation (EU) 2021/821 by day, each
    under the first day for which it is held. `acts` gives the texts of regulations of the Union
    on restrictive measures. In a law with a change undone (regulation/licensing/compared) `annexes_of` gives the texts
    that answer for one entry of Annex I, and `regrouped` moves countries between the Country Groups read. What begins
    with _ keeps what was read, for this law alone.
    """

    parts: Mapping[str, Sequence[PartTree]]
    listed: Callable[[str, date], HeldEntry | None]
    effective: Callable[[str, date], date | None] = lambda _citation, _published: None
    annexes: Callable[[], Sequence[Consolidated]] = lambda: ()
    announced: Callable[[str, date], str] = lambda _basis, _on: ""
    annexes_of: Callable[[str], Sequence[Consolidated]] | None = None
    regrouped: Callable[[Groups], Groups] | None = None
    acts: Callable[[], Sequence[Act]] = lambda: ()
    _kept: dict[tuple[str, date], Held] = field(default_factory=dict, repr=False)
    _groups: dict[date, Groups] = field(default_factory=dict, repr=False)
    _entries: dict[tuple[str, date], HeldEntry | None] = field(default_factory=dict, repr=False)
    _quotes: dict[tuple[str, str, date], Quote | str] = field(default_factory=dict, repr=False)
    _once: dict[Hashable, Any] = field(default_factory=dict, repr=False)
    _always: dict[Hashable, Any] = field(default_factory=dict, repr=False)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` gave when it was first asked for this key: an answer that no fact of a case changes."""
        return _kept(self._once, key, make)

    def always(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` gave first, as `once`: an answer that no text changes, of rules and a classification."""
        return _kept(self._always, key, make)

    def __repr__(self) -> str:
        """Return which parts are held: the texts themselves are megabytes."""
        return f"Law({', '.join(sorted(self.parts))})"

    def section(self, citation: str, on: date) -> Held:
        """Return the section or supplement of a citation for a day; raises NotHeldError."""
        key = (citation, on)
        if key not in self._kept:
            cited = parse_citation(citation)
            if cited is None:
                raise NotHeldError(f"{citation} is no citation of a section")
            whole = (cited[0], on)
            if whole not in self._kept:
                self._kept[whole] = self._chosen(cited[0], on)
            self._kept[key] = self._kept[whole]
        return self._kept[key]

    def place(self, citation: str, on: date) -> tuple[Held, Place]:
        """Return the paragraph that a citation names, with its section; raises NotHeldError."""
        held = self.section(citation, on)
        place = held.find(citation)
        if place is None:
            raise NotHeldError(f"the text of {held.tree.version} has no {citation}")
        return held, place

    def quote(self, citation: str, words: str, on: date) -> Quote:
        """Return `words` as a quote, when they stand in the paragraph cited or below it; raises NotHeldError.

        Spaces and line ends make no difference; the words returned are those of the text.
        """
        key = (citation, words, on)
        if key not in self._quotes:
            self._quotes[key] = self._quoted(citation, words, on)
        kept = self._quotes[key]
        if isinstance(kept, str):
            raise NotHeldError(kept)
        return kept

    def entry(self, eccn: str, on: date) -> HeldEntry | None:
        """Return an entry of the Commerce Control List for a day, None when its text has none; raises NotHeldError."""
        key = (eccn, on)
        if key not in self._entries:
            self._entries[key] = self.listed(eccn, on)
        return self._entries[key]

    def rows(self, held: HeldEntry) -> tuple[RowRule, ...]:
        """Return the rows of an entry's licence requirements."""
        return self.once((held.entry.eccn, held.controls.version, "rows"), lambda: row_rules(held.entry))

    def lines(self, held: HeldEntry) -> Mapping[str, ListException]:
        """Return the list-based licence exceptions of an entry by symbol (NAC and ACA share one)."""
        return self.once((held.entry.eccn, held.controls.version, "lines"), lambda: _lines(held.entry))

    def annexes_for(self, eccn: str) -> Sequence[Consolidated]:
        """Return the texts of Annex I, by day, that answer for an entry."""
        return self.annexes_of(eccn) if self.annexes_of else self.annexes()

    def chart(self, on: date) -> Chart:
        """Return the Commerce Country Chart for a day; raises NotHeldError."""
        held = self.section(CHART, on)
        return _chart(held)

    def groups(self, on: date) -> Groups:
        """Return the Country Groups for a day; raises NotHeldError."""
        if on not in self._groups:
            read = _groups(self.section(GROUPS, on))
            self._groups[on] = self.regrouped(read) if self.regrouped else read
        return self._groups[on]

    def _quoted(self, citation: str, words: str, on: date) -> Quote | str:
        """Return the quote, or why there is none."""
        try:
            held, place = self.place(citation, on)
        except NotHeldError as error:
            return str(error)
        found = run_of(held.words(place), words)
        if found is None:
            return f"{citation} of {held.tree.version} no longer says: {words}"
        return Quote(citation, found, held.tree.version, held.remark)

    def _chosen(self, number: str, on: date) -> Held:
        texts = sorted(self.parts.get(_part(number), ()), key=lambda one: one.version)
        if not texts:
            raise NotHeldError(f"no text of part {_part(number)} is held")
        before = [one for one in texts if one.version <= on]
        later = texts[len(before) :]
        if before:
            return _held(before[-1], number, _since(before[-1], later, number, on))
        return self._reached(later[0], number, on)

    def _reached(self, tree: PartTree, number: str, on: date) -> Held:
        """Return a later text that reaches back to the day by its source line."""
        held = _held(tree, number, "")
        last = amendments(held.entry).last
        if last is None:
            raise NotHeldError(
                f"{number} is held as of {tree.version} only: its source line does not tell its last amendment"
            )
        effective = self.effective(last.citation, last.day)
        made = max(last.day, effective or last.day)
        if made > on:
            raise NotHeldError(f"{number} is held as of {tree.version}; it was amended by {last.citation} of {made}")
        known = self.effective(last.citation, last.day)
        told = (
            f"last amended by {last.citation}, published {last.day}, effective {known or 'on a day that is not known'}"
        )
        return _held(tree, number, f"from the text of {tree.version}, {told}")


def _lines(entry: Entry) -> Mapping[str, ListException]:
    read = map(read_exception, entry.of(Kind.EXCEPTION))
    return {symbol: held for held in read for symbol in held.symbol.split("/")}


def _kept(held: dict[Hashable, Any], key: Hashable, make: Callable[[], T]) -> T:
    found: T = held.get(key, _MISSING)
    if found is _MISSING:
        found = held[key] = make()
    return found


@lru_cache(maxsize=64)
def _chart(held: Held) -> Chart:
    try:
        return chart(held.tree, held.entry, held.remark)
    except ValueError as error:
        raise NotHeldError(str(error)) from None


@lru_cache(maxsize=64)
def _groups(held: Held) -> Groups:
    try:
        return groups(held.tree, held.entry, held.remark)
    except ValueError as error:
        raise NotHeldError(str(error)) from None


def _since(tree: PartTree, later: Sequence[PartTree], number: str, on: date) -> str:
    if tree.version == on:
        return ""
    if not later:
        return f"text of {tree.version}; {UNSEEN}"
    after, now = later[0].entry(number), tree.entry(number)
    same = after is not None and now is not None and _words(after) == _words(now)
    return "" if same else f"text of {tree.version}; the next one held, of {later[0].version}, differs"


def _words(entry: Entry) -> list[str]:
    return [place.text for place in entry.places]


def _held(tree: PartTree, number: str, remark: str) -> Held:
    entry = tree.entry(number)
    if entry is None:
        raise NotHeldError(f"the text of part {tree.part} of {tree.version} has no {number}")
    return Held(tree, entry, remark)


def _part(number: str) -> str:
    """Return the part of "742.6" and of "Supplement No. 4 to part 744"."""
    return number.rpartition(" ")[2].partition(".")[0]


def run_of(text: str, words: str) -> str | None:
    """Return the run of the text that says `words` whatever its spaces, None when none does."""
    wanted, held = " ".join(words.split()), " ".join(text.split())
    start = held.find(wanted)
    inside = start > 0 and held[start - 1].isalnum() and wanted[0].isalnum()
    return wanted if start >= 0 and not inside else None
