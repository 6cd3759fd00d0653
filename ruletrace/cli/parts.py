"""Commands that show sections, supplements and whole entries, and the proof of their reading."""

import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from regulation.annex import annex_differences, read_2021, read_consolidated
from regulation.controls import read_ccl
from regulation.controls.agreement import Agreement, agreement
from regulation.controls.designations import ECCN
from regulation.controls.entry_reading import read_entry
from regulation.controls.model import ControlList, Place
from regulation.controls.readable import readable
from regulation.licensing.text_2025 import JANUARY_2025
from regulation.parts import PartTree, Stay, amendments, read_part_tree, stays, stays_of
from ruletrace.cli.common import Json, folder
from ruletrace.cli.screen import err, fail, json_line, out
from ruletrace.pipeline import converted_parts
from ruletrace.pipeline.controls import CCL, kept, newest_text
from ruletrace.pipeline.converted_parts import ConvertedPartRefusedError
from ruletrace.readers.packed import unpacked
from ruletrace.readers.xml import ReadError

app = typer.Typer(no_args_is_help=True, help="Show sections, supplements and entries of the EAR, read whole.")

SHOWN = 160  # characters of a side in the table of differences; --json has all
_DATED = re.compile(r"\d{4}-\d\d-\d\d")
Source = Annotated[
    Path | None,
    typer.Option(
        "--file", exists=True, dir_okay=False, help="eCFR XML of the part, or its gzip; else the archive's newest text."
    ),
]
On = Annotated[
    datetime | None,
    typer.Option("--on", formats=["%Y-%m-%d"], help="The newest text of that day or before; of a file its date."),
]
_PART = re.compile(r"(?:part\s+|^\s*§*\s*)(7\d\d)\b", re.IGNORECASE)
_CCL = re.compile(r"\bsupp(?:lement|\.)\s+no\.?\s*1\b", re.IGNORECASE)
_ENTRY = (
    "`ruletrace provisions entry {code}` shows an entry whole, with the notes of its category, "
    "`ruletrace controls show {code}` the words alone"
)


@app.command("show")
def show(
    citation: Annotated[str, typer.Argument(help='Such as "742.6(a)(6)(iii)(B)" or "supplement no. 4 to part 744".')],
    file: Source = None,
    on: On = None,
    as_json: Json = False,
) -> None:
    """Print a section, supplement or paragraph with everything below it, its notes, and what of it is stayed."""
    tree = _tree(file, on, citation)
    place = tree.find(citation)
    if place is None:
        if _CCL.search(citation) and tree.part == "774":
            code = found[0] if (found := ECCN.search(citation)) else "3A090"
            raise fail(f"{citation} is the Commerce Control List: {_ENTRY.format(code=code)}")
        nearest = tree.nearest(citation)
        hint = f"; the nearest held is {nearest.designation}" if nearest else ""
        raise fail(f"no {citation} in part {tree.part} of {tree.version}{hint}")
    touching = stays_of(tree, place)
    day = on.date() if on else tree.version
    for one in tree.below(place):
        told = [stay for stay in touching if _touches(stay, one)]
        json_line(_row(tree, one, told)) if as_json else _print(one, told, day)
    if not as_json:
        _print_making(tree, place, day)


@app.command("take-part")
def take_part(
    file: Annotated[Path, typer.Argument(help="Text converted by others; gzip or xz or neither.")],
    part: Annotated[str, typer.Option(help="What to use of it: 746 or another part of the EAR, or 833/2014.")],
    origin: Annotated[str, typer.Option(help="Who converted the text, and which state of theirs it is.")],
    licence: Annotated[str, typer.Option(help="Under which terms the file is used.")],
    as_json: Json = False,
) -> None:
    """Take a part of the EAR, or Regulation (EU) No 833/2014, into the archive and the journal, marked as converted.

    Known are the Markdown of the EAR of January 2025 and the plain text of the regulation's official consolidated PDF.
    They give positive finds only, marked with their date: what such a text does not name is not cleared.
    """
    with folder() as context:
        try:
            taken = converted_parts.take_in(context, file, part, origin, licence)
        except ConvertedPartRefusedError as error:
            raise fail(str(error)) from None
    if as_json:
        row = {"file": taken.file, "part": taken.part, "text_of": str(taken.version), "sections": taken.sections}
        json_line({**row, "unchanged": taken.unchanged})
        return
    state = "known already" if taken.unchanged else "taken in"
    when = f"{taken.version:%B %Y}" if taken.version == JANUARY_2025 else str(taken.version)
    out.print(f"{taken.file}: part {taken.part}, {taken.sections} sections, text of {when}; {state}")


