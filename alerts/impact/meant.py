"""What a cause means by its outcomes: which of them changed on which lines, in words."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from alerts.impact.outcome_of import AFTER, BEFORE, amounts
from graph.reads.outcomes import Held
from graph.schema import Comparison, Line, Outcome
from regulation.licensing.compared.model import Difference
from regulation.licensing.model import Result

SHOWN, PLACES, FACTS = 6, 6, 2
_WEIGHT = {one.value: at for at, one in enumerate(Difference)}
_USABLE = ("eligible", "needs a fact")


@dataclass(frozen=True, slots=True)
class Meant:
    """The outcomes of a cause with their lines, what was compared (None: nothing), and the countries' names."""

    held: tuple[Held, ...] = ()
    compared: Comparison | None = None
    countries: Mapping[str, str] | None = None

    @property
    def computed(self) -> bool:
        """Whether outcomes were computed."""
        return self.compared is not None and not self.compared.not_compared

    @property
    def changed(self) -> tuple[Held, ...]:
        """The outcomes that part on current lines."""
        return tuple(one for one in self.held if one.lines and one.outcome.difference != Difference.SAME)

    @property
    def differences(self) -> frozenset[str]:
        """How the outcomes of current lines part."""
        return frozenset(one.outcome.difference for one in self.changed)

    @property
    def actions(self) -> frozenset[str]:
        """What there is to do about current lines."""
        return frozenset(action for one in self.held if one.lines for action in one.outcome.actions)

    @property
    def weightiest(self) -> str:
        """The weightiest difference on current lines, "" without one."""
        return min(self.differences, key=_WEIGHT.__getitem__, default="")

    def lines(self) -> tuple[Line, ...]:
        """Return the current lines whose outcome changes, by id."""
        return _lines(self.changed)

    def words(self) -> tuple[str, ...]:
        """Return what changes, the weightiest first, then what stays and why; nothing where nothing was computed."""
        if not self.computed:
            why = self.compared.not_compared if self.compared else ""
            return (f"No outcome was computed: {why}.",) if why else ()
        groups = self._groups()
        told = [self._group(own) for own in groups[:SHOWN]]
        rest = [one for own in groups[SHOWN:] for one in own]
        if rest:
            told.append(f"In other ways for {self._these(rest)}.")
        return tuple(one for one in (*told, *self._stays(), self._cells()) if one)

    def _groups(self) -> list[list[Held]]:
        found: dict[tuple[str, ...], list[Held]] = defaultdict(list)
        for one in self.changed:
            found[_alike(one.outcome)].append(one)
        return sorted(
            found.values(),
            key=lambda own: (_WEIGHT[own[0].outcome.difference], -len(_lines(own)), _alike(own[0].outcome)),
        )

    def _group(self, own: Sequence[Held]) -> str:
        first = own[0].outcome
        facts = _common(own)
        asked = f"; it depends on: {'; '.join(facts)}" if facts else ""
        return f"{_label(first)} for {self._these(own)}: {_arrow(first)}{asked}."

    def _these(self, own: Sequence[Held]) -> str:
        lines = _lines(own)
        places = sorted({one.outcome.ship_to for one in own})
        named = ", ".join(self._name(one) for one in places[:PLACES])
        more = f" and {len(places) - PLACES} more destinations" if len(places) > PLACES else ""
        return f"{_count(lines)} to {named}{more} ({' + '.join(amounts(lines))})"

    def _name(self, code: str) -> str:
        return (self.countries or {}).get(code, code)

    def _stays(self) -> Iterator[str]:
        same = [one for one in self.held if one.lines and one.outcome.difference == Difference.SAME]
        if same:
            results: dict[str, list[Held]] = defaultdict(list)
            for one in same:
                results[one.outcome.after].append(one)
            each = ", ".join(f"{result} {len(_lines(own))}" for result, own in sorted(results.items()))
            yield f"Same outcome for {_count(_lines(same))} ({each})."
        yield from self._named_by_row()

    def _named_by_row(self) -> Iterator[str]:
        """Yield for each country moved between groups which requirements stay because a row names the country now."""
        for move in self.compared.moves if self.compared else ():
            country, _, groups = move.partition(": ")
            own = [one for one in self.held if one.lines and one.outcome.ship_to == country]
            own = [one for one in own if one.outcome.before == one.outcome.after and self._row_names(one.outcome)]
            if own:
                entries = sorted({one.outcome.code.partition(".")[0] for one in own})
                results = ", ".join(sorted({one.outcome.after for one in own}))
                yield (
                    f"{self._name(country)} moves between Country Groups ({groups}), and the result stays for"
                    f" {_count(_lines(own))} ({results}) because the licence rows of {', '.join(entries)} name it now."
                )

    def _row_names(self, outcome: Outcome) -> bool:
        name = self._name(outcome.ship_to)
        rows = [json.loads(one) for one in outcome.quotes]
        said = {
            when: {row["citation"] for row in rows if name in row["words"] and when in row["when"]}
            for when in (BEFORE, AFTER)
        }
        entry = outcome.code.partition(".")[0]
        return entry in said[AFTER] and entry not in said[BEFORE]

    def _cells(self) -> str:
        compared = self.compared
        if compared is None or not compared.cells:
            return ""
        told = f"Of {compared.cells:,} cells (facts of our products × destinations) {compared.changed:,} change"
        return f"{told}, {compared.uncompared:,} are not modelled on a side." if compared.uncompared else f"{told}."


def _label(one: Outcome) -> str:
    """Return the difference in words; that one requirement goes must not sound as if none were left."""
    partly = one.difference == Difference.LIFTED and one.after != Result.NONE_FOUND
    return "One requirement goes, the rest does not" if partly else one.difference.capitalize()


def _alike(one: Outcome) -> tuple[str, ...]:
    opened, closed = _exceptions(one)
    return one.difference, one.before, one.after, ", ".join(opened), ", ".join(closed)


def _exceptions(one: Outcome) -> tuple[list[str], list[str]]:
    """Return the exceptions that can be used, or need a fact, on one side alone: those that open, those that close."""
    before, after = _usable(one.exceptions_before), _usable(one.exceptions_after)
    return sorted(after - before), sorted(before - after)


def _usable(told: Iterable[str]) -> set[str]:
    pairs = (one.partition(": ") for one in told)
    return {symbol for symbol, _, status in pairs if status in _USABLE}


def _arrow(one: Outcome) -> str:
    """Return how the outcome was and is: "licence required → exception available (STA)"."""
    opened, closed = _exceptions(one)
    more = f" ({', '.join(opened)})" if opened and one.after == "exception available" else ""
    words = f"{one.before} → {one.after}{more}" if one.before != one.after else f"{one.after}, as before"
    if opened and not more and one.difference != Difference.SAME:
        words += f"; licence exception {', '.join(opened)} may overcome it"
    return f"{words}; no longer licence exception {', '.join(closed)}" if closed else words


def _common(own: Sequence[Held]) -> list[str]:
    """Return the first facts that every outcome of a group asks for."""
    first = own[0].outcome.missing
    return [one for one in first if all(one in other.outcome.missing for other in own)][:FACTS]


def _lines(held: Iterable[Held]) -> tuple[Line, ...]:
    found = {line.id: line for one in held for line in one.lines}
    return tuple(found[id] for id in sorted(found))


def _count(lines: Sequence[Line]) -> str:
    return f"{len(lines):,} line{'' if len(lines) == 1 else 's'}"
