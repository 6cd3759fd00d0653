"""Findings on the screen: what each source says, where, what to do next, and what a person decided."""

import shlex
from collections.abc import Iterator, Sequence

from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.access import Role, may
from dashboard.law.places import address
from graph.reads.findings import OPEN, FindingRow, Side
from graph.schema import Change

RANKS = {1: "grave", 2: "notable", 3: "minor"}
_COLOURS = {1: "high", 2: "medium", 3: "low"}
CHANGES = 6
QUOTE = 400


def card(one: FindingRow, with_link: bool = True) -> m.Html:
    """Return a finding as a card; `with_link` leads to it on the page where findings are reviewed."""
    own = one.finding
    badge = screen.badge(RANKS.get(own.rank, f.UNKNOWN), _COLOURS.get(own.rank, "info"))
    state = [] if own.state == OPEN else [screen.badge(own.state, "fine")]
    title = link(one, own.title) if with_link else m.text(own.title)
    head = m.tag("h3", badge, *state, title)
    grid = m.tag("dl", *(m.join([m.tag("dt", term), m.tag("dd", words)]) for term, words in _rows(one)), css="rt-sides")
    return m.tag("div", head, grid, css=f"rt-card {_COLOURS.get(own.rank, '')}".strip())


def link(one: FindingRow, words: str) -> m.Html:
    """Return a link to a finding on the page of findings, for those who have that page."""
    return m.link("review", words, finding=one.finding.id) if may({Role.ANALYST}) else m.text(words)


def command(one: FindingRow) -> str:
    """Return the command that decides a finding, for a shell."""
    id = shlex.quote(one.finding.id)
    return f'ruletrace review decide {id} --as accepted --by "YOUR NAME" --why "YOUR REASON"'


def decided(one: FindingRow) -> str:
    """Return who decided a finding, when and why; "" while it is open for the first time."""
    own = one.finding
    if not own.decided_by:
        return ""
    return f"{own.decided_by}, {f.moment(own.decided_at)}: {own.decided_why}"


def _rows(one: FindingRow) -> Iterator[tuple[m.Html, m.Html]]:
    for side in one.sides:
        yield m.text(side.source), _side(side)
    if one.changes:
        yield m.text(f"About {f.count(len(one.changes), 'change')}"), _changes(one.changes)
    if decided(one):
        yield m.text("Decided by"), m.text(decided(one))
    if one.finding.reopened:
        yield m.text("Open again"), m.span(one.finding.reopened, "rt-warn")
    if one.finding.state == OPEN:
        yield m.text("Next step"), _with_code(one.finding.next_step)


def _side(side: Side) -> m.Html:
    parts = [m.tag("b", m.text(side.says))]
    if side.document:
        query = {"fact": side.fact} if side.fact else {}
        words = "the sentence in its document" if side.fact else "the document"
        parts += [m.text(" · "), m.link("document", words, document=side.document, **query)]
    if side.quote:
        parts.append(m.tag("div", m.text(f"“{f.cut(side.quote, QUOTE)}”"), css="rt-said"))
    return m.join(parts)


def _with_code(words: str) -> m.Html:
    """Return words in which `commands` stand between backticks."""
    parts = words.split("`")
    return m.join(m.tag("code", m.text(part)) if index % 2 else m.text(part) for index, part in enumerate(parts))


def _changes(changes: Sequence[Change]) -> m.Html:
    links = [_change(one) for one in changes[:CHANGES]]
    more = f" and {len(changes) - CHANGES} more" if len(changes) > CHANGES else ""
    return m.join([m.join(links, ", "), m.text(more)])


def _change(one: Change) -> m.Html:
    name = f"{one.entry} {one.place}".strip() or one.title
    change = m.link("change", name, change=one.id)
    if one.list == "parties" or not one.entry:
        return change
    law = m.link("entry", "text", **address(one.entry, one.list, place=one.place))
    return m.join([change, m.text(" ("), law, m.text(")")])
