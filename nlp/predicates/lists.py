"""Lists inside notes: an opening line with the numbered paragraphs below it, read as one condition."""

from collections.abc import Sequence
from dataclasses import replace

from nlp.predicates.clauses import read_clause
from nlp.predicates.inline import InlineList, inline_list
from nlp.predicates.naming import NOTHING, Above, named_above
from nlp.predicates.openings import Opening, ending, opening
from nlp.predicates.sources import Source, source
from regulation.controls.notes import Note, NotePart
from regulation.thresholds import Group, Junction, Node, Not, Unread

Listed = list[tuple[Note, NotePart]]


def part_source(note: Note, part: NotePart) -> Source:
    """Return the words of a note's paragraph without its number, with their offset in the structured text."""
    start = part.end - len(part.words)
    raw = note.place.text[start - note.place.start : part.end - note.place.start]
    return source(raw, start, note.place.designation, note.place.place)


def listed(note: Note, part: NotePart, own: Source, start: int, notes: Sequence[Note], flat: bool) -> Node | None:
    """Return the condition that words of a paragraph state from `start` on, when a list stands below them."""
    below = _below(note, part, notes)
    told = opening(own.plain)
    return _condition(own, start, told, below, flat) if below and told.junction else None


def stated(
    note: Note, part: NotePart, own: Source, start: int, end: int, notes: Sequence[Note], flat: bool
) -> Node | None:
    """Return the condition that the words `[start, end)` of a paragraph state, with the list that they open."""
    told = opening(own.plain[:end])
    if told.junction is None and own.plain[:end].rstrip().endswith(":"):
        junction = _by_endings(_below(note, part, notes))
        told = replace(told, end=len(own.plain[:end].rstrip()) - 1, junction=junction)
    below = _below(note, part, notes) if told.junction else []
    inline = None if below else inline_list(own.plain, start, end)
    if inline:
        return _inline(own, start, end, inline, flat)
    if not below:
        return read_clause(own, start, ending(own.plain[:end])[0], NOTHING, flat)
    return _condition(own, start, told, below, flat)


def _inline(own: Source, start: int, end: int, found: InlineList, flat: bool) -> Node:
    children = [read_clause(own, first, last, NOTHING, flat) for first, last in found.items]
    kept = tuple(node for node in children if node)
    if not kept:
        return Unread(own.words(start, end), "a list in one line that was not read")
    lead = read_clause(own, start, max(start, found.told.end), NOTHING, flat)
    parts = (*((lead,) if lead else ()), joined(found.told, kept))
    return parts[0] if len(parts) == 1 else Group(Junction.ALL, parts)


def _by_endings(below: Listed) -> Junction:
    """Return how the paragraphs of a list join that nothing announces: "; and" before the last of them says all."""
    if len(below) < 2:
        return Junction.ANY
    return Junction.ALL if ending(part_source(*below[-2]).plain)[1] == "and" else Junction.ANY


def _condition(own: Source, start: int, told: Opening, below: Listed, flat: bool) -> Node | None:
    parts = [node for node in (read_clause(own, start, max(start, told.end), NOTHING, flat),) if node]
    children = tuple(node for node in _children(below, named_above(own, start, told.end), flat) if node)
    if children:
        parts.append(joined(told, children))
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else Group(Junction.ALL, tuple(parts))


def joined(told: Opening, children: tuple[Node, ...], junction: Junction = Junction.ANY) -> Node:
    """Return the conditions below an opening joined as it says, by `junction` where it does not."""
    group = children[0] if len(children) == 1 else Group(told.junction or junction, children)
    return Not(group) if told.negated else group


def _children(below: Listed, above: Above, flat: bool) -> list[Node | None]:
    """Return the conditions of the topmost paragraphs of a list, each with what stands below it."""
    depth = min(part.path.count(".") for _note, part in below)
    found: list[Node | None] = []
    for index, (note, part) in enumerate(below):
        if part.path.count(".") != depth:
            continue
        own = part_source(note, part)
        told = opening(own.plain)
        rest = [one for one in below[index + 1 :] if one[1].path.startswith(f"{part.path}.")]
        if rest:
            found.append(_condition(own, 0, told, rest, flat))
        else:
            found.append(read_clause(own, 0, ending(own.plain)[0], above, flat))
    return found


def _below(note: Note, part: NotePart, notes: Sequence[Note]) -> Listed:
    """Return the paragraphs below `part` in its note's numbering, also those that a later note continues."""
    every = [(note, one) for one in note.parts if not one.of and not one.inner]
    every += [(other, one) for other in notes for one in other.parts if one.of == note.place.place]
    numbered = [pair for pair in every if pair[1].path]
    if not part.path:
        return numbered or [pair for pair in every if pair[1] is not part and pair[1].words[:1] in "—-•"]
    return [pair for pair in numbered if pair[1].path.startswith(f"{part.path}.")]
