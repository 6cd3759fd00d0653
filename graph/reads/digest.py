"""What a digest asks of the alerts: their dates of law, the documents behind them, and the lines they expose."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.connection import Graph, in_batches
from graph.reads.build import node, nodes
from graph.reads.lines import last_delivery, standing
from graph.schema import Alert, Contract, Document, Line

LIMIT = 1_000_000
BATCH = 1000
LIST_VERSION = "list version"
SAME = "same outcome"


@dataclass(frozen=True, slots=True)
class AlertCause:
    """An alert, the dates (ISO) of the newer texts of its changes, and the documents that made or may have made them.

    `destinations` are the countries (ISO 3166-1 alpha-2) that these documents name.
    """

    alert: Alert
    texts: tuple[str, ...]
    documents: tuple[Document, ...]
    destinations: frozenset[str]


@dataclass(frozen=True, slots=True)
class ExposedLine:
    """A contract line that an alert touches, its contract (None: unknown) and its destination ("": unknown).

    `changed` tells whether an outcome that the alert expects for it changed; `delivered` is "before" for a line that
    was delivered before the change applies.
    """

    alert: str
    line: Line
    contract: Contract | None
    ship_to: str
    changed: bool = False
    delivered: str = ""

    def standing(self, day: str) -> str:
        """Return how the line stands on a day (ISO): open, since (delivered since the change applies) or before."""
        return standing(self.delivered, last_delivery(self.line, self.contract), day)


def alert_causes(graph: Graph, audience: str) -> tuple[AlertCause, ...]:
    """Return the alerts of an audience (a role's id) with their causes, by id."""
    owned = "MATCH (a:Alert)-[:OWNED_BY]->(:Role {id: $audience})"
    found = nodes(Alert, [row["a"] for row in graph.read(f"{owned} RETURN properties(a) AS a", audience=audience)])
    because = "MATCH (a)-[:BECAUSE_OF]->(c:Change)"
    texts: dict[str, set[str]] = defaultdict(set)
    for row in graph.read(f"{owned} {because} RETURN DISTINCT a.id AS id, c.to_version AS day", audience=audience):
        texts[row["id"]].add(row["day"] or "")
    behind: dict[str, dict[str, Document]] = defaultdict(dict)
    for pattern in ("(c)-[:MAY_BE_MADE_BY]->(d:Document)", "(c)-[:STATED_BY]->(d:Document)"):
        query = f"{owned} {because} MATCH {pattern} RETURN DISTINCT a.id AS id, d.id AS document, properties(d) AS d"
        for row in graph.read(query, audience=audience):
            behind[row["id"]].setdefault(row["document"], node(Document, row["d"]))
    named = destinations(graph, {id for documents in behind.values() for id in documents})
    return tuple(
        AlertCause(
            alert=alert,
            texts=tuple(sorted(texts[alert.id] - {""})),
            documents=tuple(one for _, one in sorted(behind[alert.id].items()) if one.kind != LIST_VERSION),
            destinations=frozenset(code for id in behind[alert.id] for code in named.get(id, ())),
        )
        for alert in sorted(found, key=lambda one: one.id)
    )


def destinations(graph: Graph, documents: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the countries (ISO 3166-1 alpha-2) that each of these documents (ids) names as a destination."""
    query = """
        UNWIND $ids AS id
        MATCH (:Document {id: id})-[:STATES]->(f:Fact {kind: 'destination'})
        WHERE NOT f.role IN ['excluded', 'mentioned']
        RETURN DISTINCT id, f.value AS value
    """
    found: dict[str, set[str]] = defaultdict(set)
    for part in in_batches(sorted(documents), BATCH):
        for row in graph.read(query, ids=part):
            found[row["id"]].add(row["value"] or "")
    return {id: frozenset(values - {""}) for id, values in found.items()}


def country_names(graph: Graph) -> dict[str, str]:
    """Return the English name of each country held, by ISO 3166-1 alpha-2 code."""
    rows = graph.read("MATCH (k:Country) RETURN k.id AS id, k.name AS name")
    return {row["id"]: row["name"] or row["id"] for row in rows}


def exposed_lines(graph: Graph, alerts: Sequence[str], limit: int = LIMIT) -> tuple[ExposedLine, ...]:
    """Return the lines that these alerts (ids) touch, by alert and line: a line stands once for each alert."""
    query = """
        UNWIND $ids AS id
        MATCH (a:Alert {id: id})-[r:TOUCHES]->(l:Line)
        WITH id, a, l, r.delivered AS delivered ORDER BY id, l.id LIMIT $limit
        RETURN id, properties(l) AS line, delivered,
            [(l)<-[:HAS_LINE]-(t:Contract) | properties(t)] AS contracts,
            [(l)-[:SHIPS_TO]->(k:Country) | k.id] AS ship_to,
            [(l)-[:HAS_OUTCOME]->(o:Outcome)<-[:EXPECTS]-(a) | o.difference] AS differences
    """
    found = []
    for part in in_batches(sorted(alerts), BATCH):
        for row in graph.read(query, ids=part, limit=limit):
            contract = min(nodes(Contract, row["contracts"]), key=lambda one: one.id, default=None)
            ship_to = min(row["ship_to"], default="")
            changed = any(one != SAME for one in row["differences"])
            delivered = row["delivered"] or ""
            found.append(ExposedLine(row["id"], node(Line, row["line"]), contract, ship_to, changed, delivered))
    return tuple(sorted(found, key=lambda one: (one.alert, one.line.id)))
