"""Which sections a determination reads, in part or not at all: the coverage table as pages draw it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.law.places import address
from regulation.licensing.covered import Row, State

COLUMNS = (
    m.Column("Section", 20),
    m.Column("State", 12),
    m.Column("What is missing", 48),
    m.Column("Text of", 10),
    m.Column("Answers from", 10),
)
# Modelled is no praise and no clearance: it is plain.
CSS = {State.MODELLED: "low", State.PARTLY: "medium", State.NOT: "high"}
SHOWN = 3
TITLE = 90


def totals(rows: Iterable[Row]) -> Sequence[tuple[str, str]]:
    """Return how many sections are in each state."""
    found = Counter(one.state for one in rows)
    return [(f"{found[state]:,}", str(state)) for state in State]


def by_part(rows: Iterable[Row]) -> Iterator[tuple[str, list[Row]]]:
    """Yield each part with its sections, in the order given."""
    yield from ((part, [*group]) for part, group in groupby(rows, key=lambda one: one.part))


def part_name(part: str) -> str:
    """Return what people call a part of the table."""
    return "European Union" if part == "EU" else f"15 CFR part {part}"


def fitting(rows: Iterable[Row], state: str, part: str) -> list[Row]:
    """Return the rows of a state and a part; "" is any."""
    return [one for one in rows if state in ("", one.state) and part in ("", one.part)]


def table(rows: Iterable[Row], held: frozenset[tuple[str, str]]) -> m.Html:
    """Return sections as a table; those that are held have links."""
    return m.table(COLUMNS, [_row(one, held) for one in rows])


def _row(one: Row, held: frozenset[tuple[str, str]]) -> Sequence[m.Html]:
    return (
        _section(one, held),
        screen.badge(one.state, CSS[one.state]),
        _missing(one.missing),
        m.text(one.text_of),
        m.text(one.reaches or "that day only"),
    )


def _section(one: Row, held: frozenset[tuple[str, str]]) -> m.Html:
    list = f"ecfr-{one.part}"
    known = (list, one.section) in held
    name = m.link("entry", one.section, **address(one.section, list)) if known else m.text(one.section)
    title = one.title.removeprefix("§").strip().removeprefix(one.section).strip(" .—-")
    return m.join([name, m.tag("div", m.text(f.cut(title, TITLE)), css="rt-said")])


def _missing(found: Sequence[str]) -> m.Html:
    if not found:
        return m.span("nothing that was found", "rt-soft")
    first = m.tag("ul", *(m.tag("li", m.text(one)) for one in found[:SHOWN]))
    more = found[SHOWN:]
    if not more:
        return first
    rest = m.tag("ul", *(m.tag("li", m.text(one)) for one in more))
    return m.join([first, m.tag("details", m.tag("summary", m.text(f"and {len(more)} more")), rest)])
