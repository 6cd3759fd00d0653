"""The two official texts of the Commerce Control List that the samples hold."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from regulation.controls import ControlList, read_ccl

SAMPLES = Path(__file__).parents[3] / "samples" / "ecfr"
JUNE, SEPTEMBER = date(2026, 6, 25), date(2026, 9, 1)


def raw(day: date) -> bytes:
    return gzip.decompress((SAMPLES / f"part-774-{day}.xml.gz").read_bytes())


@pytest.fixture(scope="session")
def june_bytes() -> bytes:
    return raw(JUNE)


@pytest.fixture(scope="session")
def september_bytes() -> bytes:
    return raw(SEPTEMBER)


@pytest.fixture(scope="session")
def june(june_bytes: bytes) -> ControlList:
    return read_ccl(june_bytes, JUNE)


@pytest.fixture(scope="session")
def september(september_bytes: bytes) -> ControlList:
    return read_ccl(september_bytes, SEPTEMBER)
