"""Commands that show the law: control lists and what changed in them."""

from datetime import date, datetime
from typing import Annotated, Any

import typer

from regulation.attribution import attribute
from regulation.controls.model import Place
from regulation.diff import Difference, differences
from regulation.redline import redline, to_text
from ruletrace.cli.common import Json, folder
from ruletrace.cli.screen import err, fail, json_line, out
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.controls import CCL, Version, summary, texts
from ruletrace.pipeline.documents import documents
from ruletrace.pipeline.units.documents import documents_of

app = typer.Typer(no_args_is_help=True, help="Show control lists and what changed in them.")

List = Annotated[str, typer.Option("--list", help="ccl: the Commerce Control List.")]
Day = Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Date of a text (YYYY-MM-DD).")]


@app.command("diff")
def diff(
    from_: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="Date of the older text.")],
    to: Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="Date of the newer text.")],
    name: List = CCL,
    as_json: Json = False,
) -> None:
    """Print what changed between two dated texts, place by place, with a redline.

    Each change names the documents that may have made it: candidates by date and words, never more than that.
    """
    with folder() as context:
        old, new = (_text(context, name, day.date()) for day in (from_, to))
        found = differences(old.controls, new.controls)
        candidates = _candidates(context, found, old, new)
    for one in found:
        if as_json:
            json_line(_row(one, candidates[one.change_id]))
        else:
            _print(one, candidates[one.change_id])
    err.print(f"{len(found)} changes in {len({one.entry for one in found if one.entry})} entries")


@app.command("show")
def show(
    designation: Annotated[str, typer.Argument(help="An entry or paragraph, such as 3A090 or 3A090.a.1.")],
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Date of a text that is held.")],
    name: List = CCL,
    as_json: Json = False,
) -> None:
    """Print a paragraph, or a whole entry with its licence rows and notes, as it stood in a dated text."""
    with folder() as context:
        version = _text(context, name, on.date())
    places = _places(version, designation)
    if not places:
        raise fail(f"no {designation} in the {name} of {version.controls.version}")
    for place in places:
        if as_json:
            json_line({"entry": place.entry, "place": place.place, "kind": place.kind, "text": place.text})
        else:
            out.print(f"[bold]{place.place}[/bold]", end="  ")
            out.print(place.text, markup=False)


@app.command("versions")
def versions(name: List = CCL, as_json: Json = False) -> None:
    """Print the dates of which a text is held."""
    with folder() as context:
        held = _held(context, name)
    for version in held:
        row = {"list": name, "date": str(version.controls.version), "entries": len(version.controls.entries)}
        if as_json:
            json_line({**row, "sha256": version.controls.sha256})
        else:
            out.print(f"{row['date']}  {row['entries']} entries  SHA-256 {version.controls.sha256[:16]}…")


def _held(context: Context, name: str) -> tuple[Version, ...]:
    if name != CCL:
        raise fail(f"unknown list {name!r}: the lists held are {CCL}")
    held, problems = texts(context)
    for problem in problems:
        err.print(f"[red]not read:[/red] {problem}", soft_wrap=True)
    return held


def _text(context: Context, name: str, day: date) -> Version:
    held = _held(context, name)
    for version in held:
        if version.controls.version == day:
            return version
    dates = ", ".join(str(one.controls.version) for one in held)
    hint = f"dates held: {dates}" if dates else "no text is held yet: run `ruletrace crawl` or `ruletrace demo`"
    raise fail(f"no text of {day} is held ({hint})")


def _places(version: Version, designation: str) -> list[Place]:
    entry = version.controls.entry(designation[:5].upper())
    if entry is None:
        return []
    wanted = designation[:5].upper() + designation[5:].lower()
    if wanted == entry.eccn:
        return [place for place in entry.places if place.text]
    return [one for one in entry.paragraphs() if f"{one.designation}.".startswith(f"{wanted}.") and one.text]


def _candidates(context: Context, found: list[Difference], old: Version, new: Version) -> dict[str, list[str]]:
    known = [summary(document, facts) for document, facts in documents_of(documents(context))]
    numbers = {one.id: one.number for one in known}
    lists = (old.controls, new.controls)
    made = attribute(found, known, old.controls.version, new.controls.version, lists)
    return {change: [numbers[one.document_id] for one in candidates] for change, candidates in made.items()}


def _row(one: Difference, candidates: list[str]) -> dict[str, Any]:
    return {
        "entry": one.entry,
        "place": one.place,
        "kind": one.kind,
        "class": one.change_class,
        "before": one.before,
        "after": one.after,
        "documents": candidates,
    }


def _print(one: Difference, candidates: list[str]) -> None:
    by = f"candidate: {', '.join(candidates)}" if candidates else "not attributed"
    out.print(f"[bold]{one.entry} {one.place}[/bold] {one.kind} ({one.change_class}; {by})")
    out.print(f"  {to_text(redline(one.before, one.after))}", markup=False)
