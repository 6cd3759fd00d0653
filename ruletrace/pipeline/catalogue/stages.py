"""From which day on which dated text answers for an entry, its conditions read once for each distinct text of it."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from regulation.attribution import DocumentSummary, interval
from regulation.classification import EntryTest, Law
from regulation.classification.entries import Unit
from regulation.controls.designations import find_mentions, within
from ruletrace.pipeline.catalogue.entries import Entries
from ruletrace.pipeline.catalogue.meaning import entry_meaning, meaning
from ruletrace.pipeline.catalogue.remembering import Remembering
from ruletrace.pipeline.classification import Chosen, choose
from ruletrace.pipeline.list_history import DatedText, Held, Known


@dataclass(frozen=True, slots=True)
class Stage:
    """What answers for an entry from a day on: the text chosen, the entry ready to be asked (None: it has none).

    `since` is the text whose words these are: the newest one with the same words of the entry.
    """

    on: date
    chosen: Chosen
    test: EntryTest | None
    since: DatedText


class Texts:
    """The dated texts of a list and the rules known, asked for one entry at a time; what was found once is kept."""

    def __init__(self, entries: Entries, known: Known) -> None:
        self._entries, self._held, self._known = entries, entries.held, known
        self._stages: dict[str, tuple[Stage, ...]] = {}
        self._closures: dict[str, tuple[str, ...]] = {}
        self._days: dict[str, tuple[date, ...]] = {}
        self._meanings: dict[tuple[int, str], int] = {}
        self._numbers: dict[object, int] = {}
        self._laws: dict[tuple[int, ...], Law] = {}

    @property
    def problems(self) -> tuple[str, ...]:
        """What could not be read of the texts."""
        return self._held.problems

    @property
    def whole(self) -> tuple[DatedText, ...]:
        """The texts that hold paragraphs, oldest first."""
        return self._entries.whole

    def read(self, eccn: str) -> tuple[object, ...]:
        """Return all that answers under an entry read of the rules: which text answers when, and what is coming.

        With the texts themselves it makes every answer: which of their words are asked follows from these two.
        """
        stages = {
            code: [(one.on, one.chosen.text.name, one.chosen.told, one.chosen.gaps) for one in self.stages(code)]
            for code in self.closure(eccn)
        }
        return stages, self.coming(eccn)

    def stages(self, eccn: str) -> tuple[Stage, ...]:
        """Return, by day, each text that answers for an entry; () where no text is held at all."""
        if eccn not in self._stages:
            days = sorted({one.controls.version for one in self.whole} | set(self._rules_days(eccn)))
            self._stages[eccn] = tuple(self._stage(eccn, day) for day in days)
        return self._stages[eccn]

    def at(self, eccn: str, day: date) -> Stage:
        """Return what answers for an entry on a day that is not before the first text."""
        stages = self.stages(eccn)
        return stages[bisect_right(stages, day, key=lambda one: one.on) - 1]

    def closure(self, eccn: str) -> tuple[str, ...]:
        """Return an entry and all entries that its paragraphs refer to, in any text, one by way of another."""
        if eccn not in self._closures:
            found, open_ = {eccn}, [eccn]
            while open_:
                tests = [stage.test for stage in self.stages(open_.pop()) if stage.test]
                new = {code[:5] for test in tests for code in _designations(test.units)} - found
                found |= new
                open_ += sorted(new)
            self._closures[eccn] = (eccn, *sorted(found - {eccn}))
        return self._closures[eccn]

    def days(self, eccn: str) -> tuple[date, ...]:
        """Return the first day held and those on which what decides in an entry, or where it refers to, is another."""
        if eccn not in self._days:
            every = sorted({stage.on for code in self.closure(eccn) for stage in self.stages(code)})
            changed = (
                day for before, day in pairwise(every) if self._meaning(eccn, before) != self._meaning(eccn, day)
            )
            self._days[eccn] = (*every[:1], *changed)
        return self._days[eccn]

    def law(self, eccn: str, day: date) -> Law:
        """Return the law of a day as far as an entry and those that it refers to go."""
        tests = {code: self.at(code, day).test for code in self.closure(eccn)}
        key = tuple(map(id, tests.values()))
        if key not in self._laws:
            self._laws[key] = Remembering(tests.get)
        return self._laws[key]

    def coming(self, eccn: str) -> tuple[tuple[date, tuple[DocumentSummary, ...]], ...]:
        """Return the days after the last text on which known rules that name the entry take effect, with all by then.

        What the text says from such a day on is not held.
        """
        if not self.whole:
            return ()
        last, codes = self.whole[-1].controls.version, set(self.closure(eccn))
        rules = sorted(
            (one for one in self._known.documents if _takes_effect_after(one, last) and codes & _named(one)),
            key=lambda one: (one.effective or last, one.number),
        )
        days = sorted({one.effective for one in rules if one.effective})
        return tuple((day, tuple(one for one in rules if one.effective and one.effective <= day)) for day in days)

    def _meaning(self, eccn: str, day: date) -> tuple[object, ...]:
        """Return what an entry says on a day, and those paragraphs that it refers to, wherever the words stand."""
        stage = self.at(eccn, day)
        found: dict[str, object] = {}
        open_ = sorted(_designations(stage.test.units)) if stage.test else []
        while open_:
            code = open_.pop()
            test = self.at(code[:5], day).test
            found[code] = self._said(test, code)
            open_ += sorted(_designations(_below(test, code)) - found.keys())
        return stage.chosen.gaps, self._said(stage.test, ""), tuple(sorted(found.items()))

    def _said(self, test: EntryTest | None, code: str) -> int:
        """Return a number that stands for what an entry ("") or a paragraph of it says: equal for equal meanings."""
        key = (id(test), code)
        if key not in self._meanings:
            if code:
                units = tuple((one.designation, meaning(one.whole)) for one in _below(test, code))
                said: object = (units, test is not None and test.gaps)
            else:
                said = entry_meaning(test)
            self._meanings[key] = self._numbers.setdefault(said, len(self._numbers))
        return self._meanings[key]

    def _stage(self, eccn: str, day: date) -> Stage:
        chosen = choose(self._until_next(eccn, day), lambda: self._known, eccn, day)
        if chosen is None:
            raise LookupError(f"no text is held for {day}")  # days are never before the first text
        test, since = self._entries.test(eccn, chosen)
        return Stage(day, chosen, test, since)

    def _until_next(self, eccn: str, day: date) -> Held:
        """Return the texts up to a day, and the next one only where a rule may have given it other words of the entry.

        Between equal words, or without a rule in effect by then, `choose` need not compare them.
        """
        before = [one for one in self.whole if one.controls.version <= day]
        after = self.whole[len(before) : len(before) + 1]
        acted = bool(after) and any(one <= day for one in self._acting(eccn, before[-1], after[0]))
        return replace(self._held, texts=(*before, *(after if acted else ())))

    def _acting(self, eccn: str, old: DatedText, new: DatedText) -> tuple[date, ...]:
        """Return when the rules of the time between two texts took effect, () where the entry has the same words."""
        if self._entries.words(old, eccn) == self._entries.words(new, eccn):
            return ()
        first, last = old.controls.version, new.controls.version
        rules = (one for one in self._known.documents if interval(one, first, last))
        return tuple(one.effective for one in rules if one.effective and one.effective <= last)

    def _rules_days(self, eccn: str) -> Iterator[date]:
        """Yield the days between two texts on which a rule that may have changed the entry took effect."""
        for old, new in pairwise(self.whole):
            yield from (
                day for day in self._acting(eccn, old, new) if old.controls.version < day < new.controls.version
            )


def _below(test: EntryTest | None, code: str) -> list[Unit]:
    return [one for one in test.units if within(one.designation, code)] if test else []


def _designations(units: Iterable[Unit]) -> set[str]:
    return {code for unit in units for _key, one in unit.references for code in one.designations}


def _takes_effect_after(one: DocumentSummary, last: date) -> bool:
    return one.effective is not None and one.effective > last and bool(interval(one, last, one.effective))


def _named(one: DocumentSummary) -> set[str]:
    """Return the entries that a rule names: in the facts found in it, its title or its abstract."""
    said = find_mentions(f"{one.title}. {one.abstract}")
    return {code[:5] for code in (*one.codes, *(mention.code for mention in said))}
