"""Before and after of one change for 100,000 contract lines that the graph holds, on each engine."""

import random
from collections.abc import Iterator, Sequence

import graph
from alerts.impact.expected import of_change
from benchmarks.company_files import COUNTRIES
from benchmarks.engines import embedded, neo4j, neo4j_is_there
from benchmarks.licences import DAY, emirates, held_law
from benchmarks.measure import own_peak, timed
from benchmarks.registry import Figure, benchmark
from graph import Graph, Unit
from graph import schema as g
from graph.reads.transactions import lines_naming, lines_of, transactions
from regulation.licensing.compared.model import LawChange
from regulation.licensing.determine import determine
from regulation.licensing.law import Law

PRODUCTS, CUSTOMERS, LINES = 2_000, 1_000, 100_000
GOAL, MEMORY = 30.0, 2_000.0


@benchmark("outcomes", "Before and after of a change for contract lines of the graph")
def outcomes() -> Sequence[Figure]:
    """Load a composed company, and compare the rule on the Emirates for the lines that it may concern."""
    law = held_law()
    held = law.entry("3A090", DAY)
    if held is None:
        raise LookupError("3A090 is not in the text")
    change, unit = emirates(held.controls), _company(sorted(held.controls.designations()))
    with embedded() as settings, graph.connect(settings) as connected:
        figures = _measured("embedded", connected, unit, law, change)
    if neo4j_is_there():
        with neo4j() as (settings, _), graph.connect(settings) as connected:
            figures += _measured("Neo4j", connected, unit, law, change)
    return [*figures, Figure("peak memory of the process", own_peak(), "MB", MEMORY)]


def _measured(engine: str, connected: Graph, unit: Unit, law: Law, change: LawChange) -> list[Figure]:
    graph.write(connected, [unit])
    touched = [one.id for one in unit.nodes if isinstance(one, g.Product) and one.eccn.split(".")[0] in change.entries]
    with timed() as reading:
        named = lines_naming(connected, [one.country for one in change.moves])
        affected = sorted({*named, *lines_of(connected, touched)})
        known = transactions(connected, affected)
    with timed() as comparing:
        found = of_change(change, law, determine, known, (), ())
    note = f"processor time {reading.cpu:.1f} s; {len(affected):,} of {LINES:,}, {len(named):,} by their countries"
    told = f"processor time {comparing.cpu:.1f} s, reading the law in it; {found.determinations:,} pairs"
    whole = reading.seconds + comparing.seconds
    return [
        Figure(f"{engine}: finding and reading the affected lines", round(reading.seconds, 1), "s", note=note),
        Figure(f"{engine}: their outcomes before and after, with advice", round(comparing.seconds, 1), "s", note=told),
        Figure(f"{engine}: both, of {LINES:,} lines held", round(whole, 1), "s", GOAL),
    ]


def _company(codes: Sequence[str]) -> Unit:
    """Return composed products, customers and contracts; no real one is among them."""
    rng = random.Random(17)  # noqa: S311 - composed rows, no secrets
    nodes: list[g.Node] = [g.Country(id=one) for one in COUNTRIES]
    nodes += [g.Product(id=f"S{n}", kind="hardware", eccn=rng.choice(codes), origin="US") for n in range(PRODUCTS)]
    nodes += [g.Customer(id=f"C{n}", name=f"Composed {n}") for n in range(CUSTOMERS)]
    nodes += [g.Contract(id=f"K{n}") for n in range(CUSTOMERS)]
    nodes += [g.Line(id=f"L{n:06}", value_minor=n, currency="USD") for n in range(LINES)]
    homes = [rng.choice(COUNTRIES) for _ in range(CUSTOMERS)]
    edges: list[g.Edge] = []
    for n, home in enumerate(homes):
        seat = rng.choice(COUNTRIES) if rng.random() < 0.1 else home
        edges += [g.HeadquarteredIn(start=f"C{n}", end=home), g.UltimateParentIn(start=f"C{n}", end=seat)]
        edges.append(g.With(start=f"K{n}", end=f"C{n}"))
    edges += [edge for n in range(LINES) for edge in _line(rng, n, homes)]
    return Unit("company", tuple(nodes), tuple(edges))


def _line(rng: random.Random, number: int, homes: Sequence[str]) -> Iterator[g.Edge]:
    line, customer = f"L{number:06}", number % CUSTOMERS
    yield g.HasLine(start=f"K{customer}", end=line)
    yield g.Of(start=line, end=f"S{rng.randrange(PRODUCTS)}")
    yield g.ShipsFrom(start=line, end="US" if "US" in COUNTRIES else COUNTRIES[0])
    yield g.ShipsTo(start=line, end=homes[customer])
    yield g.Consignee(start=line, end=f"C{customer}")
    yield g.EndUser(start=line, end=f"C{customer}")
