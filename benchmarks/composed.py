"""A composed projection of the real graph's shape for a large exporter; nothing in it is a real rule or product.

About 79,000 nodes and 300,000 relationships: a control list of the size of the Commerce Control List (638 entries,
14,300 places, 4,300 of them paragraphs) with its texts, documents and their facts, a company with assemblies,
customers, contracts and lines, changes of single paragraphs, and alerts. Seeded: equal on every machine.
"""

import random
from collections.abc import Sequence

from graph.schema import (
    Alert,
    BecauseOf,
    Change,
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
    Fact,
    HasLine,
    HasSite,
    HasText,
    HeadquarteredIn,
    In,
    Line,
    ListedOn,
    Node,
    Of,
    OwnedBy,
    PartOf,
    Party,
    PartyList,
    Product,
    Reaches,
    RefersTo,
    Role,
    ShipsFrom,
    ShipsTo,
    Site,
    StatedBy,
    States,
    Text,
    Touches,
    UltimateParentIn,
    Unit,
    With,
)
from ruletrace.model import sha256_hex

ENTRIES, PARAGRAPHS, OTHERS, REFERENCES = 638, 4_300, 9_400, 2_900
DOCUMENTS, FACTS, PARTIES = 200, 3_000, 1_000
COMPONENTS, MODULES, SYSTEMS, PARTS_OF_EACH = 5_000, 2_000, 1_000, 5
# Most of what an exporter sells is in no paragraph; what is, stands under a few hundred of them.
CLASSIFIED, CLASSIFIED_UNDER = 2_400, 400
CUSTOMERS, SITES, CONTRACTS, LINES = 2_000, 2_500, 3_000, 29_700
CHANGES, ALERTS, TOUCHED_BY_EACH = 200, 600, 92
ROLES = ("analyst", "executive", "product_owner")
KINDS = ("controlled_by", "excludes", "meets_or_exceeds", "see")
COUNTRIES = tuple(f"{one}{other}" for one in "ABCDEFGHIJ" for other in "ACEGIKMOQSUWXYZ")
WORDS = ("composed", "words", "having", "any", "of", "the", "following", "characteristics", "exceeding", "limits")
SHA = sha256_hex(b"composed")


def units(seed: int = 1) -> tuple[Unit, ...]:
    """Return the whole projection."""
    chance = random.Random(seed)  # noqa: S311 - numbers that can be had again are wanted
    controls = _controls(chance)
    paragraphs = [one for one in controls if one.kind == "paragraph"]
    classified = chance.sample(paragraphs, CLASSIFIED_UNDER)
    products = [Product(id=f"SKU-{n}", name=_words(chance, 4), kind="hardware", origin="DE") for n in range(_ALL)]
    customers = [Customer(id=f"C-{n}", name=f"Composed {n} Ltd") for n in range(CUSTOMERS)]
    lines = [_line(chance, number) for number in range(LINES)]
    return (
        _law(chance, controls),
        _documents(chance),
        _listing(chance),
        _company(chance, products, customers, classified),
        _sales(chance, products, customers, lines),
        _changes(chance, paragraphs, classified),
        _alerts(chance, products, customers, lines),
    )


def changes() -> list[str]:
    """Return the ids of the changes."""
    return [f"ch-{number}" for number in range(CHANGES)]


_ALL = COMPONENTS + MODULES + SYSTEMS


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count))


def _controls(chance: random.Random) -> list[Control]:
    names = [f"{number % 10}{'ABCDE'[number // 10 % 5]}{number // 50:03}" for number in range(ENTRIES)]
    found = [_control(name, name, "heading", n) for n, name in enumerate(names)]
    trees = {one.entry: [one] for one in found}
    for number in range(PARAGRAPHS):
        own = trees[chance.choice(names)]
        above = chance.choice(own)
        own.append(_control(above.entry, f"{above.designation}.{len(own)}", "paragraph", number))
        found.append(own[-1])
    for number in range(OTHERS):
        entry = chance.choice(names)
        found.append(
            _control(entry, f"{entry} row {number}", chance.choice(("caption", "licence row", "note")), number)
        )
    return found


def _control(entry: str, name: str, kind: str, order: int) -> Control:
    place = name.removeprefix(entry).lstrip(". ") or "heading"
    return Control(
        id=f"us/{name}", regime="US", list="ccl", entry=entry, designation=name, place=place, kind=kind, order=order
    )


def _law(chance: random.Random, controls: Sequence[Control]) -> Unit:
    texts = [
        Text(id=f"t-{n}", text=_words(chance, 14), sha256=SHA, reader="ecfr/1", end_at=95, byte_end=95)
        for n in range(len(controls))
    ]
    edges: list[Edge] = [
        HasText(start=one.id, end=text.id, from_="2026-06-25", recorded="2026-09-02T06:00:00Z")
        for one, text in zip(controls, texts, strict=True)
    ]
    edges += [PartOf(start=one.id, end=_above(one)) for one in controls if one.kind != "heading"]
    for number in range(REFERENCES):
        one, other = chance.sample(controls, 2)
        kind = chance.choice(KINDS)
        edges.append(RefersTo(start=one.id, end=other.id, key=str(number), kind=kind, quote="see there"))
    return Unit("law", (*controls, *texts), tuple(edges))


def _above(one: Control) -> str:
    return one.id.rpartition(".")[0] if one.kind == "paragraph" else f"us/{one.entry}"


