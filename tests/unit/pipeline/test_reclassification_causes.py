"""What puts a classification into the queue, on composed rows, changes and answers: nothing here is a real product."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from company.history import Dated
from company.model import Classification, Component, Parameter, Product, Record
from graph.schema import Verdict
from regulation.attribution import Candidate, DocumentSummary
from regulation.change_classes import ChangeClass
from regulation.controls.model import Kind
from regulation.diff import Difference, DifferenceKind
from regulation.status import Event, EventKind, Origin, Source
from ruletrace.journal import Entry
from ruletrace.pipeline.comparison import Compared
from ruletrace.pipeline.reclassification.changes import Dated as Changed
from ruletrace.pipeline.reclassification.changes import dated, matters, touches
from ruletrace.pipeline.reclassification.collect import Material, bases, open_items
from ruletrace.pipeline.reclassification.model import Cause, Ground, Item
from ruletrace.pipeline.reclassification.versions import versions

FIRST = datetime(2026, 6, 1, 8, tzinfo=UTC)
MADE = date(2026, 3, 1)
NEWEST = date(2026, 8, 13)


def at(days: int) -> datetime:
    return FIRST + timedelta(days=days)


def row(record: Record, start: int = 0, end: int | None = None) -> Dated:
    return Dated(record.table, record.key(), record, at(start), None if end is None else at(end))


def product(sku: str = "S", firmware: str | None = None) -> Product:
    return Product.model_validate({"sku": sku, "name": sku, "kind": "hardware", "origin": "US", "firmware": firmware})


def parameter(value: str, sku: str = "S", name: str = "TPP") -> Parameter:
    said = {"sku": sku, "parameter": name, "value": value, "source": "composed"}
    return Parameter.model_validate(said)


def classified(code: str = "3A090.b.1", sku: str = "S", on: date = MADE, **more: str) -> Classification:
    said = {"sku": sku, "regime": "US", "code": code, "basis": "self", "rationale": "composed", "on": str(on), **more}
    return Classification.model_validate({"by": "Composed Office", **said})


def part(quantity: str = "1", whole: str = "S", inside: str = "P") -> Component:
    return Component.model_validate({"sku": whole, "component_sku": inside, "quantity": quantity})


def change(designation: str = "3A090.b.1", **more: Any) -> Difference:
    entry, _, place = designation.partition(".")
    plain = Difference(
        change_id="change:1", paragraph="place:1", entry=entry, place=place, kind=DifferenceKind.REVISED,
        change_class=ChangeClass.THRESHOLD, place_kind=Kind.PARAGRAPH, designation=designation, before="1", after="2",
        place_before=place, place_after=place, before_span=None, after_span=None, scope=(designation,),
    )  # fmt: skip
    return replace(plain, **more)


def queue(
    rows: Sequence[Dated],
    changes: Sequence[Changed] = (),
    entries: Sequence[Entry] = (),
    verdicts: Sequence[Verdict] = (),
    names: frozenset[str] | None = None,
) -> list[Item]:
    last = {entry.payload["id"]: entry for entry in entries}
    made = versions(rows, entries)
    material = Material(rows, made, {"US": changes}, lambda _regime, _code: names, {"S": verdicts}, last)
    return list(open_items(material))


def decided(one: Item, days: int, seq: int = 1, **more: Any) -> Entry:
    """Return what deciding an item would write into the journal."""
    payload = {
        "id": one.id, "sku": one.base.sku, "regime": one.base.regime, "code": one.base.code, "said": one.said,
        "to_text": one.to_text, "from_text": one.from_text, "as": "kept", "new_code": "", "by": "A. Tester",
        "why": "composed", "decided_on": str(at(days).date()), "tested_paragraphs": [], "changes": [],
        "supersedes": ["S", "US", "self", "", "", str(one.base.on)],
    }  # fmt: skip
    return Entry(seq, at(days), "reclassification decided", payload | more, "", "")


LICENCE = {"change_class": ChangeClass.LICENCE, "place_kind": Kind.LICENCE_ROW, "place": "licence row 2"}
NOTE = {"change_class": ChangeClass.NOTE, "place_kind": Kind.NOTE, "place": "note 1"}
TOUCHED = [
    ("the tested paragraph itself", change(), "3A090.b.1", (), True),
    ("below it", change("3A090.b.1.a"), "3A090.b.1", ("3A090.b.1",), True),
    ("above it", change("3A090.b"), "3A090.b.1", ("3A090.b.1",), True),
    ("a tested one that was not met", change("3A090.a.1"), "3A991.p", ("3A090.a.1",), True),
    ("one beside those tested", change("3A090.b.2"), "3A090.b.1", ("3A090.b.1",), False),
    ("one beside, where none was named", change("3A090.b.2"), "3A090.b.1", (), True),
    ("another entry", change("4A090.a"), "3A090.b.1", (), False),
    ("its number before", change("3A001.c", place_before="b"), "3A001.b", ("3A001.b",), True),
    ("its number in another entry", change("3A001.c", place_before="3A090 b.1"), "3A090.b.1", ("3A090.b.1",), True),
    ("a licence row for the code", change("3A090.b", **LICENCE), "3A090.b.1", (), True),
    ("a licence row for what was only tested", change("3A090.a", **LICENCE), "3A991.p", ("3A090.a.1",), False),
    ("a licence row for the code's neighbour", change("3A090.a", **LICENCE), "3A090.b.1", (), False),
    ("a note on what was only tested", change("3A090.a", **NOTE), "3A991.p", ("3A090.a.1",), True),
]


@pytest.mark.parametrize(("told", "one", "code", "tested", "expected"), TOUCHED, ids=[one[0] for one in TOUCHED])
def test_what_a_change_touches(told: str, one: Difference, code: str, tested: tuple[str, ...], expected: bool) -> None:
    assert touches(one, Ground(code, tested, MADE)) is expected, told


def test_editorial_changes_do_not_matter_and_new_numbers_do() -> None:
    assert matters(change())
    assert not matters(change(change_class=ChangeClass.EDITORIAL))
    assert not matters(change(change_class=ChangeClass.DATE))
    assert matters(change(change_class=ChangeClass.EDITORIAL, kind=DifferenceKind.MOVED, place_before="b.2"))
    assert matters(change(change_class=ChangeClass.EDITORIAL, meaning_changed="composed"))


def test_only_what_applies_after_the_classification_counts() -> None:
    later = Changed(change(), NEWEST, "composed")
    (one,) = queue([row(product()), row(classified())], [later])
    assert (one.cause, one.since, one.base.code) == (Cause.PARAGRAPH, NEWEST, "3A090.b.1")
    assert queue([row(product()), row(classified(on=NEWEST))], [later]) == []
    assert queue([row(product()), row(classified("EAR99"))], [later]) == []


def test_a_vendor_alone_is_looked_at_and_beside_our_own_is_not() -> None:
    theirs = classified("3A090.a.1", basis="vendor", vendor="Composed")
    later = [Changed(change("3A090.a.1"), NEWEST, "composed")]
    assert [one.base.code for one in queue([row(product()), row(theirs)], later)] == ["3A090.a.1"]
    assert queue([row(product()), row(theirs), row(classified(tested_paragraphs="3A090.b.1"))], later) == []


def test_a_tested_parameter_that_changed_and_one_that_nobody_tested() -> None:
    rows = [
        row(product()), row(classified()),
        row(parameter("3000"), 0, 7), row(parameter("3100"), 7),
        row(parameter("5", name="composed speed"), 0, 7), row(parameter("6", name="composed speed"), 7),
    ]  # fmt: skip
    (one,) = queue(rows, names=frozenset({"total processing performance"}))
    assert (one.cause, one.paragraph, one.from_text, one.to_text, one.since) == (
        Cause.PARAMETER, "total processing performance", "3000 (composed)", "3100 (composed)", at(7).date(),
    )  # fmt: skip
    # Where nobody can tell what is tested, all count; what was so when it was classified is no change.
    assert len(queue(rows)) == 2
    assert queue([row(product()), row(classified(), 7), *rows[2:]]) == []


def test_a_value_that_came_back_is_no_change_unless_a_decision_was_taken_between() -> None:
    rows = [row(product()), row(classified()), row(parameter("3000"), 0, 7), row(parameter("3100"), 7, 9)]
    (between,) = queue([*rows[:3], row(parameter("3100"), 7)])
    rows.append(row(parameter("3000"), 9))
    assert queue(rows) == []
    (again,) = queue(rows, entries=[decided(between, 8)])
    assert (again.id, again.from_text, again.to_text) == (between.id, "3100 (composed)", "3000 (composed)")


def test_the_tree_is_looked_at_to_any_depth() -> None:
    rows = [
        row(product()), row(product("P")), row(product("Q")), row(classified("4A090")),
        row(part()), row(part("2", "P", "Q"), 0, 7), row(part("3", "P", "Q"), 7),
        row(classified("3A090.b.1", "Q")), row(classified("3A090.a.1", "Q", at(6).date()), 7),
    ]  # fmt: skip
    (one,) = [one for one in queue(rows) if one.base.sku == "S"]
    assert (one.cause, one.paragraph) == (Cause.COMPONENT, "Q")
    assert one.from_text == "built in: 2 in P; classified: 3A090.b.1"
    assert one.to_text == "built in: 3 in P; classified: 3A090.a.1"
    gone = [row(product()), row(classified("4A090")), row(part(), 0, 7)]
    assert [(one.from_text, one.to_text) for one in queue(gone)] == [("built in: 1 in S", "")]


def test_firmware_counts_when_another_one_is_told() -> None:
    def told(before: str | None, after: str | None) -> list[tuple[str, str]]:
        rows = [row(product(firmware=before), 0, 7), row(product(firmware=after), 7), row(classified())]
        return [(one.from_text, one.to_text) for one in queue(rows) if one.cause is Cause.FIRMWARE]

    assert told("1.0", "2.0") == [("1.0", "2.0")]
    assert told(None, "2.0") == told("1.0", None) == []


def verdict(entry: str, said: str, *paragraphs: str) -> Verdict:
    first = paragraphs[0] if paragraphs else ""
    return Verdict(
        id=entry, list="ccl", entry=entry, on="2026-08-13", verdict=said, paragraph=first, paragraphs=paragraphs
    )


def test_the_day_of_a_change_is_that_of_its_rules_with_their_delays() -> None:
    made = Compared("ccl", "a", "b", "ccl:a", "ccl:b", MADE, date(2026, 9, 1), "", (change(),), {}, {})
    rules = [summary("1", NEWEST), summary("2", date(2026, 8, 20)), summary("3", None)]

    def since(*numbers: str, events: Sequence[Event] = ()) -> date:
        candidates = {"change:1": [Candidate(number, ("composed",)) for number in numbers]}
        (one,) = dated([(made, candidates)], rules, events)
        return one.since

    assert since("1") == NEWEST
    assert since("1", "2") == date(2026, 8, 20)
    assert since("1", "3") == since() == date(2026, 9, 1)
    said = Source(Origin.ENTERED, "composed", "1 FR 1", by="A. Tester")
    delay = Event(EventKind.DELAYED, "1", date(2026, 8, 30), MADE, said)
    assert since("1", events=[delay]) == date(2026, 8, 30)


def summary(number: str, effective: date | None) -> DocumentSummary:
    return DocumentSummary(number, number, "", "", NEWEST, effective, "rule")


ANSWERS = [
    ("3A090.b.1", verdict("3A090", "in", "3A090.b.1"), False),
    ("3A090", verdict("3A090", "in", "3A090.b.1"), False),
    ("3A090.b.1", verdict("3A090", "in", "3A090.a.1"), True),
    ("3A090.b.1", verdict("3A090", "out"), True),
    ("3A090.b.1", verdict("3A090", "cannot decide"), False),
    ("3A090.b.1", verdict("3A090", "presumed", "3A090.a"), False),
    ("3A991.p.1", verdict("3A090", "in", "3A090.a.1"), True),
    ("5A992.z.2", verdict("4A090", "in", "4A090.b"), False),
    ("EAR99", verdict("3A090", "in", "3A090.a.1"), True),
    ("3A991.p.1", verdict("3A090", "out"), False),
    ("5A992.c", verdict("4A994", "in", "4A994.a"), False),
    ("4A003.b", verdict("3A090", "in", "3A090.a.1"), False),
]


@pytest.mark.parametrize(("code", "said", "expected"), ANSWERS)
def test_where_the_facts_answer_otherwise(code: str, said: Verdict, expected: bool) -> None:
    found = queue([row(product()), row(classified(code))], verdicts=[said])
    assert [one.cause for one in found] == [Cause.ANSWER] * expected
    if found:
        assert queue([row(product()), row(classified(code))], verdicts=[said], entries=[decided(found[0], 1)]) == []


def test_a_decision_settles_its_own_cause_and_its_code_is_watched_from_then_on() -> None:
    rows = [row(product()), row(classified(tested_paragraphs="3A090.b.1"))]
    moved, other = (Changed(change(change_id=key), NEWEST, "composed") for key in ("change:1", "change:2"))
    first, second = queue(rows, [moved, other])
    entry = decided(first, 80, new_code="3A090.a.1", tested_paragraphs=["3A090.b.1"])
    (left,) = queue(rows, [moved, other], [entry])
    assert left.id == second.id
    assert (left.base.code, left.base.by, left.base.on) == ("3A090.a.1", "A. Tester", at(80).date())
    new = change("3A090.a.1", change_id="change:3")
    assert len(queue(rows, [Changed(new, at(90).date(), "composed")], [entry])) == 1
    assert queue(rows, [Changed(new, at(80).date(), "composed")], [entry]) == []


def test_decided_versions_end_each_other_and_leave_with_the_product() -> None:
    rows = [row(product()), row(classified())]
    (base,) = bases(rows, versions(rows, ()))
    one = Item(base, Cause.FIRMWARE, "firmware", "", "", "", "", MADE, "")
    first = decided(one, 80, new_code="3A090.a.1")
    second = decided(one, 85, 2, new_code="3A090.b.2", supersedes=["S", "US", "self", "", "", str(at(80).date())])
    made = versions(rows, [first, second])
    said = [(each.record.code, each.end) for each in made.rows if isinstance(each.record, Classification)]
    assert said == [("3A090.b.1", at(80)), ("3A090.a.1", at(85)), ("3A090.b.2", None)]
    assert made.problems == (
        f"S (US): the company's tables say 3A090.b.1 of {MADE}; 3A090.b.2 was decided on {at(85).date()} by A. Tester"
        " and counts: bring the tables up to date",
    )
    gone = versions([row(product(), 0, 95), row(classified(), 0, 95)], [first])
    assert gone.decided["S", "US"][0].end == at(95)
    # The tables take the decision over: their row goes on.
    taken = row(classified("3A090.a.1", on=at(80).date()), 90)
    assert versions([*rows, taken], [first]).decided["S", "US"][0].end == at(90)
