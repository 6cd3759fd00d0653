"""The questions under an answer: what is missing, with inputs that change the answer at once."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.access import Role, require
from dashboard.licensing import countries
from dashboard.licensing.asked import DATACENTER
from dashboard.licensing.form import UNKNOWN, suppose, supposed
from dashboard.licensing.questions import Kind, Question, answered, split

STORED = "What you suppose here changes the answer at once. It is not stored: it stands in this page's address only."
_LABEL = {"hq": "End user's headquarters", "code": "Classification", "kind": "Kind"}
FEW = 4
CHOICES = ("yes", "no", UNKNOWN)


def ask_for(missing: Sequence[Question]) -> None:
    """Draw what was supposed, what would decide, and what exceptions ask."""
    held = [one for one in answered(supposed()) if one.fact not in {each.fact for each in missing}]
    first, later = split(missing)
    if not held and not missing:
        return
    screen.heading("What would decide" if held or first else "What exceptions ask", STORED)
    _drawn([*held, *first], supposed())
    if later:
        label = f"{f.count(len(later), 'fact')} that only exceptions and general authorisations ask"
        with st.expander(label, expanded=not first and not held and len(later) <= FEW):
            _drawn(later, supposed())


def _drawn(found: Sequence[Question], held: Mapping[str, str]) -> None:
    columns = st.columns(2, gap="large")
    inputs = [one for one in found if one.kind not in (Kind.ABOVE, Kind.OPEN)]
    for index, one in enumerate(inputs):
        with columns[index % 2]:
            _INPUTS[one.kind](one, held.get(one.fact, ""))
    told = [one for one in found if one.kind in (Kind.ABOVE, Kind.OPEN)]
    if told:
        screen.show(m.tag("ul", *(m.tag("li", _told(one)) for one in told)))


def _told(one: Question) -> m.Html:
    if one.kind is Kind.ABOVE:
        return m.text(f"{one.words}: fill in “{_LABEL.get(one.field, one.field)}” above.")
    return m.join([m.text(one.words), m.span(" (no yes or no answers it here)", "rt-soft")])


def _yes_no(one: Question, given: str) -> None:
    key = f"question {one.fact}"
    st.segmented_control(
        screen.literal(one.words),
        CHOICES,
        default=given or UNKNOWN,
        key=key,
        on_change=_changed,
        args=(one, key),
    )


def _number(one: Question, given: str) -> None:
    key = f"question {one.fact}"
    label = screen.literal(one.words)
    st.text_input(label, given, key=key, max_chars=40, placeholder=UNKNOWN, on_change=_changed, args=(one, key))


def _country(one: Question, given: str) -> None:
    key = f"question {one.fact}"
    names = [*countries.names().values()]
    index = names.index(given) if given in names else None
    label = screen.literal(one.words[:1].upper() + one.words[1:])
    st.selectbox(label, names, index=index, key=key, placeholder=UNKNOWN, on_change=_changed, args=(one, key))


_INPUTS: Mapping[Kind, Callable[[Question, str], None]] = {
    Kind.YES_NO: _yes_no,
    Kind.NUMBER: _number,
    Kind.COUNTRY: _country,
}


def _changed(one: Question, key: str) -> None:
    """Put an answer where the page reads it: into the form's own field, or beside the form."""
    require(Role.PRODUCT_OWNER, Role.ANALYST)
    answer = str(st.session_state.get(key) or "").strip()
    if one.field:
        st.session_state[one.field] = answer or (UNKNOWN if one.field == DATACENTER else None)
    else:
        suppose(one.fact, answer)
