"""A composed company with many products as the CSV files of an import; nothing in it is a real product or party.

For each product two parameters and one classification, components for a third of them and a decision for a tenth;
customers, contracts and lines are few. Seeded: equal on every machine.
"""

import csv
import io
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

PRODUCTS = 100_000
COMPONENTS_OF, DECIDED_OF = 0.3, 0.1  # rows for each product
CUSTOMERS, CONTRACTS, LINES = 1_000, 2_000, 10_000
SYSTEMS_OF = 0.1  # of the products are made of others
CHANGED_EVERY = 100  # of a delivery that has changed, one row in so many says something else

# Quantity, unit, highest value.
MEASURED = (
    ("total processing performance", "", 20_000),
    ("applicable die area", "mm2", 900),
    ("memory bandwidth", "GB/s", 4_000),
    ("adjusted peak performance", "WT", 90),
    ("maximum endurance", "min", 300),
)
COUNTRIES = ("AE", "CN", "DE", "IN", "JP", "KR", "MY", "SG", "TW", "US")
KINDS = ("hardware",) * 8 + ("software", "technology")
_FIRST = date(2024, 1, 1)

Table = Iterator[Sequence[object]]
HEADERS = {
    "products": "sku,name,kind,origin,hs_code,role,owner,us_content_percent,us_content_basis,us_content_on,firmware",
    "components": "sku,component_sku,quantity",
    "parameters": "sku,parameter,value,unit,source,dated,note",
    "classifications": "sku,regime,code,basis,vendor,ccats_number,rationale,tested_paragraphs,by,on,valid_to",
    "decisions": "sku,question,answer,by,on,why",
    "customers": "customer_id,name,aliases,headquarters",
    "contracts": "contract_id,customer_id,signed,starts,ends,currency",
    "lines": "line_id,contract_id,sku,exporter,ship_from,ship_to,end_user,end_use,quantity,value,currency,from,to",
}


def files(codes: Sequence[str], products: int = PRODUCTS, *, changed: bool = False) -> dict[str, bytes]:
    """Return the company's files by name; `codes` are those of the Commerce Control List that it classifies under.

    With `changed` one row in a hundred of the products, parameters and classifications has another content.
    """
    rng = random.Random(29)  # noqa: S311 - composed products, no secrets
    skus = [f"SKU-{number:06d}" for number in range(products)]
    tables = {
        "products": _products(rng, skus, changed=changed),
        "components": _components(rng, skus),
        "parameters": _parameters(rng, skus, changed=changed),
        "classifications": _classifications(rng, skus, codes, changed=changed),
        "decisions": _decisions(rng, skus),
        "customers": ([f"C{one:04d}", f"Composed Customer {one}", "", _in(rng)] for one in range(CUSTOMERS)),
        "contracts": ([f"K{one:04d}", f"C{one % CUSTOMERS:04d}", _day(rng), "", "", "USD"] for one in range(CONTRACTS)),
        "lines": _lines(rng, skus),
    }
    # In the order of the tables, so that both deliveries draw the same numbers.
    return {f"{name}.csv": _csv(HEADERS[name], rows) for name, rows in tables.items()}


def _products(rng: random.Random, skus: Sequence[str], *, changed: bool) -> Table:
    for number, sku in enumerate(skus):
        firmware = f"{number % 7}.{number % 10}"
        yield [
            sku,
            f"Composed product {number}, family {number % 500}",
            rng.choice(KINDS),
            _in(rng),
            f"8542.3{rng.choice('1239')}",
            "designer",
            f"Product Management {number % 20}",
            rng.randint(0, 100),
            "composed: bill of materials",
            _day(rng),
            f"{firmware}.1" if changed and number % CHANGED_EVERY == 0 else firmware,
        ]


def _components(rng: random.Random, skus: Sequence[str]) -> Table:
    systems = int(len(skus) * SYSTEMS_OF)
    for number in range(int(len(skus) * COMPONENTS_OF)):
        # Each system has its own components, drawn from those that are no systems: no cycle, no key twice.
        place = systems + (number * 7 + number // systems) % (len(skus) - systems)
        yield [skus[number % systems], skus[place], rng.randint(1, 16)]


def _parameters(rng: random.Random, skus: Sequence[str], *, changed: bool) -> Table:
    for number, sku in enumerate(skus):
        for place in (number, number + 1):
            name, unit, highest = MEASURED[place % len(MEASURED)]
            value = rng.randint(10, highest * 10)
            value += changed and number % CHANGED_EVERY == 1
            yield [sku, name, value / 10, unit, f"data sheet {number} (composed)", _day(rng), ""]


def _classifications(rng: random.Random, skus: Sequence[str], codes: Sequence[str], *, changed: bool) -> Table:
    for number, sku in enumerate(skus):
        code = rng.choice(codes) if rng.random() < 0.6 else "EAR99"
        why = f"composed: measured against {code}" + (", again" if changed and number % CHANGED_EVERY == 2 else "")
        tested = "; ".join(rng.sample(codes, 3))
        yield [sku, "US", code, "self", "", "", why, tested, "Trade Compliance Office", _day(rng), ""]


def _decisions(rng: random.Random, skus: Sequence[str]) -> Table:
    question = "designed or marketed for use in datacenters"
    for sku in rng.sample(skus, int(len(skus) * DECIDED_OF)):
        yield [sku, question, rng.choice(("yes", "no")), "Product Management", _day(rng), "composed: catalogue"]


def _lines(rng: random.Random, skus: Sequence[str]) -> Table:
    for number in range(LINES):
        ends = [_in(rng), _in(rng), f"C{rng.randrange(CUSTOMERS):04d}"]
        sold = [rng.randint(1, 50), rng.randint(1_000, 900_000), "USD", "2026-06-01", "2026-12-31"]
        own = [f"L{number:05d}", f"K{number % CONTRACTS:04d}", rng.choice(skus), "Composed Exporter Inc."]
        yield [*own, *ends, "composed use", *sold]


def _in(rng: random.Random) -> str:
    return rng.choice(COUNTRIES)


def _day(rng: random.Random) -> date:
    return _FIRST + timedelta(rng.randrange(900))


def _csv(header: str, rows: Table) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header.split(","))
    writer.writerows(rows)
    return text.getvalue().encode()
