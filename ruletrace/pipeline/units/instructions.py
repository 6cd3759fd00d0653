"""Amendatory instructions of the documents whose full text is held, what they act on, and the changes they ordered."""

from collections.abc import Iterable, Iterator, Mapping

from graph import schema as g
from regulation.amendments.model import Instruction
from regulation.diff import Difference
from ruletrace.pipeline.comparison import Candidates, Compared
from ruletrace.pipeline.documents import Documents
from ruletrace.pipeline.instructions import Ids, acts_on, designation, instruction_id, nearest, read_instructions

NAME = "instructions"
Regimes = Mapping[str, Ids]  # US, EU
Attributed = Iterable[tuple[Compared, Candidates]]


def unit(documents: Documents, ids: Regimes, changes: Attributed) -> g.Unit:
    """Return the instructions of all documents, tied to the places they act on and the changes they may have made.

    A change is tied to an instruction of a candidate document that acts on its place, on one above it, or on the
    whole entry.
    """
    nodes: list[g.Node] = []
    edges: list[g.Edge] = []
    read = {key: read_instructions(held) for key, held in sorted(documents.held.items())}
    for key, found in read.items():
        for one in found:
            nodes.append(_node(key, one))
            edges.append(g.Orders(start=key, end=instruction_id(key, one)))
            own = ids[one.regime]
            control = own.get(nearest(designation(one.target), own))
            if control:
                edges.append(g.Targets(start=instruction_id(key, one), end=control))
    for compared, candidates in changes:
        for difference in compared.differences:
            edges.extend(_ordered(difference, candidates, read))
    return g.Unit(NAME, tuple(nodes), tuple(edges))


def _node(document: str, one: Instruction) -> g.Instruction:
    return g.Instruction(
        id=instruction_id(document, one),
        number=one.number,
        verb=one.verb.value if one.verb else "",
        target=str(one.target) if one.target else "",
        old_target=str(one.old_target) if one.old_target else "",
        text=one.text,
        new_text=one.new_text,
        not_understood=one.not_understood,
        ordinal=one.ordinal,
    )


def _ordered(
    difference: Difference, candidates: Candidates, read: Mapping[str, tuple[Instruction, ...]]
) -> Iterator[g.OrderedBy]:
    for candidate in candidates.get(difference.change_id, ()):
        for one in read.get(candidate.document_id, ()):
            if acts_on(designation(one.target), difference):
                yield g.OrderedBy(start=difference.change_id, end=instruction_id(candidate.document_id, one))
