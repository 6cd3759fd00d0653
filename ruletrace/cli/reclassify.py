"""The queue of classifications to look at again: list it, look at one item, and decide."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Annotated, Any

import typer

import graph
from graph.reads.reclassifications import (
    LIMIT,
    ReclassificationRow,
    product_reclassifications,
    reclassification,
    reclassifications,
)
from ruletrace.cli.common import Json, folder, settings, told
from ruletrace.cli.screen import fail, json_line, out
from ruletrace.pipeline.findings.decisions import DecisionError
from ruletrace.pipeline.reclassification.decisions import Decision, decide
from ruletrace.pipeline.run import process
from ruletrace.pipeline.units.reclassification import NAME, OPEN

app = typer.Typer(help="Classifications to look at again: list them, look at one, and decide.")
Id = Annotated[str, typer.Argument(help="The item's id, as the list prints it.", metavar="ID")]


@app.callback(invoke_without_command=True)
def reclassify_command(
    context: typer.Context,
    sku: Annotated[str, typer.Option(help="Only the items of this product.")] = "",
    every: Annotated[bool, typer.Option("--all", help="List those too that a person has decided.")] = False,
    limit: Annotated[int, typer.Option(help="At most so many items.", min=1)] = LIMIT,
    as_json: Json = False,
) -> None:
    """List the open items, those of one product together, the product with most open contract value first."""
    if context.invoked_subcommand:
        return
    with told(), graph.connect(settings()) as opened:
        found = product_reclassifications(opened, sku, limit) if sku else None
        found = found or (() if sku else reclassifications(opened, state=None if every else OPEN, limit=limit))
        states = graph.unit_states(opened)
    shown = [one for one in found if every or one.item.state == OPEN]
    if as_json:
        for one in shown:
            json_line(_row(one))
        return
    _list(shown)
    for problem in states[NAME].problems if NAME in states else ():
        _say(f"note: {problem}")


@app.command("show")
def show_command(id: Id, as_json: Json = False) -> None:
    """Show why a classification must be looked at again: old text, new text, old rationale, and what was decided."""
    with told(), graph.connect(settings()) as opened:
        found = _found(opened, id)
    if as_json:
        json_line(_row(found))
    else:
        _print(found)


@app.command("decide")
def decide_command(
    id: Id,
    decision: Annotated[Decision, typer.Argument(help="What you decide.")],
    why: Annotated[str, typer.Option(help="Why, in your words: the new rationale.")],
    by: Annotated[str, typer.Option(help="Your name: who decides.")],
    code: Annotated[str, typer.Option(help="The new code, where it is changed: a paragraph of the list held.")] = "",
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day of the decision: today.")] = None,
    as_json: Json = False,
) -> None:
    """Decide an item under your name; it stands in the journal and is the next version of the classification.

    The version before it is ended. When the next import's tables still state the old code, the later day counts, and
    `ruletrace reclassify` tells the disagreement. What the decision rests on changes: the item is open again.
    """
    with folder() as context, graph.connect(context.settings) as opened:
        try:
            decide(context, opened, id, decision, by, why, code, on.date() if on else None)
        except DecisionError as error:
            raise fail(str(error)) from None
        process(context, opened)
        after = _found(opened, id)
    if as_json:
        json_line(_row(after))
    else:
        _print(after)


def _found(opened: graph.Graph, id: str) -> ReclassificationRow:
    found = reclassification(opened, id)
    if found is None:
        raise fail(f"no item {id!r} in the queue: `ruletrace reclassify --all` lists them")
    return found


def _list(rows: list[ReclassificationRow]) -> None:
    if not rows:
        out.print("nothing to reclassify")
    for sku, group in groupby(rows, key=lambda one: one.product.id):
        own = list(group)
        _say(f"{sku}  {own[0].product.name}: {_amounts(own[0].open_minor)} in contract lines")
        for one in own:
            _say(f"  {one.item.id}  {one.item.regime} {one.item.code}: {one.item.cause}, {one.item.state}")
            _say(f"    {one.item.what}")


def _row(one: ReclassificationRow) -> dict[str, Any]:
    item = one.item
    said = {name: getattr(item, name) for name in item.__dataclass_fields__ if name != "said"}
    return said | {
        "product": one.product.name,
        "owner": one.product.owner,
        "value": [{"currency": currency, "minor": minor} for currency, minor in one.open_minor],
        "changes": [change.id for change in one.changes],
    }


def _print(one: ReclassificationRow) -> None:
    item = one.item
    _say(f"{item.sku} {one.product.name}: {item.cause}, {item.state} ({item.id})")
    _say(item.what)
    made = f"{item.regime} {item.code} of {item.on} by {item.by or 'unknown'}"
    _say(f"Rationale of {made}: {item.rationale or 'none given'}")
    _say(f"  before: {_words(item.from_text)}")
    _say(f"  now:    {_words(item.to_text)}")
    if item.state != OPEN:
        code = f" to {item.new_code}" if item.new_code else ""
        _say(f"{item.decision}{code} by {item.decided_by} on {item.decided_on}: {item.why}")
    if item.reopened:
        _say(item.reopened)
    _say(f"Ask {one.product.owner or 'the owner, who is not told'}; {_amounts(one.open_minor)} in contract lines.")


def amount(currency: str, minor: int) -> str:
    """Return an amount of hundredths with its currency."""
    whole, hundredths = divmod(minor, 100)
    return f"{currency or 'unknown currency'} {whole:,}{f'.{hundredths:02d}' if hundredths else ''}"


def _amounts(values: Iterable[tuple[str, int]]) -> str:
    return " + ".join(amount(currency, minor) for currency, minor in values) or "nothing"


def _words(text: str) -> str:
    return f"“{' '.join(text.split())}”" if text else "nothing"


def _say(words: str) -> None:
    out.print(words, markup=False, soft_wrap=True)
