"""A change of Annex I undone alone: its entries from the text of 2021, the authorisations from that of 2025."""

from datetime import date
from pathlib import Path

import pytest

from alerts.impact.expected import of_change
from graph.reads.transactions import Item, Transaction
from graph.schema import Line, Product
from regulation.licensing.compared.model import LawChange
from regulation.licensing.eu.determine import determine_eu
from regulation.licensing.law import Law
from regulation.licensing.loading import DatedText, law_of

SAMPLES = Path(__file__).parents[3] / "samples" / "eu"
BEFORE, AFTER = date(2021, 9, 9), date(2025, 11, 15)
PLACES = ("CN", "JP", "US")


@pytest.fixture(scope="module")
def law() -> Law:
    texts = ((BEFORE, "annex-i-2021.txt.gz"), (AFTER, "annex-i-2025-11-15.json.gz"))
    return law_of({}, (), [DatedText(day, (SAMPLES / name).read_bytes) for day, name in texts])


def _sold(code: str) -> Transaction:
    """Return a composed line from the Union to Japan."""
    return Transaction(Line(id="L1"), Item(Product(id="S1", eu_code=code, kind="hardware")), "NL", "JP")


def _change(*entries: str) -> LawChange:
    return LawChange("k", "composed", "EU", BEFORE, AFTER, frozenset(entries))


def test_entry_whose_words_alone_changed_leaves_every_outcome_as_it_is(law: Law) -> None:
    sold = _sold("3A001.a.1")
    found = of_change(_change("3A001"), law, determine_eu, [sold], [sold.item], PLACES)
    (one,) = [expected.outcome for expected in found.expected]
    assert (one.difference, one.before, one.after) == ("same outcome", "licence required", "licence required")
    assert one.exceptions_before == one.exceptions_after
    assert (found.cells, found.changed, found.uncompared) == (3, 0, 0)
    entry = [quote for quote in one.quotes if '"Annex I, 3A001"' in quote]
    assert sorted(quote.partition('"text_of": "')[2][:10] for quote in entry) == ["2021-09-09", "2025-11-15"]
    assert one.remarks[0].startswith("the changed entries of Annex I before it as of 2021-09-09")


def test_code_that_the_older_text_lacks_has_no_outcome_before(law: Law) -> None:
    sold = _sold("3A501.a")
    held = [one.controls.entry("3A501") for one in law.annexes()]
    assert held[0] is None
    found = of_change(_change("3A501"), law, determine_eu, [sold], [sold.item], PLACES)
    (one,) = [expected.outcome for expected in found.expected if expected.lines]
    assert one.before == "not modelled"
    assert one.difference == "not modelled"
    assert (found.changed, found.uncompared) == (0, len(PLACES))


def test_entry_that_did_not_change_is_that_of_the_newer_text(law: Law) -> None:
    sold = _sold("3A001.a.1")
    found = of_change(_change("1A001"), law, determine_eu, [sold], [sold.item], PLACES)
    (one,) = [expected.outcome for expected in found.expected]
    assert one.difference == "same outcome"
    assert not any('"2021-09-09"' in quote for quote in one.quotes)
