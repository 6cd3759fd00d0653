"""Readings of changes that contradict, and instructions that the newer text does not show: a finding for each cause."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from regulation.diff import Difference
from ruletrace.model import Document
from ruletrace.pipeline.comparison import Compared
from ruletrace.pipeline.findings.model import CONTRADICTION, GRAVE, NOT_SHOWN, NOTABLE, Finding, Side, shown
from ruletrace.pipeline.readings.agreement import contradictions
from ruletrace.pipeline.readings.model import ORDERS, Reading
from ruletrace.pipeline.readings.orders import Carried

_Key = tuple[str, str, str, str, str]  # list, newer text, document, reading, cause
_NAMED, _CHANGES = 4, 200  # places in the title; changes that a finding is tied to
_WORDS = 300
_NEXT = "Compare the words of both sources on the change's page, and say which holds."
_NEXT_ORDERS = "Compare the instruction with the newer text; a correction may follow, or our reading of it is wrong."


@dataclass(frozen=True, slots=True)
class Read:
    """A change with its readings."""

    compared: Compared
    difference: Difference
    readings: tuple[Reading, ...]


def contradiction_findings(read: Iterable[Read]) -> Iterator[Finding]:
    """Yield one finding for each document and cause: a date that comes too late contradicts all its changes at once.

    What instructions contradict is told by the instructions' own finding.
    """
    causes: dict[_Key, list[tuple[Read, Reading]]] = {}
    for one in read:
        for reading in contradictions(one.readings):
            if reading.reading != ORDERS:
                key = (one.compared.list, one.compared.new, reading.document, reading.reading, reading.cause)
                causes.setdefault(key, []).append((one, reading))
    for key in sorted(causes):
        yield _finding(key, causes[key])


def _finding(key: _Key, found: Sequence[tuple[Read, Reading]]) -> Finding:
    first, reading = found[0]
    number = reading.document.partition(":")[2]
    names = [f"{one.difference.entry} {one.difference.place}".strip() for one, _ in found]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    title = f"{number} {reading.says} ({', '.join(names[:_NAMED])}{more})"
    texts = (_text_side(one) for one, _ in found)
    sides = shown((Side(reading.place, reading.says, reading.quote, "", reading.document, reading.fact), *texts))
    changes = tuple(one.difference.change_id for one, _ in found)[:_CHANGES]
    return Finding(CONTRADICTION, key, title, sides, _NEXT, GRAVE, (first.readings[0].document, key[2]), changes)


def _text_side(one: Read) -> Side:
    text = one.readings[0]
    return Side(text.place, text.says, text.quote, "", text.document)


def order_findings(
    document: Document, compared: Compared, orders: Sequence[Carried], changes: Sequence[Difference]
) -> Iterator[Finding]:
    """Yield one finding for the instructions of a document that the newer text does not show as ordered.

    What still reads as before counts only where the document took effect by then.
    """
    due = document.effective is not None and document.effective <= compared.end
    failed = [one for one in orders if one.failed or one.overdue(due)]
    if not failed:
        return
    count = f"{len(failed)} of {len(orders)} instructions" if len(orders) > 1 else "the instruction"
    title = f"{document.number}: {count} not shown as ordered by the text of {compared.new} ({_numbers(failed)})"
    sides = shown(_order_side(document, one) for one in failed)
    tied = [one.change_id for one in changes if any(order.tied(one) for order in failed)][:_CHANGES]
    about = (document.id, compared.list, compared.new)
    documents = (document.id, compared.new_id)
    yield Finding(NOT_SHOWN, about, title, sides, _NEXT_ORDERS, NOTABLE, documents, tuple(tied))


def _numbers(failed: Sequence[Carried]) -> str:
    names = [one.number or one.code for one in failed]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more}"


def _order_side(document: Document, one: Carried) -> Side:
    quote = one.text if len(one.text) <= _WORDS else f"{one.text[:_WORDS]}…"
    words = f"{one.verdict}: {'; '.join(one.evidence)}"
    return Side(f"{document.number}, instruction {one.number}", words, quote, one.code, document.id)
