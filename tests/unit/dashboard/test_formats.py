"""Amounts, times, sources' standing, and ways."""

from datetime import UTC, datetime

import pytest

from dashboard import formats, paths
from dashboard.sources_state import standing
from graph.reads.dashboard_names import Named
from graph.schema import Line, Source

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minor", "currency", "words"),
    [
        (5958859800, "USD", "USD 59,588,598"),
        (123450, "EUR", "EUR 1,234.50"),
        (-105, "EUR", "EUR -1.05"),
        (0, "", "unknown 0"),
    ],
)
def test_amounts(minor: int, currency: str, words: str) -> None:
    assert formats.amount(minor, currency) == words


def test_each_line_counts_once() -> None:
    one, other = Line(id="K1-1", value_minor=1000, currency="USD"), Line(id="K1-2", value_minor=500, currency="EUR")
    assert formats.totals([one, other, one]) == ("EUR 5", "USD 10")


def test_empty_cents_go_and_codes_stay() -> None:
    assert (
        formats.without_cents("84 lines: USD 30,145,575.00; 3A090.b; 1.005")
        == "84 lines: USD 30,145,575; 3A090.b; 1.005"
    )


def test_times() -> None:
    assert formats.moment("2026-11-26T08:23:30.797116+00:00") == "2026-11-26 08:23 UTC"
    assert formats.moment("") == "unknown"


@pytest.mark.parametrize(
    ("state", "last", "expected"),
    [
        ("fine", "2026-11-26T08:00:00+00:00", "fine"),
        ("fine", "2026-11-24T08:00:00+00:00", "late"),
        ("fine", "", "late"),
        ("failed", "2026-11-26T08:00:00+00:00", "failed"),
        ("never run", "", "never run"),
    ],
)
def test_a_source_is_judged_by_the_clock(state: str, last: str, expected: str) -> None:
    found = standing(Source(id="csl", state=state, last_success=last, rhythm_hours=24), NOW)
    assert found.state == expected
    assert found.silence.startswith("proved" if expected == "fine" else "gap")


def _names(*codes: str) -> dict[str, Named]:
    controls = {f"Control/{code}": Named("Control", code, "", "ccl", code[:5], code) for code in codes}
    return {**controls, "Change/c": Named("Change", "c", "9A012 a.2: revised", "ccl", "9A012", "")}


@pytest.mark.parametrize(
    ("controls", "how"),
    [
        (("9A012.a.2",), "itself"),
        (("9A012", "9A012.b.4"), "below it"),
        (("9A012.a.2", "9A012.a", "9A012"), "above it"),
        (("3A090.a", "4A090.a"), "refers to it"),
        (("3A001.z.1", "3A001.z.10"), "refers to it"),
    ],
)
def test_how_a_product_is_touched(controls: tuple[str, ...], how: str) -> None:
    path = ("Change/c", *(f"Control/{one}" for one in controls), "Product/ENG-001", "Product/UAV-9")
    found = paths.way(path, _names(*controls))
    assert (found.how, found.products) == (how, ("ENG-001", "UAV-9"))
    assert "UAV-9 contains ENG-001" in paths.sentence(path, _names(*controls))


def test_a_reference_speaks_of_the_entry_in_which_the_changed_paragraph_stands() -> None:
    controls = ("3A090.b", "3A090", "3E001")
    path = ("Change/c", *(f"Control/{one}" for one in controls), "Product/TEC-C")
    assert paths.short(paths.way(path, _names(*controls))) == "3E001 refers to 3A090"
    assert "3E001 refers to 3A090, in which it stands, and TEC-C" in paths.sentence(path, _names(*controls))


def test_a_party_is_a_candidate_only() -> None:
    known = {
        "Party/p": Named("Party", "p", "PowerAir Pte. Ltd.", "", "", "90 FR 4621"),
        "Customer/C4": Named("Customer", "C4", "PowerAir (Pte.) Ltd.", "", "", ""),
    }
    words = paths.sentence(("Change/c", "Party/p", "Customer/C4", "Line/L"), known)
    assert words.startswith("PowerAir (Pte.) Ltd. may be the listed party PowerAir Pte. Ltd.")
    assert "never a verdict" in words
