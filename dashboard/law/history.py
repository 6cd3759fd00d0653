"""The places of an entry over time: from when to when each had which words, and what may have changed them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dashboard import markup as m
from dashboard import screen
from dashboard.law import redlines
from dashboard.law.bounds import Bounds
from dashboard.law.over_time import Pair, in_text_order, living
from dashboard.law.places import kind_words, name, plain_words
from graph.reads.dashboard_entry import Stretch
from graph.reads.instructed import EntryChange

OTHER_FORM = "The official texts that follow tell places of this kind in another form."


@dataclass(frozen=True, slots=True)
class Life:
    """A place with all its stretches, oldest first."""

    stretches: tuple[Stretch, ...]

    @property
    def last(self) -> Stretch:
        """The newest words."""
        return self.stretches[-1]

    def has_changed(self, bounds: Bounds) -> bool:
        """Return whether anything happened to it in the texts held."""
        revised = any(
            not bounds.goes_on(*pair) and not bounds.begins_here(pair[1]) for pair in pairwise(self.stretches)
        )
        is_gone = bool(self.last.to) and not bounds.ends_here(self.last)
        return revised or is_gone or not bounds.begins_here(self.stretches[0])


def lives(stretches: Sequence[Stretch]) -> tuple[Life, ...]:
    """Return every place of an entry, in the order of the text."""
    found: dict[str, list[Stretch]] = {}
    for one in sorted(stretches, key=lambda one: (one.from_, one.to or "9999")):
        found.setdefault(one.control.id, []).append(one)
    newest = in_text_order([own[-1] for own in found.values()], living(stretches))
    return tuple(Life(tuple(found[one.control.id])) for one in newest)


def life(one: Life, changes: Sequence[EntryChange], bounds: Bounds) -> m.Html:
    """Return the stretches of a place, the newest first."""
    causes: dict[str, list[EntryChange]] = defaultdict(list)
    for change in changes:
        if one.last.control.id in change.controls:
            causes[change.change.to_version[:10]].append(change)
    badge = screen.badge("gone", "medium") if one.last.to else m.NOTHING
    head = m.tag("h3", m.text(f"{name(one.last)} "), badge, m.span(kind_words(one.last.control), "rt-soft"))
    return m.tag("div", head, *_steps(one, causes, bounds), css="rt-life")


def _steps(one: Life, causes: Mapping[str, Sequence[EntryChange]], bounds: Bounds) -> Iterator[m.Html]:
    if one.last.to:
        yield _words(OTHER_FORM, "") if bounds.ends_here(one.last) else _gone(one.last, causes)
    for index in range(len(one.stretches) - 1, -1, -1):
        now = one.stretches[index]
        before = one.stretches[index - 1] if index else None
        follows = before if before and before.to == now.from_ else None
        until = f"until the text of {now.to}" if now.to else "to the newest text held"
        if bounds.begins_here(now):
            yield _words(f"Held from {now.from_} {until}{_origin(now)}", plain_words(now))
        elif follows and bounds.goes_on(follows, now):
            yield _words(f"From {now.from_} {until}{_origin(now)}: the same words", "")
        else:
            yield _step(f"From {now.from_} {until}{_origin(now)}", Pair(follows, now), causes.get(now.from_, ()))
        if before and before.to < now.from_:
            yield _gone(before, causes)


def _gone(last: Stretch, causes: Mapping[str, Sequence[EntryChange]]) -> m.Html:
    return _step(f"Gone in the text of {last.to}", Pair(last, None), causes.get(last.to, ()))


def _words(when: str, words: str) -> m.Html:
    return m.tag("div", m.paragraph(m.tag("b", m.text(when))), m.paragraph(m.text(words)), css="rt-stage")


def _step(when: str, pair: Pair, causes: Sequence[EntryChange]) -> m.Html:
    begun = [pair.after] if pair.after else []
    head = [m.tag("b", m.text(f"{when} ")), screen.badge(pair.kind, "plain"), redlines.documents(causes, begun, pair)]
    links = [m.link("change", "details", change=one.change.id) for one in causes[:1]]
    reasons = dict.fromkeys(one.change.meaning_changed for one in causes if one.change.meaning_changed)
    meant = [m.paragraph(screen.badge("check", "high"), m.text(one)) for one in reasons]
    words = m.paragraph(*head, *(m.join([m.text(" · "), one]) for one in links))
    return m.tag(
        "div", words, *meant, *redlines.faults(begun), redlines.box(pair), *redlines.lines(causes), css="rt-stage"
    )


def _origin(one: Stretch) -> str:
    return " (converted by others)" if one.origin else ""
