"""The converted history and the two official texts that the samples hold, read once."""

import gzip
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from regulation.controls import ControlList, read_ccl
from regulation.history.compare import Compared, compare
from regulation.history.model import Converted
from regulation.history.reading import read_converted
from regulation.history.rules import Rule, read_rules
from regulation.versions import track

SAMPLES = Path(__file__).parents[3] / "samples"
HISTORY = SAMPLES / "ccl-history"
FIXTURES = Path(__file__).parents[2] / "fixtures" / "ccl-history"


def official(day: date) -> ControlList:
    return read_ccl(gzip.decompress((SAMPLES / "ecfr" / f"part-774-{day}.xml.gz").read_bytes()), day)


@pytest.fixture(scope="session")
def june() -> ControlList:
    return official(date(2026, 6, 25))


@pytest.fixture(scope="session")
def september() -> ControlList:
    return official(date(2026, 9, 1))


@pytest.fixture(scope="session")
def converted() -> Converted:
    return read_converted((HISTORY / "history-runs.jsonl.gz").read_bytes())


@pytest.fixture(scope="session")
def dated(converted: Converted) -> dict[str, ControlList]:
    return {str(one.version): one for one in converted.lists}


@pytest.fixture(scope="session")
def parsed() -> Converted:
    return read_converted((FIXTURES / "ccl-2026-07-23-parsed-by-others.json.gz").read_bytes())


@pytest.fixture(scope="session")
def rules() -> tuple[Rule, ...]:
    return read_rules((HISTORY / "ccl-rules-2016-2025.json").read_bytes())


@pytest.fixture(scope="session")
def steps(converted: Converted) -> dict[str, Compared]:
    """Return what each version changed in the one before, by its date."""
    tracked = track(converted.lists)
    pairs = pairwise(converted.lists)
    return {str(new.version): compare(old, new, converted.faults, tracked) for old, new in pairs}
