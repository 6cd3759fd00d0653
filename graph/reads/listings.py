"""Entries of the official lists of parties, with the rows of the screening list and documents they are tied to."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.connection import Graph
from graph.reads.build import node
from graph.schema import Document, Listing, OfficialList, Party

LIMIT = 1000


@dataclass(frozen=True, slots=True)
class ListDifference:
    """What differs between an entry and its row in the screening list in one field, and why."""

    field: str
    official: str
    screening: str
    why: str
    explained: bool


@dataclass(frozen=True, slots=True)
class SameParty:
    """A row of the screening list that is an `entity` of the entry; `by` says what tied them."""

    party: Party
    entity: str
    by: str
    agrees: bool
    differences: tuple[ListDifference, ...]


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A held document that the entry cites; `role` is added or revised, `by` how page and document were matched."""

    document: Document
    citation: str
    role: str
    by: str


@dataclass(frozen=True, slots=True)
class ListingRow:
    """An entry of an official list."""

    listing: Listing
    same: tuple[SameParty, ...]
    cited: tuple[CitedDocument, ...]


_WANTED = """
    MATCH (l:Listing)-[:ROW_OF]->(:OfficialList {id: $list})
    WHERE ($name = '' OR l.search CONTAINS $name) AND ($country = '' OR l.country = $country)
        AND ($compared = '' OR l.compared = $compared)
"""


def official_lists(graph: Graph) -> tuple[OfficialList, ...]:
    """Return the newest text of each official list, by code."""
    rows = graph.read("MATCH (o:OfficialList) RETURN properties(o) AS list ORDER BY o.id")
    return tuple(node(OfficialList, row["list"]) for row in rows)


def listing_countries(graph: Graph, list: str) -> tuple[str, ...]:
    """Return the headings of a list, sorted."""
    query = "MATCH (l:Listing)-[:ROW_OF]->(:OfficialList {id: $list}) RETURN DISTINCT l.country AS country"
    return tuple(sorted(row["country"] for row in graph.read(query, list=list)))


def count_listings(graph: Graph, list: str, name: str = "", country: str = "", compared: str = "") -> int:
    """Return how many entries `listings` finds in all."""
    found = graph.read(f"{_WANTED} RETURN count(l) AS count", list=list, name=name, country=country, compared=compared)
    return int(found[0]["count"])


def listings(
    graph: Graph,
    list: str,
    name: str = "",
    country: str = "",
    compared: str = "",
    limit: int = LIMIT,
    skip: int = 0,
) -> tuple[ListingRow, ...]:
    """Return at most `limit` entries of the newest text of a list after `skip` others, in its order.

    `name` are letters as `parties.entity_list.units.letters` gives them, found inside any of an entry's names;
    `country` is a heading, `compared` one of Listing's values; "" for any.
    """
    query = f"""
        {_WANTED}
        WITH l ORDER BY l.number, l.id SKIP $skip LIMIT $limit
        RETURN properties(l) AS listing,
            [(l)-[s:SAME_AS]->(p:Party) | [properties(s), properties(p)]] AS same,
            [(l)-[c:CITES]->(d:Document) | [properties(c), properties(d)]] AS cited
    """
    wanted = {"list": list, "name": name, "country": country, "compared": compared}
    rows = [_row(row.data()) for row in graph.read(query, **wanted, limit=limit, skip=skip)]
    return tuple(sorted(rows, key=lambda one: (one.listing.number, one.listing.id)))


def _row(row: Mapping[str, Any]) -> ListingRow:
    same = [_same(*pair) for pair in row["same"]]
    cited = [_cited(*pair) for pair in row["cited"]]
    return ListingRow(
        node(Listing, row["listing"]),
        tuple(sorted(same, key=lambda one: (one.entity, one.party.id))),
        tuple(sorted(cited, key=lambda one: (one.document.published, one.citation))),
    )


def _same(edge: Mapping[str, Any], party: Mapping[str, Any]) -> SameParty:
    differences = tuple(ListDifference(**json.loads(one)) for one in edge.get("differences") or ())
    return SameParty(
        node(Party, party), edge.get("entity", ""), edge.get("by", ""), bool(edge.get("agrees")), differences
    )


def _cited(edge: Mapping[str, Any], document: Mapping[str, Any]) -> CitedDocument:
    return CitedDocument(node(Document, document), edge["citation"], edge["role"], edge["by"])
