"""The readings of a rule on parties: rows that cite it, its stated numbers, its instructions, its listing."""

from collections.abc import Sequence

from parties.citations import Citing
from ruletrace.pipeline.documents import Held
from ruletrace.pipeline.findings.counts import Stated, agrees, stated_counts, words
from ruletrace.pipeline.readings.model import CITED, LISTING, ORDERS, PREAMBLE, Reading, Stance

_LISTS = ("entity list", "unverified list", "military end user list", "military end-user list", "denied persons")


def of_rows(held: Held, rows: Sequence[Citing], fresh: bool) -> tuple[Reading, ...]:
    """Return the readings of the change that a rule makes in a list of parties; `rows` cite it.

    `fresh` says that the list is so near to the rule that no row can be expected to be gone.
    """
    document = held.document
    reasons = "; ".join(sorted({row.reason for row in rows}))
    return (
        Reading(CITED, Stance.STATES, f"{len(rows)} rows: {reasons}", document=document.id),
        _preamble(held, stated_counts(held), len(rows), fresh),
        _orders(held),
        _listing(held),
    )


def _preamble(held: Held, counts: Sequence[Stated], rows: int, fresh: bool) -> Reading:
    document = held.document
    if not document.abstract and not held.body_held:
        words_ = f"only the title of {document.number} is held"
        return Reading(PREAMBLE, Stance.NOT_HELD, words_, document=document.id)
    if not counts:
        return Reading(PREAMBLE, Stance.SILENT, "states no number of parties", document=document.id)
    first = counts[0].facts[0]
    fits = agrees(counts, rows, fresh)
    place = f"{document.number}, {first.block}"
    return Reading(
        PREAMBLE,
        Stance.STATES if fits else Stance.CONTRADICTS,
        f"states {words(counts)}" + ("" if fits else f"; {rows} rows cite it"),
        first.sentence,
        place,
        document.id,
        first.id,
        "" if fits else "party count",
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
