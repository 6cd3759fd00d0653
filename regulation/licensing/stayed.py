"""Requirements that rest on stayed words: in the code, out of force while the stay lasts, and unconfirmed after it."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from regulation.licensing.law import Held, Law
from regulation.licensing.model import Case, Quote, Requirement
from regulation.parts import Stay, stays

RETURN = "scheduled to return, unconfirmed"


def with_stays(case: Case, law: Law, required: Requirement) -> Iterator[Requirement]:
    """Yield a requirement as it stands on the day.

    While its words are stayed it is not operative. After the stay's last day (15 CFR 744 held only as of a day before)
    nobody here knows whether they came back: the codified one stays out of force, and a second one beside it holds
    None and says what would decide.
    """
    stay = next((one for quote in required.quotes for one in _of(case, law, quote)), None)
    if stay is None or (stay.published and case.on < stay.published):
        yield required
        return
    note = Quote(stay.note.entry, stay.note.text, law.section(stay.note.entry, case.on).tree.version)
    held = replace(required, quotes=(*required.quotes, note), operative=False)
    yield held
    if not stay.stays_on(case.on):
        need = f"whether the stay of {stay.designation} ({stay.citation}, until {stay.until}) was extended: {RETURN}"
        yield replace(held, holds=None, needs=(*held.needs, need), operative=True)


def _of(case: Case, law: Law, quote: Quote) -> Iterator[Stay]:
    if not quote.citation.startswith(("744", "Supplement")):
        return
    held = law.section(quote.citation, case.on)
    for stay, words in _stayed(held):
        if quote.words in words:
            yield stay


@lru_cache(maxsize=64)
def _stayed(held: Held) -> tuple[tuple[Stay, str], ...]:
    """Return the stays of a section, each with the words that it takes out, spaces joined as in quotes."""
    text = held.tree.law.source.text
    own = (stay for stay in stays(held.tree) if stay.note.entry == held.entry.eccn)
    return tuple((stay, " ".join(text[start:end].split())) for stay in own for start, end in stay.spans)
