"""Which readings state a change: what each says, in which words, and where."""

from collections.abc import Sequence

from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from graph.reads.stated import Agreement, ReadingRow

COLUMNS = (
    m.Column("Reading", 19),
    m.Column("Says", 12),
    m.Column("What it says, in which words", 47),
    m.Column("Where", 22),
)
COLOURS = {"states": "fine", "contradicts": "high", "silent": "plain", "not held": "medium"}
QUOTE = 300
OFFICE = "Instructions and dated text come from the same office: when both agree, that is one witness, not two."


def section(told: Agreement) -> None:
    """Draw the readings of a change under one plain sentence on how far they agree."""
    screen.heading("Which readings state it", OFFICE)
    if not told.readings:
        words = "The readings of this change were not compared: `ruletrace process` compares them."
        screen.show(m.paragraph(m.text(words), css="rt-soft"))
        return
    summary = f"{told.summary[:1].upper()}{told.summary[1:]}."
    against = any(one.stance == "contradicts" for one in told.readings)
    screen.show(m.paragraph(m.tag("b", m.text(summary)), css="rt-warn" if against else ""))
    screen.show(m.table(COLUMNS, [_row(one) for one in told.readings]))


def _row(one: ReadingRow) -> Sequence[m.Html]:
    words = [m.text(one.says)]
    if one.quote:
        words.append(m.tag("div", m.text(f"“{f.cut(one.quote, QUOTE)}”"), css="rt-said"))
    return m.text(one.reading), screen.badge(one.stance, COLOURS.get(one.stance, "plain")), m.join(words), _where(one)


def _where(one: ReadingRow) -> m.Html:
    if not one.document:
        return m.text(one.place)
    query = {"fact": one.fact} if one.fact else {}
    return m.link("document", one.place or one.document.partition(":")[2], document=one.document, **query)
