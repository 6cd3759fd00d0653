"""What readers are told, and who they are."""

from dataclasses import dataclass
from typing import ClassVar

from graph.schema.base import Node, prop


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Node):
    """A reader: regulatory analyst, product owner, executive."""

    label: ClassVar[str] = "Role"
    title: str = prop("name of the role")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert(Node):
    """What one reader must know and do about a set of changes of one cause."""

    label: ClassVar[str] = "Alert"
    title: str = prop("the alert in one line")
    kind: str = prop("codes or parties")
    severity: str = prop("high, medium, low or info")
    severity_reason: str = prop("the rule that gave the severity")
    what: str = prop("what changed")
    difference: str = prop("the weightiest difference of outcomes on current lines; absent: none was computed")
    outcome: tuple[str, ...] = prop("what changes in outcome for which lines, in words, the weightiest first", ())
    changed_lines: int = prop("lines among those touched whose outcome changes, each once", 0)
    changed_value: tuple[str, ...] = prop("value of those lines by currency, each line once", ())
    since: str = prop("from when, with its source, or unknown")
    touches: str = prop("what it touches, in words")
    why: tuple[str, ...] = prop("quotes, each with its place", ())
    next_step: str = prop("what to do next")
    attribution: str = prop("which document made it, and how that is known")
    products: int = prop("products touched", 0)
    customers: int = prop("customers touched", 0)
    applies: str = prop(
        "day from which the change applies: the earliest effective date held of its documents, for one without it that"
        " of publication; without a document that of the newer text; absent: none is held"
    )
    lines: int = prop("contract lines touched whose last delivery is on or after that day, or not held, each once", 0)
    value: tuple[str, ...] = prop("value of those lines by currency, each line once", ())
    past_lines: int = prop("lines that would be touched, but whose last delivery was before that day", 0)
    past_value: tuple[str, ...] = prop("value of those lines by currency, each line once", ())
    named: tuple[str, ...] = prop("destinations that the candidate documents name (ISO 3166-1 alpha-2)", ())
    named_lines: int = prop("lines touched that ship to a named destination", 0)
    named_value: tuple[str, ...] = prop("value of those lines by currency", ())
    facts: str = prop("hash of everything that the alert says")
