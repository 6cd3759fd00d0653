"""Exposure: the value of the contract lines touched, each line once, with lines to named destinations told apart."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from alerts.report.decisions import CODES, SHOWN, head_and_tail
from alerts.report.page import Exposed
from alerts.report.plain import count, named, plain, total
from graph.reads.digest import AlertCause, ExposedLine

Lines = Mapping[str, Sequence[ExposedLine]]
NAMED = 2
_NAME = 62


def rows(causes: Sequence[AlertCause], lines: Lines, countries: Mapping[str, str]) -> tuple[Exposed, ...]:
    """Return the table: all together first, then each decision shown, then the others in one row."""
    if not causes:
        return ()
    shown = [
        _row(f"{n}. {head_and_tail(one.alert.title)[0]}", [one], lines, countries)
        for n, one in enumerate(causes[:SHOWN], start=1)
    ]
    rest = causes[SHOWN:]
    others = [_row(f"{count(len(rest), 'more alert')}, each line once", rest, lines, countries)] if rest else []
    return (_row("All together, each line once", causes, lines, {}), *shown, *others)


def _row(name: str, causes: Sequence[AlertCause], lines: Lines, countries: Mapping[str, str]) -> Exposed:
    own = [one for cause in causes for one in lines.get(cause.alert.id, ())]
    to_there = [one for cause in causes for one in _to_named(cause, lines)]
    return Exposed(
        name=named(name, _NAME),
        lines=f"{len({one.line.id for one in own}):,}",
        value=total(one.line for one in own),
        changed=_changed_words(causes, own),
        named=_named_words(causes, to_there, countries),
    )


def stake(cause: AlertCause, lines: Lines, countries: Mapping[str, str]) -> str:
    """Return in one sentence what an alert exposes, with lines to named destinations told apart."""
    own = lines.get(cause.alert.id, ())
    alert = cause.alert
    who = f"{count(alert.customers, 'customer')}" + (f", {count(alert.products, 'SKU')}" if alert.products else "")
    words = f"{count(len({one.line.id for one in own}), 'contract line')}, {who}: {total(one.line for one in own)}"
    changed = [one for one in own if one.changed]
    if changed:
        words += f"; the outcome changes for {count(len({one.line.id for one in changed}), 'line')}"
        words += f" ({total(one.line for one in changed)})"
    to_there = _to_named(cause, lines)
    return f"{words}; of these {_named_words([cause], to_there, countries)}." if to_there else f"{words}."


def _changed_words(causes: Sequence[AlertCause], own: Sequence[ExposedLine]) -> str:
    """Return for how many lines the outcome changes; where no outcome was computed, that."""
    changed = [one for one in own if one.changed]
    if changed:
        return f"{count(len({one.line.id for one in changed}), 'line')}: {total(one.line for one in changed)}"
    return "none" if any(cause.alert.outcome for cause in causes) else "not computed"


def by_alert(lines: Iterable[ExposedLine]) -> Lines:
    """Return the lines of each alert (by its id)."""
    found: dict[str, list[ExposedLine]] = defaultdict(list)
    for one in lines:
        found[one.alert].append(one)
    return found


def _to_named(cause: AlertCause, lines: Lines) -> list[ExposedLine]:
    """Return the lines of an alert that ship to a country that its documents name; for parties that tells nothing."""
    countries = cause.destinations if cause.alert.kind == CODES else frozenset()
    return [one for one in lines.get(cause.alert.id, ()) if one.ship_to in countries]


def _named_words(causes: Sequence[AlertCause], to_there: Sequence[ExposedLine], countries: Mapping[str, str]) -> str:
    of_codes = [cause for cause in causes if cause.alert.kind == CODES]
    codes = sorted({code for cause in of_codes for code in cause.destinations})
    if not codes:
        return "it names none" if of_codes else "it names parties"
    where = ", ".join(plain(countries.get(code, code)) for code in codes[:NAMED]) if len(causes) == 1 else ""
    if len(codes) > NAMED or not where:
        where = count(len(codes), "named destination")
    found = {one.line.id for one in to_there}
    return f"{count(len(found), 'line')} to {where}" + (f": {total(one.line for one in to_there)}" if found else "")
