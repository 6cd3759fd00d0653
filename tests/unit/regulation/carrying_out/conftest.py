"""Real texts of the code."""

import pytest
from carrying_out_texts import ECFR

from regulation.carrying_out import Text, read_texts


@pytest.fixture(scope="session")
def part_740() -> Text:
    return read_texts(ECFR / "part-740-2026-09-01.xml.gz")[0]


@pytest.fixture(scope="session")
def part_742() -> Text:
    return read_texts(ECFR / "part-742-2026-09-01.xml.gz")[0]


@pytest.fixture(scope="session")
def part_744() -> Text:
    return read_texts(ECFR / "part-744-2026-09-01.xml.gz")[0]


@pytest.fixture(scope="session")
def june() -> tuple[Text, ...]:
    return read_texts(ECFR / "part-774-2026-06-25.xml.gz")


@pytest.fixture(scope="session")
def september() -> tuple[Text, ...]:
    return read_texts(ECFR / "part-774-2026-09-01.xml.gz")


@pytest.fixture(scope="session")
def january_2025() -> Text:
    return read_texts(ECFR.parent / "ear-2025-01" / "ear-parts-745-772-2025-01.md.xz")[0]
