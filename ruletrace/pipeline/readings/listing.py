"""What the metadata of a candidate document's listing say of one change."""

from regulation.change_classes import ChangeClass
from regulation.diff import Difference
from ruletrace.pipeline.comparison import Compared
from ruletrace.pipeline.readings.model import LISTING, Reading, Stance
from ruletrace.pipeline.readings.witness import TITLE, Witness


def listing(difference: Difference, compared: Compared, own: Witness) -> Reading:
    """Return what the listing says: by its effective date, and by a title that names the entry."""
    document, pending = own.document, difference.change_class is ChangeClass.PENDING
    late = next((one for one in own.delays if one.day > compared.end), None)
    if late and not pending:
        words = f"{late.name} delays it to {late.day}; the text of {compared.new} has the change already"
        return _reading(own, Stance.CONTRADICTS, words, late.quote, cause="delay")
    named = next((one for one in own.places.get(difference.entry, ()) if one.block == TITLE), None)
    day = document.effective
    if day and compared.start < day <= compared.end:
        return _reading(own, Stance.STATES, f"effective {day}, between the texts of {compared.old} and {compared.new}")
    if day and day > compared.end and not pending:
        words = f"effective {day}; the text of {compared.new} has the change already"
        return _reading(own, Stance.CONTRADICTS, words, cause="effective date")
    if named:
        return _reading(own, Stance.STATES, f"the title names {difference.entry}", document.title, named.id)
    if day is None:
        return _reading(own, Stance.SILENT, "gives no effective date")
    when = "before the older text" if day <= compared.start else "after the newer text"
    return _reading(own, Stance.SILENT, f"effective {day}, {when}; published {document.published}")


def _reading(own: Witness, stance: Stance, words: str, quote: str = "", fact: str = "", cause: str = "") -> Reading:
    document = own.document
    return Reading(LISTING, stance, words, quote, f"listing of {document.number}", document.id, fact, cause)
