"""An entry as lines for people: what was read, with everything that was understood beside the words."""

from collections.abc import Iterator

from regulation.controls.entry_reading import EntryReading, Paragraph
from regulation.controls.exponents import mark
from regulation.controls.licence_exceptions import Clause, ListException
from regulation.controls.model import Kind, Place
from regulation.controls.notes import Note
from regulation.controls.requirements import Destinations, Requirement

_MANY = 20


def readable(entry: EntryReading) -> str:
    """Return the entry as lines; every word of the list stands as in the source, readings follow an arrow."""
    return "\n".join(_lines(entry)) + "\n"


def _lines(entry: EntryReading) -> Iterator[str]:
    yield f"{entry.eccn} {entry.heading}"
    yield f"category {entry.category}, product group {entry.group}"
    words = f" ({entry.reason_words})" if entry.reason_words else ""
    yield f"reasons for control: {', '.join(entry.reasons) or 'none named'}{words}"
    for requirement in entry.requirements:
        yield from _requirement(requirement)
    for exception in entry.exceptions:
        yield from _exception(exception)
    for place in (*entry.sta, *entry.reporting):
        yield f"{place.place}: {_one_line(place.text)}"
    for name in ("related_controls", "related_definitions", "controls", "unit", "items"):
        value = str(getattr(entry, name))
        if value:
            yield f"{name.replace('_', ' ')}: {_one_line(value)}"
    placed = {note.place.place for paragraph in entry.paragraphs for note in paragraph.notes}
    for note in entry.notes:
        if note.place.place not in placed:
            yield from _note(note, 0)
    shown: set[str] = set()
    for paragraph in entry.paragraphs:
        yield from _paragraph(paragraph, shown)
    for note in entry.general:
        yield from _general(note)
    for doubt in entry.uncertain:
        yield f"uncertain: {doubt}"


def _requirement(one: Requirement) -> Iterator[str]:
    yield f"{one.place.place}: {_one_line(one.control)} | {_one_line(one.words)}"
    scope = ", ".join(one.place.scope)
    narrowed = " (the words narrow it further)" if one.place.conditional else ""
    excepted = f" except {', '.join(one.place.excepted)}" if one.place.excepted else ""
    yield f"  → {', '.join(one.reasons) or 'no symbol'} for {scope}{excepted}{narrowed}"
    told = [*map(str, one.columns), *_destinations(one.destinations), *one.sections]
    yield f"  → {one.basis}: {'; '.join(told) or 'see the words'}{'' if one.complete else ' (the words say more)'}"
    for doubt in one.uncertain:
        yield f"  uncertain: {doubt}"


def _destinations(one: Destinations) -> Iterator[str]:
    if one.worldwide:
        yield "worldwide"
    named = [*one.countries, *one.groups, *one.states]
    taken = [*one.except_countries, *one.except_groups]
    if named:
        yield ", ".join(named)
    if taken:
        yield f"not {', '.join(taken)}"


def _exception(one: ListException) -> Iterator[str]:
    yield _one_line(one.place.text)
    for clause in one.clauses:
        yield f"  → {_clause(clause)}"


def _clause(one: Clause) -> str:
    value = f"${one.dollars}" if one.dollars is not None else str(one.status)
    parts = [value, f"for {', '.join(one.codes)}"]
    parts += [f"except {', '.join(one.excepted)}"] if one.excepted else []
    parts += [f"reasons {', '.join(one.reasons)}"] if one.reasons else []
    parts += [f"not for reasons {', '.join(one.excepted_reasons)}"] if one.excepted_reasons else []
    return " ".join(parts) + (" (with conditions)" if one.conditional else "")


def _paragraph(one: Paragraph, shown: set[str]) -> Iterator[str]:
    indent = "  " * (one.depth - 1)
    words = one.words or "(named only by what is below it)"
    yield f"{indent}{one.place.place}. {words}"
    yield from _doubt(one.place, depth=one.depth)
    for row in one.table:
        yield f"{indent}  [{row.place}] {' | '.join(row.cells or (_one_line(row.text),))}"
    for note in one.notes:
        if note.place.place not in shown:
            shown.add(note.place.place)
            yield from _note(note, one.depth)


def _general(note: Note) -> Iterator[str]:
    if note.place.kind is Kind.EDITORIAL:
        yield f"editorial note for {_named(note.targets)}: {_one_line(note.place.text)}"
    else:
        yield from _note(note, 0, "between the entries, ")


def _note(note: Note, depth: int, of: str = "") -> Iterator[str]:
    indent = "  " * depth
    yield f"{indent}[{of}{note.place.place}: {note.heading or note.kind}; {note.kind} for {_named(note.targets)}]"
    for part in note.parts:
        inner = f"({part.inner}) " if part.inner else ""
        of = f"({part.of}) " if part.of else ""
        number = f"{part.path} — " if part.path else ""
        doubt = f" [uncertain: {'; '.join(part.uncertain)}]" if part.uncertain else ""
        yield f"{indent}  {inner}{of}{number}{part.words}{doubt}"
    yield from _doubt(note.place, depth + 1)


def _doubt(place: Place, depth: int) -> Iterator[str]:
    if place.uncertain:
        yield f"{'  ' * depth}[uncertain: {mark(place.uncertain)}]"


def _named(targets: tuple[str, ...]) -> str:
    """Return designations in words; of a whole category, how many."""
    return ", ".join(targets) if len(targets) <= _MANY else f"{targets[0]} to {targets[-1]}, {len(targets)} entries"


def _one_line(text: str) -> str:
    return " ".join(text.split())
