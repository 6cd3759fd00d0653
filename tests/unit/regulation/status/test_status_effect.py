"""From when a rule has effect, how long it is suspended, and whether its return is confirmed. All events composed."""

import pytest
from status_composed import asked, day, event

from regulation.status import Axis, Event, EventKind, State, Unresolved

EFFECTIVE, DELAYED, SUSPENDED = EventKind.EFFECTIVE, EventKind.DELAYED, EventKind.SUSPENDED
FROM_MARCH = event(EFFECTIVE, "2020-03-01")
HELD = event(SUSPENDED, "2020-06-01", "2020-06-03", until="2020-12-31", actor="2099-00002")
PROLONGED = event(SUSPENDED, "2021-01-01", "2020-12-20", until="2021-06-30")


def state(events: list[Event], on: str, known: str = "2099-12-31", seen: str = "") -> State:
    return asked(events, on, known, seen).of(Axis.OPERATIVE).state


@pytest.mark.parametrize(
    ("events", "on", "expected"),
    [
        ([FROM_MARCH], "2020-02-29", State.NOT_YET),
        ([FROM_MARCH], "2020-03-01", State.IN_EFFECT),
        # Metadata and text contradict each other.
        ([FROM_MARCH, event(EFFECTIVE, "2020-03-05")], "2020-02-29", State.NOT_YET),
        ([FROM_MARCH, event(EFFECTIVE, "2020-03-05")], "2020-03-03", State.CONFLICT),
        ([FROM_MARCH, event(EFFECTIVE, "2020-03-05")], "2020-03-05", State.IN_EFFECT),
        # A date of some instructions only does not move the rule.
        ([FROM_MARCH, event(EFFECTIVE, "2020-09-01", extent="instruction 5")], "2020-03-03", State.IN_EFFECT),
        # Delayed in time, delayed again, and delayed too late.
        ([FROM_MARCH, event(DELAYED, "2020-05-01", "2020-02-20")], "2020-03-03", State.NOT_YET),
        (
            [FROM_MARCH, event(DELAYED, "2020-05-01", "2020-02-20"), event(DELAYED, "2020-07-01", "2020-04-20")],
            "2020-05-02",
            State.NOT_YET,
        ),
        ([FROM_MARCH, event(DELAYED, "2020-05-01", "2020-03-10")], "2020-03-05", State.CONFLICT),
        ([FROM_MARCH, event(DELAYED, "2020-05-01", "2020-03-10")], "2020-03-15", State.NOT_YET),
        ([FROM_MARCH, event(DELAYED, "", "2020-02-20")], "2020-03-05", State.CANNOT_DECIDE),
        ([event(EventKind.PUBLISHED, "2020-01-01")], "2020-03-05", State.CANNOT_DECIDE),
        ([FROM_MARCH, event(EventKind.RESCINDED, "2021-01-01")], "2021-01-01", State.RESCINDED),
        ([FROM_MARCH, event(EventKind.RESCINDED, "2021-01-01", extent="a part")], "2021-01-01", State.IN_EFFECT),
        ([FROM_MARCH, event(EventKind.EXPIRES, until="2020-12-31")], "2020-12-31", State.IN_EFFECT),
        ([FROM_MARCH, event(EventKind.EXPIRES, until="2020-12-31")], "2021-01-01", State.EXPIRED),
    ],
)
def test_from_when_and_until_when(events: list[Event], on: str, expected: State) -> None:
    assert state(events, on) is expected


@pytest.mark.parametrize(
    ("more", "on", "seen", "expected"),
    [
        ([], "2020-05-31", "", State.IN_EFFECT),
        ([], "2020-06-01", "", State.SUSPENDED),
        ([], "2020-12-31", "", State.SUSPENDED),
        ([], "2021-01-01", "", State.SCHEDULED),
        ([], "2021-01-01", "2020-12-31", State.SCHEDULED),
        ([], "2021-01-01", "2021-01-01", State.RETURNED),
        # Another document prolongs it, gives it back early, or says that it is back.
        (
            [event(SUSPENDED, "2021-01-01", "2020-12-20", until="2021-06-30")],
            "2021-01-01",
            "2021-01-01",
            State.SUSPENDED,
        ),
        ([event(EventKind.RETURNED, "2020-10-01", "2020-09-25")], "2020-10-01", "", State.RETURNED),
        ([event(EventKind.RETURNED, "2021-01-01", "2021-01-04")], "2021-01-01", "", State.RETURNED),
        # The same suspension told with two last days.
        (
            [event(SUSPENDED, "2020-06-01", "2020-06-03", until="2021-02-28", actor="2099-00002")],
            "2021-01-15",
            "2021-06-01",
            State.CONFLICT,
        ),
    ],
)
def test_a_suspension_and_its_return(more: list[Event], on: str, seen: str, expected: State) -> None:
    assert state([FROM_MARCH, HELD, *more], on, seen=seen) is expected


def test_a_later_document_rewrites_nothing_that_was_known_before() -> None:
    events = [FROM_MARCH, HELD, PROLONGED]
    assert state(events, "2021-01-01", known="2020-06-02") is State.IN_EFFECT
    assert state(events, "2021-01-01", known="2020-12-19") is State.SCHEDULED
    assert state(events, "2021-01-01", known="2020-12-20") is State.SUSPENDED


def test_a_suspension_begins_when_the_document_that_makes_it_takes_effect() -> None:
    unstated = event(SUSPENDED, "", "2020-06-03", until="2020-12-31", actor="2099-00002")
    its_day = event(EFFECTIVE, "2020-06-01", "2020-06-03", subject="2099-00002")
    assert state([FROM_MARCH, unstated], "2020-06-02") is State.IN_EFFECT
    assert "at the latest" in asked([FROM_MARCH, unstated], "2020-06-03").of(Axis.OPERATIVE).words
    assert state([FROM_MARCH, unstated, its_day], "2020-06-02") is State.SUSPENDED


def test_an_open_suspension_ends_only_as_scheduled() -> None:
    open_ended = event(SUSPENDED, "2020-06-01", "2020-06-01")
    scheduled = event(EventKind.RETURN_SCHEDULED, "2020-09-01", "2020-08-01")
    assert state([FROM_MARCH, open_ended], "2030-01-01", seen="2030-01-01") is State.SUSPENDED
    assert state([FROM_MARCH, open_ended, scheduled], "2020-08-31") is State.SUSPENDED
    assert state([FROM_MARCH, open_ended, scheduled], "2020-09-01") is State.SCHEDULED


def test_a_document_that_may_prolong_it_keeps_the_return_unconfirmed() -> None:
    other = Unresolved("2099-00003", "suspends", day("2020-12-20"), "composed")
    found = asked([FROM_MARCH, HELD], "2021-01-01", seen="2021-01-01", unresolved=[other])
    assert found.of(Axis.OPERATIVE).state is State.SCHEDULED
    assert "2099-00003" in found.of(Axis.OPERATIVE).words


def test_the_sight_of_the_sources_is_cut_at_the_day_of_knowledge() -> None:
    found = asked([FROM_MARCH, HELD], "2021-01-01", known="2021-01-01", seen="2021-05-01")
    assert found.of(Axis.OPERATIVE).state is State.SCHEDULED
