"""The law of the Union as the samples hold it: Annex I as adopted and of 2025-11-15, with EU001 to EU008."""

from datetime import date
from functools import cache
from pathlib import Path

from regulation.licensing.eu.book import authorisations
from regulation.licensing.eu.items import ANNEX_IV
from regulation.licensing.law import Law
from regulation.licensing.loading import DatedText, law_of

SAMPLES = Path(__file__).parents[4] / "samples" / "eu"
APPLIES, CONSOLIDATED, DAY = date(2021, 9, 9), date(2025, 11, 15), date(2026, 9, 1)


@cache
def eu_law() -> Law:
    annex = (
        DatedText(CONSOLIDATED, (SAMPLES / "annex-i-2025-11-15.json.gz").read_bytes),
        DatedText(APPLIES, (SAMPLES / "annex-i-2021.txt.gz").read_bytes),
    )
    return law_of({}, annex=annex)


def met(symbol: str) -> dict[str, bool]:
    """Return facts by which every condition of an authorisation is met, but those on single codes."""
    one = next(one for one in authorisations() if one.symbol == symbol)
    facts = {ANNEX_IV: False} if one.items.section_i else {}
    for condition in one.conditions:
        facts |= {condition.bar: False} if condition.bar else {}
        facts |= {condition.must: True} if condition.must else {}
        facts |= {condition.one_of[0]: True} if condition.one_of else {}
    return facts | ({one.items.related.fact: False} if one.items.related else {})
