"""The command that replays the dated texts of a list against the documents that were known."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from regulation.history.backtest import Replay
from regulation.history.timeline import draw
from ruletrace.cli.common import Json, folder
from ruletrace.cli.law import ListName, held_of
from ruletrace.cli.screen import err, fail, json_line, out, table
from ruletrace.pipeline import list_history
from ruletrace.pipeline.controls import CCL

app = typer.Typer()


@app.command("backtest")
def backtest(
    name: ListName = CCL,
    plot: Annotated[Path | None, typer.Option(help="Draw the replay into this SVG file.")] = None,
    as_json: Json = False,
) -> None:
    """Replay the dated texts as if each had just arrived, with the documents then known.

    Per rule: the day it could be known from publication, the day it stood in the official text, and the days between;
    per text: changes without a document, rules without a change, and what only a converter made.
    """
    if plot and not plot.resolve().parent.is_dir():
        raise fail(f"{plot.parent} is no folder: the plot cannot be written there")
    with folder() as context:
        own = held_of(context, name)
        documents = list_history.known(context, own.kept)
        done = list_history.backtest(own, documents)
    if len(done.texts) == 0:
        raise fail(f"fewer than two texts of the {name} are held: run `ruletrace controls take-history` or `crawl`")
    if plot:
        plot.write_bytes(draw(done, f"{own.kept.title}: rules and dated texts"))
        err.print(f"drawn: {plot}", soft_wrap=True, markup=False)
    _replay_lines(done) if as_json else _replay_tables(done)


def _replay_lines(done: Replay) -> None:
    for rule in done.rules:
        json_line(
            {
                "row": "rule",
                "number": rule.number,
                "title": rule.title,
                "known": _day(rule.published),
                "effective": _day(rule.effective),
                "not_yet": _day(rule.not_yet),
                "stood": _day(rule.stood),
                "changes": rule.changes,
                "by_words": rule.by_words,
                "alone": rule.alone,
                "shared_with": rule.shared_with,
                "days_to_text": rule.days_to_text,
                "days_from_effect": rule.days_from_effect,
                "missed": rule.stood is None,
                "why": rule.why,
            }
        )
    for text in done.texts:
        json_line(
            {
                "row": "text",
                "date": str(text.version),
                "changes": text.changes,
                "explained": text.explained,
                "by_date": text.by_date,
                "later_explained": text.later_explained,
                "invented": text.unexplained,
                "editorial": text.editorial,
                "converter": text.converter,
                "documents": text.documents,
                "published_later": text.later,
            }
        )


def _day(day: date | None) -> str:
    return str(day) if day else ""


def _replay_tables(done: Replay) -> None:
    out.print("[bold]Rules[/bold]: in the text from some day between the last that does not show them and the first")
    out.print("that does; so from publication (known) and from effect it took as many days at most", soft_wrap=True)
    _line("rule", "known", "effective", "not yet in", "in that of", "changes", "by words", "known", "effect", "to know")
    for one in done.rules:
        shared = f"shared with {', '.join(one.shared_with)}" if one.shared_with else ""
        told = "; ".join(filter(None, (shared, one.why)))
        days = (_day(one.published), _day(one.effective), _day(one.not_yet), _day(one.stood) or "not seen")
        counts = (str(one.changes), str(one.by_words), _count(one.days_to_text), _count(one.days_from_effect))
        _line(one.number, *days, *counts, told)
    texts = [
        [
            str(one.version),
            one.changes,
            one.explained,
            one.by_date,
            one.later_explained,
            one.unexplained,
            one.editorial,
            one.converter,
        ]
        for one in done.texts
    ]
    heads = [
        "text of",
        "changes",
        "by words",
        "by date alone",
        "known later",
        "no document",
        "editorial",
        "converter's",
    ]
    table("Texts", heads, texts)
    missed = [one.number for one in done.rules if one.stood is None]
    invented = sum(one.unexplained for one in done.texts)
    out.print(f"rules missed by the texts: {', '.join(missed) or 'none'}", soft_wrap=True)
    by_date = sum(one.by_date for one in done.texts)
    every = sum(one.changes for one in done.texts)
    out.print(f"changes without any document: {invented:,} of {every:,}; by date alone: {by_date:,}")
    out.print("By date alone proves no attribution: the rule falls into the interval, no word of its title is tied.")


def _line(*cells: str) -> None:
    widths = (14, 11, 11, 11, 11, 8, 9, 6, 7)
    row = "".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=False))
    out.print((row + cells[-1]).rstrip(), markup=False, soft_wrap=True)


def _count(days: int | None) -> str:
    return "" if days is None else f"≤{days}"
