"""Commands that show the law: control lists, what changed in them, and their history."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from regulation.alignment import key
from regulation.change_classes import ChangeClass
from regulation.controls.exponents import mark
from regulation.controls.model import Place
from regulation.diff import Difference
from regulation.history.entry import Event
from regulation.history.model import FOREIGN, PARSED, UNSURE, Fault, lacking
from regulation.redline import redline, to_text
from ruletrace.cli.common import Json, folder
from ruletrace.cli.screen import err, fail, json_line, out
from ruletrace.pipeline import list_history
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.controls import CCL, LISTS, Kept, kept
from ruletrace.pipeline.list_history import Changes, DatedText, EntryStage, Held, HistoryRefusedError

app = typer.Typer(no_args_is_help=True, help="Show control lists and what changed in them.")

ListName = Annotated[str, typer.Option("--list", help="ccl: Commerce Control List; annex-i: Annex I of (EU) 2021/821.")]
Designation = Annotated[str, typer.Argument(help="An entry or paragraph, such as 3A090 or 3A090.a.1.")]
BY_DATE = (
    "Beside a converted text every rule that touched the list and falls into the interval is named: by date alone,"
    " unless words tie it to the change."
)
SHOWN = 12  # entries named for one fault


@app.command("diff")
def diff(
    from_: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="Date of the older text.")],
    to: Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="Date of the newer text.")],
    name: ListName = CCL,
    faults: Annotated[bool, typer.Option("--faults", help="Print also what only a converter changed.")] = False,
    as_json: Json = False,
) -> None:
    """Print what changed between two dated texts, place by place, with a redline.

    The same date twice shows what was corrected in place in the text of that date.

    Each change names the documents that may have made it: candidates by date and words, never more than that. Of texts
    that others converted, differences that the conversion made or may have made are counted apart and named, and so
    are the known faults of either text, with or without a difference.
    """
    if from_ > to:
        raise fail(f"--from {from_:%Y-%m-%d} is after --to {to:%Y-%m-%d}: give the older date first")
    with folder() as context:
        own = held_of(context, name)
        old, new = _of_day(own, from_.date(), first=from_ == to), _of_day(own, to.date())
        if old.name == new.name:
            raise fail(f"{old.name} is one text, never seen corrected: give two dates")
        documents = list_history.known(context, own.kept)
        made = list_history.changes(own, old, new, documents)
    for one in made.changes:
        by = {documents.number(each.document_id): each.by_date for each in made.candidates[one.change_id]}
        json_line(_row(one, by)) if as_json else _print(one, by)
    for one, reason in made.converter if faults else ():
        json_line({**_row(one, {}), "fault": reason}) if as_json else _print(one, {}, reason)
    declared = list_history.declared(own, old, new)
    for fault in declared if faults and as_json else ():
        json_line(_fault_row(fault))
    _summary(made, declared)


@app.command("show")
def show(
    designation: Designation,
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The newest text of that day or before answers.")],
    name: ListName = CCL,
    as_json: Json = False,
) -> None:
    """Print a paragraph, or a whole entry with its licence rows and notes, as it stood on a day.

    The newest text held of that day or before answers, and is named; after the last text later amendments are not seen.
    """
    with folder() as context:
        own = held_of(context, name)
    text, places = _newest(own, designation, on.date())
    told = _answered(own, text, on.date())
    for place in places:
        if as_json:
            row = {"entry": place.entry, "place": place.place, "kind": place.kind, "text": place.text}
            json_line({**row, "uncertain": place.uncertain, **told})
        else:
            out.print(f"[bold]{place.place}[/bold]", end="  ")
            out.print(place.text or "(not held)", markup=False)
            _doubt(place.uncertain)
    if not as_json:
        _say(text, told, designation[:5].upper())


@app.command("versions")
def versions(name: ListName = CCL, as_json: Json = False) -> None:
    """Print the dates of which a text is held, official or converted by others."""
    with folder() as context:
        own = held_of(context, name)
    for text in own.texts:
        count = len(text.controls.entries)
        if as_json:
            row = {"list": name, "date": text.name, "entries": count, "sha256": text.controls.sha256}
            json_line({**row, "converted_by": text.origin})
        else:
            who = f"  converted by {text.origin}" if text.converted else ""
            out.print(f"{text.name}  {count} entries  SHA-256 {text.controls.sha256[:16]}…{who}", markup=False)


@app.command("history")
def history(designation: Designation, name: ListName = CCL, as_json: Json = False) -> None:
    """Print from when to when each place of an entry had which words, and what changed them.

    Each stretch names the texts it stands in, what began it with a redline, and the documents that may have done it.
    """
    wanted = _written(designation)
    with folder() as context:
        own = held_of(context, name)
        found = list_history.entry_history(own, list_history.known(context, own.kept), wanted)
    if not found:
        raise fail(f"no {designation} in any text of the {name} that is held")
    for one in found:
        json_line(_stage_row(one)) if as_json else _print_stage(one)
    if any(one.converted for one in found):
        err.print(BY_DATE, soft_wrap=True)


@app.command("take-history")
def take_history(
    file: Annotated[Path, typer.Argument(help="A history in JSON lines, or one parsed list; gzipped or not.")],
    origin: Annotated[str, typer.Option(help="Who converted the texts, and which state of theirs it is.")],
    licence: Annotated[str, typer.Option(help="Under which terms the file is used.")],
    rules: Annotated[Path | None, typer.Option(help="JSON list of the rules that touched the list, by others.")] = None,
    name: ListName = CCL,
    as_json: Json = False,
) -> None:
    """Take dated texts that others converted into the archive and the journal, marked as converted.

    Their faults are shown as the converter's and never as changes of the law.
    """
    with folder() as context:
        try:
            taken = list_history.take_in(context, _kept(name), file, origin, licence, rules)
        except HistoryRefusedError as error:
            raise fail(str(error)) from None
    row = {"file": taken.file, "texts": [str(day) for day in taken.dates], "rules": taken.rules}
    if as_json:
        json_line({**row, "unchanged": taken.unchanged, "lacks": taken.lacks})
        return
    state = "known already" if taken.unchanged else "taken in"
    span = f"{taken.dates[0]} to {taken.dates[-1]}" if len(taken.dates) > 1 else str(taken.dates[0])
    out.print(f"{taken.file}: {len(taken.dates)} texts, {span}, {taken.rules} rules; {state}")
    for lack in taken.lacks:
        out.print(f"  not in it: {lack}", markup=False)


def _kept(name: str) -> Kept:
    own = kept(name)
    if own is None:
        raise fail(f"unknown list {name!r}: the lists kept are {', '.join(one.list for one in LISTS)}")
    return own


def held_of(context: Context, name: str) -> Held:
    """Return all texts of the list of that name; what could not be read is told on standard error."""
    own = list_history.held(context, _kept(name))
    for problem in own.problems:
        err.print(f"[red]not read:[/red] {problem}", soft_wrap=True)
    return own


def _of_day(own: Held, day: date, *, first: bool = False) -> DatedText:
    """Return the text of a day: of one that was corrected in place the newest, or the `first`."""
    of_day = [one for one in own.texts if one.name.startswith(str(day))]
    if of_day:
        return of_day[0 if first else -1]
    raise fail(f"no text of {day} is held ({_dates(own)})")


def _dates(own: Held) -> str:
    dates = ", ".join(one.name for one in own.texts)
    return f"dates held: {dates}" if dates else "no text is held yet: run `ruletrace crawl` or `ruletrace demo`"


def _newest(own: Held, designation: str, day: date) -> tuple[DatedText, list[Place]]:
    """Return the newest text of that day or before, and what it says.

    A text that holds no paragraphs answers only for its own day; one that has lost the entry gives way to the one
    before it, and that is said.
    """
    before = [one for one in own.texts if one.name[:10] <= str(day)]
    if not before:
        raise fail(f"no text of {day} or before is held ({_dates(own)})")
    for text in reversed(before):
        if text.controls.reader == PARSED and text.name[:10] != str(day):
            continue
        places = _places(text, designation)
        if places:
            _tell_passed_over(own, text, designation, day)
            return text, places
        if not text.converted:
            raise fail(f"no {designation} in the {own.kept.list} of {text.name}")
        err.print(f"{text.name}, converted by others, has no {designation}: looking in the text before", markup=False)
    raise fail(f"no {designation} in any text of {day} or before")


def _tell_passed_over(own: Held, text: DatedText, designation: str, day: date) -> None:
    """Warn when a newer text without paragraphs has other rows or another heading of the entry than the answer."""
    for newer in own.texts:
        parsed = newer.controls.reader == PARSED and text.name < newer.name <= str(day)
        entry = newer.controls.entry(designation[:5].upper()) if parsed else None
        known = {place.kind for place in entry.places} if entry else set()
        mine = [one for one in _places(text, designation[:5]) if one.kind in known]
        if entry and {key(one.text) for one in mine} != {key(one.text) for one in entry.places if one.text}:
            words = f"the text of {newer.name}, converted by others without paragraphs, has other rows of {entry.eccn}"
            err.print(f"[red]newer words:[/red] {words}: `controls show {entry.eccn} --on {newer.name}`")


def _answered(own: Held, text: DatedText, day: date) -> dict[str, Any]:
    """Return what has to be known about an answer: which text gives it, and how far that text can be trusted."""
    later = [one.name for one in own.texts if one.name > text.name]
    return {
        "text_of": text.name,
        "next_text": later[0] if later else "",
        "later_amendments_not_seen": not later and str(day) > text.name[:10],
        "converted_by": text.origin,
    }


def _say(text: DatedText, told: dict[str, Any], eccn: str) -> None:
    who = f", converted by others ({text.origin})" if text.converted else ""
    rest = "; later amendments not seen" if told["later_amendments_not_seen"] else ""
    rest = rest or (f"; the next text held is of {told['next_text']}" if told["next_text"] else "")
    err.print(f"from the text of {text.name}{who}{rest}", markup=False, soft_wrap=True)
    for lack in lacking(text.lacks, text.controls.entry(eccn)):
        err.print(f"  not in it: {lack}", markup=False, soft_wrap=True)


def _written(designation: str) -> str:
    return designation[:5].upper() + designation[5:].lower()


def _places(text: DatedText, designation: str) -> list[Place]:
    entry = text.controls.entry(designation[:5].upper()) or text.controls.entry(designation)
    if entry is None:
        return []
    wanted = _written(designation)
    told = [place for place in entry.places if place.text or FOREIGN in place.uncertain]
    if wanted == entry.eccn:
        return told
    return [one for one in told if one.is_paragraph and f"{one.designation}.".startswith(f"{wanted}.")]


def _row(one: Difference, candidates: Mapping[str, bool]) -> dict[str, Any]:
    """Return a change as a row; `candidates` are numbers of documents with whether dates alone tie them."""
    return {
        "entry": one.entry,
        "place": one.place,
        "kind": one.kind,
        "class": one.change_class,
        "before": one.before,
        "after": one.after,
        "documents": list(candidates),
        "by_date_alone": [number for number, by_date in candidates.items() if by_date],
        "pending": one.change_class is ChangeClass.PENDING,
        "meaning_changed": one.meaning_changed,
        "uncertain": one.uncertain,
    }


def _print(one: Difference, candidates: Mapping[str, bool], fault: str = "") -> None:
    named = [f"{number} by date alone" if by_date else number for number, by_date in candidates.items()]
    by = f"candidate: {', '.join(named)}" if named else "not attributed"
    whose = fault if fault.startswith(UNSURE) else f"[red]converter:[/red] {fault}"
    why = whose if fault else f"{one.change_class}; {by}"
    out.print(f"[bold]{one.entry} {one.place}[/bold] {one.kind} ({why})", soft_wrap=True)
    out.print(f"  {to_text(redline(one.before, one.after))}", markup=False)
    _doubt(one.uncertain)
    if one.meaning_changed:
        out.print(f"  look again at what is classified here: {one.meaning_changed}", markup=False)


def _doubt(doubts: Sequence[str]) -> None:
    if doubts:
        out.print(f"  uncertain: {mark(doubts)}", markup=False, soft_wrap=True)


def _fault_row(fault: Fault) -> dict[str, Any]:
    span = {"since": str(fault.since or ""), "until": str(fault.until or "")}
    told = {"entry": fault.entry, "place": fault.place, "kind": "known fault", "fault": fault.says}
    return {**told, **span, "documents": []}


def _summary(made: Changes, declared: Sequence[Fault]) -> None:
    entries = {one.entry for one in made.changes if one.entry}
    err.print(f"{len(made.changes)} changes in {len(entries)} entries")
    if made.old.converted or made.new.converted:
        err.print(BY_DATE, soft_wrap=True)
    by_fault: dict[str, Counter[str]] = {}
    for one, reason in made.converter:
        by_fault.setdefault(reason, Counter())[one.entry] += 1
    for fault in declared:
        by_fault.setdefault(fault.says, Counter())[fault.entry] += 1
    for reason, named in sorted(by_fault.items(), key=lambda item: (len(item[1]), item[0])):
        codes = ", ".join(sorted(named)[:SHOWN]) + (f" and {len(named) - SHOWN} more" if len(named) > SHOWN else "")
        whose = "" if reason.startswith(UNSURE) else "fault of the converted text, not the law: "
        err.print(f"{whose}{reason}: {codes}", markup=False, soft_wrap=True)


def _stage_row(one: EntryStage) -> dict[str, Any]:
    stretch = one.stage.stretch
    return {
        "entry": stretch.place.entry,
        "place": stretch.place.place,
        "kind": stretch.place.kind,
        "from": str(stretch.since),
        "to": "" if stretch.last else str(stretch.until),
        "text": stretch.place.text,
        "uncertain": stretch.place.uncertain,
        "converted": one.converted,
        "began": _event_row(one.stage.began, one.began_by),
        "ended": _event_row(one.stage.ended, one.ended_by),
    }


def _event_row(event: Event | None, documents: Sequence[str]) -> dict[str, Any] | None:
    if event is None:
        return None
    one = event.difference
    return {
        "from_text": str(event.old.version),
        "to_text": str(event.new.version),
        "kind": one.kind,
        "class": one.change_class,
        "redline": to_text(redline(one.before, one.after)),
        "documents": list(documents),
        "meaning_changed": one.meaning_changed,
        "fault": event.fault,
    }


def _print_stage(one: EntryStage) -> None:
    stretch, began, ended = one.stage.stretch, one.stage.began, one.stage.ended
    until = "newest text" if stretch.last else str(stretch.until)
    who = " (converted)" if one.converted else ""
    out.print(f"[bold]{stretch.place.entry} {stretch.place.place}[/bold]  {stretch.since} – {until}{who}")
    if began and began.difference.before:
        out.print(f"  {_event(began, one.began_by)}", markup=False)
        out.print(f"  {to_text(redline(began.difference.before, began.difference.after))}", markup=False)
    else:
        out.print(f"  {stretch.place.text or '(no words of its own)'}", markup=False)
        if began:
            out.print(f"  {_event(began, one.began_by)}", markup=False)
    if ended and not ended.difference.after:
        out.print(f"  then {_event(ended, one.ended_by)}", markup=False)


def _event(event: Event, documents: Sequence[str]) -> str:
    what = f"{event.difference.kind} in the text of {event.new.version}"
    if event.fault.startswith(UNSURE):
        return f"{what}: {event.fault}"
    if event.fault:
        return f"{what}: the converter's, not the law's ({event.fault})"
    again = f"; {event.difference.meaning_changed}" if event.difference.meaning_changed else ""
    return f"{what} ({event.difference.change_class}; {', '.join(documents) or 'not attributed'}){again}"
