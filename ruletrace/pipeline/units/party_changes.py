"""Rules that list parties, and the rows of the screening list that cite them."""

from collections.abc import Iterable, Sequence

from graph import schema as g
from parties.citations import Citing, parse, rows_citing
from ruletrace.model import Document, Fact, stable_id
from ruletrace.pipeline.documents import kind_of
from ruletrace.pipeline.parties import Screening
from ruletrace.pipeline.units.parties import in_force

NAME = "party changes"
Stated = tuple[Document, Sequence[Fact]]
# The list cites the page of the amendment, a page or two behind the document's first; the last page is not held.
TOLERANCE = 3
_LISTS = {"entity_list", "unverified_list", "military_end_user_list", "denied_persons"}


def on_parties(stated: Iterable[Stated]) -> list[Stated]:
    """Return the rules that list parties, with what they state."""
    return [one for one in stated if _on_parties(*one)]


def unit(rules: Iterable[Stated], screening: Screening) -> g.Unit:
    """Return one change for each rule on parties whose pages rows of the newest list cite."""
    nodes: list[g.Node] = []
    edges: list[g.Edge] = []
    listed = [row.party for row in in_force(screening)]
    for document, facts in rules:
        first = parse(document.citation)
        rows = rows_citing(listed, first[0], None, TOLERANCE) if first else ()
        if rows and screening.newest:
            change = _change(document, facts, rows, screening.newest.at.isoformat())
            nodes.append(change)
            edges.append(g.StatedBy(start=change.id, end=document.id, reading="citation in the list"))
            edges.extend(g.Changes(start=change.id, end=row.party.id, end_label="Party") for row in rows)
    return g.Unit(NAME, tuple(nodes), tuple(edges))


def _on_parties(document: Document, facts: Sequence[Fact]) -> bool:
    said = {(fact.kind, fact.value) for fact in facts}
    counted = any(kind == "party_count" for kind, _ in said)
    return kind_of(document, facts) in {"rule", "correction"} and (
        counted or any(("topic", one) in said for one in _LISTS)
    )


def _change(document: Document, facts: Sequence[Fact], rows: Sequence[Citing], known: str) -> g.Change:
    stated = sorted({f"{fact.value} {fact.role}" for fact in facts if fact.kind == "party_count"})
    matched = f"{len(rows)} rows match ({'; '.join(sorted({row.reason for row in rows}))})"
    return g.Change(
        id=stable_id("change", "parties", document.id),
        list="parties",
        entry=document.number,
        place=f"{len(rows)} rows of the screening list",
        kind="added" if stated and all(one.endswith(" added") for one in stated) else "revised",
        change_class="parties",
        after="; ".join(sorted(row.party.name for row in rows)),
        to_version=document.published.isoformat() if document.published else "",
        known=known,
        title=f"{document.number} ({document.citation}): {document.title}",
        attribution=f"{matched}; the document states {', '.join(stated) or 'no count'}",
    )
