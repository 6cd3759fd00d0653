"""What stands on the page of a digest, before it is HTML or Markdown: every word plain, none escaped."""

from dataclasses import dataclass

from alerts.report.plain import Link


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: its number on the page, the alert, and terms with their words."""

    number: int
    severity: str
    title: Link
    tail: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Exposed:
    """One row of the exposure table; `name` is the decision, or what the row sums up.

    `open` are lines still to be delivered, `since` those delivered since the change applies, `before` those before it.
    """

    name: str
    open: str
    since: str
    before: str
    changed: str
    named: str


@dataclass(frozen=True, slots=True)
class Dated:
    """One date ahead: ISO date or unknown, what it is, where that stands, its words, and how certain it is."""

    day: str
    role: str
    source: Link
    words: str
    standing: str


@dataclass(frozen=True, slots=True)
class Window:
    """The dates of one window, and how many more there are."""

    title: str
    dates: tuple[Dated, ...]
    more: int


@dataclass(frozen=True, slots=True)
class LawLine:
    """One line of what changed in the law."""

    source: Link
    words: str


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page; `figures` are (big, small) pairs, `more_*` count what is left out for want of space."""

    week: str
    first: str
    last: str
    demo: str
    figures: tuple[tuple[str, str], ...]
    decisions: tuple[Decision, ...]
    no_decision: str
    more_decisions: int
    earlier: str
    exposed: tuple[Exposed, ...]
    windows: tuple[Window, ...]
    no_date: str
    law: tuple[LawLine, ...]
    no_law: str
    more_law: int
    unseen: tuple[tuple[str, str], ...]
    checked: str
    footer: str
    decisions_link: Link
    law_link: Link
