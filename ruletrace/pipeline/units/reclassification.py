"""The queue of classifications to look at again in the graph, with what people decided."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from graph import schema as g
from ruletrace.journal import Entry
from ruletrace.pipeline.reclassification.model import Decided, Item

NAME = "reclassifications"
OPEN, DECIDED = "open", "decided"


def unit(items: Iterable[Item], decided: Decided, changes: Collection[str], problems: tuple[str, ...] = ()) -> g.Unit:
    """Return the open items, and those that stand decided; `changes` are the changes that the graph has."""
    waiting = {one.id: one for one in items}
    nodes: list[g.Node] = [_open(one, decided.get(key)) for key, one in sorted(waiting.items())]
    edges: list[g.Edge] = [
        edge for key, one in sorted(waiting.items()) for edge in _edges(one.base.sku, key, one.changes)
    ]
    for key, entry in sorted(decided.items()):
        if key not in waiting:
            held = [one for one in entry.payload["changes"] if one in changes]
            nodes.append(_decided(key, entry))
            edges += _edges(entry.payload["sku"], key, held)
    return g.Unit(NAME, tuple(nodes), tuple(edges), problems=problems)


def _open(one: Item, before: Entry | None) -> g.Reclassification:
    base = one.base
    return g.Reclassification(
        id=one.id,
        sku=base.sku,
        regime=base.regime,
        code=base.code,
        rationale=base.rationale,
        by=base.by,
        on=base.on.isoformat(),
        cause=one.cause.value,
        what=one.what,
        paragraph=one.paragraph,
        from_text=one.from_text,
        to_text=one.to_text,
        since=one.since.isoformat(),
        said=one.said,
        state=OPEN,
        reopened=_reopened(before.payload) if before else "",
    )


def _reopened(payload: Mapping[str, Any]) -> str:
    code = f" to {payload['new_code']}" if payload["new_code"] else ""
    told = f"{payload['as']}{code} by {payload['by']} on {payload['decided_on']} ({payload['why']})"
    return f"decided before: {told}; what that rested on has changed since"


def _decided(key: str, entry: Entry) -> g.Reclassification:
    payload = entry.payload
    return g.Reclassification(
        id=key,
        sku=payload["sku"],
        regime=payload["regime"],
        code=payload["code"],
        rationale=payload["rationale"],
        by=payload["classified_by"],
        on=payload["classified_on"],
        cause=payload["cause"],
        what=payload["what"],
        paragraph=payload["paragraph"],
        from_text=payload["from_text"],
        to_text=payload["to_text"],
        since=payload["since"],
        said=payload["said"],
        state=DECIDED,
        decision=payload["as"],
        new_code=payload["new_code"],
        decided_by=payload["by"],
        decided_on=payload["decided_on"],
        why=payload["why"],
    )


def _edges(sku: str, key: str, changes: Iterable[str]) -> Iterator[g.Edge]:
    yield g.ToReclassify(start=sku, end=key)
    for change in sorted(set(changes)):
        yield g.BecauseOf(start=key, start_label="Reclassification", end=change)
