"""Which missing facts would decide the most contract value, whom to ask, and what each answer would mean."""

from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

import typer

import graph
from alerts.questions import Question, questions
from graph.reads.verdicts import verdicts_on
from ruletrace.cli.common import Json, cut, settings, told
from ruletrace.cli.reclassify import amount
from ruletrace.cli.screen import json_line, out
from ruletrace.pipeline.context import utc_now

app = typer.Typer()
SHOWN, BESIDES = 4, 240  # meanings of a question and characters of what is missing besides; --json gives all


@app.command("questions")
def questions_command(
    on: Annotated[datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="The day of law: today.")] = None,
    limit: Annotated[int, typer.Option(help="At most so many questions.", min=1)] = 20,
    as_json: Json = False,
) -> None:
    """List the missing facts that would decide the most contract value, with whom to ask and what answers would mean.

    Amounts of different currencies are ranked apart. A value counts by the share of possible answers that would decide.
    """
    day = on.date() if on else utc_now().date()
    with told(), graph.connect(settings()) as opened:
        found = questions(opened, day)
        asked = bool(verdicts_on(opened, day.isoformat(), limit=1))
    for one in found[:limit]:
        if as_json:
            json_line(_row(one))
        else:
            _print(one)
    if not as_json:
        waiting = f"{len(found):,} questions, {min(limit, len(found)):,} shown."
        nothing = "no answer waits for a fact" if asked else f"no product is asked of any entry on {day}"
        out.print(waiting if found else nothing)


def _row(one: Question) -> dict[str, Any]:
    return {name: float(value) if isinstance(value, Decimal) else value for name, value in asdict(one).items()}


def _print(one: Question) -> None:
    decides = amount(one.currency, one.decides) if one.currency else "no contract line"
    touches = f" of {amount(one.currency, one.touches)}" if one.currency else ""
    _say(f"{one.rank}. {one.sku} {one.name}: {one.fact}")
    _say(f"   decides {decides}{touches} ({one.share:.0%} of its values), {one.entry}; ask {one.owner or 'its owner'}")
    if one.with_others:
        _say(f"   {len(one.with_others)} more facts are missing besides: {cut('; '.join(one.with_others), BESIDES)}")
    for meaning in one.outcomes[:SHOWN]:
        met = f" ({', '.join(meaning.paragraphs)})" if meaning.paragraphs else " (by note)" if meaning.by_note else ""
        _say(f"   if {'; '.join(meaning.when)}: {meaning.verdict}{met}")
    if len(one.outcomes) > SHOWN:
        _say(f"   and {len(one.outcomes) - SHOWN} more")


def _say(words: str) -> None:
    out.print(words, markup=False, soft_wrap=True)
