"""The company's products, customers, contracts and lines, each row with the times between which it was in force."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from company.history import Dated
from company.model import Component, Contract, Customer, Line, Product, Record, Site
from graph import schema as g

NAME = "company"


Controls = Mapping[str, Mapping[str, str]]  # regime (US, EU) → designation held → control id


def unit(rows: Iterable[Dated], control_ids: Controls) -> g.Unit:
    """Return the company's part of the graph, its classifications tied to the controls that are held."""
    versions: dict[tuple[str, tuple[str, ...]], list[Dated]] = {}
    for row in rows:
        versions.setdefault((row.table, row.key), []).append(row)
    newest = [dated[-1] for dated in versions.values()]
    every = [row for dated in versions.values() for row in dated]
    nodes: list[g.Node] = []
    edges: list[g.Edge] = []
    for row in newest:
        nodes.extend(_nodes(row.record, row, versions[row.table, row.key][0].start))
        edges.extend(_edges(row.record, row))
    for row in every:
        if isinstance(row.record, Product):
            edges.extend(_classifications(row.record, row, control_ids))
    return g.Unit(NAME, tuple(nodes), tuple(edges))


def countries(rows: Iterable[Dated]) -> frozenset[str]:
    """Return the ISO 3166-1 alpha-2 codes that any version of any row names."""
    return frozenset(code for row in rows for code in _countries(row.record) if code)


def _nodes(record: Record, row: Dated, first: datetime) -> Iterable[g.Node]:
    to = _time(row.end)
    if isinstance(record, Product):
        yield g.Product(
            id=record.sku,
            name=record.name,
            kind=record.kind,
            eccn=record.eccn or "",
            eu_code=record.eu_code or "",
            origin=record.origin,
            from_=_time(first),
            to=to,
        )
    elif isinstance(record, Customer):
        yield g.Customer(id=record.customer_id, name=record.name, aliases=record.aliases, to=to)
    elif isinstance(record, Site):
        yield g.Site(id=_site(record), address=record.address)
    elif isinstance(record, Contract):
        term = (_day(record.signed), _day(record.starts), _day(record.ends))
        yield g.Contract(id=record.contract_id, signed=term[0], starts=term[1], ends=term[2], to=to)
    elif isinstance(record, Line):
        yield _line(record, to)


def _line(record: Line, to: str) -> g.Line:
    return g.Line(
        id=record.line_id,
        exporter=record.exporter or "",
        end_use=record.end_use or "",
        quantity=_number(record.quantity),
        value_minor=int((record.value * 100).to_integral_value()),
        currency=record.currency,
        starts=_day(record.starts),
        ends=_day(record.ends),
        to=to,
    )


def _edges(record: Record, row: Dated) -> Iterable[g.Edge]:
    if isinstance(record, Component):
        ends = (record.sku, record.component_sku)
        yield g.Contains(start=ends[0], end=ends[1], quantity=_number(record.quantity), to=_time(row.end))
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


def _classifications(record: Product, row: Dated, control_ids: Controls) -> Iterable[g.Edge]:
    for regime, code in (("US", record.eccn), ("EU", record.eu_code)):
        ids = control_ids.get(regime, {})
        held = nearest(code, ids) if code else ""
        if code and held:
            yield g.ClassifiedAs(
                start=record.sku,
                end=ids[held],
                key=_time(row.start),
                designation=code,
                exact=held == code,
                rationale=record.classification_rationale or "",
                by=record.classified_by or "",
                at=_day(record.classified_on),
                to=_time(row.end),
            )


def nearest(code: str, control_ids: Mapping[str, str]) -> str:
    """Return the designation held that is `code` or the nearest one above it; "" when its entry is not held."""
    while code and code not in control_ids:
        code = code.rpartition(".")[0]
    return code


def _countries(record: Record) -> tuple[str | None, ...]:
    if isinstance(record, Customer):
        return record.headquarters, record.ultimate_parent_country
    if isinstance(record, Site):
        return (record.country,)
    if isinstance(record, Line):
        return record.ship_from, record.ship_to
    return ()


def _number(amount: Decimal) -> str:
    """Return the same text for 2, 2.0 and 2E0: a workbook and a CSV file of one row give one node."""
    return f"{amount.normalize():f}"


def _site(record: Site) -> str:
    return f"{record.customer_id}/{record.site_id}"


def _time(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
