"""Rows of the lists of parties in supplements no. 4, 6 and 7 to 15 CFR part 744, from the official tables."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from parties.entity_list.columns import (
    citations_left,
    cited,
    footnotes,
    is_requirement,
    policies,
    provisions,
)
from parties.entity_list.entity_cell import EntityCell, is_group, read_entity, read_group
from parties.entity_list.layouts import COUNTRY, ENTITY, Layout
from parties.entity_list.lines import Source, passage
from parties.entity_list.model import Cited, EntityList, EntityRow, Problem, Words, is_reserved
from parties.entity_list.vocabulary import country_code
from regulation.controls.model import Entry, Kind, Place
from regulation.parts.stays import Stay
from regulation.parts.tables import Row, Table
from ruletrace.model import StructuredText


class EntityListError(Exception):
    """The supplement is not the table that the reader knows; the message says what differs."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Requirement and policy of a row, or of all rows, and what is doubtful about them."""

    requirement: Words | None
    policy: Words | None
    problems: tuple[Problem, ...] = ()


def entity_list(
    version: date,
    entry: Entry,
    table: Table,
    text: StructuredText,
    data: bytes,
    stays: Sequence[Stay],
    layout: Layout = ENTITY,
) -> EntityList:
    """Return the list of `layout` in `entry` (its supplement to part 744) and its only table.

    `text` is the part's, `data` the bytes it was read from; `stays` are those of the part. Raises EntityListError when
    the columns of the table are not those of the list.
    """
    if table.columns != layout.columns:
        raise EntityListError(f"columns {table.columns} where {layout.columns} were expected")
    source = Source(text, data)
    editors = tuple(_words(source, place) for place in entry.of(Kind.EDITORIAL))
    place = entry.find("introductory text")
    above = _words(source, place) if place else None
    notes = tuple((str(index), _words(source, place)) for index, place in enumerate(table.notes, 1))
    return EntityList(
        version,
        text.sha256,
        tuple(_rows(source, table, layout, above)),
        notes,
        editors,
        above,
        tuple(stay for stay in stays if stay.note.entry == entry.eccn),
        layout.list,
    )


def _words(source: Source, place: Place) -> Words:
    return source.words(place.start, place.end)


def _rows(source: Source, table: Table, layout: Layout, above: Words | None) -> Iterator[EntityRow]:
    heading: Words | None = None
    general = Lines(_sentence(source, above, layout.requirement_above), _sentence(source, above, layout.policy_above))
    for number, group in enumerate(_joined(table, layout), 1):
        cells = [_cells(source, row) for row in group]
        heading = cells[0][COUNTRY] or heading
        if heading is None:
            raise EntityListError(f"row {number} stands under no country")
        yield _row(number, source, heading, cells, table.footnotes, layout, general)


def _sentence(source: Source, above: Words | None, pattern: re.Pattern[str] | None) -> Words | None:
    match = pattern.search(above.text) if above and pattern else None
    return source.words(above.start + match.start(), above.start + match.end()) if above and match else None


def _joined(table: Table, layout: Layout) -> Iterator[list[Row]]:
    """Yield the table rows of each entry: a row without anything but an entity goes on with the entry before it."""
    held: list[Row] = []
    for row in table.rows:
        if row.place in table.notes:
            continue
        entity = row.cells[layout.entity]
        others = [cell for index, cell in enumerate(row.cells) if index != layout.entity]
        if held and entity and not any(others) and not is_group(entity):
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
    number: int,
    source: Source,
    heading: Words,
    cells: list[list[Words | None]],
    notes: Mapping[str, Place],
    layout: Layout,
    general: Lines,
) -> EntityRow:
    column = [cell for line in cells if (cell := line[layout.entity])]
    if not column:
        raise EntityListError(f"row {number} has no entity")
    entity = _entity(source, column)
    own = _columns(cells[0], layout)
    citation = cells[0][layout.citation]
    cells_cited = [cell for cell in (own.policy, citation) if cell]
    citations = tuple(one for cell in cells_cited for one in cited(source, cell))
    bearing = " ".join(cell.text for cell in (own.requirement, own.policy) if cell)
    found = [*entity.problems, *own.problems]
    if not _reserved(entity):
        found += _problems(own.requirement, own.policy, citation, citations)
    code = country_code(heading.text)
    if not code:
        found.append(Problem("country", heading, "a heading that is no country known here"))
    requirement, policy = own.requirement or general.requirement, own.policy or general.policy
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


def _entity(source: Source, column: Sequence[Words]) -> EntityCell:
    if is_group(column[0].text):
        return read_group(column[0], (passage(source, [cell]) for cell in column[1:]))
    return read_entity(passage(source, column))


def _reserved(entity: EntityCell) -> bool:
    return entity.listed.name is not None and is_reserved(entity.listed.name.text)


def _columns(line: Sequence[Words | None], layout: Layout) -> Lines:
    """Return requirement and policy of a row where the list has columns for them, put right where they are swapped."""
    if layout.requirement is None or layout.policy is None:
        return Lines(None, None)
    requirement, policy = line[layout.requirement], line[layout.policy]
    if requirement and policy and policies(requirement.text) and is_requirement(policy.text):
        swapped = Problem("requirement", requirement, "requirement and policy stand in each other's column")
        return Lines(policy, requirement, (swapped,))
    return Lines(requirement, policy)


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
