"""Thresholds of an entry, read again from the archived text."""

import gzip
from pathlib import Path

import pytest
from dashboard_pages import html, run

from dashboard.law.archived import thresholds
from ruletrace.archive import Archive, ArchiveError
from ruletrace.settings import Settings

SAMPLE = Path(__file__).parents[3] / "samples" / "ecfr" / "part-774-2026-09-01.xml.gz"
DAY = "2026-09-01"


def test_bounds_stand_beside_the_words_they_were_read_from(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RULETRACE_DATA", str(tmp_path))
    sha256 = Archive(Settings().archive_location()).put(gzip.decompress(SAMPLE.read_bytes()))
    found = thresholds(sha256, DAY, "3A090", "3A090.a.2")
    assert found
    bounds = [(told, words) for depth, told, words in found if depth == 2 and " >= " in told]
    assert bounds[:2] == [
        ("total processing performance >= 1600", "A 'total processing performance' of 1600 or more"),
        ("performance density >= 5.92", "and a 'performance density' of 5.92 or more"),
    ]
    # Note 2 takes out what is neither for datacenters nor at 4800.
    assert bounds[2:] == [
        ("not: total processing performance >= 4800", "'total processing performance' of 4800 or more")
    ]
    assert thresholds(sha256, DAY, "3A090", "3A090.q") is None
    assert thresholds(sha256, DAY, "9Z999", "9Z999") is None
    with pytest.raises(ArchiveError):
        thresholds("ab" * 32, DAY, "3A090", "3A090.a.2")


@pytest.mark.usefixtures("held")
def test_a_text_that_the_archive_lacks_is_said() -> None:
    seen = html(run("entry", entry="9A012", list="ccl", tab="Thresholds"))
    assert "The archived text cannot be read here: archive has no c0c0" in seen


@pytest.mark.usefixtures("held")
def test_a_section_has_no_thresholds_tab() -> None:
    page = run("entry", entry="744.11", list="ecfr-744", tab="Thresholds")
    assert "Thresholds" not in [tab.label for tab in page.tabs]
