"""Rules that list parties, and the rows of the screening list that cite them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from graph import schema as g
from parties.citations import Citing, parse, rows_citing
from ruletrace.pipeline.documents import Held
from ruletrace.pipeline.findings.counts import Cited, Row, is_fresh, later_rules, party_change_id
from ruletrace.pipeline.parties import Screening
from ruletrace.pipeline.readings import agreement
from ruletrace.pipeline.readings.listed import of_rows
from ruletrace.pipeline.units.parties import in_force

NAME = "party changes"
# The list cites the page of the amendment, a page or two behind the document's first, where the last is not held.
TOLERANCE = 3
_LISTS = {"entity_list", "unverified_list", "military_end_user_list", "denied_persons"}


def on_parties(held: Iterable[Held]) -> list[Held]:
    """Return the rules that list parties."""
    return [one for one in held if _on_parties(one)]


def citing(rules: Iterable[Held], screening: Screening) -> Mapping[str, tuple[Citing, ...]]:
    """Return the rows of the newest list that cite pages of the rules, by document id."""
    listed = [row.party for row in in_force(screening)]
    found: dict[str, tuple[Citing, ...]] = {}
    for one in rules:
        first = parse(one.document.citation)
        if first:
            found[one.document.id] = tuple(rows_citing(listed, first[0], one.last_page or None, TOLERANCE))
    return found


def cited(rules: Iterable[Held], screening: Screening) -> Cited:
    """Return the rows of the newest list that cite the rules, as plain data."""
    found = {
        key: tuple(Row(row.party.name, row.reason) for row in rows) for key, rows in citing(rules, screening).items()
    }
    return Cited({key: rows for key, rows in found.items() if rows}, list_day(screening))


def list_day(screening: Screening) -> date | None:
    """Return the day on which the newest list was fetched, None without one."""
    return screening.newest.at.date() if screening.newest else None


def unit(rules: Iterable[Held], screening: Screening) -> g.Unit:
    """Return one change for each rule on parties whose pages rows of the newest list cite."""
    nodes: list[g.Node] = []
    edges: list[g.Edge] = []
    held = {one.document.id: one for one in rules}
    for key, rows in sorted(citing(held.values(), screening).items()):
        if rows and screening.newest:
            later = later_rules(held.values(), held[key], list_day(screening))
            change = _change(held[key], rows, screening, later)
            nodes.append(change)
            edges.append(g.StatedBy(start=change.id, end=key, reading="citation in the list"))
            edges.extend(g.Changes(start=change.id, end=row.party.id, end_label="Party") for row in rows)
    return g.Unit(NAME, tuple(nodes), tuple(edges))


def _on_parties(held: Held) -> bool:
    said = {(fact.kind, fact.value) for _, fact in held.stated()}
    counted = any(kind == "party_count" for kind, _ in said)
    return held.kind in {"rule", "correction"} and (counted or any(("topic", one) in said for one in _LISTS))


def _change(held: Held, rows: Sequence[Citing], screening: Screening, later: Sequence[Held]) -> g.Change:
    document = held.document
    facts = [fact for _, fact in held.stated()]
    stated = sorted({f"{fact.value} {fact.role}" for fact in facts if fact.kind == "party_count"})
    matched = f"{len(rows)} rows match ({'; '.join(sorted({row.reason for row in rows}))})"
    day = list_day(screening)
    readings = of_rows(held, rows, day is not None and is_fresh(held, day), later)
    return g.Change(
        id=party_change_id(document.id),
        list="parties",
        entry=document.number,
        place=f"{len(rows)} rows of the screening list",
        kind="added" if stated and all(one.endswith(" added") for one in stated) else "revised",
        change_class="parties",
        after="; ".join(sorted(row.party.name for row in rows)),
        to_version=document.published.isoformat() if document.published else "",
        known=screening.newest.at.isoformat() if screening.newest else "",
        title=f"{document.number} ({document.citation}): {document.title}",
        attribution=f"{matched}; the document states {', '.join(stated) or 'no count'}",
        agreement=agreement(readings),
        readings=tuple(one.row() for one in readings),
    )
