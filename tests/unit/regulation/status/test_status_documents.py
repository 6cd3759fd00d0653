"""Events that real documents state of themselves and of one another."""

import csv
import json
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from status_composed import asked

from nlp.extract import extract
from regulation.status import Axis, Event, EventKind, Origin, State, Subject, SubjectKind
from regulation.status.documents import Known, Stated, document_events
from ruletrace.model import Block, Document, StructuredText
from ruletrace.readers import federal_register_json, plain

ROOT = Path(__file__).parents[4]
SAMPLE = ROOT / "samples" / "federalregister" / "documents.composed.json"
NOTHING = Document(
    id="",
    source="fr-documents",
    kind="rule",
    number="",
    title="",
    abstract="",
    action="",
    dates_text="",
    published=None,
    effective=None,
    comments_close=None,
    citation="",
    url="",
    body_url="",
    cfr_parts=(),
    sha256="",
    pointer="",
)


def stated(number: str, published: str, *texts: StructuredText, **more: Any) -> Stated:
    document = replace(NOTHING, id=f"fr:{number}", number=number, published=date.fromisoformat(published), **more)
    facts = tuple(tuple(extract(text)) for text in texts)
    return Stated(document, texts, facts, makes_law=True, authority="Federal Register", recorded=None)


def listed(number: str, kind: str = "rule") -> Stated:
    """Return a document of the sample listing with what its title and abstract state."""
    rows = [row["document"] for row in json.loads(SAMPLE.read_text(encoding="utf-8"))["documents"]]
    index, row = next((at, one) for at, one in enumerate(rows) if one["document_number"] == number)
    body = json.dumps({"results": rows}).encode()
    text = federal_register_json.read_many(body, [f"/results/{index}"], "")[0]
    days = {"effective": date.fromisoformat(row["effective_on"])} if row.get("effective_on") else {}
    more = {"kind": kind, "title": row["title"], "citation": row.get("citation") or "", **days}
    return stated(number, row["publication_date"], text, **more)


def of(known: Known, number: str, kind: EventKind) -> list[Event]:
    return [one for one in known.events if one.subject == number and one.kind is kind]


def test_the_suspension_of_the_affiliates_rule_is_read_from_the_abstract_of_another() -> None:
    known = document_events([listed("2025-19846"), listed("2025-19001")])
    (event,) = of(known, "2025-19001", EventKind.SUSPENDED)
    assert (event.actor, event.start, event.until) == ("2025-19846", None, date(2026, 11, 9))
    assert event.published == date(2025, 11, 12)
    assert event.source.origin is Origin.READ
    assert event.source.quote.startswith("In this final rule, the Bureau of Industry and Security (BIS) imposes")
    assert event.source.quote.endswith("absent a future extension.")
    assert known.unresolved == ()


def test_a_suspension_of_an_unknown_document_is_kept_as_such() -> None:
    known = document_events([listed("2025-19846")])
    assert [(one.document, one.relation) for one in known.unresolved] == [("2025-19846", "suspends")]


def test_a_suspension_that_no_word_states_makes_no_law() -> None:
    told = listed("2025-19846")
    (facts,) = told.facts
    guessed = tuple(
        replace(one, detail=tuple(sorted({**dict(one.detail), "basis": "inferred"}.items())))
        if one.kind == "relation"
        else one
        for one in facts
    )
    known = document_events([replace(told, facts=(guessed,)), listed("2025-19001")])
    assert of(known, "2025-19001", EventKind.SUSPENDED) == []
    assert [(one.document, one.relation) for one in known.unresolved] == [("2025-19846", "suspends")]


def test_a_suspension_that_is_doubted_makes_no_law_and_is_told() -> None:
    told = listed("2025-19846")
    doubted = tuple(replace(one, kind="doubted_relation") if one.kind == "relation" else one for one in told.facts[0])
    known = document_events([replace(told, facts=(doubted,)), listed("2025-19001")])
    assert of(known, "2025-19001", EventKind.SUSPENDED) == []
    assert [(one.document, one.relation) for one in known.unresolved] == [("2025-19846", "suspends")]


def test_the_effective_date_of_91_fr_1684_is_read_from_its_dates_line() -> None:
    path = ROOT / "tests" / "fixtures" / "readers" / "federal-register" / "2026-00789.txt"
    known = document_events([stated("2026-00789", "2026-01-15", plain.read(path.read_bytes()))])
    (event,) = of(known, "2026-00789", EventKind.EFFECTIVE)
    assert (event.start, event.extent, event.source.origin) == (date(2026, 1, 15), "", Origin.READ)
    assert "January 15,\n2026" in event.source.quote or "January 15, 2026" in event.source.quote
    subject = Subject(SubjectKind.DOCUMENT, "2026-00789")
    states = [asked(known.events, on, subject=subject).of(Axis.OPERATIVE).state for on in ("2026-01-14", "2026-01-15")]
    assert states == [State.NOT_YET, State.IN_EFFECT]


def rules() -> list[Stated]:
    path = ROOT / "tests" / "fixtures" / "status" / "rules-1996-2025.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        stated(
            row["number"], row["published"], effective=date.fromisoformat(row["effective"]), citation=row["citation"]
        )
        for row in rows
    ]


def test_284_rules_take_effect_on_before_or_after_their_publication() -> None:
    every = rules()
    known = document_events(every)
    found: Counter[str] = Counter()
    for one in every:
        subject = Subject(SubjectKind.DOCUMENT, one.document.number)
        published = str(one.document.published)
        own = [event for event in known.events if event.subject == subject.name]
        finding = asked(own, published, known=published, subject=subject).of(Axis.OPERATIVE)
        first = finding.because[0].start
        same = "on" if str(first) == published else "before"
        found["after" if finding.state is State.NOT_YET else same] += 1
    assert len(every) == 284
    assert found == {"on": 240, "after": 29, "before": 15}


@pytest.mark.parametrize(
    ("number", "between"), [("2022-21658", "2022-10-08"), ("2024-28270", "2024-12-03"), ("2025-00636", "2025-01-14")]
)
def test_three_rules_bind_before_they_are_published_and_nobody_could_know(number: str, between: str) -> None:
    known = document_events(rules())
    subject = Subject(SubjectKind.DOCUMENT, number)
    own = [event for event in known.events if event.subject == number]
    assert "published only on" in asked(own, between, subject=subject).of(Axis.OPERATIVE).words
    assert asked(own, between, known=between, subject=subject).of(Axis.OPERATIVE).state is State.UNKNOWN_THEN


@pytest.mark.parametrize(("ruled", "days"), [("other", []), ("effective, other", ["2031-06-01"])])
def test_no_effective_date_is_reckoned_from_a_role_that_the_component_guessed(ruled: str, days: list[str]) -> None:
    words = "The composed rule was named on June 1, 2031."
    text = StructuredText("", "composed", words, (Block("dates", "", 0, len(words)),), ())
    (fact,) = (one for one in extract(text) if one.kind == "date")
    guessed = replace(fact, role="effective", detail=(("ruled", ruled), ("share", "0.99")))
    one = replace(stated("2031-00001", "2031-05-01", text), facts=((guessed,),))
    known = document_events([one])
    assert [str(event.start) for event in known.events if event.kind is EventKind.EFFECTIVE] == days
