"""The cheapest questions: missing facts by the contract value each would decide, whom to ask, what answers mean."""

from collections.abc import Iterable, Sequence
from datetime import date

import streamlit as st

from alerts.questions import Meaning, Question, questions
from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.access import Role, may, require
from dashboard.csv_file import to_csv
from dashboard.products.words import badge, place
from dashboard.store import ask

PER_PAGE = 25
MEANINGS = 3
FACT = 150
WHEN = 70  # characters of a fact that an answer repeats
COLUMNS = (
    m.Column("No.", 4, numeric=True),
    m.Column("Fact to find", 22),
    m.Column("Of", 18),
    m.Column("Ask", 14),
    m.Column("Decides, of what waits", 16, numeric=True),
    m.Column("What answers would mean", 26),
)
HEADER = (
    "rank",
    "sku",
    "product",
    "entry",
    "fact",
    "ask",
    "currency",
    "decides",
    "waits_for_it",
    "share",
    "besides",
    "answers",
)
_ALL = "All owners"
_NOBODY = "no owner named"
_UNSOLD = "not sold now"


def show() -> None:
    """Draw the page."""
    require(Role.PRODUCT_OWNER)
    screen.title(
        "Questions",
        "Which missing facts, if found, would decide most contract value. A value counts by the share of possible "
        "answers that would decide; amounts of different currencies are never added up.",
    )
    found = ask(questions, screen.now().date())
    if not found:
        st.info(
            "No fact is missing: every entry that was asked is answered, or nothing could be asked. That is not a "
            "clearance. Entries are asked after `ruletrace import FOLDER` and `ruletrace process`; see Products."
        )
        return
    _figures(found)
    shown = _chosen(found)
    _list(shown)


def _figures(found: Sequence[Question]) -> None:
    skus = {one.sku for one in found}
    owners = {one.owner for one in found if one.owner}
    screen.figures(
        [
            (f.count(len(found), "question"), f"on {f.count(len(skus), 'SKU')}"),
            (_sums(found, "decides"), "would be decided by the best question of each SKU"),
            (_sums(found, "touches"), "waits for an answer, each line once"),
            (f.count(len(owners), "owner"), "to ask"),
        ]
    )


def _sums(found: Iterable[Question], name: str) -> str:
    best: dict[tuple[str, str], int] = {}
    for one in found:
        key = (one.currency, one.sku)
        best[key] = max(best.get(key, 0), getattr(one, name))
    sums: dict[str, int] = {}
    for (currency, _), minor in best.items():
        sums[currency] = sums.get(currency, 0) + minor
    return " + ".join(_amount(minor, currency) for currency, minor in sorted(sums.items()) if currency) or "nothing"


def _amount(minor: int, currency: str) -> str:
    """Return an amount in whole units: half a share of cents is no figure to act on."""
    return f.amount(round(minor, -2), currency) if currency else _UNSOLD


def _chosen(found: Sequence[Question]) -> Sequence[Question]:
    currencies = [*dict.fromkeys(one.currency or _UNSOLD for one in found)]
    owners = sorted({one.owner or _NOBODY for one in found})
    left, middle, right = st.columns([2, 4, 4])
    currency = left.selectbox("Currency", currencies, key="currency", bind="query-params")
    owner = middle.selectbox("Ask", [_ALL, *owners], key="owner", bind="query-params")
    words = right.text_input("SKU, name, entry or fact", key="words", bind="query-params", placeholder="part of it")
    plain = (words or "").strip().casefold()
    return [
        one
        for one in found
        if (one.currency or _UNSOLD) == (currency or currencies[0])
        and owner in (None, _ALL, one.owner or _NOBODY)
        and plain in f"{one.sku} {one.name} {one.entry} {one.fact}".casefold()
    ]


