"""The law made of dated texts as an archive keeps them: bytes in, law out; each text is read when first asked for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from regulation.annex import Consolidated, read_2021, read_annex
from regulation.controls.ccl import read_ccl
from regulation.controls.model import ControlList, Entry
from regulation.licensing.law import UNSEEN, HeldEntry, Law, NotHeldError
from regulation.licensing.text_2022 import ACT, Act, read_act
from regulation.licensing.text_2025 import read_converted_part
from regulation.parts import PartTree, read_part_tree
from ruletrace.readers.packed import unpacked
from ruletrace.readers.xml import ReadError

Listed = Callable[[str, date], HeldEntry | None]
_KEPT = 8192  # entries of a list, by day


@dataclass(frozen=True, slots=True)
class DatedText:
    """A text under the day that its publisher gives it; `data` returns its bytes, packed or not."""

    day: date
    data: Callable[[], bytes]


def law_of(
    parts: Mapping[str, Sequence[DatedText]],
    ccl: Sequence[DatedText] = (),
    annex: Sequence[DatedText] = (),
    earlier: Listed | None = None,
) -> Law:
    """Return the law of texts by part number ("742"), of the Commerce Control List and of Annex I.

    A part is the eCFR's XML, or the converted text of January 2025 (its day is that of its reader); as "833/2014" they
    hold Regulation (EU) No 833/2014 in the plain text of its official PDF, which tells its day. Of several contents
    of Annex I under one day the last counts. A text that cannot be read is as one that is not held. `earlier` answers
    for entries of the list on days before its newest text; without it the texts alone do.
    """
    code = {number: texts for number, texts in parts.items() if number != ACT}
    return Law(
        _Parts(code),
        listed(ccl, earlier),
        annexes=cache(lambda: tuple(_annexes(annex))),
        acts=cache(lambda: tuple(_acts(parts.get(ACT, ())))),
    )


def listed(texts: Sequence[DatedText], earlier: Listed | None = None) -> Listed:
    """Return what gives the entry of the Commerce Control List for a day from its official texts.

    It raises NotHeldError where no text answers for the day. Between two texts the older answers, with a remark where
    the entry differs in the next; after the last one with the remark that later amendments were not seen.
    """
    ordered = tuple(sorted(texts, key=lambda one: one.day))

    @cache
    def read(index: int) -> tuple[ControlList, Mapping[str, Entry]]:
        text = ordered[index]
        try:
            controls = read_ccl(unpacked(text.data()), text.day)
        except ReadError as error:
            raise NotHeldError(f"the Commerce Control List of {text.day} cannot be read: {error}") from None
        return controls, {one.eccn: one for one in controls.entries}

    @lru_cache(maxsize=_KEPT)
    def entry(eccn: str, on: date) -> HeldEntry | None:
        index = sum(one.day <= on for one in ordered) - 1
        if earlier and index < len(ordered) - 1:
            return earlier(eccn, on)
        if index < 0:
            raise NotHeldError(f"no text of the Commerce Control List is held for {on}")
        controls, entries = read(index)
        found = entries.get(eccn)
        if found is None:
            return None
        after = read(index + 1)[1].get(eccn) if on != controls.version and index + 1 < len(ordered) else None
        return HeldEntry(controls, found, _remark(controls, found, after, on, last=index + 1 == len(ordered)))

    return entry


class _Parts(Mapping[str, tuple[PartTree, ...]]):
    """The trees of each part, read when the part is first asked for."""

    def __init__(self, texts: Mapping[str, Sequence[DatedText]]) -> None:
        self._texts = texts
        self._read: dict[str, tuple[PartTree, ...]] = {}

    def __getitem__(self, number: str) -> tuple[PartTree, ...]:
        if number not in self._read:
            self._read[number] = tuple(_trees(number, self._texts[number]))
        return self._read[number]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def _trees(number: str, texts: Sequence[DatedText]) -> Iterator[PartTree]:
    for text in texts:
        data = unpacked(text.data())
        try:
            official = data.lstrip()[:1] == b"<"
            yield read_part_tree(data, text.day) if official else read_converted_part(data, number)
        except ReadError:
            continue


def _acts(texts: Sequence[DatedText]) -> Iterator[Act]:
    for text in texts:
        try:
            yield read_act(unpacked(text.data()))
        except ReadError:
            continue


def _annexes(texts: Sequence[DatedText]) -> Iterator[Consolidated]:
    """Yield the texts of Annex I by day, of one day in the order given; that of 2021 holds the list alone."""
    for text in sorted(texts, key=lambda one: one.day):
        data = unpacked(text.data())
        try:
            found = read_annex(data) if data.lstrip()[:1] == b"{" else _adopted(data)
        except ReadError:
            continue
        yield replace(found, controls=replace(found.controls, version=text.day))


def _adopted(data: bytes) -> Consolidated:
    return Consolidated("32021R0821", read_2021(data), (), (), ())


def _remark(controls: ControlList, now: Entry, after: Entry | None, on: date, *, last: bool) -> str:
    if controls.version == on:
        return ""
    if last:
        return f"text of {controls.version}; {UNSEEN}"
    same = after is not None and [one.text for one in after.places] == [one.text for one in now.places]
    return "" if same else f"text of {controls.version}; the next one held differs"
