"""From the graph to alerts: causes, what they touch, how grave that is, and whom it concerns."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from alerts.impact import words
from alerts.impact.causes import CODES, EDITORIAL, Cause, causes
from alerts.impact.exposure import Exposure, by_change, of_codes, of_parties
from alerts.rules import Reach, Rules, load
from graph import Graph, reads
from graph import schema as g
from ruletrace.model import canonical, sha256_hex, stable_id

NAME = "alerts"
CHANGES = 100_000
NOT_NAMED = ("excluded", "mentioned")  # roles of a country that a document does not act on
Stated = list[tuple[g.Document, Sequence[g.Fact]]]


def compute(graph: Graph, progress: Callable[[int, int], None] | None = None, rules: Rules | None = None) -> g.Unit:
    """Return the alerts that the graph's changes give, with whom each concerns and what it touches."""
    rules = rules or load()
    found = causes(reads.changes(graph, limit=CHANGES), rules.unattributed_apart)
    kinds = tuple(sorted(rules.carrying_references))
    touched = by_change(reads.code_impact(graph, [one.id for cause in found for one in cause.changes], kinds))
    nodes: list[g.Node] = [g.Role(id=name, title=one.title) for name, one in sorted(rules.audiences.items())]
    edges: list[g.Edge] = []
    for done, bare in enumerate(found, start=1):
        cause, stated = _stated(graph, bare)
        exposure = _exposure(graph, cause, touched)
        for audience in rules.concerned(_reach(cause, exposure, stated)):
            alert = _alert(cause, exposure, stated, audience, rules)
            nodes.append(alert)
            edges.extend(_edges(alert.id, audience, cause, exposure))
        if progress:
            progress(done, len(found))
    return g.Unit(NAME, tuple(nodes), tuple(edges))


def _stated(graph: Graph, cause: Cause) -> tuple[Cause, Stated]:
    """Return the cause with its documents, and what each of them states."""
    if cause.kind != CODES:
        detail = reads.change(graph, cause.changes[0].id)
        read = tuple(one.document for one in detail.readings) if detail else ()
        cause = replace(cause, documents=read)
    details = [reads.document(graph, one.id) for one in cause.documents]
    return cause, [(one.document, one.facts) for one in details if one]


def _exposure(graph: Graph, cause: Cause, touched: Mapping[str, list[reads.Touch]]) -> Exposure:
    ids = [change.id for change in cause.changes]
    if cause.kind != CODES:
        return of_parties(reads.party_impact(graph, ids))
    editorial = {change.id for change in cause.changes if change.change_class == EDITORIAL}
    return of_codes([touch for one in ids for touch in touched.get(one, ())], editorial)


def _reach(cause: Cause, exposure: Exposure, stated: Stated) -> Reach:
    return Reach(
        kind=cause.kind,
        classes=cause.classes,
        products=len(exposure.products) or len(exposure.candidates),
        lines=len(exposure.lines),
        named_lines=len(exposure.lines_to(_destinations(stated))),
        candidates=len(exposure.candidates),
    )


def _destinations(stated: Stated) -> list[str]:
    facts = [fact for _, stating in stated for fact in stating if fact.kind == "destination"]
    return sorted({fact.value for fact in facts if fact.role not in NOT_NAMED})


def _alert(cause: Cause, exposure: Exposure, stated: Stated, audience: str, rules: Rules) -> g.Alert:
    rule = rules.grade(_reach(cause, exposure, stated))
    named = _destinations(stated) if cause.kind == CODES else []
    near = exposure.lines_to(named)
    alert = g.Alert(
        id=stable_id("alert", audience, cause.kind, cause.key),
        title=words.title(cause),
        kind=cause.kind,
        severity=rule.severity,
        severity_reason=rule.reason,
        what=words.what(cause),
        since=words.since(cause),
        touches=words.touched(cause, exposure, named),
        why=words.why(cause, stated),
        next_step=rules.audiences[audience].next_step[cause.kind],
        attribution=words.attribution(cause),
        products=len(exposure.products),
        customers=len(exposure.customers),
        lines=len(exposure.lines),
        value=exposure.value(),
        named=tuple(named) if near else (),
        named_lines=len(near),
        named_value=exposure.value(near),
    )
    return replace(alert, facts=_facts(alert, exposure))


def _facts(alert: g.Alert, exposure: Exposure) -> str:
    said = [alert.severity, alert.what, alert.since, alert.touches, alert.why, alert.next_step, alert.attribution]
    return sha256_hex(canonical([said, exposure.products, exposure.customers, exposure.lines]).encode())


def _edges(alert: str, audience: str, cause: Cause, exposure: Exposure) -> Iterable[g.Edge]:
    yield g.OwnedBy(start=alert, end=audience)
    for change in cause.changes:
        yield g.BecauseOf(start=alert, end=change.id)
    touched = (("Product", exposure.products), ("Customer", exposure.customers), ("Line", exposure.lines))
    for label, keys in touched:
        for key, path in sorted(keys.items()):
            yield g.Touches(start=alert, end=key, end_label=label, path=path)
