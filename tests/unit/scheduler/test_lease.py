"""Leases: one holder at a time, by the order of the chain; an end by time; contention of threads."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruletrace.journal import Entry, Journal
from ruletrace.scheduler.lease import KIND, RELEASE, RENEW, TAKE, held, is_gone, lease, new_holder, release, renew, take

NOW = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal(f"sqlite:///{tmp_path / 'journal.sqlite'}")
    yield opened
    opened.close()


def holder(journal: Journal, seconds: float) -> str:
    current = held(journal.entries(KIND), "x", at(seconds))
    return current.holder if current else ""


def test_the_first_has_it_until_its_time_is_over(journal: Journal) -> None:
    assert take(journal, "x", "a", at(0), 10)
    assert not take(journal, "x", "b", at(9.9), 10)
    assert take(journal, "other", "b", at(1), 10)
    assert (holder(journal, 9.9), holder(journal, 10)) == ("a", "")
    assert take(journal, "x", "b", at(10), 10)
    assert not renew(journal, "x", "a", at(11), 10)
    release(journal, "x", "a", at(11))
    assert holder(journal, 12) == "b"


def test_renewed_and_released(journal: Journal) -> None:
    assert take(journal, "x", "a", at(0), 10)
    assert renew(journal, "x", "a", at(8), 10)
    assert holder(journal, 17) == "a"
    release(journal, "x", "a", at(17))
    assert take(journal, "x", "b", at(17), 10)
    assert not renew(journal, "x", "b", at(28), 10), "its time was over before"
    assert journal.verify() == 5


def test_the_block_holds_renews_and_gives_back(journal: Journal) -> None:
    with lease(journal, "x", "a", lambda: datetime.now(UTC), 0.6) as mine:
        assert mine
        with lease(journal, "x", "b", lambda: datetime.now(UTC), 0.6) as other:
            assert not other
        # Longer than the lease.
        later = datetime.now(UTC) + timedelta(seconds=1)
        while datetime.now(UTC) < later:
            assert holder_now(journal) == "a"
    assert holder_now(journal) == ""
    assert sum(entry.payload["act"] == RENEW for entry in journal.entries(KIND)) >= 2


def holder_now(journal: Journal) -> str:
    current = held(journal.entries(KIND), "x", datetime.now(UTC))
    return current.holder if current else ""


def test_an_error_in_the_block_gives_it_back(journal: Journal) -> None:
    with pytest.raises(ZeroDivisionError), lease(journal, "x", "a", lambda: NOW, 10):
        raise ZeroDivisionError
    assert holder(journal, 0) == ""


def test_eight_threads_of_which_one_wins(journal: Journal) -> None:
    together = Barrier(8)

    def attempt(number: int) -> list[bool]:
        together.wait()
        return [take(journal, f"job {job}", f"holder {number}", NOW, 60) for job in range(10)]

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(attempt, range(8)))
    assert [sum(column) for column in zip(*won, strict=True)] == [1] * 10
    assert journal.verify() == len(list(journal.entries(KIND))) >= 10


def test_a_holder_is_named_differently_each_time() -> None:
    assert len({new_holder() for _ in range(100)}) == 100


def test_a_holder_that_ended_on_this_machine_loses_it_at_once(journal: Journal) -> None:
    own, machine = new_holder(), new_holder().partition(":")[0]
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    gone = f"{machine}:{ended.pid}:composed"
    elsewhere = [f"{machine}x:{ended.pid}:composed", f"host:{ended.pid}:composed", "composed holder"]
    assert [is_gone(one) for one in (gone, own, *elsewhere)] == [True, False, False, False, False]
    assert take(journal, "x", gone, at(0), 60)
    assert take(journal, "x", own, at(1), 60)
    assert not take(journal, "x", "b", at(2), 60)
    assert holder(journal, 3) == own
    journal.verify()


ACTS = st.tuples(st.sampled_from([TAKE, RENEW, RELEASE]), st.sampled_from("abc"), st.integers(0, 5), st.integers(1, 9))


@settings(max_examples=300)
@given(st.lists(ACTS, max_size=25))
def test_never_two_holders_at_once(acts: list[tuple[str, str, int, int]]) -> None:
    """Whatever is appended: a lease passes to another only after its release or its time."""
    entries: list[Entry] = []
    clock = 0
    for act, who, pause, seconds in acts:
        clock += pause
        before = held(entries, "x", at(clock))
        until = at(clock if act == RELEASE else clock + seconds)
        payload = {"act": act, "name": "x", "holder": who, "until": until.isoformat()}
        entries.append(Entry(len(entries) + 1, at(clock), KIND, payload, "", ""))
        after = held(entries, "x", at(clock))
        if before and before.holder != who:
            assert after == before
        if before is None:
            assert (after.holder if after else "") == (who if act == TAKE else "")
        if before and before.holder == who and act == TAKE:
            assert after == before
