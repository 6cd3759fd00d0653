"""What changed between two dated texts of a control list, place by place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from regulation.alignment import Pair, key, words
from regulation.change_classes import ChangeClass, classify
from regulation.controls.model import ControlList, Kind, Place
from regulation.same_number import other_meanings
from regulation.versions import Tracked, track
from ruletrace.model import sha256_hex, stable_id


class DifferenceKind(StrEnum):
    """What happened to a place."""

    ADDED = "added"
    REVISED = "revised"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Difference:
    """One changed place.

    `before` and `after` are the words of the source ("" where the place is absent); `before_span` and `after_span`
    their characters in the two structured texts. `scope` holds the designations the place speaks for on either side,
    `excepted` those taken out on both. `place_before` names the entry too where that was another. `paragraph` is the
    stable id of the place, `change_id` that of the change. `meaning_changed` says why a paragraph's number now means
    something else, so that what is classified there has to be looked at again; "" where it goes on.
    """

    change_id: str
    paragraph: str
    entry: str
    place: str
    kind: DifferenceKind
    change_class: ChangeClass
    place_kind: Kind
    designation: str
    before: str
    after: str
    place_before: str
    place_after: str
    before_span: tuple[int, int] | None
    after_span: tuple[int, int] | None
    scope: tuple[str, ...]
    excepted: tuple[str, ...] = ()
    conditional: bool = False
    uncertain: tuple[str, ...] = ()
    meaning_changed: str = ""


def differences(old: ControlList, new: ControlList, tracked: Tracked | None = None) -> list[Difference]:
    """Return every change from `old` to `new`, in the order of the list.

    White space, line breaks, styles of quotation marks and dashes, and the form of paragraph numbers make no
    difference. `tracked`, where both versions stand in it side by side, gives ids that hold over more than two texts.
    """
    known = tracked or track((old, new))
    pairs = known.pairs.get((old.version, new.version))
    if pairs is None:
        raise ValueError(f"{old.version} and {new.version} are not neighbours in the tracked versions")
    return list(_differences(old, new, known, pairs))


def _differences(
    old: ControlList, new: ControlList, known: Tracked, pairs: tuple[tuple[Place | None, Place | None], ...]
) -> Iterator[Difference]:
    found = [(kind, before, after) for before, after in pairs if (kind := _kind(before, after))]
    other = _other_meanings(pairs, {place.entry for _, *sides in found for place in sides if place})
    for kind, before, after in found:
        paragraph = (
            known.place_id(new.version, after) if after else known.place_id(old.version, before) if before else ""
        )
        yield _difference(new.list, kind, before, after, paragraph, other.get(after.id_path, "") if after else "")


def _other_meanings(pairs: Iterable[Pair], entries: set[str]) -> dict[str, str]:
    changed: dict[str, list[Pair]] = {}
    for before, after in pairs:
        place = after or before
        if place and place.entry in entries:
            changed.setdefault(place.entry, []).append((before, after))
    return {path: why for own in changed.values() for path, why in other_meanings(own).items()}


def _kind(before: Place | None, after: Place | None) -> DifferenceKind | None:
    if before is after:
        return None
    if before is None or after is None:
        present = before or after
        if present is None or present.implicit:
            return None
        return DifferenceKind.REMOVED if after is None else DifferenceKind.ADDED
    if _moved_cells(before, after):
        return DifferenceKind.REVISED
    same = before.text == after.text and before.label == after.label
    if not same and key(words(before)) != key(words(after)):
        return DifferenceKind.REVISED
    renumbered = before.is_paragraph and before.id_path != after.id_path and not after.implicit
    return DifferenceKind.MOVED if renumbered else None


def _name_before(before: Place | None, first: Place) -> str:
    if before is None:
        return ""
    return before.place if before.entry == first.entry else f"{before.entry} {before.place}"


def _moved_cells(before: Place, after: Place) -> bool:
    """Return whether a row of a table has the same words in other columns: an X under A:5 goes under A:6."""
    if before.kind is not Kind.TABLE_ROW or not (before.cells and after.cells):
        return False
    return key(before.text) == key(after.text) and [*map(key, before.cells)] != [*map(key, after.cells)]


def _sides(before: Place | None, after: Place | None) -> tuple[str, str]:
    """Return the words of both sides, those of a row whose words only moved with their columns."""
    if before and after and _moved_cells(before, after):
        return " | ".join(before.cells), " | ".join(after.cells)
    return before.text if before else "", after.text if after else ""


def _difference(
    name: str, kind: DifferenceKind, before: Place | None, after: Place | None, paragraph: str, meaning: str
) -> Difference:
    sides = [place for place in (after, before) if place is not None]
    first = sides[0]
    old, new = _sides(before, after)
    excepted = [set(place.excepted) for place in sides]
    return Difference(
        change_id=stable_id("change", name, paragraph, *(sha256_hex(key(text).encode()) for text in (old, new))),
        paragraph=paragraph,
        entry=first.entry,
        place=first.place,
        kind=kind,
        change_class=classify(first.kind, before, after),
        place_kind=first.kind,
        designation=first.designation,
        before=old,
        after=new,
        place_before=_name_before(before, first),
        place_after=after.place if after else "",
        before_span=(before.start, before.end) if before else None,
        after_span=(after.start, after.end) if after else None,
        scope=tuple(dict.fromkeys(code for place in sides for code in place.scope)),
        excepted=tuple(sorted(set.intersection(*excepted))),
        conditional=any(place.conditional for place in sides),
        uncertain=tuple(dict.fromkeys(reason for place in sides for reason in place.uncertain)),
        meaning_changed=meaning,
    )
