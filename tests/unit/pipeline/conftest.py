"""The two official texts of the Commerce Control List, read once."""

import gzip
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from regulation.controls import read_ccl
from regulation.versions import track
from ruletrace.model import Fetch, Outcome
from ruletrace.pipeline.controls import CCL, History, Version, kept

SAMPLES = Path(__file__).parents[3] / "samples"


@pytest.fixture(scope="session")
def history() -> History:
    own = kept(CCL)
    assert own is not None
    versions = []
    for day in (date(2026, 6, 25), date(2026, 9, 1)):
        data = gzip.decompress((SAMPLES / "ecfr" / f"part-774-{day}.xml.gz").read_bytes())
        at = datetime(2026, 9, 2, tzinfo=UTC)
        fetch = Fetch("ecfr-774", "run", "https://www.ecfr.gov/", at, 200, (), "0" * 64, len(data), Outcome.OK, "text")
        versions.append(Version(read_ccl(data, day), fetch, str(day)))
    return History(own, tuple(versions), track([one.controls for one in versions]), ())
