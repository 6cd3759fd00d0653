"""The real documents with amendatory instructions that the fixtures hold."""

import gzip

import pytest
from amendments_helpers import FOLDER

from regulation.amendments.files import read_file
from regulation.amendments.model import Instruction


@pytest.fixture(scope="session")
def issue() -> tuple[Instruction, ...]:
    return read_file(FOLDER / "FR-2024-02-12.xml.gz")


@pytest.fixture(scope="session")
def remittances() -> tuple[Instruction, ...]:
    return read_file(FOLDER / "2013-10604.xml.gz")


@pytest.fixture(scope="session")
def bis() -> tuple[Instruction, ...]:
    return read_file(FOLDER / "2025-00723_amdpars.json")


@pytest.fixture(scope="session")
def sanctions() -> tuple[Instruction, ...]:
    return read_file(FOLDER / "32022R0576_EN_OJ.pdftotext.txt.gz")


@pytest.fixture(scope="session")
def issue_bytes() -> bytes:
    return gzip.decompress((FOLDER / "FR-2024-02-12.xml.gz").read_bytes())
