"""The five parts of 2026-09-01 and part 774's other supplements, read once."""

import gzip
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from regulation.parts import PartTree, read_part_tree

SAMPLES = Path(__file__).parents[4] / "samples" / "ecfr"
PARTS = ("734", "738", "740", "742", "744", "774")


@pytest.fixture(scope="session")
def part_bytes() -> Mapping[str, bytes]:
    return {part: gzip.decompress((SAMPLES / f"part-{part}-2026-09-01.xml.gz").read_bytes()) for part in PARTS}


@pytest.fixture(scope="session")
def trees(part_bytes: Mapping[str, bytes]) -> Mapping[str, PartTree]:
    return {part: read_part_tree(data, date(2026, 9, 1)) for part, data in part_bytes.items()}
