"""Places that differ between two dated texts, each with its redline and what may have made it differ."""

from collections.abc import Iterable, Sequence

from dashboard import markup as m
from dashboard import screen
from dashboard.law import orders
from dashboard.law.doubts import doubt
from dashboard.law.over_time import Pair
from dashboard.law.places import address, kind_words, name, plain_words
from graph.reads.dashboard_entry import Stretch
from graph.reads.instructed import EntryChange
from regulation.history.model import UNSURE

NOT_ATTRIBUTED = "not attributed to a document"
UNTOLD = "which document removed it is not told: the text was converted by others"


def differing(pair: Pair, causes: Sequence[EntryChange], between: Sequence[Stretch] = ()) -> m.Html:
    """Return one place: what happened, its redline, and the documents that may have made it.

    `between` are the stretches of the place that begin after the older text and up to the newer one.
    """
    control = pair.shown.control
    history = address(control.entry, control.list, tab="History", place=control.place)
    head = [
        m.tag("b", m.link("entry", name(pair.shown), **history)),
        m.text(" "),
        screen.badge(pair.kind, "plain"),
        m.span("".join(f"{one} · " for one in (kind_words(control), _moved(pair)) if one), "rt-soft"),
        documents(causes, between, pair),
    ]
    check = [m.paragraph(screen.badge("check", "high"), m.text(words)) for words in _meanings(causes)]
    words = "\n".join(one.text.text for one in (pair.before, pair.after) if one)
    doubts = [] if control.list.startswith("ecfr-") else doubt(words)
    said = [*check, *faults(between, bool(causes)), box(pair), *doubts, *lines(causes)]
    return m.tag("div", m.paragraph(*head), *said, css="rt-differing")


def box(pair: Pair) -> m.Html:
    """Return the redline of a place in a frame."""
    words = plain_words(pair.before, pair.after), plain_words(pair.after, pair.before)
    return m.tag("div", m.redline_html(*words), css="rt-red")


def documents(causes: Iterable[EntryChange], begun: Iterable[Stretch], pair: Pair) -> m.Html:
    """Return which documents may have made changes, or brought the words of converted texts: candidates only."""
    found = {one.document.id: one for change in causes for one in change.candidates}
    gone = pair.before.ended_by if pair.before and pair.after is None else ()
    cited = dict.fromkeys([*(rule for one in begun for rule in one.began_by), *gone])
    if not found and not cited:
        is_untold = pair.after is None and pair.before is not None and pair.before.origin
        return m.span(UNTOLD if is_untold else NOT_ATTRIBUTED, "rt-soft")
    word = "candidate: " if len(found) + len(cited) == 1 else "candidates (one, or several): "
    links = [
        m.tag("span", m.link("document", one.document.number or key, document=key), title="; ".join(one.reasons))
        for key, one in sorted(found.items())
    ] + [m.text(rule) for rule in cited]
    return m.join([m.span(word, "rt-soft"), m.join(links, ", ")])


def faults(begun: Sequence[Stretch], changed: bool = False) -> Sequence[m.Html]:
    """Return what a converter, and not the law, did or may have done; `changed` says that the law changed as well."""
    said = dict.fromkeys(one.fault for one in begun if one.fault)
    mixed = changed or any(one.began_by for one in begun)
    lead = "In part made by the converter" if mixed else "Made by the converter, not by the law"
    told = [one if one.startswith(UNSURE) else f"{lead}: {one}" for one in said]
    return [m.paragraph(m.text(one), css="rt-warn") for one in told]


def lines(causes: Iterable[EntryChange]) -> Sequence[m.Html]:
    """Return the instructions that may have ordered these changes, each once."""
    found = {one.instruction.id: one for change in causes for one in change.orders}
    return [orders.line(found[key]) for key in sorted(found)]


def _meanings(causes: Iterable[EntryChange]) -> list[str]:
    reasons = dict.fromkeys(one.change.meaning_changed for one in causes if one.change.meaning_changed)
    return [f"kept its number, changed its meaning: {reason}" for reason in reasons]


def _moved(pair: Pair) -> str:
    before, after = pair.before, pair.after
    if before is None or after is None or before.designation == after.designation:
        return ""
    return f"before: {before.designation}"
