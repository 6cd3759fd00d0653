"""Paragraphs of the items that the source sets inside a note: 1C001.b and 6A002.a.3 of the list of 2026."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from regulation.controls.model import Kind, Place
from regulation.controls.notes import Note, NotePart, read_notes
from regulation.controls.sections import number


def taken_out(entry: str, places: Sequence[Place]) -> list[Place]:
    """Return the places in order; a note that holds a paragraph of the entry ends before it, what follows is a note.

    Such a paragraph carries the number that is due after the paragraph before the note, which no other place of the
    entry has and which does not belong to the note's own list.
    """
    held = {place.designation for place in places if place.kind in (Kind.PARAGRAPH, Kind.RESERVED)}
    notes = {note.place.place: note for note in read_notes([place for place in places if place.kind is Kind.NOTE])}
    found: list[Place] = []
    moved = ""  # the paragraph that the next notes follow instead
    for place in places:
        if place.is_paragraph:
            moved = ""
        if place.kind is not Kind.NOTE:
            found.append(place)
            continue
        own = replace(place, designation=moved or place.designation)
        part = _item(entry, notes[place.place], own.designation, held)
        found.extend(_parted(entry, own, part) if part else [own])
        moved = f"{entry}.{part.path}" if part else moved
    return found


def _item(entry: str, note: Note, followed: str, held: Iterable[str]) -> NotePart | None:
    """Return the part of a note that is a paragraph of the entry, or None."""
    for part in note.parts[1:]:
        listed = note.part(f"{part.path.rpartition('.')[0]}.1") if "." in part.path else not part.uncertain
        foreign = not part.of and not part.inner and not listed
        if foreign and f"{entry}.{part.path}" not in held and _is_next(part.path, followed[len(entry) + 1 :]):
            return part
    return None


def _is_next(path: str, followed: str) -> bool:
    """Return whether `path` is the number due after `followed` at its own level or one above: a.3 after a.2.c.3."""
    steps, before = path.split("."), followed.split(".")
    depth = len(steps)
    if depth > len(before) or steps[:-1] != before[: depth - 1]:
        return False
    last, due = before[depth - 1], steps[-1]
    return due == (str(int(last) + 1) if last.isdigit() else chr(ord(last) + 1) if len(last) == 1 else "")


def _parted(entry: str, note: Place, part: NotePart) -> list[Place]:
    """Return the note before the paragraph `part`, the paragraph, and the note after it, if any."""
    first, last = part.start - note.start, part.end - note.start
    words = note.text[:first].rstrip()
    code, opened = f"{entry}.{part.path}", number(note.text[first:last])
    paragraph = replace(
        note,
        place=part.path,
        kind=Kind.PARAGRAPH,
        designation=code,
        text=note.text[first:last],
        start=part.start,
        end=part.end,
        scope=(code,),
        label=note.text[first : first + opened[2]].strip() if opened else "",
        uncertain=("the source sets the paragraph inside a note",),
    )
    found = [replace(note, text=words, end=note.start + len(words)), paragraph]
    rest = note.text[last:].lstrip()
    if rest:
        found.append(replace(note, place=f"{note.place} (2)", designation=code, text=rest, start=note.end - len(rest)))
    return found