@app.command("stays")
def show_stays(
    part: Annotated[str, typer.Argument(help="The number of the part, such as 744.")],
    file: Source = None,
    on: On = None,
    as_json: Json = False,
) -> None:
    """Print what the Effective Date Notes of a part say is stayed, and until when."""
    tree = _tree(file, on, part)
    found = stays(tree)
    for stay in found:
        if as_json:
            json_line(_stay_row(tree, stay))
        else:
            out.print(f"[bold]{stay.designation}[/bold] {stay.extent}, until {stay.until}, {stay.citation}")
            out.print(f"  {stay.quote}", markup=False)
    err.print(f"{len(found)} stays in part {tree.part} of {tree.version}")


@app.command("entry")
def entry(
    eccn: Annotated[str, typer.Argument(help="An entry, such as 3A090.")],
    file: Source = None,
    on: On = None,
) -> None:
    """Print an entry of the Commerce Control List with what was understood of its rows, exceptions and notes."""
    controls = _ccl(file, on)
    found = controls.entry(eccn.upper())
    if found is None:
        raise fail(f"no entry {eccn} in the text read")
    out.print(readable(read_entry(found, controls)), markup=False, soft_wrap=True, end="")


@app.command("agree")
def agree(
    other: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A converted list in JSON, or its gzip.")],
    text: Annotated[
        list[Path], typer.Option("--text", exists=True, help="eCFR XML of part 774, older first; the date in its name.")
    ],
    as_json: Json = False,
) -> None:
    """Compare our reading of the list with an independent one, and print every difference with its cause.

    Exit code 3 when a difference stays unexplained.
    """
    try:
        found = agreement(other.read_bytes(), [_ccl(one, None) for one in text])
    except ReadError as error:
        raise fail(f"{other.name}: {error}") from None
    for one in found.found:
        if as_json:
            json_line(
                {"entry": one.eccn, "field": one.field, "cause": one.cause, "ours": one.ours, "theirs": one.theirs}
            )
    if not as_json:
        _table(found)
    raise typer.Exit(3 if found.unexplained else 0)


@app.command("agree-annex")
def agree_annex(
    printed: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The print of 2021, or its gzip.")],
    consolidated: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A consolidated text in JSON.")],
) -> None:
    """Compare the two held texts of Annex I entry by entry: equal words, converters' differences, changes by class."""
    try:
        old = read_2021(unpacked(printed.read_bytes()))
        new = read_consolidated(consolidated.read_bytes())
    except ReadError as error:
        raise fail(str(error)) from None
    found = annex_differences(old, new)
    codes = [{entry.eccn for entry in side.entries} for side in (old, new)]
    changed = {one.entry for one in found.changes}
    converted = {one.entry for one in found.conversion} - changed
    both = codes[0] & codes[1]
    out.print(f"{len(codes[0])} entries of {old.version}, {len(codes[1])} of {new.version}")
    out.print(f"{len(both - changed - converted):5}  equal in every word")
    out.print(
        f"{len(both & converted):5}  equal but for what the converters did ({len(found.conversion)} places in all)"
    )
    out.print(f"{len(both & changed):5}  changed")
    out.print(f"{len(codes[1] - codes[0]):5}  added: {', '.join(sorted(codes[1] - codes[0]))}", soft_wrap=True)
    out.print(f"{len(codes[0] - codes[1]):5}  removed")
    for name, count in sorted(Counter(one.change_class for one in found.changes).items()):
        out.print(f"{count:5}  places changed: {name}")


def _table(found: Agreement) -> None:
    """Print a row for each difference with its entry, then the causes counted, then what could be compared."""
    for one in found.found:
        sides = [f"{who}: {_cut(words)}" for who, words in (("ours", one.ours), ("theirs", one.theirs)) if words]
        out.print(f"{one.eccn}  {one.field}  {one.cause}  {' | '.join(sides)}", markup=False, soft_wrap=True)
    counts = Counter((one.cause, one.field) for one in found.found)
    for (cause, field), count in sorted(counts.items()):
        entries = {one.eccn for one in found.found if (one.cause, one.field) == (cause, field)}
        out.print(f"{count:5}  {cause}: {field}  ({len(entries)} entries)", markup=False, soft_wrap=True)
    held = ", ".join(f"{field} {count}" for field, count in found.compared.items())
    out.print(f"{sum(found.compared.values())} fields could be compared, in entries: {held}", soft_wrap=True)
    out.print("not compared, for the other reading does not hold them: notes, definitions and all other fields")
    out.print(
        f"{found.entries} entries; {found.agreeing} agree in every field that could be compared;"
        f" {len(found.found)} differences, {len(found.unexplained)} unexplained"
    )


