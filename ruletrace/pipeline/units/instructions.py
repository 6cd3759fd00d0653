"""Amendatory instructions of the documents whose full text is held, what they act on, and the changes they ordered."""

from collections.abc import Iterable, Iterator, Mapping

from graph import schema as g
from regulation.amendments.amdpars import rule
from regulation.amendments.eu import eu_instructions
from regulation.amendments.eu_points import passages_of_blocks
from regulation.amendments.instructions import instructions
from regulation.amendments.model import Instruction, Target, Verb
from regulation.diff import Difference
from ruletrace.model import Document, StructuredText, stable_id
from ruletrace.pipeline.comparison import Compared
from ruletrace.pipeline.documents import Documents, Held
from ruletrace.pipeline.units.changes import Candidates

NAME = "instructions"
CELEX = "celex:"
Ids = Mapping[str, str]  # designation → control id
Regimes = Mapping[str, Ids]  # US, EU
Attributed = Iterable[tuple[Compared, Candidates]]


def unit(documents: Documents, ids: Regimes, changes: Attributed) -> g.Unit:
    """Return the instructions of all documents, tied to the places they act on and the changes they may have made.

    A change is tied to an instruction of a candidate document that acts on its place, on one above it, or on the
    whole entry.
    """
    nodes: list[g.Node] = []
    edges: list[g.Edge] = []
    read = {key: _read(held) for key, held in sorted(documents.held.items())}
    for key, found in read.items():
        for one in found:
            nodes.append(_node(key, one))
            edges.append(g.Orders(start=key, end=_id(key, one)))
            own = ids[one.regime]
            control = own.get(_nearest(designation(one.target), own))
            if control:
                edges.append(g.Targets(start=_id(key, one), end=control))
    for compared, candidates in changes:
        for difference in compared.differences:
            edges.extend(_ordered(difference, candidates, read))
    return g.Unit(NAME, tuple(nodes), tuple(edges))


def redesignations(documents: Documents) -> list[tuple[str, str, str]]:
    """Return (document, designation before, designation after) of every instruction that renumbers a paragraph."""
    return [
        (key, before, after)
        for key, held in sorted(documents.held.items())
        for one in _read(held)
        if one.verb is Verb.REDESIGNATE
        and (before := designation(one.old_target))
        and (after := designation(one.target))
    ]


def designation(target: Target | None) -> str:
    """Return the designation of a target in a control list (3A090.a.1) or a section (742.6(a)(13)), "" without one."""
    if target is None:
        return ""
    if target.section:
        return target.section + "".join(f"({one})" for one in target.paragraphs)
    if target.eccn:
        after = target.steps[target.steps.index(f"ECCN {target.eccn}") + 1 :]
        paragraph = next((step for step in after if step[:1].islower()), "")
        return f"{target.eccn}.{paragraph}" if paragraph else target.eccn
    return ""


def _read(held: Held) -> tuple[Instruction, ...]:
    return tuple(one for text in held.texts[1:] for one in _instructions(held.document, text))


def _instructions(document: Document, text: StructuredText) -> tuple[Instruction, ...]:
    if document.id.startswith(CELEX):
        return eu_instructions(document.number, passages_of_blocks(text))
    return instructions(rule(text))


def _node(document: str, one: Instruction) -> g.Instruction:
    return g.Instruction(
        id=_id(document, one),
        number=one.number,
        verb=one.verb.value if one.verb else "",
        target=str(one.target) if one.target else "",
        old_target=str(one.old_target) if one.old_target else "",
        text=one.text,
        new_text=one.new_text,
        not_understood=one.not_understood,
        ordinal=one.ordinal,
    )


def _id(document: str, one: Instruction) -> str:
    identity = (str(one.ordinal), one.number, str(one.verb), str(one.target), str(one.old_target), *map(str, one.span))
    return stable_id("instruction", document, *identity)


def _nearest(code: str, ids: Ids) -> str:
    """Return the designation held that is `code` or the nearest one above it."""
    while code and code not in ids:
        code = code[: code.rindex("(")] if "(" in code else code.rpartition(".")[0]
    return code


def _ordered(
    difference: Difference, candidates: Candidates, read: Mapping[str, tuple[Instruction, ...]]
) -> Iterator[g.OrderedBy]:
    for candidate in candidates.get(difference.change_id, ()):
        for one in read.get(candidate.document_id, ()):
            if _acts_on(designation(one.target), difference):
                yield g.OrderedBy(start=difference.change_id, end=_id(candidate.document_id, one))


def _acts_on(code: str, difference: Difference) -> bool:
    if not code or code == difference.entry:
        return bool(code)
    return difference.designation.startswith(code) and difference.designation[len(code) :][:1] in ("", ".", "(")
