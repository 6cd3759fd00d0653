"""What the metadata of a candidate document's listing say of one change."""

from datetime import date

from regulation.change_classes import ChangeClass
from regulation.diff import Difference
from ruletrace.pipeline.comparison import Compared
from ruletrace.pipeline.readings.model import LISTING, Reading, Stance
from ruletrace.pipeline.readings.preamble import covers
from ruletrace.pipeline.readings.witness import TITLE, Witness


def listing(difference: Difference, compared: Compared, own: Witness) -> Reading:
    """Return what the listing says: a title that names the entry states the change, a date may only contradict it.

    Every rule that takes effect between two texts has such a date: that alone speaks of no place.
    """
    document, pending = own.document, difference.change_class is ChangeClass.PENDING
    late = next((one for one in own.delays if one.day > compared.end), None)
    if late and not pending:
        words = f"{late.name} delays it to {late.day}; the text of {compared.new} has the change already"
        return _reading(own, Stance.CONTRADICTS, words, late.quote, cause="delay")
    spoken = (one for one in own.places.get(difference.entry, ()) if one.block == TITLE)
    named = next((one for one in spoken if covers(one.fact.value, difference)), None)
    day = document.effective
    if day and day > compared.end and not pending:
        words = f"effective {day}; the text of {compared.new} has the change already"
        return _reading(own, Stance.CONTRADICTS, words, cause="effective date")
    if named:
        words = f"the title names {named.fact.value}" + (f"; effective {day}" if day else "")
        return _reading(own, Stance.STATES, words, document.title, named.id)
    if day is None:
        return _reading(own, Stance.SILENT, "gives no effective date")
    return _reading(own, Stance.SILENT, f"effective {day}, {_when(day, compared)}; published {document.published}")


def _when(day: date, compared: Compared) -> str:
    if day <= compared.start:
        return "before the older text"
    if day > compared.end:
        return "after the newer text"
    return f"between the texts of {compared.old} and {compared.new}, and names no place"


def _reading(own: Witness, stance: Stance, words: str, quote: str = "", fact: str = "", cause: str = "") -> Reading:
    document = own.document
    return Reading(LISTING, stance, words, quote, f"listing of {document.number}", document.id, fact, cause)
