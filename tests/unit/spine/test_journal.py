"""The journal is append-only, hash-chained, and safe for several writers."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ruletrace.journal import GENESIS, Journal, JournalError

AT = datetime(2026, 9, 1, 12, tzinfo=UTC)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/journal.sqlite"


def test_entries_come_back_in_order_and_by_kind(url: str) -> None:
    journal = Journal(url)
    first = journal.append("fetch", {"url": "a", "ö": 1}, AT)
    second = journal.append("import", {"files": {}}, AT)
    assert (first.seq, first.prev, second.prev) == (1, GENESIS, first.hash)
    assert list(journal.entries()) == [first, second]
    assert list(journal.entries("import")) == [second]
    assert journal.verify() == 2


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal SET payload = '{}' WHERE seq = 2",
        "UPDATE journal SET at = '2026-09-02T12:00:00+00:00' WHERE seq = 2",
        "DELETE FROM journal WHERE seq = 2",
    ],
)
def test_a_changed_or_missing_entry_is_found(url: str, tmp_path: Path, change: str) -> None:
    journal = Journal(url)
    for number in range(3):
        journal.append("fetch", {"number": number}, AT)
    with sqlite3.connect(tmp_path / "journal.sqlite") as database:
        database.execute(change)
    with pytest.raises(JournalError, match=r"chain breaks at entry [23]"):
        journal.verify()


def test_many_writers_make_one_chain(url: str) -> None:
    Journal(url).append("first", {}, AT)

    def write(writer: int) -> None:
        journal = Journal(url)
        for number in range(10):
            journal.append("fetch", {"writer": writer, "number": number}, AT)
        journal.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    assert Journal(url).verify() == 41


def test_many_processes_may_begin_one_folder_at_once(url: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        journals = list(pool.map(lambda _: Journal(url), range(8)))
    journals[0].append("fetch", {}, AT)
    assert [journal.verify() for journal in journals] == [1] * 8


def test_a_time_without_zone_is_refused(url: str) -> None:
    with pytest.raises(JournalError, match="time zone"):
        Journal(url).append("fetch", {}, datetime(2026, 9, 1))  # noqa: DTZ001
