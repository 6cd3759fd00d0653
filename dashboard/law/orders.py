"""Amendatory instructions: verb, target, words, the new text they order, and what of them was not understood."""

from collections.abc import Iterator, Sequence

from dashboard import markup as m
from dashboard import screen
from dashboard.law.places import link_to
from graph.reads.instructed import Ordered

COLUMNS = (m.Column("No.", 7), m.Column("Verb", 14), m.Column("Target", 24), m.Column("Words", 55))


def table(found: Sequence[Ordered]) -> m.Html:
    """Return the instructions of one document as a table."""
    return m.table(COLUMNS, [tuple(_cells(one)) for one in found])


def line(one: Ordered) -> m.Html:
    """Return one instruction with its document, for a place that shows few."""
    number = f"instruction {one.instruction.number} of" if one.instruction.number else "an instruction of"
    document = m.link("document", one.document.number or one.document.id, document=one.document.id)
    head = [_verb(one), m.text(f"{number} "), document, m.text(": "), _target(one)]
    return m.tag("div", m.paragraph(*head), _words(one), css="rt-order")


def _cells(one: Ordered) -> Iterator[m.Html]:
    yield m.text(one.instruction.number or "–")
    yield _verb(one)
    yield _target(one)
    yield _words(one)


def _verb(one: Ordered) -> m.Html:
    if one.instruction.verb:
        return screen.badge(one.instruction.verb.replace("_", " "), "plain")
    return screen.badge("not understood", "medium")


def _target(one: Ordered) -> m.Html:
    instruction = one.instruction
    words = instruction.target or "no target read"
    parts = [m.text(words)]
    if one.targets:
        parts = [link_to(one.targets[0], words)]
        held = one.targets[0].designation
        if not words.replace(" ", "").endswith(held.replace(" ", "")):
            parts.append(m.tag("div", m.text(f"held: {held}"), css="rt-where"))
    if instruction.old_target:
        parts.append(m.tag("div", m.text(f"was {instruction.old_target}"), css="rt-where"))
    return m.join(parts)


def _words(one: Ordered) -> m.Html:
    instruction = one.instruction
    parts = [m.text(instruction.text or "no words held")]
    if instruction.not_understood:
        missed = m.tag("b", m.text("Not understood: "))
        parts.append(m.tag("div", missed, m.text(instruction.not_understood), css="rt-warn"))
    if instruction.new_text:
        summary = m.tag("summary", m.text(f"new text, {len(instruction.new_text):,} characters"))
        parts.append(m.tag("details", summary, m.tag("div", m.text(instruction.new_text), css="rt-quote")))
    return m.join(parts)
