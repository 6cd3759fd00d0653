"""Step 3: embargoes and special controls of 15 CFR part 746, from its text of January 2025: positive finds only."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from regulation.licensing.conditions import read_rules
from regulation.licensing.end_use import by_rules, open_needs, subject_of, told
from regulation.licensing.law import UNSEEN, Law
from regulation.licensing.model import Case, Quote, Requirement, Step
from regulation.licensing.text_2025 import JANUARY_2025, REMARK

NAME = "embargoes"
FILE = "embargoes.yaml"
_NEVER = f"part 746 after January 2025: {UNSEEN}; a destination that it does not name is not cleared"


def embargoes(case: Case, law: Law, found: Sequence[Step] = ()) -> Step:
    """Return the requirements of part 746, each marked with the date of its text; raises nothing.

    Where no text answers for the day, the step is not modelled for destinations that the text of January 2025 names,
    and says for others that nothing was checked.
    """
    rules = read_rules(FILE)
    held, unstated, missing = by_rules(case, law, rules, subject_of(found))
    dated = tuple(map(_dated, held))
    quiet = (f"facts not stated for: {', '.join(unstated)}",) if unstated else ()
    return Step(
        NAME,
        told(dated, "part 746 of January 2025", missing),
        tuple(dict.fromkeys(quote for one in dated for quote in one.quotes)),
        dated,
        needs=tuple(dict.fromkeys(open_needs(case, dated))),
        not_checked=(*_before(case), _NEVER, *quiet, *rules.not_modelled),
        not_modelled="; ".join(missing),
    )


def _before(case: Case) -> Iterator[str]:
    if case.on < JANUARY_2025:
        yield f"part 746 on {case.on}: no text of the day is held"


def _dated(required: Requirement) -> Requirement:
    """Return a requirement whose words of part 746 say of which text they are, and that later ones were not seen."""
    quotes = tuple(map(_marked, required.quotes))
    return replace(required, quotes=quotes, review_quotes=tuple(map(_marked, required.review_quotes)))


def _marked(quote: Quote) -> Quote:
    return replace(quote, remark=f"{REMARK}; {UNSEEN}") if quote.citation.startswith("746") else quote
