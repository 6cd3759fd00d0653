"""Exposure: the value of the contract lines touched, each line once, by how much of them is still to be delivered.

A line that a change can concern is still to be delivered in the week or later (open), or was delivered since the change
applies (to be checked: it may have needed a licence). Lines delivered before it are named apart and count for nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from alerts.report.decisions import CODES, SHOWN, head_and_tail
from alerts.report.page import Exposed
from alerts.report.plain import count, named, plain, total
from graph.reads.digest import AlertCause, ExposedLine
from graph.reads.lines import BEFORE, OPEN, SINCE

Lines = Mapping[str, Sequence[ExposedLine]]
NAMED = 2
_NAME = 62


def rows(causes: Sequence[AlertCause], lines: Lines, countries: Mapping[str, str], day: str) -> tuple[Exposed, ...]:
    """Return the table: all together first, then each decision shown, then the others in one row.

    `day` (ISO) is the first one of the week: what was delivered before it is no longer to be delivered.
    """
    if not causes:
        return ()
    shown = [
        _row(f"{n}. {head_and_tail(one.alert.title)[0]}", [one], lines, countries, day)
        for n, one in enumerate(causes[:SHOWN], start=1)
    ]
    rest = causes[SHOWN:]
    name = f"{count(len(rest), 'more alert')}, each line once"
    others = [_row(name, rest, lines, countries, day)] if rest else []
    return (_row("All together, each line once", causes, lines, {}, day), *shown, *others)


def _row(name: str, causes: Sequence[AlertCause], lines: Lines, countries: Mapping[str, str], day: str) -> Exposed:
    own = parted((one for cause in causes for one in lines.get(cause.alert.id, ())), day)
    to_there = [one for cause in causes for one in _to_named(cause, lines)]
    return Exposed(
        name=named(name, _NAME),
        open=_worth(own[OPEN]),
        since=_worth(own[SINCE]),
        before=_worth(own[BEFORE]),
        changed=_changed_words(causes, (*own[OPEN], *own[SINCE])),
        named=_named_words(causes, to_there, countries),
    )


def parted(lines: Iterable[ExposedLine], day: str) -> Mapping[str, Sequence[ExposedLine]]:
    """Return lines, each once, by how they stand on a day (ISO); of several alerts that touch one the gravest counts.

    What one alert holds to be delivered before its change applies may be open, or delivered since, for another.
    """
    order = (OPEN, SINCE, BEFORE)
    found: dict[str, tuple[int, ExposedLine]] = {}
    for one in lines:
        rank = order.index(one.standing(day))
        held = found.get(one.line.id)
        if held is None or (rank, not one.changed) < (held[0], not held[1].changed):
            found[one.line.id] = rank, one
    return {name: [one for _, (rank, one) in sorted(found.items()) if rank == at] for at, name in enumerate(order)}


def stake(cause: AlertCause, lines: Lines, countries: Mapping[str, str], day: str) -> str:
    """Return in one sentence what an alert exposes, with lines delivered already and to named destinations apart."""
    own = parted(lines.get(cause.alert.id, ()), day)
    counted = (*own[OPEN], *own[SINCE])
    alert = cause.alert
    who = f"{count(alert.customers, 'customer')}" + (f", {count(alert.products, 'SKU')}" if alert.products else "")
    words = f"{count(len(counted), 'contract line')}, {who}: {_total(counted)}"
    if own[SINCE]:
        since = f"since {alert.applies}" if alert.applies else "already"
        words += f"; {len(own[OPEN]):,} still to be delivered ({_total(own[OPEN])})"
        words += f", {len(own[SINCE]):,} delivered {since}: check these ({_total(own[SINCE])})"
    if changed := [one for one in counted if one.changed]:
        words += f"; the outcome changes for {count(len(changed), 'line')} ({_total(changed)})"
    if to_there := _to_named(cause, lines):
        words += f"; of these {_named_words([cause], to_there, countries)}"
    past = f" Delivered before that, not counted (look back): {_worth(own[BEFORE])}." if own[BEFORE] else ""
    return f"{words}.{past}"


def _changed_words(causes: Sequence[AlertCause], own: Sequence[ExposedLine]) -> str:
    """Return for how many lines the outcome changes; where no outcome was computed, that."""
    if changed := [one for one in own if one.changed]:
        return _worth(changed)
    return "none" if any(cause.alert.outcome for cause in causes) else "not computed"


def by_alert(lines: Iterable[ExposedLine]) -> Lines:
    """Return the lines of each alert (by its id)."""
    found: dict[str, list[ExposedLine]] = defaultdict(list)
    for one in lines:
        found[one.alert].append(one)
    return found


def _to_named(cause: AlertCause, lines: Lines) -> list[ExposedLine]:
    """Return the lines that count and ship to a country that the documents name; for parties that tells nothing."""
    countries = cause.destinations if cause.alert.kind == CODES else frozenset()
    own = lines.get(cause.alert.id, ())
    return [one for one in own if one.ship_to in countries and one.delivered != BEFORE]


def _named_words(causes: Sequence[AlertCause], to_there: Sequence[ExposedLine], countries: Mapping[str, str]) -> str:
    of_codes = [cause for cause in causes if cause.alert.kind == CODES]
    codes = sorted({code for cause in of_codes for code in cause.destinations})
    if not codes:
        return "it names none" if of_codes else "it names parties"
    where = ", ".join(plain(countries.get(code, code)) for code in codes[:NAMED]) if len(causes) == 1 else ""
    if len(codes) > NAMED or not where:
        where = count(len(codes), "named destination")
    found = {one.line.id for one in to_there}
    return f"{count(len(found), 'line')} to {where}" + (f": {_total(to_there)}" if found else "")


def _worth(lines: Sequence[ExposedLine]) -> str:
    return f"{count(len(lines), 'line')}: {_total(lines)}" if lines else "none"


def _total(lines: Iterable[ExposedLine]) -> str:
    return total(one.line for one in lines)
