"""Predicates as plain data, for JSON and for keys written by hand in YAML."""

from typing import Any

from regulation.thresholds.model import (
    Bound,
    Comparator,
    Fact,
    Group,
    Junction,
    Node,
    Not,
    NoteKind,
    NoteRead,
    Predicate,
    Quantity,
    Reference,
    ReferenceKind,
    Unread,
    Words,
)
from regulation.thresholds.units import unit
from regulation.thresholds.values import value


class KeyedError(Exception):
    """What was written by hand is no predicate; the message names place and field."""


def to_plain(node: Node) -> dict[str, Any]:
    """Return a predicate as nested plain data; each node has its `quote` with its place and offsets."""
    match node:
        case Group():
            found: dict[str, Any] = {str(node.junction): [to_plain(part) for part in node.parts]}
            found |= {"designation": node.designation} if node.designation else {}
        case Not():
            found = {"not": to_plain(node.part)}
        case Bound():
            found = {"bound": _bound(node)}
        case Fact():
            found = {"fact": node.name} | ({"measured": True} if node.measured else {})
        case Reference():
            found = {"reference": {"kind": str(node.kind), "to": list(node.designations)}}
        case Unread():
            found = {"not read": node.why}
    return found | ({"quote": quote(node.words)} if node.words else {})


def quote(words: Words) -> dict[str, Any]:
    """Return words with their place and their offsets in the structured text."""
    return {
        "designation": words.designation,
        "place": words.place,
        "start": words.start,
        "end": words.end,
        "text": words.text,
    }


def _bound(node: Bound) -> dict[str, Any]:
    number = node.value.number
    found: dict[str, Any] = {
        "quantity": node.quantity.name,
        "comparator": str(node.comparator),
        "strict": node.comparator.strict,
        "value": node.value.printed,
        "number": None if number is None else str(number),
        "unit": node.unit.printed,
        "base_unit": node.unit.base,
        "base_number": None if node.base_number is None else str(node.base_number),
        "defined_by": [quote(words) for words in node.quantity.defined],
        "converted": list(node.converted),
    }
    told = {"uncertain": node.value.uncertain, "doubt": node.doubt, "context": node.context}
    return found | {key: words for key, words in told.items() if words}


def from_plain(data: Any, place: str = "") -> Node:
    """Return the predicate written by hand as nested data; raises KeyedError naming `place` and what is wrong.

    Forms: {all: […]}, {any: […]}, {not: …}, {fact: words}, {reference: {kind, to}}, {bound: {quantity, comparator,
    value, unit}}; of {fact} `measured: true` may be added.
    """
    if not isinstance(data, dict):
        raise KeyedError(f"{place}: expected a mapping, found {data!r}")
    fields = dict(data)
    form = next((key for key in ("all", "any", "not", "fact", "reference", "bound") if key in fields), None)
    if form is None:
        raise KeyedError(f"{place}: none of all, any, not, fact, reference, bound in {sorted(fields)}")
    content, measured = fields.pop(form), bool(fields.pop("measured", False))
    if fields:
        raise KeyedError(f"{place}: unknown fields {sorted(fields)}")
    if form in ("all", "any"):
        parts = tuple(from_plain(one, f"{place}/{form} {number}") for number, one in enumerate(content, 1))
        return Group(Junction(form), parts)
    if form == "not":
        return Not(from_plain(content, f"{place}/not"))
    if form == "fact":
        return Fact(str(content), measured=measured)
    return _keyed_reference(content, place) if form == "reference" else _keyed_bound(content, place)


def _keyed_reference(content: Any, place: str) -> Reference:
    try:
        return Reference(ReferenceKind(content["kind"]), tuple(content["to"]))
    except (KeyError, TypeError, ValueError) as error:
        raise KeyedError(f"{place}: reference needs kind and to ({error})") from None


def _keyed_bound(content: Any, place: str) -> Bound:
    try:
        comparator, printed = Comparator(content["comparator"]), str(content["value"])
        return Bound(Quantity(content["quantity"]), comparator, value(printed), unit(str(content.get("unit", ""))))
    except (KeyError, TypeError, ValueError) as error:
        raise KeyedError(f"{place}: bound needs quantity, comparator and value ({error})") from None


def keyed(data: Any, file: str) -> dict[str, Predicate]:
    """Return the predicates that a person wrote down in the file's `paragraphs`, by designation; KeyedError when wrong.

    Each has a `condition` and, where notes narrow it, `notes` of kind "excludes" or "applies only", `to` and condition.
    """
    paragraphs = data.get("paragraphs") if isinstance(data, dict) else None
    if not isinstance(paragraphs, dict):
        raise KeyedError(f"{file}: no paragraphs")
    return {str(code): _keyed_predicate(str(code), content, f"{file}: {code}") for code, content in paragraphs.items()}


def _keyed_predicate(code: str, content: Any, place: str) -> Predicate:
    if not isinstance(content, dict) or "condition" not in content:
        raise KeyedError(f"{place}: no condition")
    notes = tuple(_keyed_note(one, f"{place}/note {number}") for number, one in enumerate(content.get("notes", ()), 1))
    return Predicate(code, from_plain(content["condition"], place), notes)


def _keyed_note(content: Any, place: str) -> NoteRead:
    try:
        kind, targets = NoteKind(content["kind"]), tuple(content["to"])
        return NoteRead(kind, targets, Words(targets[0], "", 0, 0, ""), from_plain(content["condition"], place))
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise KeyedError(f"{place}: a note needs kind, to and condition ({error})") from None
