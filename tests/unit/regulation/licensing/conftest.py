"""The law as the samples hold it: five parts and the Commerce Control List of 2026-09-01."""

import gzip
from collections.abc import Mapping
from datetime import date

import pytest
from licensing_law import DAY, PARTS, SAMPLES

from regulation.controls.model import ControlList
from regulation.licensing.law import HeldEntry, Law, NotHeldError
from regulation.parts import PartTree, read_part_tree


@pytest.fixture(scope="session")
def texts() -> Mapping[str, tuple[PartTree, ...]]:
    data = {part: gzip.decompress((SAMPLES / f"part-{part}-{DAY}.xml.gz").read_bytes()) for part in PARTS}
    return {part: (read_part_tree(held, DAY),) for part, held in data.items()}


@pytest.fixture(scope="session")
def law(texts: Mapping[str, tuple[PartTree, ...]], september: ControlList) -> Law:
    def listed(eccn: str, on: date) -> HeldEntry | None:
        if on < DAY:
            raise NotHeldError(f"no text of the list is held for {on}")
        entry = september.entry(eccn)
        return HeldEntry(september, entry, "" if on == DAY else "later amendments not seen") if entry else None

    return Law(texts, listed)
