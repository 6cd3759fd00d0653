"""The two texts of Annex I, read once."""

import gzip
from pathlib import Path

import pytest

from regulation.annex import AnnexDifferences, Consolidated, annex_differences, read_2021, read_annex
from regulation.controls.model import ControlList

SAMPLES = Path(__file__).parents[3] / "samples" / "eu"


@pytest.fixture(scope="session")
def adopted() -> ControlList:
    return read_2021(gzip.decompress((SAMPLES / "annex-i-2021.txt.gz").read_bytes()))


@pytest.fixture(scope="session")
def consolidated() -> Consolidated:
    return read_annex((SAMPLES / "annex-i-2025-11-15.json.gz").read_bytes())


@pytest.fixture(scope="session")
def found(adopted: ControlList, consolidated: Consolidated) -> AnnexDifferences:
    return annex_differences(adopted, consolidated.controls)
