"""Before and after a change: determinations by profile and destination, and the cells whose outcome changed.

Most cells need no determination: where neither the item's entry nor any country of the transaction is touched, before
and after are the same by construction; and destinations that the law treats alike share whether an outcome changed.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from regulation.controls.licence_exceptions import ListException
from regulation.licensing.compared.alike import sender_groups, signature
from regulation.licensing.compared.differing import difference
from regulation.licensing.compared.model import Difference, LawChange, Pair
from regulation.licensing.compared.profiles import Profile, case_of, profile_of
from regulation.licensing.compared.reading import same
from regulation.licensing.compared.undone import marks, sides
from regulation.licensing.determine import determine
from regulation.licensing.eu.texts import entry_of
from regulation.licensing.law import HeldEntry, Law, NotHeldError
from regulation.licensing.model import EAR99, Case, Determination
from regulation.licensing.places import counts_as

Answer = Callable[[Case, Law], Determination]
US = "US"


@dataclass(frozen=True, slots=True)
class Cell:
    """A profile and a destination whose outcome changed."""

    profile: Profile
    ship_to: str
    pair: Pair


@dataclass(frozen=True, slots=True)
class Distinct:
    """How many profiles were asked about, and how many pairs of profile and destination were computed on both sides."""

    profiles: int
    computed: int


class Comparison:
    """A change compared on one law; `answer` gives the determination of a case (that of the regime of the change)."""

    def __init__(self, law: Law, change: LawChange, answer: Answer = determine) -> None:
        self.change = change
        self.before, self.after = sides(law, change)
        self._answer = answer
        self._marks = marks(change)
        self._moved = frozenset(counts_as(one.country) for one in change.moves)
        moved = {group for one in change.moves for group in (*one.out_of, *one.into)}
        self._sender = bool(moved & {letter for one in sender_groups() for letter in (one, one[0])})
        self._pairs: dict[tuple[Profile, str], Pair] = {}
        self._limits: dict[str, tuple[Decimal, ...]] = {}
        self._alike: dict[str, Hashable] = {}
        self._read: dict[tuple[str, Hashable], bool] = {}
        self._profiles: set[Profile] = set()
        self._computed = 0

    @property
    def distinct(self) -> Distinct:
        """How many profiles and cells were computed so far."""
        return Distinct(len(self._profiles), self._computed)

    def profile(self, case: Case) -> Profile:
        """Return the profile of a case, its values reduced by the value limits of its entry on both sides."""
        return profile_of(case, self._value_limits(_entry(case.code)) if self.change.regime == US else None)

    def may_differ(self, case: Case) -> bool:
        """Return whether the change can touch a case: its entry, or a country of the transaction, is one it changes."""
        return self._entry_touched(case) or any(counts_as(one) in self._moved for one in self._countries(case))

    def pair(self, case: Case) -> Pair:
        """Return the determinations of a case before and after the change, computed once a profile and destination."""
        profile = self.profile(case)
        key = (profile, case.ship_to)
        if key not in self._pairs:
            self._pairs[key] = self._pair(profile, case.ship_to)
        return self._pairs[key]

    def is_same(self, case: Case) -> bool:
        """Return whether the change leaves the outcome as it is, without a determination: sound, not complete.

        It does where it cannot touch the case, or where the item's entry alone is touched and reads alike on both sides
        (reading.py).
        """
        if not self.may_differ(case):
            return True
        moved = any(counts_as(one) in self._moved for one in self._countries(case))
        return not moved and self._reads_alike(case, case.ship_to)

    def cells(self, profiles: Iterable[Profile], destinations: Sequence[str]) -> Iterator[Cell]:
        """Yield the cells whose outcome changed, profiles in the order given, destinations in theirs."""
        moved = tuple(one for one in destinations if counts_as(one) in self._moved)
        for profile in profiles:
            self._profiles.add(profile)
            own = self._own_moved(profile)
            touched = own or self._entry_touched(profile)
            kept: dict[Hashable, bool] = {}
            for ship_to in destinations if touched else moved:
                if not own and ship_to not in moved and self._reads_alike(profile, ship_to):
                    continue
                alike = (self._signature(ship_to), ship_to == profile.ship_from)
                if kept.get(alike):
                    continue
                pair = self._pair(profile, ship_to)
                kept[alike] = pair.difference is Difference.SAME
                if not kept[alike]:
                    yield Cell(profile, ship_to, pair)

    def _own_moved(self, profile: Profile) -> bool:
        """Return whether a country of the transaction other than its destination is moved."""
        return any(counts_as(one) in self._moved for one in self._countries(case_of(profile, "", self.change.after)))

    def _countries(self, case: Case) -> Iterator[str]:
        """Yield the countries whose groups count: of the sending side only where a group asked of it is moved."""
        yield case.ship_to
        if self._sender:
            yield from (case.ship_from, case.origin)
        for party in case.parties:
            yield from (party.country, party.headquarters, party.ultimate_parent)

    def _reads_alike(self, one: Case | Profile, ship_to: str) -> bool:
        """Return whether the texts of the item's entry on both sides read alike for a destination."""
        if self.change.regime != US:
            return False
        key = (_entry(one.code), self._signature(ship_to))
        if key not in self._read:
            self._read[key] = same(self.before, self.after, key[0], ship_to, self.change.after)
        return self._read[key]

    def _signature(self, ship_to: str) -> Hashable:
        """Return what both laws tell of a destination; of a regime without such tables, the destination itself."""
        if ship_to not in self._alike:
            self._alike[ship_to] = self._told(ship_to) if self.change.regime == US else ship_to
        return self._alike[ship_to]

    def _told(self, ship_to: str) -> Hashable:
        on = self.change.after
        try:
            return signature(self.before, on, ship_to), signature(self.after, on, ship_to)
        except NotHeldError:
            return ship_to

    def _pair(self, profile: Profile, ship_to: str) -> Pair:
        self._profiles.add(profile)
        self._computed += 1
        case = case_of(profile, ship_to, self.change.after)
        after = self._answer(case, self.after)
        code = case.code if self.change.regime == US else case.eu_code
        if not self.may_differ(case):
            return Pair(after, after, Difference.SAME, (), code, ship_to)
        before = self._answer(case, self.before)
        gone = tuple(self._unlike(code))
        parted = Difference.NOT_MODELLED if gone else difference(before, after)
        return Pair(before, after, parted, (*gone, *self._lines(code, ship_to), *self._marks), code, ship_to)

    def _lines(self, code: str, ship_to: str) -> Iterator[str]:
        """Yield the entry's own lines of exceptions that name a group moved: their words on destinations are a fact."""
        groups = {
            group
            for move in self.change.moves
            if counts_as(move.country) == counts_as(ship_to)
            for group in (*move.out_of, *move.into)
        }
        for symbol, line in self._exceptions(self.after, _entry(code)).items() if groups else ():
            if named := sorted(one for one in groups if one in line.place.text):
                told = f"names Country Group {', '.join(named)}, which the change moves: for a person to read"
                yield f"{_entry(code)}, its line {symbol} {told}"

    def _unlike(self, code: str) -> Iterator[str]:
        """Yield what says that a code does not mean an item on both sides: then its outcomes cannot be compared."""
        if _entry(code) not in self.change.entries:
            return
        had, has = self._exists(self.before, code), self._exists(self.after, code)
        if has and had is False:
            yield f"{code} did not exist before: the item's classification then is not known"
        if had and has is False:
            yield f"{code} does not exist after: the item has to be classified again"

    def _exists(self, law: Law, code: str) -> bool | None:
        """Return whether a text has an entry and paragraph, None where no text is held."""
        try:
            held = self._held(law, _entry(code))
        except NotHeldError:
            return None
        below = f"{code}."
        return held is not None and any(
            one.designation == code or one.designation.startswith(below) for one in held.entry.paragraphs()
        )

    def _held(self, law: Law, eccn: str) -> HeldEntry | None:
        on = self.change.after
        return law.entry(eccn, on) if self.change.regime == US else entry_of(law, eccn, on)

    def _entry_touched(self, one: Case | Profile) -> bool:
        return _entry(one.code if self.change.regime == US else one.eu_code) in self.change.entries

    def _value_limits(self, eccn: str) -> tuple[Decimal, ...]:
        """Return the value limits (USD) of an entry on both sides; a text that is not held has none to compare with."""
        if eccn not in self._limits:
            lines = [line for law in (self.before, self.after) for line in self._exceptions(law, eccn).values()]
            found = {Decimal(one.dollars) for line in lines for one in line.clauses if one.dollars is not None}
            self._limits[eccn] = tuple(sorted(found))
        return self._limits[eccn]

    def _exceptions(self, law: Law, eccn: str) -> Mapping[str, ListException]:
        """Return the entry's lines of licence exceptions, none where no text of it is held."""
        try:
            held = law.entry(eccn, self.change.after) if eccn not in ("", EAR99) else None
        except NotHeldError:
            return {}
        return law.lines(held) if held else {}


def _entry(code: str) -> str:
    return code.partition(".")[0]
