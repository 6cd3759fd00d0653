"""What a document's changes mean for the company: outcomes before and after, by item and destination or by line."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Annotated, Any

import typer

import graph
from alerts.impact.outcome_of import amounts
from graph import reads
from graph.reads.outcomes import Held, OutcomeLine, cause_outcomes, comparisons, outcome_lines, outcomes
from graph.schema import Comparison, Line, Outcome
from regulation.licensing.compared.model import Difference
from ruletrace.cli.common import Json, cut, settings, told
from ruletrace.cli.screen import fail, json_line, out, table

app = typer.Typer()
SHOWN = 160  # characters of an item's facts in the table; --json gives all
_PREFIXES = ("", "fr:", "celex:")


@app.command("outcomes")
def outcomes_command(
    document: Annotated[str, typer.Argument(help="Number or id of a document, or the id of an alert.")],
    lines: Annotated[bool, typer.Option("--lines", help="Each affected contract line, changed or not.")] = False,
    cells: Annotated[bool, typer.Option("--cells", help="Only cells (facts × destination) without a line.")] = False,
    as_json: Json = False,
) -> None:
    """Tell which outcomes a document's changes change: before → after, what to do, and for how many lines.

    No outcome is a clearance: each says what it did not check (--json).
    """
    if lines and cells:
        raise fail("give --lines or --cells, not both")
    with told(), graph.connect(settings()) as opened:
        compared = _compared(opened, document)
        held = [one for own in cause_outcomes(opened, [one.cause for one in compared]).values() for one in own]
        joined = outcome_lines(opened, [one.outcome.id for one in held if one.lines]) if lines else ()
    for one in compared if as_json else ():
        json_line({"comparison": asdict(one)})
    if lines:
        _lines(held, joined, as_json=as_json)
    else:
        changed = [one for one in held if one.outcome.difference != Difference.SAME]
        _changed([one for one in changed if not cells or not one.lines], as_json=as_json)
    for one in () if as_json else compared:
        _say(_counted(one))


def _compared(opened: graph.Graph, name: str) -> list[Comparison]:
    """Return what was compared for a document or an alert, by cause."""
    alert = reads.alert(opened, name)
    causes = {one.cause for one in outcomes(opened, alert=name)} if alert else set()
    if alert and not causes:
        raise fail(f"{name}: {' '.join(alert.alert.outcome) or 'no outcome was computed'}")
    found = [one for cause in sorted(causes) for one in comparisons(opened, cause=cause)]
    for prefix in _PREFIXES if not alert else ():
        found += comparisons(opened, document=f"{prefix}{name}")
    if not found:
        raise fail(f"nothing is compared for {name!r}: no cause or proposed rule of that document or alert")
    return found


def _changed(held: Sequence[Held], *, as_json: bool) -> None:
    if as_json:
        for one in held:
            json_line(asdict(one.outcome) | {"line_ids": [line.id for line in one.lines]})
        return
    columns = ["item", "to", "before → after", "difference", "what to do", "lines", "value"]
    # What most lines have stands first, cells without a line last.
    rows = sorted(_grouped(held).items(), key=lambda row: (-len(row[1]), row[0]))
    table("Changed outcomes", columns, [_row(key, own) for key, own in rows])


def _grouped(held: Iterable[Held]) -> dict[tuple[str, ...], list[Line]]:
    """Return the lines of outcomes that read alike, each once."""
    found: dict[tuple[str, ...], dict[str, Line]] = defaultdict(dict)
    for one in held:
        told = one.outcome
        key = (cut(told.item, SHOWN), told.ship_to, _arrow(told), told.difference, ", ".join(told.actions))
        found[key].update((line.id, line) for line in one.lines)
    return {key: [lines[id] for id in sorted(lines)] for key, lines in found.items()}


def _row(key: tuple[str, ...], lines: Sequence[Line]) -> list[object]:
    return [*key, len(lines), " + ".join(amounts(lines)) or "no line"]


def _arrow(one: Outcome) -> str:
    return f"{one.before} → {one.after}"


def _lines(held: Iterable[Held], joined: Iterable[OutcomeLine], *, as_json: bool) -> None:
    known = {one.outcome.id: one.outcome for one in held}
    rows = [(one, known[one.outcome]) for one in sorted(joined, key=lambda one: (one.line.id, one.outcome))]
    if as_json:
        for one, outcome in rows:
            json_line(_line(one, outcome))
        return
    columns = ["line", "item", "from → to", "before → after", "what to do", "next step"]
    table("Affected lines", columns, list(_shown(rows)))


def _shown(rows: Iterable[tuple[OutcomeLine, Outcome]]) -> Iterator[list[object]]:
    for one, outcome in rows:
        places = f"{one.ship_from or 'unknown'} → {one.ship_to or 'unknown'}"
        sku = one.product.id if one.product else "unknown"
        yield [one.line.id, sku, places, _arrow(outcome), ", ".join(outcome.actions), cut(outcome.next_step, SHOWN)]


def _line(one: OutcomeLine, outcome: Outcome) -> dict[str, Any]:
    return {
        "line": one.line.id,
        "sku": one.product.id if one.product else "",
        "contract": one.contract.id if one.contract else "",
        "customer": one.customer.id if one.customer else "",
        "ship_from": one.ship_from,
        "ship_to": one.ship_to,
        "currency": one.line.currency,
        "value_minor": one.line.value_minor,
        "before": outcome.before,
        "after": outcome.after,
        "difference": outcome.difference,
        "actions": list(outcome.actions),
        "next_step": outcome.next_step,
        "missing": list(outcome.missing),
        "outcome": outcome.id,
    }


def _counted(one: Comparison) -> str:
    head = f"{one.title} ({one.regime}, {one.standing})"
    if one.not_compared:
        return f"{head}: not compared: {one.not_compared}"
    told = (
        f"{one.profiles:,} distinct profiles, {one.determinations:,} pairs of determinations, "
        f"{one.cells:,} cells compared, {one.changed:,} cells changed"
    )
    more = f", {one.uncompared:,} not modelled on a side" if one.uncompared else ""
    return f"{head}: {told}{more}. All other law as of {one.after}."


def _say(words: str) -> None:
    out.print(words, markup=False, soft_wrap=True)
