"""What an entry's page shows, and from which dated texts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard import markup as m
from dashboard import quotes, screen
from dashboard.law.bounds import COMPARABLE, Bounds
from dashboard.law.cited import Cited
from dashboard.law.history import lives
from dashboard.law.over_time import on
from dashboard.law.tree import Around
from dashboard.store import ask
from graph.reads.dashboard_entry import EntryDetail
from graph.reads.instructed import EntryChange
from graph.reads.law import HeldText, entry_names


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry with the dated texts of its list, its changes, and the place that the address asks for."""

    detail: EntryDetail
    texts: Sequence[HeldText]
    changes: Sequence[EntryChange]
    place: str = ""

    @property
    def days(self) -> list[str]:
        """The dates of the texts held, oldest first."""
        return [one.day for one in self.texts] or sorted({one.from_ for one in self.detail.stretches})

    @property
    def is_part(self) -> bool:
        """Whether it is a section or supplement of a part: nothing is classified there, and sections cite it."""
        return self.detail.list.startswith("ecfr-")

    @property
    def heading(self) -> str:
        """The newest heading of the entry."""
        headings = [one for one in self.detail.stretches if one.control.place == "heading"]
        words = headings[-1].text.text if headings else ""
        number = re.compile(rf"§? ?{re.escape(self.detail.entry)}[\s—.-]*", re.IGNORECASE)
        return number.sub("", words, count=1) if number.match(words) else words

    def around(self, remarks: Mapping[str, Sequence[m.Html]] | None = None) -> Around:
        """Return what is known around the places: links of what they cite, and the place asked for."""
        cited = Cited(self.detail.list, self.detail.entry, ask(entry_names))
        return Around(cited, self.place if remarks is not None else "", remarks or {})

    @property
    def bounds(self) -> Bounds:
        """Where the texts held begin, and where official ones follow converted ones."""
        official = [one.day for one in self.texts if not one.origins]
        border = official[0] if official and official[0] > self.days[0] else ""
        told = frozenset((place, one.change.to_version[:10]) for one in self.changes for place in one.controls)
        return Bounds(self.days[0], border, told)

    @property
    def changed(self) -> int:
        """How many places changed in the texts held; rows of a long table are not counted."""
        return sum(one.has_changed(self.bounds) for one in lives(self.detail.stretches))

    def comparable(self, older: str, newer: str) -> frozenset[str] | None:
        """Return the kinds of places that two texts tell in the same form (None: all)."""
        both = [bool(text.origins) for day in (older, newer) if (text := self.text(day))]
        return COMPARABLE if any(both) and not all(both) else None

    def text(self, day: str) -> HeldText | None:
        """Return the dated text of a day."""
        return next((one for one in self.texts if one.day == day), None)

    def converted(self, *days: str) -> bool:
        """Return whether others converted the text of one of these days."""
        return any(text.origins for day in days if (text := self.text(day)))

    def has(self, day: str) -> bool:
        """Return whether the text of a day has the entry."""
        return bool(on(self.detail.stretches, day))


def choose_day(label: str, days: Sequence[str], key: str, default: str) -> str:
    """Let the reader choose one of the dates (newest first), which the address keeps under `key`.

    An address may ask for a day between two texts: then the text of that day, the last one before it, is chosen.
    """
    asked, remark = st.query_params.get(key, ""), ""
    if asked and asked not in days and key not in st.session_state:
        default = max((day for day in days if day <= asked), default=days[0])
        remark = f"No text is dated {asked}: this is the one of {default}."
    newest_first = [*reversed(days)]
    chosen = st.selectbox(label, newest_first, index=newest_first.index(default), key=key, bind="query-params")
    if remark:
        screen.show(m.paragraph(m.text(remark), css="rt-warn"))
    return chosen or default


def origin(shown: Shown, day: str) -> m.Html:
    """Return from which text the words of a day are."""
    text = shown.text(day)
    if text is None:
        return m.text(f"Text of {day}.")
    words = [m.link("document", f"Text of {day}", document=text.document.id)]
    if text.origins:
        badge = screen.badge("converted by others", "medium")
        said = f", converted by {', '.join(text.origins)}: not the official text. {_lacks(shown, day)}"
        return m.join([badge, *words, m.text(said)])
    return m.join([screen.badge("official", "fine"), *words, m.text(", "), quotes.address(text.document)])


def _lacks(shown: Shown, day: str) -> str:
    """Return in words which kinds of places of the entry a converted text does not hold."""
    held = {one.control.kind for one in on(shown.detail.stretches, day)}
    newest = {one.control.kind for one in on(shown.detail.stretches, shown.days[-1])}
    missing = sorted(newest - held)
    return f"It leaves out: {', '.join(missing)}." if missing else ""
