"""What is said of products beside their own row: parameters, decisions, classifications, and which of them count.

Rows are given as company.history.merge returns them: by table, key and start.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from company import facts
from company.codes import EAR99, UNLISTED
from company.history import Dated
from company.model import Classification, Decision, Parameter, Product, Record
from graph import schema as g
from ruletrace.model import stable_id
from ruletrace.pipeline.units.values import day, number, time

NAMED = 5
# Codes that say that no entry has the product: no list has them, and none should.
OUTSIDE = {
    EAR99: "EAR99 stands for what no entry of the Commerce Control List names",
    UNLISTED: "a person has decided that no entry of Annex I names it",
}
R = TypeVar("R", bound=Record)
Key = tuple[str, ...]
Controls = Mapping[str, Mapping[str, str]]  # regime (US, EU) → designation held → control id
Own = Mapping[tuple[str, str], str]  # SKU and regime → our own code that stands


@dataclass(frozen=True, slots=True)
class Said:
    """Nodes and relationships of a kind of row; `problems` name codes that a held list should have and has not."""

    nodes: tuple[g.Node, ...]
    edges: tuple[g.Edge, ...]
    problems: tuple[str, ...] = ()


def parameters(rows: Sequence[Dated]) -> Said:
    """Return every version of every parameter; sources that disagree all count, each with its newest value."""
    said, current = list(_of(rows, Parameter)), _current(rows, Parameter)
    counting = _keys(facts.newest(current))
    disagreeing = _keys(row for group in facts.disagreeing(current) for row in group)
    nodes = [
        g.Parameter(
            id=_id("parameter", row),
            parameter=one.parameter,
            value=number(one.value),
            measured_in=one.unit or "",
            source=one.source or "",
            dated=day(one.dated),
            note=one.note or "",
            counts=_in(row, counting),
            disagrees=_in(row, disagreeing),
            from_=time(row.start),
            to=time(row.end),
        )
        for row, one in said
    ]
    edges = [g.HasParameter(start=one.sku, end=node.id) for node, (_, one) in zip(nodes, said, strict=True)]
    return Said(tuple(nodes), tuple(edges))


def decisions(rows: Sequence[Dated]) -> Said:
    """Return every version of every decision; the latest answer to a question counts."""
    said, counting = list(_of(rows, Decision)), _keys(facts.decided(_current(rows, Decision)))
    nodes = [
        g.Decision(
            id=_id("decision", row),
            question=one.question,
            answer=one.answer,
            by=one.by or "",
            on=day(one.on),
            why=one.why or "",
            counts=_in(row, counting),
            from_=time(row.start),
            to=time(row.end),
        )
        for row, one in said
    ]
    edges = [g.HasDecision(start=one.sku, end=node.id) for node, (_, one) in zip(nodes, said, strict=True)]
    return Said(tuple(nodes), tuple(edges))


def classifications(rows: Sequence[Dated], control_ids: Controls) -> Said:
    """Return every version of every classification, tied to the control of its code or of the nearest one above it.

    What impact follows (`counts`) is the company's own decision: its own classification or a ruling (CCATS, 15 CFR
    748.3), whichever was made last, for that is what it exports under. A vendor's stands beside it and says what it
    contradicts: a reason to look again, but no alert rests on a classification that the company has not taken over.
    Where none is our own, every vendor's counts: otherwise a change would be silent about a product that somebody has
    told us is controlled. A validity that is over ends nothing: until another one is made, a change of the paragraph
    still matters to the product.
    """
    current = _current(rows, Classification)
    counting = _keys(_followed(current))
    contradicted = {theirs.key(): ours.code for ours, theirs in facts.contradicting(current)}
    places = _Places(control_ids)
    edges = []
    for row, one in _of(rows, Classification):
        end, label, exact = places.of(one.regime, one.code)
        edges.append(
            g.ClassifiedAs(
                start=one.sku,
                end=end,
                end_label=label,
                key=" ".join([*row.key[1:], time(row.start)]),
                regime=one.regime,
                designation=one.code,
                exact=exact,
                counts=_in(row, counting),
                contradicts="" if row.end else contradicted.get(row.key, ""),
                basis=one.basis,
                vendor=one.vendor or "",
                ccats_number=one.ccats_number or "",
                rationale=one.rationale or "",
                tested_paragraphs=one.tested_paragraphs,
                by=one.by or "",
                at=day(one.on),
                valid_to=day(one.valid_to),
                from_=time(row.start),
                to=time(row.end),
            )
        )
    return Said(tuple(places.codes.values()), tuple(edges), _problems(current, places))


def own_codes(rows: Sequence[Dated]) -> Own:
    """Return our own codes that stand; of a product that is gone, those that stood when it went."""
    ends = _ends(rows)
    last = [one for row, one in _of(rows, Classification) if _until(row, ends.get(one.sku))]
    return {(one.sku, one.regime): one.code for one in facts.standing(last) if one.basis != "vendor"}


def nearest(code: str, control_ids: Mapping[str, str]) -> str:
    """Return the designation held that is `code` or the nearest one above it; "" when its entry is not held."""
    while code and code not in control_ids:
        code = code.rpartition(".")[0]
    return code


class _Places:
    """Gives each code the node that it leads to, and makes those of the codes that no held list has."""

    def __init__(self, control_ids: Controls) -> None:
        self._ids = control_ids
        self.codes: dict[str, g.Code] = {}

    def of(self, regime: str, code: str) -> tuple[str, str, bool]:
        """Return id and label of the node, and whether it stands for the very code."""
        ids = self._ids.get(regime, {})
        if held := nearest(code, ids):
            return ids[held], g.Control.label, held == code
        key = f"{regime}/{code}"
        self.codes.setdefault(key, g.Code(id=key, regime=regime, designation=code, reason=self._reason(regime, code)))
        return key, g.Code.label, True

    def unheld(self, regime: str, code: str) -> bool:
        """Tell whether the list is held and should have the code, but has not even its entry."""
        ids = self._ids.get(regime, {})
        return bool(ids) and code not in OUTSIDE and not nearest(code, ids)

    def _reason(self, regime: str, code: str) -> str:
        if code in OUTSIDE:
            return OUTSIDE[code]
        return "no held text has its entry" if self.unheld(regime, code) else f"no list of {regime} is held"


def _followed(current: Collection[Classification]) -> Iterator[Classification]:
    standing = facts.standing(current)
    ours = {(one.sku, one.regime) for one in standing if one.basis != "vendor"}
    return (one for one in standing if one.basis != "vendor" or (one.sku, one.regime) not in ours)


def _problems(current: Iterable[Classification], places: _Places) -> tuple[str, ...]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in current:
        if places.unheld(one.regime, one.code):
            found[one.regime, one.code].add(one.sku)
    return tuple(
        f"classification {regime} {code} of {_named(sorted(found[regime, code]))}: no held text has its entry"
        for regime, code in sorted(found)
    )


def _named(skus: Sequence[str]) -> str:
    more = f" and {len(skus) - NAMED} more" if len(skus) > NAMED else ""
    return f"{', '.join(skus[:NAMED])}{more}"


def _ends(rows: Iterable[Dated]) -> dict[str, datetime]:
    """Return when the products that are gone went."""
    newest = {one.sku: row for row, one in _of(rows, Product)}
    return {sku: row.end for sku, row in newest.items() if row.end}


def _until(row: Dated, end: datetime | None) -> bool:
    return row.end is None or (end is not None and row.end >= end)


def _of(rows: Iterable[Dated], model: type[R]) -> Iterator[tuple[Dated, R]]:
    # The table first: to ask a model whether a record is one of its own takes ten times as long.
    return ((row, row.record) for row in rows if row.table == model.table and isinstance(row.record, model))


def _current(rows: Iterable[Dated], model: type[R]) -> list[R]:
    return [record for row, record in _of(rows, model) if row.end is None]


def _keys(records: Iterable[Record]) -> frozenset[Key]:
    return frozenset(record.key() for record in records)


def _in(row: Dated, keys: Collection[Key]) -> bool:
    return row.end is None and row.key in keys


def _id(prefix: str, row: Dated) -> str:
    return stable_id(prefix, *row.key, time(row.start))
