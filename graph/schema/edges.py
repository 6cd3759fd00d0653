"""Relationship types, each with its picture."""

from dataclasses import dataclass
from typing import ClassVar

from graph.schema.base import Edge, prop


@dataclass(frozen=True, slots=True, kw_only=True)
class Published(Edge):
    """(:Source)-[:PUBLISHED]->(:Document)."""

    type: ClassVar[str] = "PUBLISHED"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Source", "Document"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class States(Edge):
    """(:Document)-[:STATES]->(:Fact)."""

    type: ClassVar[str] = "STATES"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Document", "Fact"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActsOn(Edge):
    """(:Document)-[:ACTS_ON {relation, by, basis, quote}]->(:Document)."""

    type: ClassVar[str] = "ACTS_ON"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Document", "Document"),)
    relation: str = prop("corrects, delays, suspends, extends, rescinds, supplements, responds_to or amends")
    by: str = prop("how the other document was made out: number, citation, page inside, title, date, effective date")
    quote: str = prop("the sentence that says so")
    fact: str = prop("id of the fact that says so; absent where the document's own number does")
    basis: str = prop(
        "how it is told: stated by a verb or noun, titled (title or ACTION line only), inferred (no verb)"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class About(Edge):
    """(:Finding)-[:ABOUT]->(:Document|:Change)."""

    type: ClassVar[str] = "ABOUT"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Finding", "Document"), ("Finding", "Change"))


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedBy(Edge):
    """(:Change)-[:STATED_BY {reading}]->(:Document)."""

    type: ClassVar[str] = "STATED_BY"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Change", "Document"),)
    reading: str = prop("text difference, citation in the list, preamble, instruction, metadata")


@dataclass(frozen=True, slots=True, kw_only=True)
class MayBeMadeBy(Edge):
    """(:Change)-[:MAY_BE_MADE_BY {reasons}]->(:Document)."""

    type: ClassVar[str] = "MAY_BE_MADE_BY"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Change", "Document"),)
    reasons: tuple[str, ...] = prop("why the document is a candidate for having made the change", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders(Edge):
    """(:Document)-[:ORDERS]->(:Instruction)."""

    type: ClassVar[str] = "ORDERS"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Document", "Instruction"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets(Edge):
    """(:Instruction)-[:TARGETS]->(:Control)."""

    type: ClassVar[str] = "TARGETS"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Instruction", "Control"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderedBy(Edge):
    """(:Change)-[:ORDERED_BY]->(:Instruction)."""

    type: ClassVar[str] = "ORDERED_BY"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Change", "Instruction"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes(Edge):
    """(:Change)-[:CHANGES]->(:Control|:Party)."""

    type: ClassVar[str] = "CHANGES"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Change", "Control"), ("Change", "Party"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaches(Edge):
    """(:Change)-[:REACHES]->(:Control)."""

    type: ClassVar[str] = "REACHES"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Change", "Control"),)
    how: str = prop("the paragraph itself, the paragraphs its licence row names, the paragraph its note qualifies, …")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOf(Edge):
    """(:Control)-[:PART_OF]->(:Control)."""

    type: ClassVar[str] = "PART_OF"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Control", "Control"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class HasText(Edge):
    """(:Control)-[:HAS_TEXT {from, to, recorded}]->(:Text)."""

    type: ClassVar[str] = "HAS_TEXT"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Control", "Text"),)
    from_: str = prop("date of the first version that has these words")
    to: str = prop("date of the first version without them; absent: the newest has them")
    recorded: str = prop("time at which the archive received them")
    origin: str = prop("who converted the text; absent for an official one")
    began_by: tuple[str, ...] = prop(
        "rules that may have brought the words of a converted text, as number and citation", ()
    )
    ended_by: tuple[str, ...] = prop("rules that may have removed the place after these words of a converted text", ())
    fault: str = prop("what the converter did at the beginning, or may have done (uncertain), and not the law")
    designation: str = prop("designation that the place had with these words")


@dataclass(frozen=True, slots=True, kw_only=True)
class RefersTo(Edge):
    """(:Control)-[:REFERS_TO {kind}]->(:Control)."""

    type: ClassVar[str] = "REFERS_TO"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Control", "Control"),)
    kind: str = prop("meets_or_exceeds, controlled_by, see or excludes")
    quote: str = prop("the words that refer")
    sentence: str = prop("the sentence in which they stand")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedOn(Edge):
    """(:Party)-[:LISTED_ON {from, to, citation}]->(:PartyList)."""

    type: ClassVar[str] = "LISTED_ON"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Party", "PartyList"),)
    citation: str = prop("Federal Register citation as listed")
    from_: str = prop("first recorded run whose list has the row")
    to: str = prop("first complete run whose list has it no more; absent: current")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassifiedAs(Edge):
    """(:Product)-[:CLASSIFIED_AS {regime, designation, basis, counts}]->(:Control|:Code)."""

    type: ClassVar[str] = "CLASSIFIED_AS"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Product", "Control"), ("Product", "Code"))
    regime: str = prop("whose list it is of: US, EU, CN, …")
    designation: str = prop("code as the company wrote it, normalised")
    exact: bool = prop("false when the list holds no such paragraph and the nearest one above it is meant", True)
    counts: bool = prop(
        "true when impact follows it: our own that stands, be it ours or a ruling; a vendor's where we have none", True
    )
    contradicts: str = prop("our own code that stands, where this vendor's says otherwise")
    basis: str = prop("self, CCATS (a ruling of the Bureau of Industry and Security) or vendor")
    vendor: str = prop("name of the vendor")
    ccats_number: str = prop("number of the ruling")
    rationale: str = prop("why, as imported")
    tested_paragraphs: tuple[str, ...] = prop("paragraphs that the rationale tested, met or not", ())
    by: str = prop("who classified")
    at: str = prop("when")
    valid_to: str = prop("last day on which it may be used; absent: open")
    from_: str = prop("first import that has this version of the row")
    to: str = prop("import in which it was gone or had changed; absent: current")


@dataclass(frozen=True, slots=True, kw_only=True)
class HasParameter(Edge):
    """(:Product)-[:HAS_PARAMETER]->(:Parameter)."""

    type: ClassVar[str] = "HAS_PARAMETER"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Product", "Parameter"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class HasDecision(Edge):
    """(:Product)-[:HAS_DECISION]->(:Decision)."""

    type: ClassVar[str] = "HAS_DECISION"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Product", "Decision"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class HasVerdict(Edge):
    """(:Product)-[:HAS_VERDICT]->(:Verdict)."""

    type: ClassVar[str] = "HAS_VERDICT"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Product", "Verdict"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Under(Edge):
    """(:Verdict)-[:UNDER]->(:Control)."""

    type: ClassVar[str] = "UNDER"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Verdict", "Control"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contains(Edge):
    """(:Product)-[:CONTAINS {quantity}]->(:Product)."""

    type: ClassVar[str] = "CONTAINS"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Product", "Product"),)
    quantity: str = prop("pieces of the component in one product")
    to: str = prop("import in which it was gone; absent: current")


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchesCandidate(Edge):
    """(:Customer)-[:CANDIDATE {reasons, decision}]->(:Party)."""

    type: ClassVar[str] = "CANDIDATE"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Customer", "Party"),)
    reasons: tuple[str, ...] = prop("which names are equal after normalising; a candidate is never a verdict", ())
    decision: str = prop("open, or what a person decided")


@dataclass(frozen=True, slots=True, kw_only=True)
class HasSite(Edge):
    """(:Customer)-[:HAS_SITE]->(:Site)."""

    type: ClassVar[str] = "HAS_SITE"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Customer", "Site"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class In(Edge):
    """(:Site)-[:IN]->(:Country)."""

    type: ClassVar[str] = "IN"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Site", "Country"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadquarteredIn(Edge):
    """(:Customer)-[:HEADQUARTERED_IN]->(:Country)."""

    type: ClassVar[str] = "HEADQUARTERED_IN"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Customer", "Country"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class UltimateParentIn(Edge):
    """(:Customer)-[:ULTIMATE_PARENT_IN]->(:Country)."""

    type: ClassVar[str] = "ULTIMATE_PARENT_IN"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Customer", "Country"),)
    name: str = prop("name of the ultimate parent")


@dataclass(frozen=True, slots=True, kw_only=True)
class With(Edge):
    """(:Contract)-[:WITH]->(:Customer)."""

    type: ClassVar[str] = "WITH"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Contract", "Customer"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class HasLine(Edge):
    """(:Contract)-[:HAS_LINE]->(:Line)."""

    type: ClassVar[str] = "HAS_LINE"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Contract", "Line"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Of(Edge):
    """(:Line)-[:OF]->(:Product)."""

    type: ClassVar[str] = "OF"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Line", "Product"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipsFrom(Edge):
    """(:Line)-[:SHIPS_FROM]->(:Country)."""

    type: ClassVar[str] = "SHIPS_FROM"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Line", "Country"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipsTo(Edge):
    """(:Line)-[:SHIPS_TO]->(:Country)."""

    type: ClassVar[str] = "SHIPS_TO"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Line", "Country"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consignee(Edge):
    """(:Line)-[:CONSIGNEE]->(:Customer)."""

    type: ClassVar[str] = "CONSIGNEE"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Line", "Customer"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndUser(Edge):
    """(:Line)-[:END_USER]->(:Customer)."""

    type: ClassVar[str] = "END_USER"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Line", "Customer"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class BecauseOf(Edge):
    """(:Alert|:Reclassification)-[:BECAUSE_OF]->(:Change)."""

    type: ClassVar[str] = "BECAUSE_OF"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Alert", "Change"), ("Reclassification", "Change"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ToReclassify(Edge):
    """(:Product)-[:TO_RECLASSIFY]->(:Reclassification)."""

    type: ClassVar[str] = "TO_RECLASSIFY"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Product", "Reclassification"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Touches(Edge):
    """(:Alert)-[:TOUCHES {path, delivered}]->(:Product|:Customer|:Line)."""

    type: ClassVar[str] = "TOUCHES"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Alert", "Product"), ("Alert", "Customer"), ("Alert", "Line"))
    path: tuple[str, ...] = prop("node keys from the change to here", ())
    delivered: str = prop("before: the line's last delivery was before the alert's day; absent: later, or not held")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedBy(Edge):
    """(:Alert)-[:OWNED_BY]->(:Role)."""

    type: ClassVar[str] = "OWNED_BY"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Alert", "Role"),)
