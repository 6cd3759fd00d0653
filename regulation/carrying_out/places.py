"""From the target of an instruction to the units of a text."""

import re
from dataclasses import dataclass

from regulation.alignment import key
from regulation.amendments.model import Target
from regulation.carrying_out.outcome import Finding, RefusalError
from regulation.carrying_out.text import ENTRY, Address, Text, Unit, spelled
from regulation.carrying_out.units import CCL
from regulation.carrying_out.words import is_sentence
from regulation.controls.model import Kind

_PART = re.compile(r"\bpart (\d+[a-z]?)\b")
_ITEM = re.compile(r"[a-z]{1,2}(?:\.\w+)*|\d{1,3}(?:\.\w+)*")
_QUOTED = re.compile(r"(?:entry|row|definition) “(.+)”")
_UNDER = re.compile(r"(?P<country>[A-Z][^“a-z]+?),? entry “.+”")
_COMMENT = re.compile(r"\d[\d.]*(?:\(\w+\))*-\d[\w.]*")
_HEADED = re.compile(r"\d[\d.]*(?:\(\w+\))+ [A-Z]")  # "2(e) Consumer Lease"
_PATH = re.compile(r"\((\w+)\)")
# Names of the parts of an entry, as instructions and as the list print them.
_GROUPS = {
    "license requirements": "license requirements",
    "list based license exceptions": "list based license exceptions",
    "special conditions for sta": "special conditions for sta",
    "list of items controlled": "list of items controlled",
    "items": "items",
    "reporting requirements": "reporting requirements",
}
_LABELLED = {
    "reason for control": Kind.REASON,
    "related controls": Kind.RELATED_CONTROLS,
    "related definitions": Kind.RELATED_DEFINITIONS,
}
_ROWS = (Kind.TABLE_ROW, Kind.LICENCE_ROW)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an instruction acts: the address, and what stands there ("" for all, "note 1", "entry “X”", …)."""

    address: Address
    element: str = ""

    @property
    def whole(self) -> bool:
        """Whether the place is a paragraph, section or entry with everything below it."""
        return not self.element


def where_name(where: Spot) -> str:
    """Return a spot as people cite it."""
    return f"{spelled(where.address)} {where.element}".strip()


def scope_of(target: Target) -> str:
    """Return what a text must hold whole for the target to be found in it.

    It is "part 742" for sections, "supplements of part 742" for supplements and appendices (texts that others converted
    lack them), and the list's own supplement.
    """
    if target.container == CCL:
        return CCL
    named = _PART.search(target.container)
    if target.container:
        return f"supplements of part {named[1] if named else target.part}"
    return f"part {target.section.partition('.')[0] or target.part}"


def spot(target: Target) -> Spot:
    """Return where a target stands; raises RefusalError for what texts are not addressed by (subparts)."""
    if target.container:
        return _in_container(target)
    if target.section:
        return Spot((target.section, *target.paragraphs), _element(target))
    if target.subpart or target.element not in ("authority citation", "heading"):
        raise RefusalError(Finding.NOT_MODELLED, f"{target}: texts are held by section, not by subpart or whole part")
    return Spot((f"part {target.part}",), target.element)


def _element(target: Target) -> str:
    inner = "".join(f"({one})" for one in target.inner)
    return " ".join(word for word in (target.element, inner, target.detail) if word)


def _in_container(target: Target) -> Spot:
    address: list[str] = [target.container]
    elements: list[str] = []
    for step in target.steps:
        named = step.removeprefix("ECCN ")
        if elements or not _is_address(named, address):
            elements.append(step)
        elif _PATH.match(named):
            address.extend(_PATH.findall(named))
        elif _ITEM.fullmatch(named):
            address.extend(named.split("."))
        elif _COMMENT.fullmatch(named):  # 34.203(b)(2)-1.ii is item 1.ii of the comment on 34.203(b)(2)
            above, _, item = named.partition("-")
            address.extend([above, *item.split(".")] if address[-1].rpartition(" ")[2] != above else item.split("."))
        else:
            address.append(named)
    return Spot(tuple(address), " ".join([*elements, *([_element(target)] if _element(target) else [])]))


def _is_address(step: str, above: list[str]) -> bool:
    if (
        _COMMENT.fullmatch(step)
        or _HEADED.match(step)
        or step.startswith(("comment ", "Section ", "Paragraph ", "Appendix ", "Model Form ", "Title "))
    ):
        return True
    return bool(ENTRY.fullmatch(step) or (_ITEM.fullmatch(step) and len(above) > 1) or _PATH.match(step))


def found(text: Text, where: Spot) -> tuple[int, ...]:
    """Return the indices of the units that stand at a spot, in reading order; () when it is absent.

    Raises RefusalError for elements that texts are not addressed by.
    """
    below = text.below(where.address)
    if not below and text.at(where.address):  # one of several kept empty together
        return (text.units.index(_present(text, where.address)),)
    if where.whole:
        return below
    block = country_block(text, where)
    if block is not None:
        below = tuple(index for index in below if block[0] <= index < block[1])
    return tuple(index for index in below if _matches(text.units[index], where))


def country_block(text: Text, where: Spot) -> tuple[int, int] | None:
    """Return the rows of the country under which a listed party stands, None where no country is named.

    Only the first of a country's rows names it. An absent country has no rows.
    """
    match = _UNDER.fullmatch(where.element)
    if match is None:
        return None
    rows = [index for index in text.below(where.address) if text.units[index].kind is Kind.TABLE_ROW]
    heads = [index for index in rows if text.units[index].cells and text.units[index].cells[0]]
    for head, following in zip(heads, [*heads[1:], rows[-1] + 1 if rows else 0], strict=True):
        if key(text.units[head].cells[0]).casefold() == key(match["country"]).casefold():
            return head, following
    return 0, 0


def _present(text: Text, address: Address) -> Unit:
    unit = text.at(address)
    if unit is None:
        raise RefusalError(Finding.ABSENT, f"{address[-1]} does not exist")
    return unit


def _matches(one: Unit, where: Spot) -> bool:
    element, own = where.element, one.address == where.address
    lower = element.lower()
    quoted = _QUOTED.search(element)
    if quoted:
        return _opens(one, quoted[1])
    if lower == "introductory text" or is_sentence(lower):
        return own and (one.name == "introductory text" if len(where.address) == 1 else not one.name)
    if lower in ("heading", "authority citation"):
        return own and (one.name == lower or (lower == "heading" and not one.name))
    if lower in _LABELLED:
        return one.kind is _LABELLED[lower]
    if lower.startswith("note"):
        return one.kind is Kind.NOTE and own and _is_note(one, lower)
    group, _, rest = _group(lower)
    if group:
        return one.group == group and (not rest or one.kind in (Kind.LICENCE_ROW, Kind.CAPTION))
    if lower.startswith("table"):
        return one.kind in (*_ROWS, Kind.CAPTION)
    raise RefusalError(Finding.NOT_MODELLED, f"{element}: texts are not addressed by it")


def _group(lower: str) -> tuple[str, str, str]:
    for name, group in _GROUPS.items():
        if lower == name or lower == f"{name} table":
            return group, name, lower.removeprefix(name).strip()
    return "", "", ""


def _opens(one: Unit, name: str) -> bool:
    """Tell whether a row or definition is that of a name: it begins with it, in any of its cells."""
    words = one.cells or (one.words,)
    return any(
        cell.lstrip("“").startswith(name) and not cell.lstrip("“")[len(name) : len(name) + 1].isalnum()
        for cell in words
    )


def _is_note(one: Unit, wanted: str) -> bool:
    printed = (one.label or one.words).lower()
    number = wanted.removeprefix("note").strip()
    return printed.startswith(wanted) and not printed[len(wanted) : len(wanted) + 1].isalnum() if number else True
