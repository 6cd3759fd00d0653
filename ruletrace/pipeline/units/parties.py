"""Listed parties, the documents that listed them, and customers with an equal name."""

from collections.abc import Iterable, Sequence

from company.history import Dated
from company.model import Customer
from graph import schema as g
from parties.match import candidates
from ruletrace.pipeline.parties import Listed, Screening

NAME, CANDIDATES = "parties", "candidates"


def unit(screening: Screening) -> g.Unit:
    """Return every row of the screening list that was ever seen, and the lists they stand on."""
    nodes: list[g.Node] = [_party(row) for row in screening.rows]
    lists = {row.party.list: row.party.list_name for row in screening.rows}
    nodes += [g.PartyList(id=code, name=name) for code, name in sorted(lists.items())]
    edges = tuple(_listed(row) for row in screening.rows)
    return g.Unit(NAME, tuple(nodes), edges, problems=screening.problems)


def candidate_unit(rows: Iterable[Dated], screening: Screening) -> g.Unit:
    """Return the current customers that have the name or alias of a row in force: candidates, never verdicts."""
    customers = [row.record for row in rows if row.end is None and isinstance(row.record, Customer)]
    found = candidates(customers, [row.party for row in screening.rows if row.end is None])
    edges = (g.MatchesCandidate(start=c.customer_id, end=c.party_id, reasons=c.reasons, decision="open") for c in found)
    return g.Unit(CANDIDATES, (), tuple(edges))


def in_force(screening: Screening) -> Sequence[Listed]:
    """Return the rows that the newest list holds."""
    return [row for row in screening.rows if row.end is None]


def _party(row: Listed) -> g.Party:
    party = row.party
    return g.Party(
        id=party.id,
        name=party.name,
        aliases=party.aliases,
        countries=party.countries,
        type=party.type,
        licence_requirement=party.licence_requirement,
        licence_policy=party.licence_policy,
        citation=party.citation,
        sha256=row.sha256,
    )


def _listed(row: Listed) -> g.ListedOn:
    return g.ListedOn(
        start=row.party.id,
        end=row.party.list,
        citation=row.party.citation,
        from_=row.start.isoformat(),
        to=row.end.isoformat() if row.end else "",
    )
