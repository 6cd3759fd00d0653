"""A change in short: its place, its class, and its redline."""

from dashboard import markup as m
from dashboard import screen
from graph.schema import Change

LONG = 900


def place_of(change: Change) -> str:
    """Return the place that changed, in words."""
    return f"{change.entry} {change.place}".strip() or "the list itself"


def summary(change: Change) -> m.Html:
    """Return place, class and redline, with a link to everything about the change."""
    head = m.paragraph(
        m.tag("b", m.link("change", place_of(change), change=change.id)),
        m.text(" "),
        screen.badge(change.kind, "plain"),
        m.span(f"{change.change_class}, {change.from_version} → {change.to_version}", "rt-soft"),
    )
    return m.join([head, redline_box(change)])


def redline_box(change: Change, whole: bool = False) -> m.Html:
    """Return the redline in a frame; a very long one is cut unless `whole`."""
    if change.change_class == "pending amendment":
        note = m.tag("b", m.text("Pending, not in force as text here: "))
        return m.tag("div", note, m.text(change.after or change.before), css="rt-red")
    if not whole and len(change.before) + len(change.after) > 2 * LONG:
        more = m.link("change", "the whole redline", change=change.id)
        return m.tag(
            "div", m.redline_html(change.before[:LONG], change.after[:LONG]), m.text(" … "), more, css="rt-red"
        )
    return m.tag("div", m.redline_html(change.before, change.after), css="rt-red")