def _documents(chance: random.Random) -> Unit:
    documents = [
        Document(id=f"fr:{n}", kind="rule", number=str(n), title=_words(chance, 12), abstract=_words(chance, 60))
        for n in range(DOCUMENTS)
    ]
    facts = [
        Fact(id=f"f-{n}", kind="control_code", value="composed", quote=_words(chance, 2), sentence=_words(chance, 25))
        for n in range(FACTS)
    ]
    edges = tuple(States(start=chance.choice(documents).id, end=fact.id) for fact in facts)
    return Unit("documents", (*documents, *facts), edges)


def _listing(chance: random.Random) -> Unit:
    lists = [PartyList(id=f"list-{n}", name=f"Composed list {n}") for n in range(13)]
    parties = [Party(id=f"P-{n}", name=f"Composed party {n}", citation="90 FR 1") for n in range(PARTIES)]
    edges = tuple(ListedOn(start=party.id, end=chance.choice(lists).id) for party in parties)
    return Unit("parties", (*lists, *parties), edges)


def _company(
    chance: random.Random, products: Sequence[Product], customers: Sequence[Customer], classified: Sequence[Control]
) -> Unit:
    # Some paragraphs hold many of the products, most hold a few.
    weights = [1 / (rank + 1) ** 0.5 for rank in range(len(classified))]
    places = chance.choices(classified, weights, k=CLASSIFIED)
    edges: list[Edge] = [
        ClassifiedAs(start=product.id, end=place.id, designation=place.designation, by="composed", at="2026-01-05")
        for product, place in zip(chance.sample(list(products), CLASSIFIED), places, strict=True)
    ]
    tiers = (products[:COMPONENTS], products[COMPONENTS : COMPONENTS + MODULES], products[COMPONENTS + MODULES :])
    for below, above in ((tiers[0], tiers[1]), (tiers[1], tiers[2])):
        for one in above:
            parts = chance.sample(below, PARTS_OF_EACH)
            edges += [Contains(start=one.id, end=part.id, quantity="2") for part in parts]
    sites = [Site(id=f"S-{n}", address=f"Composed street {n}") for n in range(SITES)]
    for site in sites:
        edges += [
            HasSite(start=chance.choice(customers).id, end=site.id),
            In(start=site.id, end=chance.choice(COUNTRIES)),
        ]
    for customer in customers:
        edges += [
            HeadquarteredIn(start=customer.id, end=chance.choice(COUNTRIES)),
            UltimateParentIn(start=customer.id, end=chance.choice(COUNTRIES), name="Composed Group"),
        ]
    countries = [Country(id=code, name=f"Composed {code}") for code in COUNTRIES]
    return Unit("company", (*products, *customers, *sites, *countries), tuple(edges))


def _line(chance: random.Random, number: int) -> Line:
    value = chance.randint(10_000, 90_000_000)
    return Line(
        id=f"L-{number}", quantity="10", value_minor=value, currency="EUR", starts="2026-01-01", ends="2027-12-31"
    )


def _sales(
    chance: random.Random, products: Sequence[Product], customers: Sequence[Customer], lines: Sequence[Line]
) -> Unit:
    contracts = [Contract(id=f"K-{n}", signed="2025-11-03", starts="2026-01-01") for n in range(CONTRACTS)]
    edges: list[Edge] = [With(start=contract.id, end=chance.choice(customers).id) for contract in contracts]
    for line in lines:
        edges += [
            HasLine(start=chance.choice(contracts).id, end=line.id),
            Of(start=line.id, end=chance.choice(products).id),
            ShipsFrom(start=line.id, end=COUNTRIES[0]),
            ShipsTo(start=line.id, end=chance.choice(COUNTRIES)),
            Consignee(start=line.id, end=chance.choice(customers).id),
            EndUser(start=line.id, end=chance.choice(customers).id),
        ]
    return Unit("sales", (*contracts, *lines), tuple(edges))


def _changes(chance: random.Random, paragraphs: Sequence[Control], classified: Sequence[Control]) -> Unit:
    nodes, edges = [], []
    for number, id in enumerate(changes()):
        # Every second one is of a paragraph under which the company classifies.
        place = chance.choice(classified if number % 2 else paragraphs)
        nodes.append(
            Change(id=id, list="ccl", entry=place.entry, place=place.place, kind="revised", before="4800", after="2400")
        )
        edges += [
            Reaches(start=id, end=place.id, how="the paragraph itself"),
            StatedBy(start=id, end=f"fr:{number % DOCUMENTS}", reading="text difference"),
        ]
    return Unit("changes", tuple(nodes), tuple(edges))


def _alerts(
    chance: random.Random, products: Sequence[Product], customers: Sequence[Customer], lines: Sequence[Line]
) -> Unit:
    nodes: list[Node] = [Role(id=role, title=role) for role in ROLES]
    edges: list[Edge] = []
    for number in range(ALERTS):
        change = f"ch-{number // len(ROLES)}"
        alert = Alert(
            id=f"a-{number}", title=_words(chance, 12), kind="codes", severity="high", what=_words(chance, 40)
        )
        nodes.append(alert)
        edges += [
            BecauseOf(start=alert.id, end=change),
            OwnedBy(start=alert.id, end=ROLES[number % len(ROLES)]),
            *_touches(chance, alert.id, change, (*chance.sample(list(lines), TOUCHED_BY_EACH),)),
            *_touches(chance, alert.id, change, (chance.choice(products), chance.choice(customers))),
        ]
    return Unit("alerts", tuple(nodes), tuple(edges))


def _touches(chance: random.Random, alert: str, change: str, touched: Sequence[Node]) -> list[Touches]:
    middle = f"Product/SKU-{chance.randrange(_ALL)}"
    return [
        Touches(
            start=alert, end=one.id, end_label=one.label, path=(f"Change/{change}", middle, f"{one.label}/{one.id}")
        )
        for one in touched
    ]
