"""The official lists of parties: one entity with its words, and a whole list beside the screening list."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from parties.citations import parse
from parties.entity_list.comparison import Comparison, Match, compare
from parties.entity_list.counts import Count, count, read_expected
from parties.entity_list.differences import Difference
from parties.entity_list.layouts import LAYOUTS
from parties.entity_list.model import EntityList, EntityRow, Words
from parties.entity_list.named import NamedParty
from parties.entity_list.reading import EntityListError
from parties.entity_list.units import letters
from parties.model import ListedParty
from parties.screening import ScreeningError, read
from ruletrace.cli.common import Json, folder
from ruletrace.cli.screen import PARTIAL, err, fail, json_line, out
from ruletrace.pipeline.controls import kept, newest_text
from ruletrace.pipeline.entity_list import PART, read_entity_list
from ruletrace.pipeline.parties import screening
from ruletrace.readers.packed import unpacked
from ruletrace.readers.xml import ReadError

app = typer.Typer(
    no_args_is_help=True, help="Show an official list of parties, and compare it with the Consolidated Screening List."
)

_DATED = re.compile(r"\d{4}-\d\d-\d\d")
File = Annotated[
    Path | None,
    typer.Option("--file", exists=True, dir_okay=False, help="eCFR XML of part 744, or its gzip; else the archive's."),
]


class Named(StrEnum):
    """The lists, as they are typed."""

    EL = "EL"
    UVL = "UVL"
    MEU = "MEU"


List = Annotated[
    Named,
    typer.Option("--list", case_sensitive=False, help="Entity List, Unverified List or Military End-User List."),
]
On = Annotated[
    datetime | None,
    typer.Option("--on", formats=["%Y-%m-%d"], help="The newest text of that day or before; of a file its date."),
]


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(help="A name or alias, or a part of one.")] = "",
    citation: Annotated[str, typer.Option("--citation", help='A page that rows cite, such as "90 FR 4622".')] = "",
    of: List = Named.EL,
    file: File = None,
    on: On = None,
    as_json: Json = False,
) -> None:
    """Print the entries of a name or of a page cited, and the parties that 15 CFR 744.22(f)(2) itself names."""
    cited = parse(citation)
    if not name and not cited:
        raise fail("give a name, or --citation such as '90 FR 4622'")
    official, named = _official(file, on, of)
    rows = [row for row in official.rows if _asked(row, letters(name)) and (not cited or _cites(row, cited[0]))]
    parties = [one for one in named if name and letters(name) in letters(f"{one.name.text} {one.short}")]
    for row in rows:
        json_line(_row(row)) if as_json else _print(official, row)
    for party in parties:
        json_line(asdict(party)) if as_json else out.print(f"{party.provision} {party.name.text}, {party.country}")
    err.print(f"{len(rows)} entries, {len(parties)} parties named in part 744, of {official.version}")
    _tell_stays(official)
    if not rows and not parties:
        raise typer.Exit(1)


@app.command("compare")
def compare_lists(
    which: List = Named.EL,
    file: File = None,
    on: On = None,
    listed: Annotated[
        Path | None,
        typer.Option("--csl", exists=True, dir_okay=False, help="A screening list, or its gzip; else the archive's."),
    ] = None,
    day: Annotated[
        datetime | None,
        typer.Option("--csl-day", formats=["%Y-%m-%d"], help="The day of the screening list; else that of its fetch."),
    ] = None,
    counts: Annotated[
        Path | None,
        typer.Option("--counts", exists=True, dir_okay=False, help="CSV of documents and the rows that cite each."),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Print explained differences too.")] = False,
    as_json: Json = False,
) -> None:
    """Compare an official list with the screening list row by row, and print what stays unexplained.

    Exit code 3 when a difference or a row has no explanation.
    """
    official, _ = _official(file, on, which)
    parties, of = _screening(listed, day)
    found = compare(official, parties, of)
    unexplained = list(found.unexplained())
    for match, one in _shown(found, everything):
        json_line(_difference(match, one)) if as_json else _print_difference(match, one)
    for alone in found.alone:
        where = alone.unit.name if alone.unit else alone.party.name if alone.party else ""
        if as_json:
            json_line({"name": where, "note": alone.note, "why": alone.why.name.lower()})
        else:
            out.print(f"{alone.note}: {where} ({alone.why})", markup=False, soft_wrap=True)
    _summary(official, found, len(unexplained))
    for counted in _counts(counts, official, found):
        json_line(_count(counted)) if as_json else _print_count(counted)
    _tell_stays(official)
    raise typer.Exit(PARTIAL if unexplained else 0)


def _official(file: Path | None, on: datetime | None, of: Named) -> tuple[EntityList, tuple[NamedParty, ...]]:
    data, day, name = _text(file, on)
    try:
        return read_entity_list(data, day, LAYOUTS[of.value])
    except (ReadError, EntityListError) as error:
        raise fail(f"{name}: {error}") from None


def _text(file: Path | None, on: datetime | None) -> tuple[bytes, date, str]:
    if file is not None:
        match = _DATED.search(file.name)
        if on is None and match is None:
            raise fail(f"{file.name} does not tell the date of its text: give --on")
        day = on.date() if on else date.fromisoformat(match.group()) if match else date.min
        return _unpacked(file), day, file.name
    own = kept(PART)
    with folder() as context:
        held = newest_text(context, own, on.date() if on else None) if own else None
    if held is None:
        raise fail("no text of part 744 is archived: run `ruletrace crawl` or `ruletrace demo`, or give --file")
    return held


def _screening(file: Path | None, day: datetime | None) -> tuple[list[ListedParty], date]:
    if file is not None:
        match = _DATED.search(file.name)
        if day is None and match is None:
            raise fail(f"{file.name} does not tell its day: give --csl-day")
        of = day.date() if day else date.fromisoformat(match.group()) if match else date.min
        try:
            return read(_unpacked(file))[0], of
        except ScreeningError as error:
            raise fail(f"{file.name}: {error}") from None
    with folder() as context:
        held = screening(context)
    if held.newest is None:
        raise fail("no screening list is archived: run `ruletrace crawl` or `ruletrace demo`, or give --csl")
    of = day.date() if day else held.newest.at.astimezone(UTC).date()
    return [row.party for row in held.rows if row.end is None], of


def _unpacked(file: Path) -> bytes:
    try:
        return unpacked(file.read_bytes())
    except ReadError as error:
        raise fail(f"{file.name}: {error}") from None


def _asked(row: EntityRow, wanted: str) -> bool:
    names = [row.listed, *(member.listed for member in row.members)]
    held = (words for one in names for words in (one.name, *(alias.name for alias in one.aliases)) if words)
    return not wanted or any(wanted in letters(words.text) for words in held)


def _cites(row: EntityRow, cited: tuple[int, int]) -> bool:
    return any(one.citation == cited for one in row.citations)


def _row(row: EntityRow) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(json.dumps(asdict(row), default=str))
    return held | {"countries": row.countries, "understood": row.understood}


def _print(official: EntityList, row: EntityRow) -> None:
    out.print(f"[bold]{row.title}[/bold]  {row.country}, entry {row.number}", soft_wrap=True)
    for label, words in _fields(row):
        out.print(f"  {label}: {words.text}  [bytes {words.byte_start}-{words.byte_end}]", markup=False, soft_wrap=True)
    for number, note in official.notes:
        if number in row.footnotes:
            out.print(f"  footnote {number}: {note.text}", markup=False, soft_wrap=True)
    for problem in row.problems:
        out.print(f"  told: {problem.problem}: {problem.words.text}", markup=False, soft_wrap=True)


def _fields(row: EntityRow) -> Iterator[tuple[str, Words]]:
    yield from ((alias.kind, alias.name) for alias in row.listed.aliases)
    for member in row.members:
        if member.listed.name:
            yield member.kind.lower(), member.listed.name
    yield from (("address " + (one.country or "without country"), one.words) for one in row.addresses())
    yield from (("reference", words) for words in row.references)
    if row.requirement:
        yield "licence requirement", row.requirement
    if row.policy:
        yield "review policy", row.policy
    yield from (("added by" if not index else "revised by", one.words) for index, one in enumerate(row.citations))


def _tell_stays(official: EntityList) -> None:
    for stay in official.stays:
        until = f" until {stay.until}" if stay.until else ""
        err.print(f"stayed{until} by {stay.citation}: {stay.quote} of {stay.designation}", markup=False, soft_wrap=True)


def _shown(found: Comparison, everything: bool) -> Iterator[tuple[Match, Difference]]:
    for match in found.matches:
        for one in match.differences:
            if everything or one.why.name == "UNEXPLAINED":
                yield match, one


def _difference(match: Match, one: Difference) -> dict[str, Any]:
    return {
        "entry": match.unit.id,
        "name": match.unit.name,
        "party": match.party.id,
        "field": one.field,
        "official": one.official,
        "screening": one.screening,
        "why": one.why.name.lower(),
    }


def _print_difference(match: Match, one: Difference) -> None:
    out.print(f"{match.unit.id} {match.unit.name}: {one.field} ({one.why})", markup=False, soft_wrap=True)
    out.print(f"    official {one.official!r}, screening {one.screening!r}", markup=False, soft_wrap=True)


def _summary(official: EntityList, found: Comparison, unexplained: int) -> None:
    agreeing = {match.unit.row.number for match in found.matches}
    agreeing -= {match.unit.row.number for match in found.matches if not match.agrees}
    for (field, why), number in sorted(Counter((d.field, d.why) for m in found.matches for d in m.differences).items()):
        err.print(f"{number:6}  {field}: {why}", markup=False, soft_wrap=True)
    rows = [row for row in official.rows if not row.reserved]
    understood, inside = sum(row.understood for row in rows), sum(len(row.members) for row in rows)
    err.print(
        f"{len(rows)} entries ({inside} institutions inside them) of {official.version},"
        f" {understood} with every field understood;"
        f" {len(agreeing)} agree with the screening list of {found.day} in every field;"
        f" {unexplained} differences or rows unexplained",
        soft_wrap=True,
    )


def _counts(file: Path | None, official: EntityList, found: Comparison) -> Iterator[Count]:
    if file is None:
        return
    try:
        expected = read_expected(file.read_bytes())
    except ValueError as error:
        raise fail(f"{file.name}: {error}") from None
    yield from (count(official, one, found) for one in expected)


def _count(one: Count) -> dict[str, Any]:
    return {
        "document": one.expected.number,
        "citation": str(one.expected.first),
        "stated_added": one.expected.added,
        "screening_rows": one.expected.screening,
        "added": len(one.added),
        "revised": len(one.revised),
        "countries": dict(one.countries),
        "reasons": one.reasons,
    }


def _print_count(one: Count) -> None:
    told = f"; {'; '.join(one.reasons)}" if one.reasons else ""
    out.print(
        f"{one.expected.number} ({one.expected.first}): {len(one.added)} added, {len(one.revised)} revised;"
        f" stated {one.expected.added}, screening list {one.expected.screening}{told}",
        markup=False,
        soft_wrap=True,
    )
