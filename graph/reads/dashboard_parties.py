"""Customers who may be a listed party, with what a person needs to compare the two."""

from dataclasses import dataclass

from graph.connection import Graph
from graph.reads.build import node
from graph.schema import Customer, Party

LIMIT = 1000


@dataclass(frozen=True, slots=True)
class PartyCandidate:
    """A customer with a name of a listed party: a candidate for a person, never a verdict.

    `lists` are the lists of the row, `countries` those of the customer's headquarters and sites (ISO 3166-1 alpha-2).
    """

    customer: Customer
    countries: tuple[str, ...]
    party: Party
    lists: tuple[str, ...]
    reasons: tuple[str, ...]
    decision: str


def party_candidates(graph: Graph, limit: int = LIMIT) -> tuple[PartyCandidate, ...]:
    """Return the candidates among current customers, by customer and party, at most `limit`."""
    query = """
        MATCH (u:Customer)-[r:CANDIDATE]->(p:Party) WHERE u.to IS NULL
        WITH u, r, p ORDER BY u.id, p.id LIMIT $limit
        RETURN properties(u) AS customer, properties(p) AS party, r.reasons AS reasons, r.decision AS decision,
            [(p)-[:LISTED_ON]->(l:PartyList) | l.name] AS lists,
            [(u)-[:HEADQUARTERED_IN]->(k:Country) | k.id] AS seats,
            [(u)-[:HAS_SITE]->(:Site)-[:IN]->(k:Country) | k.id] AS sites
    """
    found = [
        PartyCandidate(
            customer=node(Customer, row["customer"]),
            countries=tuple(sorted({*row["seats"], *row["sites"]})),
            party=node(Party, row["party"]),
            lists=tuple(sorted(set(row["lists"]))),
            reasons=tuple(row["reasons"] or ()),
            decision=row["decision"] or "",
        )
        for row in graph.read(query, limit=limit)
    ]
    return tuple(sorted(found, key=lambda one: (one.customer.id, one.party.id)))
