"""Rows of supplement no. 4 to 15 CFR part 744 from the official table."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from parties.entity_list.columns import (
    citations_left,
    cited,
    footnotes,
    is_requirement,
    policies,
    provisions,
)
from parties.entity_list.entity_cell import read_entity
from parties.entity_list.lines import Source, passage
from parties.entity_list.model import Cited, EntityList, EntityRow, Problem, Words
from parties.entity_list.vocabulary import country_code
from regulation.controls.model import Entry, Kind, Place
from regulation.parts.stays import Stay
from regulation.parts.tables import Row, Table
from ruletrace.model import StructuredText

COLUMNS = ("Country", "Entity", "License requirement", "License review policy", "Federal Register citation")


class EntityListError(Exception):
    """The supplement is not the table that the reader knows; the message says what differs."""


def entity_list(
    version: date, entry: Entry, table: Table, text: StructuredText, data: bytes, stays: Sequence[Stay]
) -> EntityList:
    """Return the Entity List in `entry` (supplement no. 4 to part 744) and its only table.

    `text` is the part's, `data` the bytes it was read from; `stays` are those of the part. Raises EntityListError when
    the columns of the table are not those of the list.
    """
    if table.columns != COLUMNS:
        raise EntityListError(f"columns {table.columns} where {COLUMNS} were expected")
    source = Source(text, data)
    editors = tuple(_words(source, place) for place in entry.of(Kind.EDITORIAL))
    intro = entry.find("introductory text")
    notes = tuple((str(index), _words(source, place)) for index, place in enumerate(table.notes, 1))
    return EntityList(
        version,
        text.sha256,
        tuple(_rows(source, table)),
        notes,
        editors,
        _words(source, intro) if intro else None,
        tuple(stay for stay in stays if stay.note.entry == entry.eccn),
    )


def _words(source: Source, place: Place) -> Words:
    return source.words(place.start, place.end)


def _rows(source: Source, table: Table) -> Iterator[EntityRow]:
    heading: Words | None = None
    for number, group in enumerate(_joined(table), 1):
        cells = [_cells(source, row) for row in group]
        heading = cells[0][0] or heading
        if heading is None:
            raise EntityListError(f"row {number} stands under no country")
        yield _row(number, source, heading, cells, table.footnotes)


def _joined(table: Table) -> Iterator[list[Row]]:
    """Yield the table rows of each entry: a row without anything but an entity goes on with the entry before it."""
    held: list[Row] = []
    for row in table.rows:
        if row.place in table.notes:
            continue
        continues = bool(held) and bool(row.cells[1]) and not any((row.cells[0], *row.cells[2:]))
        if continues:
            held.append(row)
            continue
        if held:
            yield held
        held = [row]
    if held:
        yield held


def _cells(source: Source, row: Row) -> list[Words | None]:
    """Return the cells by column; they stand in the row's words one after another, a line break between them."""
    at = row.place.start
    found: list[Words | None] = []
    for cell in row.cells:
        found.append(source.words(at, at + len(cell)) if cell else None)
        at += len(cell) + 1 if cell else 0
    return found


def _row(
    number: int, source: Source, heading: Words, cells: list[list[Words | None]], notes: Mapping[str, Place]
) -> EntityRow:
    column = [cell for line in cells if (cell := line[1])]
    if not column:
        raise EntityListError(f"row {number} has no entity")
    entity = read_entity(passage(source, column))
    requirement, policy = cells[0][2], cells[0][3]
    if requirement and policy and policies(requirement.text) and is_requirement(policy.text):
        swapped = Problem("requirement", requirement, "requirement and policy stand in each other's column")
        requirement, policy = policy, requirement
    else:
        swapped = None
    cells_cited = [cell for cell in (policy, cells[0][4]) if cell]
    citations = tuple(one for cell in cells_cited for one in cited(source, cell))
    bearing = " ".join(cell.text for cell in (requirement, policy) if cell)
    found = [*entity.problems, *([swapped] if swapped else []), *_problems(requirement, policy, cells[0][4], citations)]
    code = country_code(heading.text)
    if not code:
        found.append(Problem("country", heading, "a heading that is no country known here"))
    return EntityRow(
        number,
        heading.text,
        code,
        heading,
        column[0],
        entity.listed,
        entity.members,
        entity.shared,
        entity.references,
        requirement,
        provisions(requirement.text) if requirement else (),
        policy,
        policies(policy.text) if policy else (),
        footnotes(bearing, notes),
        tuple(sorted(citations, key=lambda one: one.words.start)),
        tuple(cell for line in cells for cell in line if cell),
        tuple(found),
    )


def _problems(
    requirement: Words | None, policy: Words | None, citation: Words | None, citations: Sequence[Cited]
) -> Iterator[Problem]:
    if requirement and not is_requirement(requirement.text):
        yield Problem("requirement", requirement, "a licence requirement in words of its own")
    if policy and not policies(policy.text):
        yield Problem("policy", policy, "a review policy in words of its own")
    if policy and any(policy.start <= one.words.start < policy.end for one in citations):
        yield Problem("policy", policy, "a citation stands in the policy's column")
    if citation and (left := citations_left(citation.text)):
        yield Problem("citations", citation, f"not understood: {left}")
    for one in citations:
        if one.day is None:
            yield Problem("citations", one.words, "a citation without its day")
