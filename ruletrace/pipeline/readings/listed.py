"""The readings of a rule on parties: rows that cite it, its stated numbers, its instructions, its listing."""

from collections.abc import Sequence

from parties.citations import Citing
from ruletrace.pipeline.documents import Held
from ruletrace.pipeline.findings.counts import Fit, Met, Stated, met, stated_counts, words
from ruletrace.pipeline.readings.model import CITED, LISTING, ORDERS, PREAMBLE, Reading, Stance

_LISTS = ("entity list", "unverified list", "military end user list", "military end-user list", "denied persons")


# Fewer rows of an older rule are neither agreement nor contradiction: later rules remove and revise them.
_STANCES = {
    Fit.ALL: Stance.STATES,
    Fit.EXPLAINED: Stance.SILENT,
    Fit.FEWER: Stance.SILENT,
    Fit.DISAGREES: Stance.CONTRADICTS,
}


def of_rows(held: Held, rows: Sequence[Citing], fresh: bool, later: Sequence[Held] = ()) -> tuple[Reading, ...]:
    """Return the readings of the change that a rule makes in a list of parties; `rows` cite it.

    `fresh` says that the list is so near to the rule that no row can be expected to be gone; `later` are the rules on
    the same list since then, which may explain why fewer rows cite this one.
    """
    document = held.document
    reasons = "; ".join(sorted({row.reason for row in rows}))
    counts = stated_counts(held)
    return (
        Reading(CITED, Stance.STATES, f"{len(rows)} rows: {reasons}", document=document.id),
        _preamble(held, counts, met(counts, len(rows), fresh, later)),
        _orders(held),
        _listing(held),
    )


def _preamble(held: Held, counts: Sequence[Stated], told: Met | None) -> Reading:
    document = held.document
    if not document.abstract and not held.body_held:
        words_ = f"only the title of {document.number} is held"
        return Reading(PREAMBLE, Stance.NOT_HELD, words_, document=document.id)
    if not counts or told is None:
        words_ = f"states {words(counts)}" if counts else "states no number of parties"
        return Reading(PREAMBLE, Stance.SILENT, words_, document=document.id)
    first = counts[0].facts[0]
    stance = _STANCES[told.fit]
    return Reading(
        PREAMBLE,
        stance,
        f"states {words(counts)}" + ("" if told.fit is Fit.ALL else f"; {told.words}"),
        first.sentence,
        f"{document.number}, {first.block}",
        document.id,
        first.id,
        "party count" if stance is Stance.CONTRADICTS else "",
    )


def _orders(held: Held) -> Reading:
    document = held.document
    if held.body_held:
        return Reading(ORDERS, Stance.SILENT, "instructions on rows are not compared", document=document.id)
    return Reading(ORDERS, Stance.NOT_HELD, f"the full text of {document.number} is not held", document=document.id)


def _listing(held: Held) -> Reading:
    document = held.document
    named = next((one for one in _LISTS if one in document.title.casefold()), "")
    place = f"listing of {document.number}"
    if named:
        return Reading(LISTING, Stance.STATES, f"the title names the {named}", document.title, place, document.id)
    return Reading(LISTING, Stance.SILENT, "the title names no list", document.title, place, document.id)
