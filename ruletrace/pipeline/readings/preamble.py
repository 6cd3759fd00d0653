"""What the preamble and abstract of a candidate document say of one change."""

import re
from collections.abc import Iterator, Sequence

from regulation.change_classes import ChangeClass
from regulation.controls.designations import within
from regulation.diff import Difference, DifferenceKind
from regulation.redline import Op, redline
from ruletrace.pipeline.comparison import Compared
from ruletrace.pipeline.readings.model import PREAMBLE, Reading, Stance
from ruletrace.pipeline.readings.witness import TITLE, Said, Witness

# Roles of a code that say that something is done to the place, and not only that it is spoken of.
ACTING = frozenset({"added", "revised", "removed", "redesignated", "moved", "amended", "corrected"})
_INTRODUCING = frozenset({"added", "new"})
# What the office prints beside the list's words is not the law that a preamble speaks of.
_BESIDE = (ChangeClass.PENDING,)


def preamble(difference: Difference, compared: Compared, own: Witness) -> Reading:
    """Return what the document says in words of its own; the title is read as metadata."""
    number = own.document.number
    if not own.read:
        return Reading(PREAMBLE, Stance.NOT_HELD, f"only the title of {number} is held", document=own.document.id)
    spoken = [one for one in own.places.get(difference.entry, ()) if one.block != TITLE]
    late = _too_late(compared, own, difference)
    if late:
        return late
    against = next(_against(difference, compared, spoken, own), None)
    if against:
        said, words = against
        cause = f"{said.fact.role} {said.fact.value}"
        return _reading(own, said, Stance.CONTRADICTS, words, cause)
    stated = next(_stating(difference, spoken, own), None)
    if stated:
        return _reading(own, stated[0], Stance.STATES, stated[1])
    return _silent(difference, spoken, own)


def _too_late(compared: Compared, own: Witness, difference: Difference) -> Reading | None:
    """Return the contradiction that all stated effective dates lie after the text in which the change stands."""
    days = own.head_days
    if not days or days[0] <= compared.end or difference.change_class in _BESIDE:
        return None
    said = next(one for one in own.effective if one.fact.value == days[0].isoformat())
    words = f"takes effect on {days[0]} at the earliest; the text of {compared.new} has the change already"
    return _reading(own, said, Stance.CONTRADICTS, words, "effective date")


def _against(
    difference: Difference, compared: Compared, spoken: Sequence[Said], own: Witness
) -> Iterator[tuple[Said, str]]:
    """Yield what says the contrary: removed while it stands in the newer text, added while it is gone from it."""
    first = min((*own.head_days, *([own.document.effective] if own.document.effective else [])), default=None)
    if first is None or first > compared.end:
        return
    acting: dict[str, set[str]] = {}
    for one in spoken:
        acting.setdefault(one.fact.value, set()).add(one.fact.role)
    for one in spoken:
        code, others = one.fact.value, acting[one.fact.value] & ACTING
        if len(others) > 1:  # removed here and added there: both may be meant of parts
            continue
        stands = difference.kind is not DifferenceKind.REMOVED and covers(code, difference)
        if one.fact.role == "removed" and stands:
            yield one, f"says that {code} is removed; it stands in the text of {compared.new}"
        gone = difference.kind is DifferenceKind.REMOVED and code == difference.designation
        if one.fact.role in _INTRODUCING and gone and _is_the_place(difference):
            yield one, f"says that {code} is added; the text of {compared.new} has it no more"


def _stating(difference: Difference, spoken: Sequence[Said], own: Witness) -> Iterator[tuple[Said, str]]:
    """Yield what states the change: the nearest place first, then figures that the new words have."""
    acting = [one for one in spoken if one.fact.role in ACTING and covers(one.fact.value, difference)]
    for one in sorted(acting, key=lambda said: -len(said.fact.value)):
        yield one, f"says of {one.fact.value}: {one.fact.role}"
    # A figure speaks of this place only where its own sentence names the place.
    naming = {one.sentence for one in spoken if covers(one.fact.value, difference)}
    came = _came(difference)
    for words, told in sorted(own.figures.items()):
        for one in told:
            if one.sentence in naming and holds(came, words):
                yield one, f"states “{words}”, which the new words have"


def _silent(difference: Difference, spoken: Sequence[Said], own: Witness) -> Reading:
    if spoken:
        words = f"speaks of {', '.join(sorted({one.fact.value for one in spoken}))}, and says nothing of this place"
        return _reading(own, spoken[0], Stance.SILENT, words)
    came = _came(difference)
    for words, one in sorted(own.subjects.items()):
        if holds(came, words):
            return _reading(
                own, one, Stance.SILENT, f"speaks of {words}, as the new words do, and does not name {difference.entry}"
            )
    return Reading(PREAMBLE, Stance.SILENT, f"does not name {difference.entry}", document=own.document.id)


def covers(code: str, difference: Difference) -> bool:
    """Tell whether a code is the changed place or one above it; a section (742.6) covers its paragraphs."""
    if not code or code == difference.entry:
        return bool(code)
    return within(difference.designation, code) or difference.designation.startswith(f"{code}(")


def holds(text: str, words: str) -> bool:
    """Tell whether whole words or a whole number stand in a text: no 321 in 4,321, no Niger in Nigeria."""
    after = r"(?!\w)(?![.,]\d)" + ("" if words[-1:].isdigit() else r"(?!-\w)")
    return re.search(rf"(?<!\w)(?<!\d[.,])(?<!\D-){re.escape(words)}{after}", text) is not None


def _is_the_place(difference: Difference) -> bool:
    return difference.place_kind.value in ("paragraph", "heading")


def _came(difference: Difference) -> str:
    """Return the words that the change brought."""
    if not difference.before:
        return difference.after
    steps = redline(difference.before, difference.after)
    return " … ".join(part for op, part in steps if op is Op.INSERT)


def _reading(own: Witness, said: Said, stance: Stance, words: str, cause: str = "") -> Reading:
    number = own.document.number
    return Reading(
        reading=PREAMBLE,
        stance=stance,
        says=words,
        quote=said.sentence,
        place=f"{number}, {said.block}",
        document=own.document.id,
        fact=said.id,
        cause=cause,
    )
