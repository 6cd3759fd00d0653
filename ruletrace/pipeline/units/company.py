"""The company's products, customers, contracts and lines, each row with the times between which it was in force."""

from collections.abc import Iterable
from datetime import datetime

from company.collector import uncollected
from company.history import Dated
from company.model import Component, Contract, Customer, Line, Product, Record, Site
from graph import schema as g
from ruletrace.pipeline.units import product_facts
from ruletrace.pipeline.units.values import day, number, time

NAME = "company"
_OF_THEIR_OWN = frozenset(model.table for model in (Product, Component, Customer, Site, Contract, Line))


@uncollected()
def unit(rows: Iterable[Dated], control_ids: product_facts.Controls) -> g.Unit:
    """Return the company's part of the graph, its classifications tied to the controls that are held."""
    every = list(rows)
    versions: dict[tuple[str, tuple[str, ...]], list[Dated]] = {}
    for row in every:
        if row.table in _OF_THEIR_OWN:
            versions.setdefault((row.table, row.key), []).append(row)
    own = product_facts.own_codes(every)
    nodes: list[g.Node] = []
    edges: list[g.Edge] = []
    for dated in versions.values():
        nodes.extend(_nodes(dated[-1].record, dated[-1], dated[0].start, own))
        edges.extend(_edges(dated[-1].record, dated[-1]))
    said = (
        product_facts.parameters(every),
        product_facts.decisions(every),
        product_facts.classifications(every, control_ids),
    )
    for one in said:
        nodes.extend(one.nodes)
        edges.extend(one.edges)
    return g.Unit(NAME, tuple(nodes), tuple(edges), problems=tuple(problem for one in said for problem in one.problems))


def countries(rows: Iterable[Dated]) -> frozenset[str]:
    """Return the ISO 3166-1 alpha-2 codes that any version of any row names."""
    return frozenset(code for row in rows for code in _countries(row.record) if code)


def _nodes(record: Record, row: Dated, first: datetime, own: product_facts.Own) -> Iterable[g.Node]:
    to = time(row.end)
    if isinstance(record, Product):
        yield _product(record, row, first, own)
    elif isinstance(record, Customer):
        yield g.Customer(id=record.customer_id, name=record.name, aliases=record.aliases, to=to)
    elif isinstance(record, Site):
        yield g.Site(id=_site(record), address=record.address)
    elif isinstance(record, Contract):
        term = (day(record.signed), day(record.starts), day(record.ends))
        yield g.Contract(id=record.contract_id, signed=term[0], starts=term[1], ends=term[2], to=to)
    elif isinstance(record, Line):
        yield _line(record, to)


def _product(record: Product, row: Dated, first: datetime, own: product_facts.Own) -> g.Product:
    return g.Product(
        id=record.sku,
        name=record.name,
        kind=record.kind,
        activity=record.activity or "",
        eccn=own.get((record.sku, "US"), ""),
        eu_code=own.get((record.sku, "EU"), ""),
        origin=record.origin,
        us_content_percent=number(record.us_content_percent),
        us_content_basis=record.us_content_basis or "",
        us_content_on=day(record.us_content_on),
        hs_code=record.hs_code or "",
        role=record.role or "",
        owner=record.owner or "",
        firmware=record.firmware or "",
        from_=time(first),
        to=time(row.end),
    )


def _line(record: Line, to: str) -> g.Line:
    return g.Line(
        id=record.line_id,
        exporter=record.exporter or "",
        end_use=record.end_use or "",
        quantity=number(record.quantity),
        value_minor=int((record.value * 100).to_integral_value()),
        currency=record.currency,
        starts=day(record.starts),
        ends=day(record.ends),
        to=to,
    )


def _edges(record: Record, row: Dated) -> Iterable[g.Edge]:
    if isinstance(record, Component):
        ends = (record.sku, record.component_sku)
        yield g.Contains(start=ends[0], end=ends[1], quantity=number(record.quantity), to=time(row.end))
    elif isinstance(record, Customer):
        yield g.HeadquarteredIn(start=record.customer_id, end=record.headquarters)
        if record.ultimate_parent_country:
            parent = record.ultimate_parent_name or ""
            yield g.UltimateParentIn(start=record.customer_id, end=record.ultimate_parent_country, name=parent)
    elif isinstance(record, Site):
        yield g.HasSite(start=record.customer_id, end=_site(record))
        yield g.In(start=_site(record), end=record.country)
    elif isinstance(record, Contract):
        yield g.With(start=record.contract_id, end=record.customer_id)
    elif isinstance(record, Line):
        yield from _line_edges(record)


def _line_edges(record: Line) -> Iterable[g.Edge]:
    yield g.HasLine(start=record.contract_id, end=record.line_id)
    yield g.Of(start=record.line_id, end=record.sku)
    yield g.ShipsTo(start=record.line_id, end=record.ship_to)
    if record.ship_from:
        yield g.ShipsFrom(start=record.line_id, end=record.ship_from)
    if record.consignee:
        yield g.Consignee(start=record.line_id, end=record.consignee)
    if record.end_user:
        yield g.EndUser(start=record.line_id, end=record.end_user)


def _countries(record: Record) -> tuple[str | None, ...]:
    if isinstance(record, Customer):
        return record.headquarters, record.ultimate_parent_country
    if isinstance(record, Site):
        return (record.country,)
    if isinstance(record, Line):
        return record.ship_from, record.ship_to
    return ()


def _site(record: Site) -> str:
    return f"{record.customer_id}/{record.site_id}"