def _cut(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= SHOWN else f"{plain[:SHOWN]}…"


def _tree(file: Path | None, on: datetime | None, citation: str) -> PartTree:
    match = _PART.search(citation)
    if file is None and match is None:
        raise fail(f"{citation} names no part of 15 CFR: write 742.6(a) or supplement no. 4 to part 744")
    data, day, name = _text(file, on, f"ecfr-{match[1]}" if match else "")
    try:
        return read_part_tree(data, day)
    except ReadError as error:
        raise fail(f"{name}: {error}") from None


def _ccl(file: Path | None, on: datetime | None) -> ControlList:
    data, day, name = _text(file, on, CCL)
    try:
        return read_ccl(data, day)
    except ReadError as error:
        raise fail(f"{name}: {error}") from None


def _text(file: Path | None, on: datetime | None, listed: str) -> tuple[bytes, date, str]:
    """Return bytes, date and name of the text: of the file, or of the archive's newest on that day or before."""
    if file is not None:
        try:
            return unpacked(file.read_bytes()), _day(file, on), file.name
        except ReadError as error:
            raise fail(f"{file.name}: {error}") from None
    own = kept(listed)
    if own is None:
        raise fail(f"part {listed.removeprefix('ecfr-')} is not kept: give its text with --file")
    with folder() as context:
        held = newest_text(context, own, on.date() if on else None)
    if held is None:
        when = f" of {on:%Y-%m-%d} or before" if on else ""
        raise fail(f"no text of {listed}{when} is archived: run `ruletrace crawl` or `ruletrace demo`, or give --file")
    return held


def _day(file: Path, on: datetime | None) -> date:
    if on is not None:
        return on.date()
    match = _DATED.search(file.name)
    if match is None:
        raise fail(f"{file.name} does not tell the date of its text: give --on")
    return date.fromisoformat(match.group())


def _touches(stay: Stay, place: Place) -> bool:
    return any(start < place.end and place.start < end for start, end in stay.spans)


def _row(tree: PartTree, place: Place, told: list[Stay]) -> dict[str, Any]:
    return {
        "entry": place.entry,
        "place": place.place,
        "kind": place.kind,
        "designation": place.designation,
        "text": place.text,
        "heading": tree.headings.get(place.designation, "") if place.is_paragraph else "",
        "span": [place.start, place.end],
        "bytes": list(tree.law.source.source_range(place.start, place.end)),
        "stays": [_stay_row(tree, stay) for stay in told],
        "uncertain": list(place.uncertain),
    }


def _stay_row(tree: PartTree, stay: Stay) -> dict[str, Any]:
    return {
        "designation": stay.designation,
        "extent": stay.extent,
        "citation": stay.citation,
        "until": str(stay.until) if stay.until else None,
        "quote": stay.quote,
        "words": [tree.law.source.text[start:end] for start, end in stay.spans],
    }


def _print(place: Place, told: list[Stay], day: date) -> None:
    out.print(f"[bold]{place.place}[/bold]", end="  ")
    out.print(place.text, markup=False, soft_wrap=True)
    for stay in told:
        out.print(f"    {_stayed(stay, day)}: {stay.quote}", markup=False, soft_wrap=True)


def _stayed(stay: Stay, day: date) -> str:
    words = f"stayed until {stay.until} by {stay.citation}"
    if stay.stays_on(day):
        return words
    return f"{words}; on {day} its return is scheduled, unconfirmed" if stay.until and day > stay.until else words


def _print_making(tree: PartTree, place: Place, day: date) -> None:
    rest = "; later amendments not seen" if day > tree.version else ""
    err.print(f"from the text of {tree.version}{rest}")
    held = tree.law.entry(place.entry)
    if held is None:
        return
    made = amendments(held)
    if made.last:
        err.print(f"{place.entry}: last amended at {made.last.citation}, {made.last.day}")
    else:
        err.print(f"{place.entry}: the source line does not tell the last amendment")
