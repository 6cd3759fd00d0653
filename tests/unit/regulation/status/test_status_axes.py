"""The three axes, their authorities, and where they part. All events composed."""

import pytest
from status_composed import asked, event

from regulation.status import Axis, EventKind, Origin, State, Subject, SubjectKind

IN_EFFECT = event(EventKind.EFFECTIVE, "2020-03-01", citation="1 FR 10")
SHOWN = event(EventKind.CODIFIED, "2020-03-01", citation="text of 2020-03-01")
UNENFORCED = event(
    EventKind.NOT_ENFORCED, "2020-05-13", "2020-05-13", origin=Origin.ENTERED, citation="press statement"
)


def test_three_axes_can_have_three_answers_and_none_is_given_right() -> None:
    found = asked([IN_EFFECT, SHOWN, UNENFORCED], "2020-06-01")
    states = [found.of(axis).state for axis in Axis]
    assert states == [State.IN_CODE, State.IN_EFFECT, State.NOT_ENFORCED]
    assert len(found.conflicts) == 2
    assert all("press statement" in one for one in found.conflicts)


def test_an_entered_event_never_counts_as_read() -> None:
    found = asked([IN_EFFECT, SHOWN, UNENFORCED], "2020-06-01")
    assert [found.of(axis).read for axis in Axis] == [True, True, False]
    assert any("entered by hand" in one for one in found.caveats)


def test_non_enforcement_is_never_freedom() -> None:
    words = asked([IN_EFFECT, UNENFORCED], "2020-06-01").of(Axis.ENFORCED).words
    assert "no licence" in words
    assert "says nothing of the requirement" in words


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2020-05-12", State.NOTHING_SAID), ("2020-05-13", State.NOT_ENFORCED), ("2020-08-01", State.ENFORCED)],
)
def test_enforcement_by_day(on: str, expected: State) -> None:
    resumed = event(EventKind.ENFORCED, "2020-08-01", "2020-08-01")
    assert asked([IN_EFFECT, UNENFORCED, resumed], on).of(Axis.ENFORCED).state is expected


def test_before_anything_was_published_nothing_was_known() -> None:
    found = asked([IN_EFFECT, SHOWN], "2020-06-01", known="2019-12-31")
    assert {one.state for one in found.findings} == {State.UNKNOWN_THEN}


def test_a_text_that_lacks_what_is_in_effect_is_a_conflict() -> None:
    published = event(EventKind.PUBLISHED, "2020-03-06", "2020-03-06")
    lacking = event(EventKind.NOT_IN_TEXT, "2020-03-01", citation="text of 2020-03-01")
    later = event(EventKind.CODIFIED, "2020-04-01", citation="text of 2020-04-01")
    early = event(EventKind.EFFECTIVE, "2020-03-01", "2020-03-06")
    found = asked([published, early, lacking, later], "2020-03-02")
    assert found.of(Axis.CODIFIED).state is State.NOT_IN_CODE
    assert found.of(Axis.OPERATIVE).words == "in effect from 2020-03-01, published only on 2020-03-06"
    assert "text of 2020-03-01" in found.conflicts[0]
    assert asked([published, early, lacking, later], "2020-04-01").conflicts == ()


def test_a_requirement_by_individual_notice_rests_on_no_codified_text() -> None:
    subject = Subject(SubjectKind.REQUIREMENT, "an item to a place")
    notice = event(EventKind.NOTICE, "2020-04-09", "2020-04-15", subject=subject.name, origin=Origin.ENTERED)
    found = asked([notice], "2020-04-10", subject=subject)
    assert [one.state for one in found.findings] == [State.OUTSIDE_CODE, State.IN_EFFECT, State.NOTHING_SAID]
    before = asked([notice], "2020-04-08", subject=subject)
    assert before.of(Axis.OPERATIVE).state is State.CANNOT_DECIDE


def test_what_comes_later_is_named_and_changes_nothing() -> None:
    coming = event(EventKind.SUSPENDED, "2020-09-01", "2020-02-01", until="2020-10-01")
    found = asked([IN_EFFECT, coming], "2020-06-01")
    assert found.of(Axis.OPERATIVE).state is State.IN_EFFECT
    assert found.coming == (coming,)
