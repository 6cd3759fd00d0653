"""Findings for the analyst: what to look at, what each source says, and the decision of a person."""

from collections.abc import Iterator
from enum import StrEnum
from itertools import count
from typing import Annotated, Any

import typer

import graph
from graph.reads.findings import LIMIT, OPEN, FindingRow, finding, findings, findings_tally
from ruletrace.cli.common import Json, folder, settings, told
from ruletrace.cli.screen import fail, json_line, out
from ruletrace.pipeline.findings.decisions import Decision, DecisionError, decide
from ruletrace.pipeline.run import process

app = typer.Typer(help="Findings to review: list them, look at one, and decide.")
RANKS = {1: "grave", 2: "notable", 3: "minor"}
Id = Annotated[str, typer.Argument(help="The finding's id, as the list prints it.", metavar="ID")]


class As(StrEnum):
    """What can be decided, as it is typed."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    NOT_RELEVANT = "not-relevant"


@app.callback(invoke_without_command=True)
def review_command(
    context: typer.Context,
    decided: Annotated[bool, typer.Option("--all", help="List those too that a person has decided.")] = False,
    as_json: Json = False,
) -> None:
    """List the open findings, the most important first.

    Exit code 1 while none were computed: then none is no answer.
    """
    if context.invoked_subcommand:
        return
    with told(), graph.connect(settings()) as opened:
        _computed(opened)
        found = list(_all(opened, None if decided else OPEN))
    if as_json:
        for one in found:
            json_line(_row(one))
    elif found:
        for own in (one.finding for one in found):
            _say(f"{own.id}  {RANKS[own.rank]}, {own.state}")
            _say(f"  {own.title}")
    else:
        out.print("no open findings")


@app.command("show")
def show_command(id: Id, as_json: Json = False) -> None:
    """Show what each source says in a finding, with its words and their place, and what was decided."""
    with told(), graph.connect(settings()) as opened:
        found = _found(opened, id)
    if as_json:
        json_line(_row(found))
    else:
        _print(found)


@app.command("decide")
def decide_command(
    id: Id,
    by: Annotated[str, typer.Option(help="Your name: who decides.")],
    why: Annotated[str, typer.Option(help="Why, in your words.")],
    decision: Annotated[As, typer.Option("--as", help="What you decide.")],
    as_json: Json = False,
) -> None:
    """Decide a finding under your name; the decision stands in the journal and survives every later update.

    When the sources later say something else, the finding is open again and tells what was decided before.
    """
    with folder() as context, graph.connect(context.settings) as opened:
        found = _found(opened, id).finding
        chosen = Decision(decision.value.replace("-", " "))
        try:
            decide(context, found.id, found.said, found.title, chosen, by, why)
        except DecisionError as error:
            raise fail(str(error)) from None
        process(context, opened)
        after = _found(opened, id)
    if as_json:
        json_line(_row(after))
    else:
        _print(after)


def _computed(opened: graph.Graph) -> None:
    if not findings_tally(opened).computed:
        raise fail("findings were not computed yet: run `ruletrace process`")


def _all(opened: graph.Graph, state: str | None) -> Iterator[FindingRow]:
    """Yield every finding of a state, read in portions."""
    for skip in count(0, LIMIT):
        part = findings(opened, state, LIMIT, skip)
        yield from part
        if len(part) < LIMIT:
            return


def _found(opened: graph.Graph, id: str) -> FindingRow:
    found = finding(opened, id)
    if found is None:
        _computed(opened)
        raise fail(f"no finding {id!r}: `ruletrace review --all` lists them")
    return found


def _row(one: FindingRow) -> dict[str, Any]:
    own = one.finding
    sides = [
        {"source": s.source, "says": s.says, "quote": s.quote, "place": s.place, "document": s.document, "fact": s.fact}
        for s in one.sides
    ]
    return {
        "id": own.id,
        "kind": own.kind,
        "rank": own.rank,
        "title": own.title,
        "sides": sides,
        "next_step": own.next_step,
        "state": own.state,
        "decided_by": own.decided_by,
        "decided_at": own.decided_at,
        "decided_why": own.decided_why,
        "reopened": own.reopened,
        "documents": [document.id for document in one.documents],
        "changes": [change.id for change in one.changes],
    }


def _say(words: str = "") -> None:
    out.print(words, markup=False, soft_wrap=True)


def _print(one: FindingRow) -> None:
    own = one.finding
    _say(f"{own.title}")
    _say(f"{own.kind}, {RANKS[own.rank]}, {own.state} ({own.id})")
    for side in one.sides:
        _say(f"  - {side.source}: {side.says}")
        if side.quote:
            _say(f"      “{' '.join(side.quote.split())}”")
    if own.decided_by:
        _say(f"decided by {own.decided_by} at {own.decided_at}: {own.decided_why}")
    if own.reopened:
        _say(own.reopened)
    _say(f"Next: {own.next_step}")
    if one.changes:
        places = ", ".join(f"{change.entry} {change.place}".strip() for change in one.changes[:10])
        _say(f"About {len(one.changes)} changes: {places}{' …' if len(one.changes) > 10 else ''}")
