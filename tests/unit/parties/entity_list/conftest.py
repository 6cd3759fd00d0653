"""The Entity List of 2026-09-01 and the screening list of 2026-07-31, read once."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from parties.entity_list.comparison import Comparison, compare
from parties.entity_list.model import EntityList
from parties.entity_list.named import NamedParty
from parties.screening import read
from ruletrace.pipeline.entity_list import read_entity_list

SAMPLES = Path(__file__).resolve().parents[4] / "samples"


@pytest.fixture(scope="session")
def part_744() -> bytes:
    return gzip.decompress((SAMPLES / "ecfr/part-744-2026-09-01.xml.gz").read_bytes())


@pytest.fixture(scope="session")
def both(part_744: bytes) -> tuple[EntityList, tuple[NamedParty, ...]]:
    return read_entity_list(part_744, date(2026, 9, 1))


@pytest.fixture(scope="session")
def official(both: tuple[EntityList, tuple[NamedParty, ...]]) -> EntityList:
    return both[0]


@pytest.fixture(scope="session")
def compared(official: EntityList) -> Comparison:
    parties, _ = read(gzip.decompress((SAMPLES / "csl/consolidated.composed.json.gz").read_bytes()))
    return compare(official, parties, date(2026, 7, 31))
