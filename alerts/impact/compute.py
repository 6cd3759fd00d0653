"""From the graph to alerts: causes, what they touch and mean, how grave that is, and whom it concerns."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from alerts.impact import words
from alerts.impact.causes import CODES, Cause
from alerts.impact.exposure import Exposure, with_outcomes
from alerts.impact.gathered import Gathered, Impact
from alerts.impact.meant import Meant
from alerts.impact.outcome_of import amounts
from alerts.rules import Reach, Rules, load
from graph import Graph
from graph import schema as g
from graph.reads.digest import country_names
from graph.reads.lines import BEFORE
from graph.reads.outcomes import cause_outcomes, comparisons, outcome_lines
from ruletrace.model import canonical, sha256_hex, stable_id

NAME = "alerts"


def compute(
    graph: Graph,
    progress: Callable[[int, int], None] | None = None,
    rules: Rules | None = None,
    impact: Impact | None = None,
) -> g.Unit:
    """Return the alerts that the graph's changes and outcomes give, with whom each concerns and what it touches."""
    rules = rules or load()
    found = (impact or Impact(graph, rules)).found
    meant = _meant(graph, found)
    nodes: list[g.Node] = [g.Role(id=name, title=one.title) for name, one in sorted(rules.audiences.items())]
    edges: list[g.Edge] = []
    for done, bare in enumerate(found, start=1):
        own = meant[bare.cause.key]
        one = replace(bare, exposure=_exposed(graph, bare, own))
        for audience in rules.concerned(_reach(one, own)):
            alert = _alert(one, own, audience, rules)
            nodes.append(alert)
            edges.extend(_edges(alert.id, audience, one.cause, one.exposure))
            edges.extend(g.Expects(start=alert.id, end=held.outcome.id) for held in own.held)
        if progress:
            progress(done, len(found))
    return g.Unit(NAME, tuple(nodes), tuple(edges))


def _meant(graph: Graph, found: Iterable[Gathered]) -> dict[str, Meant]:
    keys = [one.cause.key for one in found]
    held, names = cause_outcomes(graph, keys), country_names(graph)
    compared = {one.cause: one for one in comparisons(graph)}
    return {key: Meant(held[key], compared.get(key), names) for key in keys}


def _exposed(graph: Graph, one: Gathered, meant: Meant) -> Exposure:
    """Return the exposure with the lines whose outcome changes though nothing of theirs was touched."""
    changed = {held.outcome.id: held for held in meant.changed}
    beside = [id for id, held in changed.items() if any(line.id not in one.exposure.lines for line in held.lines)]
    return with_outcomes(one.exposure, one.cause.changes[0].id, outcome_lines(graph, beside))


def _reach(one: Gathered, meant: Meant) -> Reach:
    return Reach(
        kind=one.cause.kind,
        classes=one.cause.classes,
        products=len(one.exposure.products) or len(one.exposure.candidates),
        lines=len(one.exposure.lines),
        named_lines=len(one.exposure.lines_to(one.named)),
        candidates=len(one.exposure.candidates),
        outcomes=meant.differences,
        actions=meant.actions,
        computed=meant.computed,
    )


def _alert(one: Gathered, meant: Meant, audience: str, rules: Rules) -> g.Alert:
    cause, exposure = one.cause, one.exposure
    rule = rules.grade(_reach(one, meant))
    named = one.named if cause.kind == CODES else []
    near, outcome, changed = exposure.lines_to(named), meant.words(), meant.lines()
    alert = g.Alert(
        id=stable_id("alert", audience, cause.kind, cause.key),
        title=words.title(cause),
        kind=cause.kind,
        severity=rule.severity,
        severity_reason=rule.reason,
        what=words.what(cause, outcome),
        difference=meant.weightiest,
        outcome=outcome,
        changed_lines=len(changed),
        changed_value=amounts(changed),
        since=words.since(cause),
        touches=words.touched(cause, exposure, named),
        why=words.why(cause, one.stated),
        next_step=words.next_step(rules.audiences[audience].step(cause.kind, meant.weightiest), meant.held),
        attribution=words.attribution(cause),
        products=len(exposure.products),
        customers=len(exposure.customers),
        applies=cause.applies,
        lines=len(exposure.lines),
        value=exposure.value(),
        past_lines=len(exposure.past),
        past_value=exposure.value(exposure.past),
        named=tuple(named) if near else (),
        named_lines=len(near),
        named_value=exposure.value(near),
    )
    return replace(alert, facts=_facts(alert, exposure, meant))


def _facts(alert: g.Alert, exposure: Exposure, meant: Meant) -> str:
    said = [alert.severity, alert.what, alert.since, alert.touches, alert.why, alert.next_step, alert.attribution]
    expected = [held.outcome.id for held in meant.held]
    lines = [exposure.lines, exposure.past]
    told = [said, exposure.products, exposure.customers, lines, alert.outcome, expected]
    return sha256_hex(canonical(told).encode())


def _edges(alert: str, audience: str, cause: Cause, exposure: Exposure) -> Iterable[g.Edge]:
    yield g.OwnedBy(start=alert, end=audience)
    for change in cause.changes:
        yield g.BecauseOf(start=alert, end=change.id)
    touched = (("Product", exposure.products), ("Customer", exposure.customers), ("Line", exposure.lines))
    for label, keys in touched:
        for key, path in sorted(keys.items()):
            yield g.Touches(start=alert, end=key, end_label=label, path=path)
    for key, path in sorted(exposure.past.items()):
        yield g.Touches(start=alert, end=key, end_label="Line", path=path, delivered=BEFORE)
