"""Changes of the control list: what changed, what it reaches, and which documents may have made it."""

from collections.abc import Iterable, Sequence

from graph import schema as g
from regulation.attribution import Candidate
from regulation.diff import Difference
from ruletrace.pipeline.comparison import Candidates, Compared
from ruletrace.pipeline.findings.contradictions import Read
from ruletrace.pipeline.readings import Reading, agreement


def name(listed: str) -> str:
    """Return the name of the unit that holds the changes of a list."""
    return f"changes {listed}"


def unit(listed: str, found: Iterable[tuple[Compared, Candidates]], read: Iterable[Read]) -> g.Unit:
    """Return every change between neighbouring texts of a list, its readings, and the candidates for having made it."""
    readings = {one.difference.change_id: one.readings for one in read}
    nodes: list[g.Node] = []
    edges: list[g.Edge] = []
    for compared, candidates in found:
        for difference in compared.differences:
            own = candidates.get(difference.change_id, ())
            nodes.append(_change(compared, difference, own, readings[difference.change_id]))
            edges.extend(_edges(compared, difference, own))
    return g.Unit(name(listed), tuple(nodes), tuple(edges))


def _change(
    compared: Compared, difference: Difference, candidates: Sequence[Candidate], readings: Sequence[Reading]
) -> g.Change:
    where = f"{difference.entry} {difference.place}".strip()
    return g.Change(
        id=difference.change_id,
        list=compared.list,
        entry=difference.entry,
        place=difference.place,
        kind=difference.kind.value,
        change_class=difference.change_class.value,
        before=difference.before,
        after=difference.after,
        from_version=compared.old,
        to_version=compared.new,
        known=compared.known,
        title=f"{where}: {difference.kind.value}",
        meaning_changed=difference.meaning_changed,
        attribution={0: "not attributed", 1: "candidate"}.get(len(candidates), "candidates"),
        agreement=agreement(readings),
        readings=tuple(one.row() for one in readings),
    )


def _edges(compared: Compared, difference: Difference, candidates: Sequence[Candidate]) -> Iterable[g.Edge]:
    change = difference.change_id
    yield g.Changes(start=change, end=difference.paragraph, end_label="Control")
    for document in (compared.old_id, compared.new_id):
        yield g.StatedBy(start=change, end=document, reading="text difference")
    for reached in compared.reached[change]:
        yield g.Reaches(start=change, end=reached.control, how=reached.how)
    for candidate in candidates:
        yield g.MayBeMadeBy(start=change, end=candidate.document_id, reasons=candidate.reasons)
