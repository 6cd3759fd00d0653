"""All findings of one projection, kept once computed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from regulation.status import Event
from ruletrace.pipeline.comparison import Candidates, Compared
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.documents import IRRELEVANT, Documents, Held
from ruletrace.pipeline.findings.contradictions import Read, contradiction_findings, order_findings
from ruletrace.pipeline.findings.counts import Cited, count_findings
from ruletrace.pipeline.findings.dates import date_findings
from ruletrace.pipeline.findings.model import Finding
from ruletrace.pipeline.findings.related import doubt_findings, relation_findings
from ruletrace.pipeline.readings.orders import Carried
from ruletrace.pipeline.relations import Relations

_STEP = "findings"
_ROWS = TypeAdapter(list[Finding])


@dataclass(frozen=True, slots=True)
class Ordered:
    """What came of instructions between two texts, by document, with the changes and their candidates."""

    compared: Compared
    candidates: Candidates
    orders: Mapping[str, Sequence[Carried]]


@dataclass(frozen=True, slots=True)
class Material:
    """What findings are made from; the functions are asked only when nothing is kept."""

    documents: Documents
    relations: Relations
    events: Sequence[Event]
    read: Callable[[], Sequence[Read]]
    orders: Callable[[], Sequence[Ordered]]
    rules: Sequence[Held]
    cited: Callable[[], Cited]


def collected(context: Context, program: str, made_from: str, material: Material) -> list[Finding]:
    """Return all findings; `made_from` names everything that `material` holds."""

    def work() -> object:
        return _ROWS.dump_python(list(_found(material)), mode="json")

    return _ROWS.validate_python(context.steps.once(_STEP, program, made_from, work))


def _found(material: Material) -> Iterator[Finding]:
    relevant = Documents({key: one for key, one in material.documents.held.items() if one.relevance != IRRELEVANT}, ())
    yield from date_findings(relevant, material.events)
    yield from relation_findings(material.relations)
    yield from doubt_findings(relevant)
    yield from contradiction_findings(material.read())
    for one in material.orders():
        yield from _orders(one, material.documents)
    yield from count_findings(material.rules, material.cited())


def _orders(one: Ordered, documents: Documents) -> Iterator[Finding]:
    for key, orders in sorted(one.orders.items()):
        changes = [
            difference
            for difference in one.compared.differences
            if any(candidate.document_id == key for candidate in one.candidates.get(difference.change_id, ()))
        ]
        yield from order_findings(documents.held[key].document, one.compared, orders, changes)
