"""Typed reads on a small composed chain: document, fact, change, place, product, line, customer, alert."""

import pytest

import graph
from graph import reads
from graph.schema import (
    Alert,
    BecauseOf,
    Change,
    Changes,
    ClassifiedAs,
    Contains,
    Contract,
    Control,
    Country,
    Customer,
    Document,
    EndUser,
    Fact,
    HasLine,
    HasText,
    Line,
    MayBeMadeBy,
    Of,
    OwnedBy,
    PartOf,
    Product,
    Published,
    Reaches,
    RefersTo,
    Role,
    ShipsTo,
    Source,
    StatedBy,
    States,
    Text,
    Touches,
    Unit,
    With,
)

RULE = Document(id="fr:composed-1", title="Composed rule", published="2026-07-14", kind="rule")
UNDATED = Document(id="fr:composed-2", title="Composed notice")
FACT = Fact(
    id="f-1", kind="control_code", value="3A090.a", quote="3A090.a", sentence="… 3A090.a …", block="title", start_at=9
)
EARLIER = Fact(
    id="f-2", kind="date", value="2026-07-14", quote="July 14", sentence="July 14", block="dates", start_at=2
)
ENTRY = Control(id="us/3A090", list="ccl", entry="3A090", designation="3A090", kind="entry", place="heading")
PLACE = Control(id="us/3A090.a", list="ccl", entry="3A090", designation="3A090.a", kind="paragraph", place="a", order=1)
NOTE = Control(id="us/3A090#n1", list="ccl", entry="3A090", designation="3A090", kind="note", place="note 1", order=2)
BEYOND = Control(id="us/5A992.z", list="ccl", entry="5A992", designation="5A992.z", kind="paragraph", place="z")
OLD, NEW = Text(id="t-1", text="composed words before"), Text(id="t-2", text="composed words after")
CHANGE = Change(
    id="ch-1", list="ccl", entry="3A090", place="a", before=OLD.text, after=NEW.text,
    from_version="2026-06-25", to_version="2026-09-01",
)  # fmt: skip
CHIP, BOARD, OTHER = Product(id="CHIP"), Product(id="BOARD"), Product(id="OTHER")
LINE = Line(id="L-1", value_minor=12_300, currency="EUR")
ALERT = Alert(id="al-1", title="composed", severity="high", why=("“composed words after” (3A090.a)",), lines=1)
PATH = ("Change/ch-1", "Control/us/3A090.a", "Product/CHIP", "Product/BOARD", "Line/L-1")

LAW = Unit(
    "law",
    (
        Source(id="fr", title="Federal Register"),
        RULE,
        UNDATED,
        FACT,
        EARLIER,
        ENTRY,
        PLACE,
        NOTE,
        BEYOND,
        OLD,
        NEW,
        CHANGE,
    ),
    (
        Published(start="fr", end=RULE.id),
        States(start=RULE.id, end=FACT.id),
        States(start=RULE.id, end=EARLIER.id),
        PartOf(start=PLACE.id, end=ENTRY.id),
        PartOf(start=NOTE.id, end=ENTRY.id),
        HasText(start=PLACE.id, end=OLD.id, from_="2026-06-25", to="2026-09-01"),
        HasText(start=PLACE.id, end=NEW.id, from_="2026-09-01"),
        RefersTo(start=BEYOND.id, end=PLACE.id, kind="meets_or_exceeds", quote="meeting or exceeding"),
        Changes(start=CHANGE.id, end=PLACE.id),
        Reaches(start=CHANGE.id, end=PLACE.id, how="the paragraph itself"),
        MayBeMadeBy(start=CHANGE.id, end=RULE.id, reasons=("published in the interval", "same words")),
        StatedBy(start=CHANGE.id, end=RULE.id, reading="text difference"),
    ),
)
COMPANY = Unit(
    "company",
    (CHIP, BOARD, OTHER, Customer(id="C-1"), Customer(id="C-2"), Contract(id="K-1"), Country(id="AE"), LINE),
    (
        ClassifiedAs(start="CHIP", end=PLACE.id, designation="3A090.a"),
        ClassifiedAs(start="OTHER", end=PLACE.id, to="2026-11-01"),
        Contains(start="BOARD", end="CHIP", quantity="8"),
        With(start="K-1", end="C-1"),
        HasLine(start="K-1", end="L-1"),
        Of(start="L-1", end="BOARD"),
        ShipsTo(start="L-1", end="AE"),
        EndUser(start="L-1", end="C-2"),
    ),
)
ALERTS = Unit(
    "alerts",
    (ALERT, Alert(id="al-2", severity="low"), Role(id="analyst", title="regulatory analyst")),
    (
        OwnedBy(start="al-1", end="analyst"),
        BecauseOf(start="al-1", end="ch-1"),
        Touches(start="al-1", end="BOARD", end_label="Product", path=PATH[:-1]),
        Touches(start="al-1", end="L-1", end_label="Line", path=PATH),
        Touches(start="al-1", end="C-1", end_label="Customer", path=PATH),
    ),
)


