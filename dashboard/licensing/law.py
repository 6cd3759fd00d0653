"""The law as the archive holds it, ready to be asked about a transaction that is not stored anywhere."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from dashboard.licensing.asked import EU
from dashboard.licensing.beside import Dated, Said, announced_of, converted, dated, effective_of, entered
from dashboard.store import ask
from graph.reads.law import held_texts, laws
from regulation.licensing.coverage import coverage
from regulation.licensing.covered import Row
from regulation.licensing.determine import determine
from regulation.licensing.eu import determine_eu
from regulation.licensing.law import Law
from regulation.licensing.loading import DatedText, law_of
from regulation.licensing.model import Case, Determination
from ruletrace.archive import Archive
from ruletrace.settings import Settings

PART = "ecfr-"
SUPPLEMENTS = "ecfr-774"  # beside the list, which is read by itself
CCL, ANNEX = "ccl", "annex-i"
Held = tuple[tuple[str, str, str], ...]
"""List, day and hash of each text."""


def held_law() -> Law:
    """Return the law of all texts held; raises ArchiveError when the archive lacks their bytes."""
    return _law(*_held())


def held_coverage() -> tuple[Row, ...]:
    """Return how much of each section held a determination reads; raises ArchiveError when the archive lacks bytes."""
    return _coverage(*_held())


@st.cache_data(max_entries=2, show_spinner="Comparing the rules with the law …")
def _coverage(archive: str, held: Held, said: Said, dated: Dated) -> tuple[Row, ...]:
    return coverage(_law(archive, held, said, dated))


def _held() -> tuple[str, Held, Said, Dated]:
    parts = [one.list for one in ask(laws) if one.list.startswith(PART) and one.list != SUPPLEMENTS]
    texts = [(list, text) for list in (CCL, ANNEX, *parts) for text in ask(held_texts, list)]
    # Converted texts of the list leave parts of it out.
    official = [(list, one.day, one.document.sha256) for list, one in texts if list != CCL or not one.origins]
    names = {list for list, _, _ in official}
    others = [(f"{PART}{part}", day, sha256) for part, day, sha256 in converted() if f"{PART}{part}" not in names]
    return Settings().archive_location(), (*official, *others), entered(), dated()


# The law keeps every text that was asked for: one is enough, whatever the readers ask.
@st.cache_resource(max_entries=1, show_spinner="Reading the law …")
def _law(archive: str, held: Held, said: Said, dated: Dated) -> Law:
    store = Archive(archive)

    def of(list: str) -> tuple[DatedText, ...]:
        own = [(day, sha256) for name, day, sha256 in held if name == list]
        return tuple(DatedText(date.fromisoformat(day[:10]), partial(store.get, sha256)) for day, sha256 in own)

    parts = {name.removeprefix(PART): of(name) for name, _, _ in held if name.startswith(PART)}
    law = law_of(parts, of(CCL), of(ANNEX))
    return replace(law, effective=effective_of(dated), announced=announced_of(said))


def determiner(regime: str, law: Law) -> Callable[[Case], Determination]:
    """Return what determines a case under a regime; the law of the United States unless EU is named."""

    def determined(case: Case) -> Determination:
        return determine_eu(case, law) if regime == EU else determine(case, law)

    return determined
