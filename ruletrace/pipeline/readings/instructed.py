"""What the amendatory instructions of a candidate document say of one change."""

from collections.abc import Sequence

from regulation.carrying_out import Verdict
from regulation.controls.model import Kind
from regulation.diff import Difference
from ruletrace.pipeline.readings.model import ORDERS, Reading, Stance
from ruletrace.pipeline.readings.orders import Carried
from ruletrace.pipeline.readings.witness import Witness

_PLACES = 3  # differing places that are named
_WORDS = 300  # characters of an instruction that are quoted


def instructed(difference: Difference, own: Witness) -> Reading:
    """Return what the instructions order at the changed place, and whether the newer text shows it so."""
    document = own.document
    if not own.body_held:
        words = f"the full text of {document.number} is not held"
        return Reading(ORDERS, Stance.NOT_HELD, words, document=document.id)
    tied = [one for one in own.orders if one.tied(difference)]
    if not tied:
        return Reading(ORDERS, Stance.SILENT, f"none of {document.number} acts on this place", document=document.id)
    shown = [one for one in tied if not _fails(one, difference)]
    one = _surest(shown or tied)
    if shown:
        told = _told(one) or "orders it; its words were not compared"
        return _reading(own, one, Stance.STATES, told)
    words = f"{one.verdict}: {'; '.join(one.evidence)}"
    return _reading(own, one, Stance.CONTRADICTS, words, f"instruction {one.number}")


def _fails(one: Carried, difference: Difference) -> bool:
    """Tell whether the newer text does not show what was ordered at this very place."""
    if one.verdict == Verdict.DIFFERS.value:
        return bool(_names(difference) & {*one.places})
    return one.failed


def _names(difference: Difference) -> set[str]:
    """Return what carrying out may call the changed place."""
    if difference.place_kind in (Kind.PARAGRAPH, Kind.RESERVED, Kind.HEADING):
        return {difference.designation}
    return {f"{difference.entry} {difference.place}", f"{difference.designation} {difference.place}"}


def _surest(found: Sequence[Carried]) -> Carried:
    """Return the instruction whose words were confirmed, else the nearest to the place, else the first."""
    return min(found, key=lambda one: (one.verdict != Verdict.CONFIRMED.value, -len(one.code), found.index(one)))


def _told(one: Carried) -> str:
    if one.verdict == Verdict.CONFIRMED.value:
        return f"{one.verdict}: {one.proof}"
    if one.verdict == Verdict.DIFFERS.value:
        return f"orders it; other places of the instruction read otherwise: {', '.join(one.places[:_PLACES])}"
    return f"orders it; {'; '.join(one.evidence)}" if one.evidence else ""


def _reading(own: Witness, one: Carried, stance: Stance, words: str, cause: str = "") -> Reading:
    number = own.document.number
    quote = one.text if len(one.text) <= _WORDS else f"{one.text[:_WORDS]}…"
    return Reading(ORDERS, stance, words, quote, f"{number}, instruction {one.number}", own.document.id, "", cause)
