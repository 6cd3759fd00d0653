"""Rows of the catalogue, on the screen and in files."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.products.answers import told
from dashboard.products.card import verdict_words
from dashboard.products.words import code, sku, worth
from graph.reads.catalogue import CatalogueRow

COLUMNS = (
    m.Column("SKU", 10),
    m.Column("Name", 19),
    m.Column("Kind, owner", 14),
    m.Column("Our code", 9),
    m.Column("By its facts", 19),
    m.Column("Missing, or speaking against it", 18),
    m.Column("Open value", 11, numeric=True),
)
# Titles of a file with widths in characters.
WRITTEN = (
    ("sku", 16),
    ("name", 36),
    ("kind", 12),
    ("owner", 30),
    ("origin", 8),
    ("hs_code", 12),
    ("our_code_us", 14),
    ("our_code_eu", 14),
    ("entry", 10),
    ("answer", 14),
    ("paragraphs", 26),
    ("reason", 60),
    ("missing", 40),
    ("text_of", 12),
    ("individual_notices", 40),
    ("not_checked", 40),
    ("vendor_codes", 18),
    ("sources_differ_on", 30),
    ("to_reclassify", 14),
    ("open_value", 16),
    ("currency", 10),
)
ANSWERS = 3
FACTS = 2
FACT = 90


def table(rows: Sequence[CatalogueRow]) -> m.Html:
    """Return the rows as a table."""
    return m.table(COLUMNS, [_row(one) for one in rows])


def _row(one: CatalogueRow) -> Sequence[m.Html]:
    own = one.product
    kind = m.join([m.text(own.kind or f.UNKNOWN), m.tag("div", m.text(own.owner or "no owner named"), css="rt-said")])
    eu = [m.tag("div", m.text("EU "), code(own.eu_code, "EU"), css="rt-said")] if own.eu_code else []
    codes = m.join([code(own.eccn), *eu])
    return sku(own), m.text(own.name), kind, codes, _answers(one), m.join(_against(one)), m.text(_worth(one))


def _answers(one: CatalogueRow) -> m.Html:
    if not one.verdicts:
        return m.span("not asked", "rt-soft")
    shown = [m.tag("div", verdict_words(told(each))) for each in one.verdicts[:ANSWERS]]
    more = len(one.verdicts) - ANSWERS
    rest = (
        [m.tag("div", m.text(f"and {f.count(more, 'more entry', 'more entries')}"), css="rt-said")] if more > 0 else []
    )
    return m.join([*shown, *rest])


def _against(one: CatalogueRow) -> Iterator[m.Html]:
    facts = [*dict.fromkeys(fact for each in one.verdicts for fact in each.missing)]
    for fact in facts[:FACTS]:
        yield m.tag("div", m.text(f"lacks {f.cut(fact, FACT)}"))
    if len(facts) > FACTS:
        yield m.tag("div", m.text(f"and {f.count(len(facts) - FACTS, 'more fact')}"), css="rt-said")
    if any(each.notices for each in one.verdicts):
        yield m.tag("div", screen.badge("individual notice", "high"))
    if one.vendor_codes:
        yield m.tag("div", screen.badge("vendor differs", "medium"), m.text(", ".join(one.vendor_codes)))
    if one.sources:
        yield m.tag("div", screen.badge("sources differ", "medium"), m.text(", ".join(one.sources)))
    if one.to_reclassify:
        yield m.tag("div", screen.badge("to reclassify", "high"))


def _worth(one: CatalogueRow) -> str:
    return worth(one.open_minor).replace(" + ", "\n") or "no open line"


def written(one: CatalogueRow) -> list[Sequence[object]]:
    """Return the rows of a file: one an entry asked, and one more a further currency.

    Each amount stands once, on the product's first rows, so that a column that is added up counts each line once.
    """
    own = one.product
    head = (own.id, own.name, own.kind, own.owner, own.origin, own.hs_code, own.eccn, own.eu_code)
    against = (", ".join(one.vendor_codes), ", ".join(one.sources), one.to_reclassify)
    amounts = [(minor / 100, currency) for currency, minor in one.open_minor]
    pairs = zip_longest(_written_answers(one), amounts)
    return [(*head, *(answer or ("",) * 8), *against, *(amount or ("", ""))) for answer, amount in pairs]


def _written_answers(one: CatalogueRow) -> list[tuple[object, ...]]:
    if not one.verdicts:
        return [("", "not asked", "", "", "", "", "", "")]
    return [
        (
            each.entry,
            each.verdict,
            ", ".join(each.paragraphs),
            each.reason,
            "; ".join(each.missing),
            each.text_version,
            "; ".join(each.notices),
            each.not_checked,
        )
        for each in one.verdicts
    ]
