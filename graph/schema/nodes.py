"""Node labels."""

from dataclasses import dataclass
from typing import ClassVar

from graph.schema.base import Node, prop


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Node):
    """An official service that is read, and how it is doing."""

    label: ClassVar[str] = "Source"
    title: str = prop("what it publishes")
    publisher: str = prop("who publishes it")
    homepage: str = prop("where a person reads it")
    rhythm_hours: int = prop("expected hours between successful runs", 0)
    state: str = prop("fine, late, failed or never run")
    last_success: str = prop("time of the last complete run")
    last_failure: str = prop("time of the last failed run")
    reason: str = prop("why the last failure failed")
    expected: str = prop("what a complete run brings")
    silence: str = prop("proved, or gap: whether no news means no news")
    rolling: str = prop("rolling: an answer holds the newest items alone; absent: it holds everything")
    watched: tuple[str, ...] = prop(
        "spans of whole days (ISO, first/last) through which a rolling source was read at its rhythm", ()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Node):
    """A published rule, proposed rule or notice, or a dated version of a list."""

    label: ClassVar[str] = "Document"
    kind: str = prop("rule, proposed rule, notice, correction, list version, screening list, other")
    number: str = prop("document number of the Federal Register, or list and date")
    title: str = prop("title as published")
    abstract: str = prop("abstract as published")
    published: str = prop("publication date; unknown when absent")
    effective: str = prop("the listing's single effective date; unknown when absent")
    comments_close: str = prop("last day for comments")
    citation: str = prop("Federal Register citation")
    url: str = prop("official address")
    sha256: str = prop("archived bytes it was read from")
    pointer: str = prop("where in those bytes (RFC 6901), when they hold several documents")
    body: str = prop("held, or not held: whether the full text was read")
    relevance: str = prop("relevant, not relevant or unknown to export control")
    replay: str = prop("composed or recorded when a replay server answered; absent for live answers")
    origin: str = prop("who converted the text; absent for an official one")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Node):
    """What a document states, with the words that state it."""

    label: ClassVar[str] = "Fact"
    kind: str = prop("control_code, date, destination, party_count, …")
    value: str = prop("normalised value")
    role: str = prop("what the fact does: effective, added, …")
    quote: str = prop("the words")
    sentence: str = prop("the sentence that holds them")
    block: str = prop("the part of the document: title, abstract, dates, …")
    start_at: int = prop("first character in the structured text", 0)
    end_at: int = prop("character after the last", 0)
    byte_start: int = prop("first byte in the archived bytes", 0)
    byte_end: int = prop("byte after the last", 0)
    sha256: str = prop("archived bytes")
    reader: str = prop("reader and version")
    component: str = prop("what found it")
    version: str = prop("version of what found it")
    detail: tuple[str, ...] = prop("further pairs, such as cue=effective on", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Control(Node):
    """A place of a control list or of another part: an entry, section, paragraph, licence row, note."""

    label: ClassVar[str] = "Control"
    regime: str = prop("US or EU")
    list: str = prop("ccl or annex-i")
    entry: str = prop("entry, such as 3A090")
    designation: str = prop("full dotted code, such as 3A090.a.1; the entry for rows and notes")
    place: str = prop("place in the entry: a.1, licence row 3, note 1, heading")
    kind: str = prop("entry, paragraph, licence row, note, exception, …")
    order: int = prop("position in the list's text", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Node):
    """Words that a place had in one or more dated versions."""

    label: ClassVar[str] = "Text"
    text: str = prop("the words")
    cells: tuple[str, ...] = prop("the cells of a table row, empty ones too", ())
    sha256: str = prop("archived bytes of the first version that has them")
    reader: str = prop("reader and version")
    start_at: int = prop("first character in the structured text", 0)
    end_at: int = prop("character after the last", 0)
    byte_start: int = prop("first byte in the archived bytes", 0)
    byte_end: int = prop("byte after the last", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Node):
    """A change of a place between two dated texts, or of a list of parties by a document."""

    label: ClassVar[str] = "Change"
    list: str = prop("ccl, annex-i or the list of parties")
    entry: str = prop("entry changed")
    place: str = prop("place changed")
    kind: str = prop("added, revised, removed or moved")
    change_class: str = prop("threshold value, scope, licence requirement, exception, note, date, editorial, parties")
    before: str = prop("words before")
    after: str = prop("words after")
    from_version: str = prop("date of the older text")
    to_version: str = prop("date of the newer text")
    known: str = prop("time at which the newer text reached the archive")
    title: str = prop("the change in one line")
    attribution: str = prop("candidate, candidates, or not attributed: which document made it")
    meaning_changed: str = prop("why its number now means something else; absent where the meaning goes on")
    agreement: str = prop("in one sentence, which readings state the change, are silent, contradict or are not held")
    readings: tuple[str, ...] = prop(
        "the readings as JSON objects: reading, stance (states, silent, contradicts, not held), says, quote, place, "
        "document, fact",
        (),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction(Node):
    """One elementary amendatory instruction of a document: one verb on one target."""

    label: ClassVar[str] = "Instruction"
    number: str = prop("printed path of numbers and letters, such as 7.b")
    verb: str = prop("add, revise, remove, redesignate, …; absent when not understood")
    target: str = prop("what it acts on, in canonical form: 740.6(a)(1)(iv)")
    old_target: str = prop("where a redesignated or transferred place stood")
    text: str = prop("the words of the instruction")
    new_text: str = prop("the text that it orders, where the document holds it")
    not_understood: str = prop("words of it that were not understood")
    ordinal: int = prop("which amendatory paragraph of the document", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Node):
    """Something that a person has to look at: sources that disagree, or words that could not be tied to a document."""

    label: ClassVar[str] = "Finding"
    kind: str = prop("effective date, comment deadline, publication date, party count, unresolved relation, …")
    title: str = prop("the finding in one plain line")
    sides: tuple[str, ...] = prop(
        "what each source says, as JSON objects: source, says, quote, place, document, fact", ()
    )
    next_step: str = prop("what to do next")
    rank: int = prop("1 the most important, 3 the least", 0)
    state: str = prop("open, or what a person decided: accepted, rejected, not relevant")
    said: str = prop("hash of what the sides say; a decision holds for the words it was taken on")
    decided_by: str = prop("who decided last")
    decided_at: str = prop("when")
    decided_why: str = prop("why")
    reopened: str = prop("why it is open although a person decided: its sources have changed since")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyList(Node):
    """A list of parties, such as the Entity List."""

    label: ClassVar[str] = "PartyList"
    name: str = prop("name as published")


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(Node):
    """A row of a screening list: a listed party under one citation."""

    label: ClassVar[str] = "Party"
    name: str = prop("name as listed")
    aliases: tuple[str, ...] = prop("further names as listed", ())
    countries: tuple[str, ...] = prop("countries of its addresses, ISO 3166-1 alpha-2", ())
    type: str = prop("entity, individual, vessel, …")
    licence_requirement: str = prop("licence requirement as listed")
    licence_policy: str = prop("review policy as listed")
    citation: str = prop("Federal Register citation as listed")
    sha256: str = prop("archived list it was read from")


@dataclass(frozen=True, slots=True, kw_only=True)
class Country(Node):
    """A country; `id` is ISO 3166-1 alpha-2."""

    label: ClassVar[str] = "Country"
    name: str = prop("English name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Product(Node):
    """What the company sells; `id` is the SKU."""

    label: ClassVar[str] = "Product"
    name: str = prop("name")
    kind: str = prop("hardware, software, model, service or technology")
    activity: str = prop("of a service: managed training, remote inference, technical assistance, …")
    eccn: str = prop("the company's own US classification that stands (its own or a ruling's), as imported")
    eu_code: str = prop("the company's own EU classification that stands, as imported")
    origin: str = prop("country of origin")
    us_content_percent: str = prop("share of controlled US-origin content in the value, in percent, exact")
    us_content_basis: str = prop("how that share was computed")
    us_content_on: str = prop("day for which it was computed")
    hs_code: str = prop("customs tariff code: 6 (HS), 8 (CN) or 10 (national) digits")
    role: str = prop("what the company is for it: designer, front-end fabricator, OSAT or reseller")
    owner: str = prop("role or office that answers questions about it")
    firmware: str = prop("version of the firmware with which it is delivered")
    from_: str = prop("first import that has this row")
    to: str = prop("import in which the row was gone; absent: current")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter(Node):
    """A technical parameter of a product as one source states it, in one version."""

    label: ClassVar[str] = "Parameter"
    parameter: str = prop("what is measured: total processing performance, applicable die area, …")
    value: str = prop("the value, exact, in digits")
    measured_in: str = prop("its unit; absent for a plain number")
    source: str = prop("where the value was taken from")
    dated: str = prop("day of the source")
    note: str = prop("a remark, such as estimate")
    counts: bool = prop("true for the newest value of each source that the company's tables hold", False)
    disagrees: bool = prop("true when it counts and another source that counts states another value", False)
    from_: str = prop("first import that has this version of the row")
    to: str = prop("import in which it was gone or had changed; absent: current")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Node):
    """What a person decided about a product where no number decides, in one version."""

    label: ClassVar[str] = "Decision"
    question: str = prop("what was decided, such as designed or marketed for use in datacenters")
    answer: str = prop("yes or no")
    by: str = prop("role or office that decided; absent in a column of the products' own table")
    on: str = prop("day of the decision")
    why: str = prop("what it rests on")
    counts: bool = prop("true for the latest answer to each question that the company's tables hold", False)
    from_: str = prop("first import that has this version of the row")
    to: str = prop("import in which it was gone or had changed; absent: current")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict(Node):
    """What the facts of a product answer under an entry from a day on; products with equal answers share one."""

    label: ClassVar[str] = "Verdict"
    list: str = prop("the list asked: ccl")
    entry: str = prop("the entry asked, such as 3A090")
    on: str = prop("first day of the answer")
    until: str = prop("last day before the next answer; absent: open")
    text_version: str = prop("date of the newest dated text that gives the answer; absent: no text of that day is held")
    origin: str = prop("who converted that text; absent for an official one")
    told: tuple[str, ...] = prop("why that text answers, and since which text the answer is the same", ())
    verdict: str = prop("in, out, presumed, cannot decide or not modelled; out is never a clearance")
    paragraph: str = prop("the first paragraph met")
    paragraphs: tuple[str, ...] = prop("all paragraphs met, in text order", ())
    reason: str = prop("the answer in words")
    headroom: tuple[str, ...] = prop(
        "JSON, one a bound compared: paragraph, quantity, comparator, bound, value, distance, unit, met", ()
    )
    missing: tuple[str, ...] = prop("facts that would decide", ())
    outcomes: tuple[str, ...] = prop("JSON, what the missing facts would mean: when, verdict, paragraphs, by_note", ())
    deciding: tuple[str, ...] = prop("JSON, for a missing fact the share of its values that decides: fact, share", ())
    remarks: tuple[str, ...] = prop(
        "what a reader must know besides: sources, estimates, decisions and who made them", ()
    )
    quotes: tuple[str, ...] = prop("JSON, the words it rests on: designation, place, start, end, text", ())
    notices: tuple[str, ...] = prop("individual notices that people entered for the product", ())
    not_checked: str = prop("what no answer speaks of")


@dataclass(frozen=True, slots=True, kw_only=True)
class Code(Node):
    """A code under which a product is classified and that no held list has."""

    label: ClassVar[str] = "Code"
    regime: str = prop("whose list it is of: US, EU, CN, …")
    designation: str = prop("the code, such as EAR99")
    reason: str = prop("why no held list has it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer(Node):
    """Whom the company sells to."""

    label: ClassVar[str] = "Customer"
    name: str = prop("name")
    aliases: tuple[str, ...] = prop("further names", ())
    to: str = prop("import in which the row was gone; absent: current")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site(Node):
    """A place of a customer."""

    label: ClassVar[str] = "Site"
    address: str = prop("address as imported")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract(Node):
    """A contract with a customer."""

    label: ClassVar[str] = "Contract"
    signed: str = prop("date signed")
    starts: str = prop("first day")
    ends: str = prop("last day")
    to: str = prop("import in which the row was gone; absent: current")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Node):
    """A contract line: what goes where, for whom, worth what."""

    label: ClassVar[str] = "Line"
    exporter: str = prop("who exports")
    end_use: str = prop("stated end use")
    quantity: str = prop("quantity")
    value_minor: int = prop("value in hundredths of the currency", 0)
    currency: str = prop("ISO 4217")
    starts: str = prop("first delivery")
    ends: str = prop("last delivery")
    to: str = prop("import in which the row was gone; absent: current")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reclassification(Node):
    """Why a classification of a product must be looked at again, and what was decided about that."""

    label: ClassVar[str] = "Reclassification"
    sku: str = prop("the product")
    regime: str = prop("whose list the classification is of: US, EU, …")
    code: str = prop("the code that counts now")
    rationale: str = prop("the rationale it was given, as imported or decided")
    by: str = prop("who classified")
    on: str = prop("day of the classification")
    cause: str = prop(
        "paragraph changed, renumbered, parameter changed, component changed, firmware changed, facts answer otherwise"
    )
    what: str = prop("the cause in one sentence for the product's owner")
    paragraph: str = prop("the paragraph, parameter, component or entry that it is about")
    from_text: str = prop("what it said when the classification was made")
    to_text: str = prop("what it says now; absent where it is gone")
    since: str = prop("day from which the cause applies, or was known where its day of effect is not held")
    said: str = prop("hash of what a decision rests on; a decision holds for the words it was taken on")
    state: str = prop("open or decided")
    decision: str = prop("kept or changed")
    new_code: str = prop("the code that was decided, where it was changed")
    decided_by: str = prop("who decided last")
    decided_on: str = prop("the day of that decision")
    why: str = prop("the reason given")
    reopened: str = prop("why it is open although a person decided: what it rests on has changed since")
