"""Current contract lines with what a reader must know of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.connection import Graph, in_batches
from graph.schema import Contract, Line

BATCH = 5000
BEFORE = "before"  # `delivered` of a line that an alert touches: delivered before the change applies
OPEN, SINCE = "open", "since"


def last_delivery(line: Line, contract: Contract | None) -> str:
    """Return the day (ISO) of a line's last delivery, else the last one of its contract, "" where neither is held."""
    return line.ends or (contract.ends if contract else "")


def is_over(ends: str, day: str) -> bool:
    """Tell whether what ends on one day (ISO) was over before another; not where one of them is not held."""
    return bool(ends and day) and ends < day


def standing(delivered: str, ends: str, day: str) -> str:
    """Return how a line that an alert touches stands on a day (ISO): open, since or before.

    Open: its last delivery is on that day or later, or not held. Since: it was delivered, but not before the change
    applied. `delivered` is what the alert holds of it.
    """
    if delivered == BEFORE:
        return BEFORE
    return SINCE if is_over(ends, day) else OPEN


@dataclass(frozen=True, slots=True)
class Sale:
    """A current contract line; `buyers`, `end_users` and `consignees` are customers' ids, sorted.

    `ends` is the day (ISO) of its last delivery, else its contract's last one, "" where neither is held.
    """

    line: str
    contract: str
    buyers: tuple[str, ...]
    end_users: tuple[str, ...]
    consignees: tuple[str, ...]
    ship_to: str
    value_minor: int
    currency: str
    ends: str = ""

    @property
    def customers(self) -> tuple[str, ...]:
        """Every customer of the line, each once, sorted."""
        return tuple(sorted({*self.buyers, *self.end_users, *self.consignees}))


# One long record a product and not many short ones: the driver takes a third of the time for it.
_RETURN = """
    RETURN id, collect([
        l.id, l.value_minor, l.currency,
        [(l)<-[:HAS_LINE]-(t:Contract) | t.id],
        [(l)<-[:HAS_LINE]-(:Contract)-[:WITH]->(u:Customer) | u.id],
        [(l)-[:END_USER]->(u:Customer) | u.id],
        [(l)-[:CONSIGNEE]->(u:Customer) | u.id],
        [(l)-[:SHIPS_TO]->(k:Country) | k.id],
        l.ends, [(l)<-[:HAS_LINE]-(t:Contract) | [t.id, t.ends]]
    ]) AS lines
"""


def sales(graph: Graph, products: Sequence[str]) -> Mapping[str, list[Sale]]:
    """Return the current lines of each product (by SKU) that has any."""
    match = "MATCH (:Product {id: id})<-[:OF]-(l:Line) WHERE l.to IS NULL"
    return _sales(graph, f"UNWIND $ids AS id {match} WITH DISTINCT id, l {_RETURN}", products)


def customer_sales(graph: Graph, customers: Sequence[str]) -> Mapping[str, list[Sale]]:
    """Return the current lines in which each customer is buyer, end user or consignee."""
    found: dict[str, dict[str, Sale]] = defaultdict(dict)
    for match in (
        "MATCH (:Customer {id: id})<-[:WITH]-(:Contract)-[:HAS_LINE]->(l:Line)",
        "MATCH (:Customer {id: id})<-[:END_USER]-(l:Line)",
        "MATCH (:Customer {id: id})<-[:CONSIGNEE]-(l:Line)",
    ):
        query = f"UNWIND $ids AS id {match} WHERE l.to IS NULL WITH DISTINCT id, l {_RETURN}"
        for customer, lines in _sales(graph, query, customers).items():
            found[customer].update((sale.line, sale) for sale in lines)
    return {customer: [lines[line] for line in sorted(lines)] for customer, lines in found.items()}


def _sales(graph: Graph, query: str, ids: Sequence[str]) -> Mapping[str, list[Sale]]:
    found: dict[str, list[Sale]] = defaultdict(list)
    for part in in_batches(ids, BATCH):
        for record in graph.read(query, ids=part):
            found[record["id"]].extend(_sale(*row) for row in record["lines"])
    return {id: sorted(lines, key=lambda sale: sale.line) for id, lines in found.items()}


def _sale(
    line: str,
    value_minor: int | None,
    currency: str | None,
    contracts: Sequence[str],
    buyers: Sequence[str],
    end_users: Sequence[str],
    consignees: Sequence[str],
    ship_to: Sequence[str],
    ends: str | None,
    terms: Sequence[tuple[str, str | None]],
) -> Sale:
    return Sale(
        line=line,
        contract=min(contracts, default=""),
        buyers=_ids(buyers),
        end_users=_ids(end_users),
        consignees=_ids(consignees),
        ship_to=min(ship_to, default=""),
        value_minor=value_minor or 0,
        currency=currency or "",
        ends=ends or min(terms, default=("", ""), key=lambda one: one[0])[1] or "",
    )


def _ids(found: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(set(found)))
