"""What a change of law means for transactions: one outcome a profile and destination, joined to contract lines."""

from dataclasses import dataclass
from typing import ClassVar

from graph.schema.base import Edge, Node, prop


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Node):
    """The determination before and after one cause for one profile and destination; `id` is the hash of its inputs."""

    label: ClassVar[str] = "Outcome"
    cause: str = prop("the cause: the changes that belong together")
    regime: str = prop("US or EU")
    code: str = prop("classification of the item, such as 3A090.b")
    item: str = prop("the facts of the item that matter, in words")
    products: int = prop("current products with these facts", 0)
    ship_from: str = prop("country that the item leaves, ISO 3166-1 alpha-2; absent: not known")
    ship_to: str = prop("destination, ISO 3166-1 alpha-2")
    parties: str = prop("where the parties are and whether candidates are undecided, in words; absent: none given")
    standing: str = prop("in force, published but not yet in force, or proposed")
    difference: str = prop("how the answers before and after part; same outcome where they do not")
    before: str = prop("result before: licence required, exception available, no requirement found, …")
    after: str = prop("result after")
    axes_before: tuple[str, ...] = prop("JSON: codified, operative and enforced result, where they part", ())
    axes_after: tuple[str, ...] = prop("JSON: codified, operative and enforced result, where they part", ())
    requirements_before: tuple[str, ...] = prop("reason and section of each requirement before", ())
    requirements_after: tuple[str, ...] = prop("reason and section of each requirement after", ())
    exceptions_before: tuple[str, ...] = prop("licence exceptions not barred before, each with its status", ())
    exceptions_after: tuple[str, ...] = prop("licence exceptions not barred after, each with its status", ())
    review_before: str = prop("review policy of an application before")
    review_after: str = prop("review policy of an application after")
    actions: tuple[str, ...] = prop("what to do, the next step first: stop, apply for a licence, …", ())
    next_step: str = prop("the next step in one sentence")
    file: tuple[str, ...] = prop("what an exception asks its user to do or file", ())
    missing: tuple[str, ...] = prop("facts that would decide", ())
    not_checked: tuple[str, ...] = prop("what the determination after did not check", ())
    remarks: tuple[str, ...] = prop("how far the texts used answer for their days", ())
    quotes: tuple[str, ...] = prop(
        "JSON, the words that the answers rest on: when, citation, words, text_of, remark", ()
    )
    lines: int = prop("current contract lines with this outcome; none that was delivered before the change applies", 0)
    value: tuple[str, ...] = prop("value of these lines by currency, each line once", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Node):
    """What was compared for one cause or proposed rule: the days, the change, and how much was computed."""

    label: ClassVar[str] = "Comparison"
    cause: str = prop("the cause, as its outcomes name it")
    title: str = prop("the cause in one line")
    regime: str = prop("US or EU")
    documents: tuple[str, ...] = prop("ids of the documents that made or may have made the change", ())
    standing: str = prop("in force, published but not yet in force, or proposed")
    before: str = prop("date of the older text")
    after: str = prop("date of the newer text, whose law all else is taken from")
    effective: str = prop("effective date of the documents; absent: not held")
    comments_close: str = prop("last day for comments on a proposed rule")
    moves: tuple[str, ...] = prop("moves between Country Groups by the rule's own words, as AE: D:3, D:4 → A:5", ())
    not_compared: str = prop("why no outcome was computed; absent where outcomes were")
    profiles: int = prop("distinct profiles of lines and products", 0)
    determinations: int = prop("pairs of determinations computed; for all others the change touches nothing", 0)
    cells: int = prop("cells compared: profiles of products by destinations", 0)
    changed: int = prop("cells among them whose outcome changed", 0)
    uncompared: int = prop("cells among them of which one side is not modelled; they are not kept", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expects(Edge):
    """(:Alert)-[:EXPECTS]->(:Outcome)."""

    type: ClassVar[str] = "EXPECTS"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Alert", "Outcome"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class HasOutcome(Edge):
    """(:Line)-[:HAS_OUTCOME]->(:Outcome)."""

    type: ClassVar[str] = "HAS_OUTCOME"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Line", "Outcome"),)
