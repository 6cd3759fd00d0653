"""Commands that show the law: control lists and what changed in them."""

from datetime import date, datetime
from typing import Annotated, Any

import typer

from regulation.controls.model import Place
from regulation.diff import Difference
from regulation.redline import redline, to_text
from regulation.versions import track
from ruletrace.cli.common import Json, folder
from ruletrace.cli.screen import err, fail, json_line, out
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.controls import CCL, LISTS, Kept, Step, Version, kept, step, summary, texts
from ruletrace.pipeline.documents import documents
from ruletrace.pipeline.units.documents import documents_of

app = typer.Typer(no_args_is_help=True, help="Show control lists and what changed in them.")

List = Annotated[str, typer.Option("--list", help="ccl: Commerce Control List; annex-i: Annex I of (EU) 2021/821.")]


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
        if old.name == new.name:
            raise fail(f"{old.name} is one text: give two dates")
        made, numbers = _step(context, _kept(name), old, new)
    for one in made.differences:
        by = [numbers[candidate.document_id] for candidate in made.candidates[one.change_id]]
        json_line(_row(one, by)) if as_json else _print(one, by)
    err.print(f"{len(made.differences)} changes in {len({one.entry for one in made.differences if one.entry})} entries")


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
        raise fail(f"no {designation} in the {name} of {version.name}")
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
        row = {"list": name, "date": version.name, "entries": len(version.controls.entries)}
        if as_json:
            json_line({**row, "sha256": version.controls.sha256})
        else:
            out.print(f"{row['date']}  {row['entries']} entries  SHA-256 {version.controls.sha256[:16]}…")


def _kept(name: str) -> Kept:
    own = kept(name)
    if own is None:
        raise fail(f"unknown list {name!r}: the lists kept are {', '.join(one.list for one in LISTS)}")
    return own


def _held(context: Context, name: str) -> tuple[Version, ...]:
    held, problems = texts(context, _kept(name))
    for problem in problems:
        err.print(f"[red]not read:[/red] {problem}", soft_wrap=True)
    return held


def _text(context: Context, name: str, day: date) -> Version:
    held = _held(context, name)
    for version in reversed(held):  # of a text corrected in place, the newest
        if version.name.startswith(str(day)):
            return version
    dates = ", ".join(one.name for one in held)
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


def _step(context: Context, own: Kept, old: Version, new: Version) -> tuple[Step, dict[str, str]]:
    """Return the step and the number of every document known."""
    read = documents(context)
    known = [summary(document, facts) for document, facts in documents_of(read)]
    made = step(own, old, new, track((old.controls, new.controls)), known)
    return made, {key: held.document.number for key, held in read.held.items()}


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
