"""What applied on a day, as known on a day; and what people enter because its source is not held."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

import typer

from regulation.status import KINDS, Entered, EnteredError, Event, EventKind, Finding, Origin, Status
from ruletrace.cli.common import Json, folder
from ruletrace.cli.dashboard import engine_status
from ruletrace.cli.screen import fail, json_line, out
from ruletrace.pipeline.controls import CCL
from ruletrace.pipeline.entered import enter, withdraw
from ruletrace.pipeline.status import UnknownSubjectError, as_recorded, status

app = typer.Typer()
SHOWN = 300  # characters of a quote on the screen; --json gives all
QUOTED = 3  # events under one line that are quoted on the screen


class KnownBy(StrEnum):
    """By what a day of knowledge goes."""

    PUBLICATION = "publication"
    JOURNAL = "journal"


def _option(name: str, told: str) -> Any:
    return typer.Option(name, formats=["%Y-%m-%d"], help=told)


@app.command("status")
def status_command(
    subject: Annotated[
        str,
        typer.Argument(
            help="A document (2025-19001, 90 FR 47201), a provision (744.11(a)(1), 3A090.a) or a requirement as"
            " entered. Without it: whether the graph's server runs, and where."
        ),
    ] = "",
    on: Annotated[datetime | None, _option("--on", "The day of law; else today.")] = None,
    known: Annotated[datetime | None, _option("--known", "What was known by this day; else today.")] = None,
    known_by: Annotated[
        KnownBy,
        typer.Option(help="publication: what had been published by then; journal: what our own journal had recorded."),
    ] = KnownBy.PUBLICATION,
    regime: Annotated[str, typer.Option("--list", help="The control list of a provision: ccl or annex-i.")] = CCL,
    as_json: Json = False,
) -> None:
    """Tell what applied to a document, a provision or a requirement on a day: in the code, in law, in enforcement.

    Each answer names its authority, and whether it was read or entered by hand. It is no legal advice.
    """
    if not subject:
        engine_status(as_json)
        return
    with folder() as context:
        today = context.now().date()
        by = known.date() if known else today
        own = as_recorded(context, by) if known_by is KnownBy.JOURNAL else context
        try:
            found = status(own, " ".join(subject.split()), on.date() if on else today, by, regime)
        except UnknownSubjectError as error:
            raise fail(str(error)) from None
    if as_json:
        json_line({**_row(found), "known_by": known_by.value})
    else:
        _print(found, known_by)


@app.command("enter")
def enter_command(
    by: Annotated[str, typer.Option("--by", help="Your name: who enters it, or withdraws it.")],
    kind: Annotated[str, typer.Option(help=f"What the source says happened: {', '.join(KINDS)}.")] = "",
    subject: Annotated[
        list[str] | None, typer.Option(help="What it happened to: a document, a provision or words; may be repeated.")
    ] = None,
    start: Annotated[datetime | None, _option("--from", "Its first day in law.")] = None,
    until: Annotated[datetime | None, _option("--until", "Its last day in law, included.")] = None,
    citation: Annotated[str, typer.Option(help="Where the source can be looked up.")] = "",
    published: Annotated[
        datetime | None, _option("--published", "The day on which the source was made public; else its document's own.")
    ] = None,
    authority: Annotated[str, typer.Option(help="Who said it; else the citation stands for it.")] = "",
    says: Annotated[str, typer.Option(help="What the source says, in your words; or why it is withdrawn.")] = "",
    extent: Annotated[str, typer.Option(help="Which part is meant; without it the whole.")] = "",
    document: Annotated[str, typer.Option(help="The number of the document that does it, such as 2025-19846.")] = "",
    withdrawn: Annotated[int, typer.Option("--withdraw", help="Withdraw the entered event of this number.")] = 0,
    as_json: Json = False,
) -> None:
    """Enter an event whose source text is not held, with its citation, under your name; it is never shown as read."""
    with folder() as context:
        try:
            if withdrawn:
                entry, new = withdraw(context, withdrawn, by, says), True
            else:
                first, last, public = (one.date() if one else None for one in (start, until, published))
                named = tuple(" ".join(one.split()) for one in subject or ())
                words = (authority, says, extent, document)
                entry, new = enter(context, Entered(_kind(kind), named, first, citation, by, last, public, *words))
        except EnteredError as error:
            raise fail(str(error)) from None
    if as_json:
        json_line({"entry": entry.seq, "new": new, **entry.payload})
    else:
        told = "recorded as journal entry" if new else "stands already as journal entry"
        out.print(f"{told} {entry.seq}: {'withdrawn' if withdrawn else 'entered, not read'}", highlight=False)


def _kind(words: str) -> EventKind:
    """Return the kind of that name; raises EnteredError that names those there are."""
    try:
        return EventKind(words)
    except ValueError:
        raise EnteredError(f"kind: no kind {words!r}; there are {', '.join(KINDS)}") from None


def _row(found: Status) -> dict[str, Any]:
    return {
        "subject": found.subject.name,
        "subject_kind": found.subject.kind.value,
        "title": found.subject.title,
        "on": found.on.isoformat(),
        "known": found.known.isoformat(),
        "axes": {one.axis.value: _finding_row(one) for one in found.findings},
        "conflicts": list(found.conflicts),
        "coming": [_event_row(one) for one in found.coming],
        "beside": [_event_row(one) for one in found.beside],
        "caveats": list(found.caveats),
        "seen_through": {name: _iso(day) for name, day in found.seen.by_source.items()},
    }


def _finding_row(one: Finding) -> dict[str, Any]:
    return {
        "state": one.state.value,
        "words": one.words,
        "authorities": list(one.authorities),
        "read": one.read,
        "because": [_event_row(event) for event in one.because],
    }


def _event_row(one: Event) -> dict[str, Any]:
    source = one.source
    return {
        "kind": one.kind.value,
        "from": _iso(one.start),
        "until": _iso(one.until),
        "published": one.published.isoformat(),
        "published_assumed": one.assumed,
        "extent": one.extent,
        "document": one.actor,
        "origin": source.origin.value,
        "authority": source.authority,
        "citation": source.citation,
        "quote": source.quote,
        "span": list(source.span) if source.span else None,
        "sha256": source.sha256,
        "says": source.says,
        "by": source.by,
        "recorded": source.recorded.isoformat() if source.recorded else None,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _say(words: str = "") -> None:
    out.print(words, markup=False, soft_wrap=True)


def _print(found: Status, known_by: KnownBy) -> None:
    title = f": {found.subject.title}" if found.subject.title else ""
    _say(f"{found.subject.name}{title}")
    how = "published" if known_by is KnownBy.PUBLICATION else "recorded in our journal"
    _say(f"on {found.on}, from what had been {how} by {found.known}")
    for one in found.findings:
        _say()
        out.print(f"[bold]{one.axis}: {one.state}[/bold]")
        _say(f"  {one.words}")
        _print_events(one.because)
    _print_lines("Conflict", found.conflicts)
    _print_group("Coming after that day", found.coming)
    _print_group("Beside", found.beside)
    _print_lines("Not known", found.caveats)


def _print_lines(title: str, lines: Sequence[str]) -> None:
    if lines:
        _say()
        out.print(f"[bold]{title}[/bold]")
    for line in lines:
        _say(f"  {line}")


def _print_group(title: str, events: Sequence[Event]) -> None:
    if events:
        _say()
        out.print(f"[bold]{title}[/bold]")
        _print_events(events)


def _print_events(events: Sequence[Event]) -> None:
    """Print events of one kind, window and authority under one line, each with its part, place and words."""
    groups: dict[tuple[str, ...], list[Event]] = {}
    for event in events:
        source = event.source
        key = (f"{event.kind}{_window(event)}", source.authority, source.origin, source.by)
        groups.setdefault(key, []).append(event)
    for (what, authority, origin, _), group in groups.items():
        _say(f"  - {what}: {authority} [{origin}]")
        for event in group:
            _print_source(event, quoted=len(group) <= QUOTED)


def _print_source(event: Event, *, quoted: bool) -> None:
    source = event.source
    part = f"{event.extent}: " if event.extent else ""
    _say(f"      {part}{source.citation}")
    if source.quote and quoted:
        words = " ".join(source.quote.split())
        _say(f"      “{words[:SHOWN]}{' …' if len(words) > SHOWN else ''}”")
    if source.origin is Origin.ENTERED:
        _say(f"      entered by {source.by}{f': {source.says}' if source.says else ''}")


def _window(event: Event) -> str:
    since = f" {event.start}" if event.start else ""
    return f"{since}{f' through {event.until}' if event.until else ''}"
