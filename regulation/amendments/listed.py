"""Instructions whose targets only the new text names: "the following definitions", a table of old and new numbers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from regulation.amendments.amdpars import Line
from regulation.amendments.lexer import tokens
from regulation.amendments.model import Instruction, Target, Verb
from regulation.amendments.phrases import Phrases
from regulation.amendments.targets import resolved

# How the paragraph of a definition begins: its term, an abbreviation of it, and a verb that defines.
_TERM = re.compile(
    r"“?(?P<term>[A-Z0-9][^.;:“”()]{0,80}?(?: \([^()]{1,20}\))?)[”,]*,? "
    r"(?:means?|has the (?:same )?meaning|have the (?:same )?meaning|refers? to|is defined|are defined)\b"
)
_LINKS = (" and ", ", ")
_COLUMNS = re.compile(r"\b(?:left|first|middle|second|right|third|last)(?:[- ]hand)? column\b", re.IGNORECASE)
_REDESIGNATED = re.compile(r"redesignat|renumber", re.IGNORECASE)
_TABLE = re.compile(r"\btable\b", re.IGNORECASE)


def with_listed(group: Sequence[Instruction], listed: dict[int, str], body: Sequence[Line]) -> list[Instruction]:
    """Return the instructions with those of `listed` replaced by one for each name that the new text prints.

    `listed` holds for an index of the group its verb and what is listed: "add definition". Without names in the body
    an instruction stays as not understood.
    """
    rows = [line.cells for line in body if line.cells and any(cell.strip("* ") for cell in line.cells)]
    done: list[Instruction] = []
    for index, one in enumerate(group):
        if index in listed:
            done += _named(one, listed[index], body) or [replace(one, target=None)]
        elif _of_a_table(one) and rows:
            found = list(_from_rows(one, rows))
            done += [] if found and any(other.text == one.text for other in done) else found or [one]
        else:
            done.append(one)
    return _joined(done, {term.casefold() for term in _terms(body)})


def _joined(group: Sequence[Instruction], terms: set[str]) -> list[Instruction]:
    """Join a term that "and" cut in two, where the new text defines the whole: "Continuous transit and transit"."""
    done: list[Instruction] = []
    for one in group:
        last = done[-1] if done else None
        if last and last.target and one.target and (last.text, last.verb) == (one.text, one.verb):
            first, second = _defined(last.target), _defined(one.target)
            whole = next(
                (f"{first}{link}{second}" for link in _LINKS if f"{first}{link}{second}".casefold() in terms), ""
            )
            if first and second and whole and first.casefold() not in terms:
                done[-1] = replace(
                    last, target=replace(one.target, element=f"definition “{whole}”"), span=_span(last, one)
                )
                continue
        done.append(one)
    return done


def _defined(target: Target) -> str:
    return target.element.removeprefix("definition “").rstrip("”") if target.element.startswith("definition “") else ""


def _span(first: Instruction, last: Instruction) -> tuple[int, int]:
    return first.span[0], last.span[1]


def _named(one: Instruction, what: str, body: Sequence[Line]) -> list[Instruction]:
    verb, _, kind = what.partition(" ")
    names = _terms(body) if kind == "definition" else _first_cells(body)
    if one.target is None:
        return []
    element = one.target.element
    return [
        replace(
            one, verb=Verb(verb), target=replace(one.target, element=element.replace("“”", f"“{name}”")),
            not_understood="",
        )
        for name in dict.fromkeys(names)
    ]  # fmt: skip


def _terms(body: Sequence[Line]) -> Iterator[str]:
    for line in body:
        match = _TERM.match(line.text) if line.tag == "P" else None
        if match:
            yield match["term"]


def _first_cells(body: Sequence[Line]) -> Iterator[str]:
    yield from (line.cells[0] for line in body if line.cells and line.cells[0].strip("* "))


def _of_a_table(one: Instruction) -> bool:
    """Tell whether an instruction's places stand in a table below it."""
    told = _COLUMNS.search(one.text) is not None
    return told or (one.verb is None and bool(_TABLE.search(one.text)) and bool(_REDESIGNATED.search(one.text)))


def _from_rows(one: Instruction, rows: Sequence[Sequence[str]]) -> Iterator[Instruction]:
    plain = replace(one, not_understood="", unread="", span=(0, len(one.text)))
    before: Target = Target(part=one.part)
    for row in rows:
        cells = [cell for cell in row if cell]
        if len(cells) == 2 and _REDESIGNATED.search(one.text):
            old, new = _places(cells[0], before), _places(cells[1], before)
            if len(old) == len(new):
                for left, right in zip(old, new, strict=True):
                    yield replace(plain, verb=Verb.REDESIGNATE, target=right, old_target=left)
        elif len(cells) == 3 and not _REDESIGNATED.search(one.text):
            for place in _places(cells[0], before):
                yield replace(
                    plain, verb=Verb.REPLACE_WORDS, target=place, old_words=_bare(cells[1]), new_words=_bare(cells[2])
                )


def _places(cell: str, base: Target) -> list[Target]:
    """Return the places that a cell names, none where it holds anything else."""
    cursor = Phrases(cell, tokens(cell))
    found = [target for _, target in resolved(cursor.phrases(), base)]
    cursor.skip(marks=".,;")
    whole = cursor.token.kind == "stop" and all(target and (target.section or target.container) for target in found)
    return [target for target in found if target] if whole else []


def _bare(words: str) -> str:
    return words.strip().strip('“”"').strip()
