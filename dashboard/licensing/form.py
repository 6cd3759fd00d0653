"""The form in which a transaction is described; what is written in it stands in the address."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from datetime import date
from typing import get_args

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from company.products import Activity, Kind
from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.licensing import countries
from dashboard.licensing.asked import DATACENTER, EU, US, Typed
from dashboard.licensing.supposed import read_fact, write_fact

Slots = Mapping[str, DeltaGenerator]
FACT = "fact"
REGIMES = {US: "United States", EU: "European Union"}
UNKNOWN = "unknown"
FIRST = date(1996, 1, 1)
AHEAD = 2  # years
_HELP = {
    "hq": "Where the end user is headquartered, or the person's country.",
    "parent": "Where its ultimate parent company is headquartered.",
    "from": "The country that the item leaves: an export from the United States is judged otherwise than a reexport.",
}
_PLACES = {"from": "Ships from", "origin": "Made in", "hq": "End user's headquarters", "parent": "Its parent's"}
_ITEM = ("kind", "activity", DATACENTER, "tpp", "pd", "bandwidth", "us_content", "value")


def form(
    today: date, start_of: Callable[[str], Mapping[str, str]], codes_of: Callable[[str], Sequence[str]]
) -> tuple[Typed, Slots]:
    """Draw the form; return what is in it, and by field the place where a problem is told.

    For a regime `start_of` gives what a contract line fills in, by key, and `codes_of` the codes to choose from.
    """
    slots: dict[str, DeltaGenerator] = {}
    with st.container(border=True):
        first = st.columns([2, 2, 3, 2])
        regime = _regime(first[0])
        start = start_of(regime)
        fields = {"code": _code(first[1], start, codes_of(regime), regime)}
        fields["to"] = _country(first[2], "Destination", "to", start, "choose or type")
        last = date(today.year + AHEAD, 12, 31)
        on = first[3].date_input("Day", today, min_value=FIRST, max_value=last, key="on", bind="query-params")
        second = st.columns(len(_PLACES))
        for column, (key, label) in zip(second, _PLACES.items(), strict=True):
            fields[key] = _country(column, label, key, start)
        columns = dict(zip(("code", "to"), first[1:], strict=False)) | dict(zip(_PLACES, second, strict=True))
        slots |= {key: column.empty() for key, column in columns.items()}
        fields |= _item(start, slots)
    return Typed(on if isinstance(on, date) else today, regime, fields, supposed()), slots


def supposed() -> Mapping[str, str]:
    """Return the facts that the address supposes besides the form."""
    pairs = [read_fact(one) for one in st.query_params.get_all(FACT)]
    return {words: answer for words, answer in pairs if words}


def suppose(words: str, answer: str) -> None:
    """Put a supposed fact into the address, or take it out when its answer is empty."""
    held = {**supposed(), words: answer}
    st.query_params[FACT] = [write_fact(fact, one) for fact, one in held.items() if one and one != UNKNOWN]


def tell(problems: Mapping[str, str], slots: Slots) -> None:
    """Say at each field what is wrong with it, and above all of them where a field is not drawn."""
    for key, words in problems.items():
        with slots.get(key) or nullcontext():
            screen.show(m.tag("p", m.text(words), css="rt-field-error", role="alert"))


def _regime(where: DeltaGenerator) -> str:
    names = {label: key for key, label in REGIMES.items()}
    chosen = where.selectbox("Under the law of", [*names], key="regime", bind="query-params")
    return names.get(str(chosen), US)


def _code(where: DeltaGenerator, start: Mapping[str, str], codes: Sequence[str], regime: str) -> str:
    if regime == EU:
        return _choice(where, "Code in Annex I", "code", start, codes, "3A001.b.1", "eu_code")
    return _choice(where, "ECCN with its paragraph", "code", start, codes, "3A090.a.1 or EAR99")


def _country(where: DeltaGenerator, label: str, key: str, start: Mapping[str, str], empty: str = UNKNOWN) -> str:
    return _choice(where, label, key, start, [*countries.names().values()], empty)


def _choice(
    where: DeltaGenerator,
    label: str,
    key: str,
    start: Mapping[str, str],
    options: Sequence[str],
    empty: str,
    name: str = "",
) -> str:
    own = [*options] if start.get(key, "") in ("", *options) else [start[key], *options]
    index = own.index(start[key]) if start.get(key) else None
    chosen = where.selectbox(
        label,
        own,
        index=index,
        key=name or key,
        placeholder=empty,
        accept_new_options=True,
        help=_HELP.get(key),
        bind="query-params",
    )
    return chosen or ""


def _item(start: Mapping[str, str], slots: dict[str, DeltaGenerator]) -> Mapping[str, str]:
    given = [key for key in _ITEM if _is_given(key, start)]
    count = f" ({f.count(len(given), 'fact')} given)" if given else ""
    label = f"More about the item and the sale{count}"
    with st.expander(label, expanded=bool(given) and not start):
        one, two = st.columns(4), st.columns(4)
        found = {
            "kind": _listed(one[0], "Kind", "kind", start, get_args(Kind)),
            "activity": _listed(one[1], "Activity of a service", "activity", start, _activities()),
            DATACENTER: _listed(one[2], "Made or sold for datacenters", DATACENTER, start, ("yes", "no")),
            "us_content": _number(one[3], "Controlled US content, %", "us_content", start),
            "tpp": _number(two[0], "TPP", "tpp", start),
            "pd": _number(two[1], "Performance density", "pd", start),
            "bandwidth": _number(two[2], "Memory bandwidth, GB/s", "bandwidth", start),
        }
        slots["us_content"] = one[3].empty()
        slots |= {key: column.empty() for key, column in zip(("tpp", "pd", "bandwidth"), two, strict=False)}
        with two[3]:
            amount, currency = st.columns([3, 2])
            found["value"] = _number(amount, "Value", "value", start)
            found["currency"] = _text(currency, "Currency", "currency", start, "USD")
            slots |= {"value": amount.empty(), "currency": currency.empty()}
    return found


def _is_given(key: str, start: Mapping[str, str]) -> bool:
    # A question under the answer may have filled the field: then the session knows it before the address does.
    held = st.session_state.get(key, st.query_params.get(key) or start.get(key))
    return held not in (None, "", UNKNOWN)


def _activities() -> Sequence[str]:
    return get_args(get_args(Activity)[0])


def _listed(where: DeltaGenerator, label: str, key: str, start: Mapping[str, str], options: Sequence[str]) -> str:
    words = [UNKNOWN, *options]
    index = words.index(start[key]) if start.get(key) in words else 0
    chosen = where.selectbox(label, words, index=index, key=key, bind="query-params")
    return "" if chosen in (None, UNKNOWN) else str(chosen)


def _number(where: DeltaGenerator, label: str, key: str, start: Mapping[str, str]) -> str:
    return _text(where, label, key, start, "")


def _text(where: DeltaGenerator, label: str, key: str, start: Mapping[str, str], default: str) -> str:
    value = start.get(key, default)
    words = where.text_input(label, value, key=key, max_chars=60, placeholder=UNKNOWN, bind="query-params")
    return words or ""


def note() -> None:
    """Say that nothing of what is asked here is kept."""
    words = "What you write here stands in the address of this page and nowhere else: nothing is stored or sent."
    screen.show(m.paragraph(m.text(words), css="rt-soft"))
