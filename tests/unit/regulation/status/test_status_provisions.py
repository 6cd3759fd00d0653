"""What the text of part 744 of 2026-09-01 tells of its own provisions."""

import gzip
from datetime import date
from pathlib import Path

import pytest
from status_composed import asked

from regulation.parts import read_part_tree, stays
from regulation.status import Axis, Event, EventKind, State, Subject, SubjectKind
from regulation.status.provisions import Text, provision_events, stay_events

SAMPLES = Path(__file__).parents[4] / "samples" / "ecfr"
MAKERS = {"90 FR 50857": "2025-19846"}


@pytest.fixture(scope="module")
def text() -> Text:
    data = gzip.decompress((SAMPLES / "part-744-2026-09-01.xml.gz").read_bytes())
    return Text(read_part_tree(data, date(2026, 9, 1)), None)


def events(text: Text, citation: str) -> list[Event]:
    place = text.tree.find(citation)
    assert place is not None
    return list(provision_events(text, place, MAKERS))


@pytest.mark.parametrize(
    ("citation", "expected", "part"),
    [
        ("744.11(a)(1)", State.SUSPENDED, ""),
        ("744.11", State.PARTLY_SUSPENDED, "744.11(a)(1)"),
        ("744.11(b)", State.IN_EFFECT, ""),
        ("744.21(a)(3)", State.SUSPENDED, ""),
        ("744.21(d)", State.PARTLY_SUSPENDED, "the last sentence in paragraph (d)"),
        ("744.8(a)(2)", State.PARTLY_SUSPENDED, "the second and third sentences"),
        ("744.16(e)", State.PARTLY_SUSPENDED, "the introductory text"),
        ("Supplement No. 4 to part 744", State.PARTLY_SUSPENDED, "the introductory text"),
        ("Supplement No. 8 to part 744", State.SUSPENDED, ""),
        ("744.3(a)", State.IN_EFFECT, ""),
    ],
)
def test_text_shown_is_not_text_in_force(text: Text, citation: str, expected: State, part: str) -> None:
    own = events(text, citation)
    subject = Subject(SubjectKind.PROVISION, own[0].subject)
    found = asked(own, "2026-01-01", subject=subject)
    assert found.of(Axis.CODIFIED).state is State.IN_CODE
    finding = found.of(Axis.OPERATIVE)
    assert finding.state is expected
    assert part in finding.words
    assert finding.read
    assert bool(found.conflicts) is (expected is not State.IN_EFFECT)


def test_the_source_line_proves_the_text_back_to_its_last_amendment(text: Text) -> None:
    own = events(text, "744.11(a)(1)")
    subject = Subject(SubjectKind.PROVISION, "744.11(a)(1)")
    assert asked(own, "2025-09-29", subject=subject).of(Axis.CODIFIED).state is State.CANNOT_DECIDE
    assert asked(own, "2025-09-30", subject=subject).of(Axis.CODIFIED).state is State.IN_CODE
    assert asked(own, "2025-10-15", subject=subject).of(Axis.OPERATIVE).state is State.IN_EFFECT


def test_every_quote_stands_in_the_text_at_its_span(text: Text) -> None:
    words = text.tree.law.source.text
    found = [*events(text, "744.21"), *stay_events(text, "2025-19001", stays(text.tree), "2025-19846")]
    assert len(found) > 10
    for event in found:
        assert event.source.span is not None
        assert words[slice(*event.source.span)] == event.source.quote


def test_the_notes_name_the_last_day_and_never_the_first(text: Text) -> None:
    found = list(stay_events(text, "2025-19001", stays(text.tree), "2025-19846"))
    assert {one.kind for one in found} == {EventKind.STAYED}
    assert {(one.start, one.until, one.published) for one in found} == {(None, date(2026, 11, 9), date(2025, 11, 12))}