@pytest.fixture
def chain(connected: graph.Graph) -> graph.Graph:
    """Give the graph with the composed chain in it."""
    graph.write(connected, [LAW, COMPANY, ALERTS])
    return connected


def test_sources_documents_and_facts(chain: graph.Graph) -> None:
    assert reads.counts(chain)["Control"] == 4
    assert [source.id for source in reads.sources(chain)] == ["fr"]
    assert reads.documents(chain) == (RULE, UNDATED)
    assert reads.documents(chain, since="2026-07-14") == (RULE,)
    assert reads.documents(chain, limit=1) == (RULE,)
    assert reads.document(chain, RULE.id) == reads.DocumentDetail(RULE, "fr", (EARLIER, FACT))
    assert reads.document(chain, "fr:none") is None


def test_changes_with_their_candidates(chain: graph.Graph) -> None:
    candidate = reads.Candidate(RULE, ("published in the interval", "same words"))
    assert reads.changes(chain) == (reads.ChangeRow(CHANGE, (candidate,)),)
    assert reads.changes(chain, from_version="2026-06-25", to_version="2026-09-01", list="ccl") == reads.changes(chain)
    assert reads.changes(chain, list="annex-i") == ()
    detail = reads.change(chain, CHANGE.id)
    assert detail == reads.ChangeDetail(
        change=CHANGE,
        controls=(PLACE,),
        parties=(),
        reached=(reads.Reached(PLACE, "the paragraph itself"),),
        readings=(reads.Reading(RULE, "text difference"),),
        candidates=(reads.Candidate(RULE, candidate.reasons, (EARLIER, FACT)),),
    )
    assert reads.change(chain, "none") is None


def test_place_with_words_and_neighbours(chain: graph.Graph) -> None:
    place = reads.control(chain, "3A090.a")
    assert place is not None
    assert (place.control, place.text) == (PLACE, NEW)
    assert [(one.text, one.from_, one.to) for one in place.history] == [
        (OLD, "2026-06-25", "2026-09-01"),
        (NEW, "2026-09-01", ""),
    ]
    assert place.referred_to_by == (reads.Reference(BEYOND, "meets_or_exceeds", "meeting or exceeding"),)
    assert place.products == (CHIP,)
    entry = reads.control(chain, "3A090")
    assert entry is not None
    assert (entry.control, entry.text, entry.children) == (ENTRY, None, (PLACE, NOTE))
    assert reads.control(chain, "3A090.a", list="annex-i") is None


def test_alerts_and_what_they_touch(chain: graph.Graph) -> None:
    role = Role(id="analyst", title="regulatory analyst")
    assert [row.alert.id for row in reads.alerts(chain)] == ["al-1", "al-2"]
    assert reads.alerts(chain, audience="analyst") == (reads.AlertRow(ALERT, role),)
    assert [row.alert.id for row in reads.alerts(chain, severity="low")] == ["al-2"]
    detail = reads.alert(chain, "al-1")
    assert detail is not None
    assert (detail.alert, detail.role, detail.changes) == (ALERT, role, (CHANGE,))
    assert detail.products == (reads.ProductTouched(BOARD, PATH[:-1]),)
    assert detail.lines == (reads.LineTouched(LINE, Contract(id="K-1"), BOARD, ("C-1", "C-2"), "AE", PATH),)
    assert [one.customer.id for one in detail.customers] == ["C-1"]
    assert reads.lines_touched(chain, "al-2") == ()
    assert reads.alert(chain, "none") is None


def test_touch_of_an_assembly_says_the_whole_way(chain: graph.Graph) -> None:
    chip, board = sorted(reads.code_impact(chain, ["ch-1"]), key=lambda touch: len(touch.path))
    assert (chip.product, chip.line, chip.path) == ("CHIP", "", PATH[:3])
    assert board == reads.Touch(
        change_id="ch-1",
        reached="3A090.a",
        how="itself",
        control="3A090.a",
        product="BOARD",
        via=("CHIP", "BOARD"),
        line="L-1",
        contract="K-1",
        customers=("C-1", "C-2"),
        ship_to="AE",
        value_minor=12_300,
        currency="EUR",
        path=PATH,
    )
