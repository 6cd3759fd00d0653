"""A product of the company with everything that is said of it: parameters, decisions and classifications.

Every version is given, the ended ones too (`to` is not ""); `counts` tells which of them hold now.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.connection import Graph
from graph.reads.build import node, nodes
from graph.schema import Code, Control, Decision, Parameter, Product

LIMIT = 1000


@dataclass(frozen=True, slots=True)
class ProductClassification:
    """One version of a classification of a product.

    It leads to a `control`, or to a `code` where no held list has it (then `control` is None). `exact` is False when
    the control is the nearest one above `designation`. `contradicts` is our own code that a vendor's contradicts.
    Days and times are ISO 8601 text, "" where unknown or open.
    """

    control: Control | None
    code: Code | None
    regime: str
    designation: str
    exact: bool
    counts: bool
    contradicts: str
    basis: str
    vendor: str
    ccats_number: str
    rationale: str
    tested_paragraphs: tuple[str, ...]
    by: str
    at: str
    valid_to: str
    from_: str
    to: str


@dataclass(frozen=True, slots=True)
class ProductDetail:
    """A product with what is said of it; each part in the order of the function that reads it alone."""

    product: Product
    parameters: tuple[Parameter, ...]
    decisions: tuple[Decision, ...]
    classifications: tuple[ProductClassification, ...]


def product(graph: Graph, sku: str, limit: int = LIMIT) -> ProductDetail | None:
    """Return a product (at most `limit` of each kind of what is said of it), or None when there is none."""
    rows = graph.read("MATCH (p:Product {id: $sku}) RETURN properties(p) AS product", sku=sku)
    if not rows:
        return None
    return ProductDetail(
        product=node(Product, rows[0]["product"]),
        parameters=product_parameters(graph, sku, limit),
        decisions=product_decisions(graph, sku, limit),
        classifications=product_classifications(graph, sku, limit),
    )


def product_parameters(graph: Graph, sku: str, limit: int = LIMIT) -> tuple[Parameter, ...]:
    """Return the parameters of a product by what is measured, source, day of the source and start."""
    query = """
        MATCH (:Product {id: $sku})-[:HAS_PARAMETER]->(x:Parameter)
        WITH x ORDER BY x.id LIMIT $limit RETURN properties(x) AS said
    """
    found = nodes(Parameter, [row["said"] for row in graph.read(query, sku=sku, limit=limit)])
    return tuple(sorted(found, key=lambda one: (one.parameter, one.source, one.dated, one.from_, one.id)))


def product_decisions(graph: Graph, sku: str, limit: int = LIMIT) -> tuple[Decision, ...]:
    """Return the decisions about a product by question, day and start."""
    query = """
        MATCH (:Product {id: $sku})-[:HAS_DECISION]->(x:Decision)
        WITH x ORDER BY x.id LIMIT $limit RETURN properties(x) AS said
    """
    found = nodes(Decision, [row["said"] for row in graph.read(query, sku=sku, limit=limit)])
    return tuple(sorted(found, key=lambda one: (one.question, one.on, one.from_, one.id)))


def product_classifications(graph: Graph, sku: str, limit: int = LIMIT) -> tuple[ProductClassification, ...]:
    """Return the classifications of a product by regime (US first), own before vendors', day and start."""
    found: list[ProductClassification] = []
    for label in (Control.label, Code.label):
        query = f"""
            MATCH (:Product {{id: $sku}})-[r:CLASSIFIED_AS]->(x:{label})
            WITH x, r ORDER BY r.key LIMIT $limit RETURN properties(x) AS place, properties(r) AS said
        """
        found += [_classification(label, row["place"], row["said"]) for row in graph.read(query, sku=sku, limit=limit)]
    return tuple(sorted(found, key=_order)[:limit])


def _classification(label: str, place: Mapping[str, Any], said: Mapping[str, Any]) -> ProductClassification:
    def text(name: str) -> str:
        return said.get(name) or ""

    return ProductClassification(
        control=node(Control, place) if label == Control.label else None,
        code=node(Code, place) if label == Code.label else None,
        regime=text("regime"),
        designation=text("designation"),
        exact=bool(said.get("exact", True)),
        counts=bool(said.get("counts", True)),
        contradicts=text("contradicts"),
        basis=text("basis"),
        vendor=text("vendor"),
        ccats_number=text("ccats_number"),
        rationale=text("rationale"),
        tested_paragraphs=tuple(said.get("tested_paragraphs") or ()),
        by=text("by"),
        at=text("at"),
        valid_to=text("valid_to"),
        from_=text("from"),
        to=text("to"),
    )


def _order(one: ProductClassification) -> tuple[bool, str, bool, str, str, str, str]:
    return (one.regime != "US", one.regime, one.basis == "vendor", one.vendor, one.at, one.from_, one.designation)
