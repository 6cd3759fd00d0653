"""Findings with what people decided about them."""

from collections.abc import Iterable, Iterator, Mapping

from graph import schema as g
from ruletrace.journal import Entry
from ruletrace.pipeline.findings.model import Finding

NAME = "findings"
OPEN = "open"


def unit(findings: Iterable[Finding], decisions: Mapping[str, Entry]) -> g.Unit:
    """Return the findings and what they are about; a decision holds while the sources say what it was taken on."""
    once = {one.id: one for one in findings}
    nodes = tuple(_node(one, decisions.get(key)) for key, one in sorted(once.items()))
    return g.Unit(NAME, nodes, tuple(edge for _, one in sorted(once.items()) for edge in _about(one)))


def _node(one: Finding, decided: Entry | None) -> g.Finding:
    payload = decided.payload if decided else {}
    stands = payload.get("said") == one.said
    reopened = f"decided as {payload['as']} on other words; the sources have changed since" if decided else ""
    return g.Finding(
        id=one.id,
        kind=one.kind,
        title=one.title,
        sides=tuple(side.row() for side in one.sides),
        next_step=one.next_step,
        rank=one.rank,
        state=payload["as"] if stands else OPEN,
        said=one.said,
        decided_by=payload.get("by", ""),
        decided_at=decided.at.isoformat() if decided else "",
        decided_why=payload.get("why", ""),
        reopened="" if stands else reopened,
    )


def _about(one: Finding) -> Iterator[g.Edge]:
    for document in dict.fromkeys(one.documents):
        yield g.About(start=one.id, end=document, end_label="Document")
    for change in dict.fromkeys(one.changes):
        yield g.About(start=one.id, end=change, end_label="Change")
