"""Composed projections: small random graphs of the schema's shape, and plain Python answers to compare with.

Nothing here is a real product, customer or contract. Names of places follow the Commerce Control List's form.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import product as pairs_of

from graph.reads import PartyTouch, Touch
from graph.schema import (
    Change,
    Changes,
    ClassifiedAs,
    Consignee,
    Contains,
    Contract,
    Control,
    Country,
    Customer,
    Document,
    Edge,
    EndUser,
    HasLine,
    Line,
    MatchesCandidate,
    MayBeMadeBy,
    Node,
    Of,
    PartOf,
    Party,
    Product,
    Reaches,
    RefersTo,
    ShipsTo,
    Unit,
    With,
)
from ruletrace.model import canonical

KINDS = ("controlled_by", "excludes", "meets_or_exceeds", "see")
GONE = "2026-11-01"


def random_units(seed: int) -> tuple[Unit, ...]:
    """Return a law, a company and a list of parties, joined at random, with cycles, diamonds and ended rows."""
    chance = random.Random(seed)  # noqa: S311
    law, controls = _law(chance)
    company, customers = _company(chance, controls)
    return law, company, _parties(chance, controls, customers)


def _law(chance: random.Random) -> tuple[Unit, list[Control]]:
    controls, edges = [], []
    for entry in ("3A090", "4A090", "5A992"):
        own = [Control(id=f"us/{entry}", entry=entry, designation=entry, kind="entry", list="ccl", place="heading")]
        for number in range(chance.randint(1, 6)):
            above = chance.choice(own)
            kind = chance.choice(("paragraph", "paragraph", "paragraph", "note"))
            name = f"{above.designation}.{'abcdef'[number]}"
            own.append(
                Control(id=f"us/{name}", entry=entry, designation=name, kind=kind, list="ccl", place=name, order=number)
            )
            edges.append(PartOf(start=own[-1].id, end=above.id))
        controls.extend(own)
    edges += [PartOf(start=one.id, end=other.id) for one, other in _some(chance, controls, controls, 2)]
    refers = [
        RefersTo(start=one.id, end=other.id, kind=chance.choice(KINDS), key=str(number), quote="“see”")
        for number, (one, other) in enumerate(_some(chance, controls, controls, 5))
    ]
    return Unit("law", tuple(controls), (*_once(edges), *refers)), controls


def _company(chance: random.Random, controls: Sequence[Control]) -> tuple[Unit, list[Customer]]:
    products = [Product(id=f"SKU-{number}", name=f"Composed {number}") for number in range(chance.randint(2, 9))]
    customers = [Customer(id=f"C-{number}", name=f"Composed Ltd {number}") for number in range(4)]
    countries = [Country(id=code) for code in ("AE", "CN", "DE")]
    contracts = [Contract(id=f"K-{number}") for number in range(3)]
    lines = [
        Line(id=f"L-{number}", value_minor=100 * number, currency="EUR", to=_ended(chance))
        for number in range(chance.randint(0, 8))
    ]
    edges: list[Edge] = [
        ClassifiedAs(start=one.id, end=other.id, counts=chance.random() > 0.15, to=_ended(chance))
        for one, other in _some(chance, products, controls, 8)
    ]
    edges += [
        Contains(start=one.id, end=other.id, quantity="2", to=_ended(chance))
        for one, other in _some(chance, products, products, 9)
    ]
    edges += [With(start=contract.id, end=chance.choice(customers).id) for contract in contracts]
    for line in lines:
        edges += [
            HasLine(start=chance.choice(contracts).id, end=line.id),
            Of(start=line.id, end=chance.choice(products).id),
            ShipsTo(start=line.id, end=chance.choice(countries).id),
        ]
        edges += [EndUser(start=line.id, end=chance.choice(customers).id)][: chance.randint(0, 1)]
        edges += [Consignee(start=line.id, end=chance.choice(customers).id)][: chance.randint(0, 1)]
    return Unit("company", (*products, *customers, *countries, *contracts, *lines), tuple(edges)), customers


def _parties(chance: random.Random, controls: Sequence[Control], customers: Sequence[Customer]) -> Unit:
    parties = [Party(id=f"P-{number}", name=f"Listed {number}", aliases=("A", "B")) for number in range(3)]
    changes = [Change(id=f"ch-{number}", list="ccl", entry="3A090", place=str(number)) for number in range(3)]
    document = Document(id="fr:composed", title="Composed title", published="2026-07-14")
    edges: list[Edge] = [Reaches(start=one.id, end=other.id) for one, other in _some(chance, changes, controls, 4)]
    edges += [
        Changes(start=one.id, end=other.id, end_label="Party") for one, other in _some(chance, changes, parties, 3)
    ]
    edges += [
        MatchesCandidate(start=one.id, end=other.id, reasons=("equal names",), decision="open")
        for one, other in _some(chance, customers, parties, 3)
    ]
    edges += [MayBeMadeBy(start=changes[0].id, end=document.id, reasons=("same words", "published between"))]
    # Given by two units in the same words: it belongs to the first, and stays when that one gives it no more.
    shared = [Country(id="DE")][: chance.randint(0, 1)]
    return Unit("parties", (*parties, *changes, document, *shared), tuple(edges))


def _some(chance: random.Random, ones: Sequence[Node], others: Sequence[Node], count: int) -> list[tuple[Node, Node]]:
    everything = list(pairs_of(ones, others))
    return chance.sample(everything, min(count, len(everything)))


def _once(edges: Iterable[Edge]) -> list[Edge]:
    return list({(edge.start, edge.end): edge for edge in edges}.values())


def _ended(chance: random.Random) -> str:
    return GONE if chance.random() < 0.15 else ""


def lines_of(units: Iterable[Unit]) -> list[str]:
    """Return the export that a graph of `units` must have, in no order."""
    units = list(units)
    nodes = {canonical({"label": node.label, "properties": _known(node)}) for unit in units for node in unit.nodes}
    edges = {
        canonical(
            {
                "type": edge.type,
                "ends": {"start": [edge.labels[0], edge.start], "end": [edge.labels[1], edge.end]},
                "properties": _known(edge),
            }
        )
        for unit in units
        for edge in unit.edges
    }
    return [*nodes, *edges]


def _known(item: Node | Edge) -> dict[str, object]:
    pairs = ((field.name, getattr(item, field.name)) for field in fields(item))
    return {
        name.removesuffix("_"): list(value) if isinstance(value, tuple) else value
        for name, value in pairs
        if value not in (None, "", ()) and name not in ("start", "end", "end_label")
    }


class Oracle:
    """The same questions answered by walking every simple path in plain Python."""

    def __init__(self, units: Iterable[Unit]) -> None:
        units = list(units)
        self.nodes = {(node.label, node.id): node for unit in units for node in unit.nodes}
        self.out: dict[tuple[str, str], list[Edge]] = defaultdict(list)
        self.into: dict[tuple[str, str], list[Edge]] = defaultdict(list)
        for edge in (edge for unit in units for edge in unit.edges):
            self.out[edge.type, edge.start].append(edge)
            self.into[edge.type, edge.end].append(edge)

    def code_impact(self, kinds: Sequence[str]) -> tuple[Touch, ...]:
        """Return every change's touches, the best of all paths for each change, product and line."""
        best: dict[tuple[str, str, str], Touch] = {}
        for change in [node for node in self.nodes.values() if isinstance(node, Change)]:
            for path, how in self._control_paths(change.id, kinds):
                for touch in self._touches(change.id, path, how):
                    key = (change.id, touch.product, touch.line)
                    rank = (len(touch.path), touch.path, touch.how)
                    if key not in best or rank < (len(best[key].path), best[key].path, best[key].how):
                        best[key] = touch
        return tuple(best[key] for key in sorted(best))

    def party_impact(self) -> tuple[PartyTouch, ...]:
        """Return every change's candidates with their current lines."""
        found = []
        for (kind, _), edges in list(self.out.items()):
            if kind == "CHANGES":
                for edge in edges:
                    found += [
                        touch
                        for candidate in self.into["CANDIDATE", edge.end]
                        for touch in self._party_touches(edge, candidate)
                    ]
        return tuple(sorted(found, key=lambda one: (one.change_id, one.party, one.customer, one.line)))

    def _control_paths(self, change: str, kinds: Sequence[str]) -> Iterator[tuple[tuple[str, ...], str]]:
        for edge in self.out["REACHES", change]:
            for down in self._down((edge.end,)):
                yield down, "itself" if len(down) == 1 else "below"
                yield from self._referring(down, kinds)
            for up in self._up((edge.end,)):
                if len(up) > 1:
                    yield up, "classified above"
                    yield from self._referring(up, kinds)

    def _referring(self, path: tuple[str, ...], kinds: Sequence[str]) -> Iterator[tuple[tuple[str, ...], str]]:
        for reference in self.into["REFERS_TO", path[-1]]:
            if reference.kind in kinds:
                for further in self._down((reference.start,)):
                    yield (*path, *further), f"refers: {reference.kind}"

    def _down(self, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        yield path
        for edge in self.into["PART_OF", path[-1]]:
            if edge.start not in path and self.nodes["Control", edge.start].kind == "paragraph":
                yield from self._down((*path, edge.start))

    def _up(self, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        yield path
        entry = self.nodes["Control", path[-1]].entry
        for edge in self.out["PART_OF", path[-1]]:
            if edge.end not in path and self.nodes["Control", edge.end].entry == entry:
                yield from self._up((*path, edge.end))

    def _touches(self, change: str, path: tuple[str, ...], how: str) -> Iterator[Touch]:
        for edge in self.into["CLASSIFIED_AS", path[-1]]:
            if edge.counts and not edge.to:
                for via in self._assemblies((edge.start,)):
                    for line in self._lines(via[-1]) or [None]:
                        yield self._touch(change, path, how, via, line)

    def _assemblies(self, via: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        yield via
        for edge in self.into["CONTAINS", via[-1]]:
            if not edge.to and edge.start not in via and len(via) <= 6:
                yield from self._assemblies((*via, edge.start))

    def _lines(self, product: str) -> list[Line]:
        lines = [self.nodes["Line", edge.start] for edge in self.into["OF", product]]
        return [line for line in lines if not line.to]

    def _touch(self, change: str, path: tuple[str, ...], how: str, via: tuple[str, ...], line: Line | None) -> Touch:
        keys = [f"Change/{change}", *(f"Control/{one}" for one in path), *(f"Product/{one}" for one in via)]
        return Touch(
            change_id=change,
            reached=self.nodes["Control", path[0]].designation,
            how=how,
            control=self.nodes["Control", path[-1]].designation,
            product=via[-1],
            via=via,
            line=line.id if line else "",
            contract=self._contract(line) if line else "",
            customers=tuple(sorted({one for _, one in self._takes_part(line)})) if line else (),
            ship_to=self.out["SHIPS_TO", line.id][0].end if line else "",
            value_minor=line.value_minor if line else 0,
            currency=line.currency if line else "",
            path=(*keys, f"Line/{line.id}") if line else tuple(keys),
        )

    def _contract(self, line: Line) -> str:
        return self.into["HAS_LINE", line.id][0].start

    def _takes_part(self, line: Line) -> list[tuple[str, str]]:
        buyers = self.out["WITH", self._contract(line)]
        groups = (
            ("buyer", buyers),
            ("consignee", self.out["CONSIGNEE", line.id]),
            ("end user", self.out["END_USER", line.id]),
        )
        return [(role, edge.end) for role, edges in groups for edge in edges]

    def _party_touches(self, changes: Edge, candidate: MatchesCandidate) -> Iterator[PartyTouch]:
        customer = candidate.start
        lines = [node for node in self.nodes.values() if isinstance(node, Line) and not node.to]
        own = [line for line in lines if customer in {one for _, one in self._takes_part(line)}]
        for line in own or [None]:
            keys = (f"Change/{changes.start}", f"Party/{changes.end}", f"Customer/{customer}")
            yield PartyTouch(
                change_id=changes.start,
                party=changes.end,
                party_name=self.nodes["Party", changes.end].name,
                customer=customer,
                customer_name=self.nodes["Customer", customer].name,
                reasons=candidate.reasons,
                decision=candidate.decision,
                line=line.id if line else "",
                contract=self._contract(line) if line else "",
                roles=tuple(role for role, one in self._takes_part(line) if one == customer) if line else (),
                ship_to=self.out["SHIPS_TO", line.id][0].end if line else "",
                value_minor=line.value_minor if line else 0,
                currency=line.currency if line else "",
                path=(*keys, f"Line/{line.id}") if line else keys,
            )
