"""Bounds whose number or unit the source printed flat are left open, so that nothing is decided by them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from regulation.controls.exponents import UNIT, Flattened, flattened
from regulation.controls.model import Place
from regulation.thresholds import Bound, Group, Node, Not, NoteRead, Unit, Unread, Value, Words


def marks_of(places: Iterable[Place]) -> tuple[Flattened, ...]:
    """Return what of these places was flattened, with offsets in the list's structured text."""
    return tuple(
        replace(one, start=one.start + place.start, end=one.end + place.start)
        for place in places
        for one in flattened(place.text)
    )


def left_open(nodes: Sequence[Node], marks: Sequence[Flattened]) -> tuple[Node, ...]:
    """Return the nodes, their bounds without a value where a mark touches it: of "less than 10-14 J" not 10.

    What was not read behind such a number and belongs to it ("14 J") goes into its printed words.
    """
    if not marks:
        return tuple(nodes)
    found: list[Node] = []
    for node in nodes:
        before = found[-1] if found else None
        whole = _joined(before, node, marks) if isinstance(before, Bound) and isinstance(node, Unread) else None
        if whole:
            found[-1] = whole
        else:
            found.append(_opened(node, marks))
    return tuple(found)


def notes_left_open(notes: Iterable[NoteRead], marks: Sequence[Flattened]) -> tuple[NoteRead, ...]:
    """Return the notes with the bounds of their conditions left open where a mark touches them."""
    return tuple(
        replace(note, condition=_opened(note.condition, marks)) if note.condition and marks else note for note in notes
    )


def _opened(node: Node, marks: Sequence[Flattened]) -> Node:
    match node:
        case Group():
            return replace(node, parts=left_open(node.parts, marks))
        case Not():
            return replace(node, part=_opened(node.part, marks))
        case Bound():
            return _bound(node, marks)
    return node


def _bound(node: Bound, marks: Sequence[Flattened]) -> Bound:
    words = node.words
    if words is None:
        return node
    for one in marks:
        if one.end <= words.start or words.end <= one.start:
            continue
        told = f'{one.reason}: "{one.words}"'
        if one.of_number or one.end > words.end:
            return replace(node, value=Value(_printed(node.value.printed, words, one), None, told), doubt="")
        if one.reason == UNIT and not node.value.uncertain:
            node = replace(node, doubt=told)
    return node


def _printed(number: str, words: Words, one: Flattened) -> str:
    """Return the flattened words where they are the bound's number, else the number itself."""
    at = words.start + words.text.rfind(number)
    return one.words if one.start <= at < one.end else number


def _joined(before: Bound, node: Unread, marks: Sequence[Flattened]) -> Bound | None:
    """Return the bound with the words not read behind it when a mark goes from the one over into the other."""
    first, last = before.words, node.words
    if first is None or before.value.number is not None:
        return None
    one = next((one for one in marks if one.start < first.end <= last.start < one.end), None)
    if one is None:
        return None
    gap = one.words[first.end - one.start : last.start - one.start]
    if before.value.printed == one.words:
        printed = one.words + last.text[max(one.end - last.start, 0) :]
    else:  # a unit that goes on: "15 m" and "3/s"
        printed = f"{before.value.printed} {before.unit.printed}{gap}{last.text}"
    value = replace(before.value, printed=printed)
    unit = Unit("", "")  # the unit is in the printed words
    return replace(
        before, value=value, unit=unit, words=replace(first, end=last.end, text=first.text + gap + last.text)
    )
