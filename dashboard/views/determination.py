"""Whether a transaction needs a licence: asked in a form or of a contract line, answered step by step."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from dashboard import markup as m
from dashboard import screen
from dashboard.access import Role, require
from dashboard.law.cited import Cited
from dashboard.licensing import answer, countries
from dashboard.licensing.asked import EU, Typed, asked, fields_of
from dashboard.licensing.asking import ask_for
from dashboard.licensing.form import form, note, tell
from dashboard.licensing.law import ANNEX, CCL, determiner, held_law
from dashboard.licensing.lines import Filled, facts, filled
from dashboard.licensing.outcomes import changed, table
from dashboard.licensing.questions import questions
from dashboard.licensing.words import fields
from dashboard.store import ask
from graph.reads.law import entry_names
from graph.reads.outcomes import outcomes
from regulation.licensing.eu import UNLISTED
from regulation.licensing.model import EAR99, Case, Determination, Eligibility, Result
from ruletrace.archive import ArchiveError
from ruletrace.readers.xml import ReadError

LINE = "line"
Determine = Callable[[Case], Determination]


def show() -> None:
    """Draw the page for the line or the facts that the address gives."""
    require(Role.PRODUCT_OWNER, Role.ANALYST)
    line = st.query_params.get(LINE, "")
    own = filled(line, screen.now().date()) if line else None
    if line and own is None:
        screen.missing("contract line", line, "determination")
        return
    _title(line, own)
    typed, slots = form(screen.now().date(), partial(fields_of, own.case) if own else _nothing, _codes)
    note()
    if own:
        screen.show(facts(own))
    found = asked(typed, own.case if own else None)
    tell(found.problems or _unlisted(typed), slots)
    if found.case is not None and _is_asked(typed):
        _answered(found.case, typed)
    elif not found.problems:
        _empty()
    if own:
        _changes(line)


def _title(line: str, own: Filled | None) -> None:
    if own:
        screen.crumbs(m.link("determination", "Determination"), m.text(f"Contract line {line}"))
    lead = "What the law held requires of a transaction on a day, step by step. No answer here is a clearance."
    screen.title(f"Determination for line {line}" if own else "Determination", lead)


def _nothing(_regime: str) -> Mapping[str, str]:
    return {}


def _codes(regime: str) -> Sequence[str]:
    list = ANNEX if regime == EU else CCL
    entries = sorted(entry for held, entry in ask(entry_names) if held == list and entry[:1].isdigit())
    return [UNLISTED if regime == EU else EAR99, *entries]


def _unlisted(typed: Typed) -> Mapping[str, str]:
    """Return what to say at the code's field when no text held has its entry."""
    entry = typed.of("code").upper().replace(" ", "")[:5]
    if not entry[:1].isdigit() or entry in _codes(typed.regime):
        return {}
    return {"code": f"No text held has an entry {entry}: the answer below cannot read its requirements."}


def _is_asked(typed: Typed) -> bool:
    return bool(typed.of("code") and typed.of("to"))


def _empty() -> None:
    st.info(
        "Give a classification and a destination; every further fact makes the answer firmer. Or open a contract "
        "line: the links of a change's section “What it means for us” lead here with the line's facts filled in."
    )


def _answered(case: Case, typed: Typed) -> None:
    try:
        # Each text is read when a determination first asks for it.
        with st.spinner("Reading the law …"):
            determine = determiner(typed.regime, held_law())
            found = determine(case)
    except (ArchiveError, ReadError) as error:
        screen.show(m.paragraph(m.text(f"The archived texts cannot be read here: {error}"), css="rt-warn"))
        return
    _draw(case, typed, found, determine)


def _draw(case: Case, typed: Typed, found: Determination, determine: Determine) -> None:
    cited = Cited(ANNEX if typed.regime == EU else CCL, "", ask(entry_names))
    screen.show(answer.head(found, _about(case, typed)), answer.axes(found.axes))
    ask_for(questions(case, found, determine))
    _requirements(found, cited)
    _exceptions(found, cited)
    screen.heading("Step by step", "What was asked, what was found, and the words of the law that it rests on.")
    screen.show(*answer.steps(found.steps, cited))
    screen.heading("Not checked", "What stands here can require a licence whatever the result above says.")
    screen.show(answer.unchecked(found.not_checked, cited))


def _about(case: Case, typed: Typed) -> str:
    code = case.eu_code if typed.regime == EU else case.code
    start = f" from {countries.name(case.ship_from)}" if case.ship_from else ", leaving an unknown country,"
    return f"{code}{start} to {countries.name(case.ship_to)} on {case.on}, on the facts given."


def _changes(line: str) -> None:
    """Draw what the changes held did to the outcome of a contract line."""
    found = changed(ask(outcomes, line=line))
    screen.heading("What changes did to this line", "Its outcome before and after each change that moved it.")
    if not found:
        screen.show(m.paragraph(m.text("No change held moved its outcome, or none was compared."), css="rt-soft"))
        return
    screen.show(table(found, {}, Cited(CCL, "", ask(entry_names)), linked=False))


def _requirements(found: Determination, cited: Cited) -> None:
    screen.heading("Requirements", "Each one that was found, or that depends on a fact.")
    if found.requirements:
        screen.show(answer.requirements(found.requirements, cited))
    else:
        words = "None was found by the steps below. That is no clearance: see what was not checked."
        if found.result is Result.NOT_MODELLED:
            words = "None can be told: a step below that decides is not modelled for this day."
        screen.show(m.paragraph(m.text(words), css="rt-soft"))
    if found.review_policy:
        words = f"An application would be reviewed so: {fields(found.review_policy)}. A review policy is no permission."
        screen.show(m.paragraph(m.text(words), css="rt-soft"))


def _exceptions(found: Determination, cited: Cited) -> None:
    if not found.exceptions:
        return
    eligible = sum(one.status is Eligibility.ELIGIBLE for one in found.exceptions)
    needing = sum(one.status is Eligibility.NEEDS_FACT for one in found.exceptions)
    words = f"{_few(eligible, 'is', 'are')} eligible on the facts given; {_few(needing, 'needs', 'need')} a fact."
    screen.heading("Exceptions and general authorisations", words[:1].upper() + words[1:])
    screen.show(*answer.exceptions(found.exceptions, cited))


def _few(count: int, one: str, many: str) -> str:
    return f"{count or 'none'} {one if count < 2 else many}"