def _list(shown: Sequence[Question]) -> None:
    pages = max(-(-len(shown) // PER_PAGE), 1)
    page = st.pagination(pages, key="page", bind="query-params") if pages > 1 else 1
    start = (page - 1) * PER_PAGE
    own = shown[start : start + PER_PAGE]
    words = f"Questions {start + 1:,}–{start + len(own):,} of {len(shown):,}." if own else "No question fits."
    screen.show(m.paragraph(m.text(words), css="rt-soft"))
    if not own:
        return
    screen.show(m.table(COLUMNS, [_row(one) for one in own]))
    if may((Role.PRODUCT_OWNER,)):
        st.download_button(
            f"Download {f.count(len(shown), 'question')} as CSV",
            to_csv(HEADER, [_written(one) for one in shown]),
            file_name=f"ruletrace-questions-{_today()}.csv",
            mime="text/csv",
            icon=":material/download:",
        )


def _today() -> date:
    return screen.now().date()


def _row(one: Question) -> Sequence[m.Html]:
    fact = m.join([m.tag("b", m.text(f.cut(one.fact, FACT))), _besides(one.with_others)])
    entries = m.join([place(entry, "ccl") for entry in one.entry.split(", ")], ", ")
    now = m.tag("div", badge(one.verdict), entries)
    of = m.join(
        [m.link("product", one.sku, css="rt-whole", sku=one.sku), m.tag("div", m.text(one.name), css="rt-said"), now]
    )
    return m.text(f"{one.rank:,}"), fact, of, m.text(one.owner or _NOBODY), _worth(one), _meanings(one.outcomes)


def _besides(others: Sequence[str]) -> m.Html:
    if not others:
        return m.NOTHING
    if len(others) == 1:
        return m.tag("div", m.text(f"besides needed: {f.cut(others[0], FACT)}"), css="rt-said")
    summary = m.tag("summary", m.text(f"{len(others)} facts needed besides"))
    return m.tag("details", summary, m.tag("ul", *(m.tag("li", m.text(other)) for other in others)))


def _worth(one: Question) -> m.Html:
    if not one.currency:
        return m.text("no open contract line")
    part = f"of {_amount(one.touches, one.currency)}: {one.share * 100:.0f} % of the answers decide"
    return m.join([m.tag("b", m.text(_amount(one.decides, one.currency))), m.tag("div", m.text(part), css="rt-said")])


def _meanings(found: Sequence[Meaning]) -> m.Html:
    if not found:
        return m.span("not computed: it depends on words that were not read", "rt-soft")
    first = [_meaning(one) for one in found[:MEANINGS]]
    rest = [_meaning(one) for one in found[MEANINGS:]]
    more = m.tag("details", m.tag("summary", m.text(f"{len(rest)} more")), *rest) if rest else m.NOTHING
    return m.join([*first, more])


def _meaning(one: Meaning) -> m.Html:
    met = [m.join([place(code, "ccl") for code in one.paragraphs], ", ")] if one.paragraphs else []
    note = [m.text("by a note")] if one.by_note else []
    return m.tag(
        "div",
        m.text(f"{'; '.join(map(_condition, one.when))}: "),
        m.span(one.verdict, "rt-whole"),
        m.text(" "),
        *met,
        *note,
    )


def _condition(when: str) -> str:
    """Return a condition with its fact cut and its value whole: which answer is meant must never be cut away."""
    fact, colon, value = when.rpartition(": ")
    return f"{f.cut(fact, WHEN)}{colon}{value}" if colon else when


def _written(one: Question) -> Sequence[object]:
    return (
        one.rank,
        one.sku,
        one.name,
        one.entry,
        one.fact,
        one.owner,
        one.currency,
        f"{one.decides / 100:.2f}",
        f"{one.touches / 100:.2f}",
        f"{one.share:.2f}",
        "; ".join(one.with_others),
        " | ".join(f"{'; '.join(each.when)}: {each.verdict} {', '.join(each.paragraphs)}" for each in one.outcomes),
    )
