"""Amendatory instructions of the documents whose full text is held, and the places that they act on."""

from collections.abc import Mapping

from regulation.amendments.amdpars import rule
from regulation.amendments.eu import eu_instructions
from regulation.amendments.eu_points import passages_of_blocks
from regulation.amendments.instructions import instructions
from regulation.amendments.model import Instruction, Target, Verb
from regulation.diff import Difference
from ruletrace.model import Document, StructuredText, stable_id
from ruletrace.pipeline.documents import Documents, Held

CELEX = "celex:"
Ids = Mapping[str, str]  # designation → control id


def redesignations(documents: Documents) -> list[tuple[str, str, str]]:
    """Return (document, designation before, designation after) of every instruction that renumbers a paragraph."""
    return [
        (key, before, after)
        for key, held in sorted(documents.held.items())
        for one in read_instructions(held)
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


def read_instructions(held: Held) -> tuple[Instruction, ...]:
    """Return the instructions that the full texts of a document give, in its order."""
    return tuple(one for text in held.texts[1:] for one in _instructions(held.document, text))


def _instructions(document: Document, text: StructuredText) -> tuple[Instruction, ...]:
    if document.id.startswith(CELEX):
        return eu_instructions(document.number, passages_of_blocks(text))
    return instructions(rule(text))


def instruction_id(document: str, one: Instruction) -> str:
    """Return the stable id of an instruction of a document."""
    identity = (str(one.ordinal), one.number, str(one.verb), str(one.target), str(one.old_target), *map(str, one.span))
    return stable_id("instruction", document, *identity)


def nearest(code: str, ids: Ids) -> str:
    """Return the designation held that is `code` or the nearest one above it."""
    while code and code not in ids:
        code = code[: code.rindex("(")] if "(" in code else code.rpartition(".")[0]
    return code


def acts_on(code: str, difference: Difference) -> bool:
    """Tell whether a designation is the changed place, one above it, or the whole entry."""
    if not code or code == difference.entry:
        return bool(code)
    return difference.designation.startswith(code) and difference.designation[len(code) :][:1] in ("", ".", "(")
