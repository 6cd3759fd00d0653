"""What stands at the top of an entry because it bears on all of it: stays, links to pending amendments."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from dashboard import markup as m
from dashboard import screen
from graph.reads.dashboard_entry import Stretch
from regulation.parts.amended import day_of

STAY, PENDING = "effective date note", "pending amendment"
_UNTIL = re.compile(r"effective until (?P<day>[A-Z][a-z]+\.? \d{1,2}, \d{4})")
_NAMED = re.compile(r"\bparagraphs? (?P<paths>(?:(?:, | and |, and )?(?:\([a-zA-Z0-9]{1,5}\))+)+)")
_PATH = re.compile(r"(?:\([a-zA-Z0-9]{1,5}\))+")


def notices(stretches: Iterable[Stretch], today: date, newest: str) -> Iterator[m.Html]:
    """Yield the stays and pending amendments among the places of an entry; `newest` is the date of the newest text."""
    for one in stretches:
        if one.control.kind == STAY:
            yield _stay(one, today, newest)
        elif one.control.kind == PENDING:
            words = m.text(f"{one.text.text} Not in force as text here.")
            yield m.tag("div", screen.badge("pending", "low"), words, css="rt-card low")


def _stay(one: Stretch, today: date, newest: str) -> m.Html:
    words = one.text.text.partition("\n")[2] or one.text.text
    parts = [
        screen.badge("effective date note", "medium"),
        m.text(f"{words} The words it names are printed below all the same."),
    ]
    days = [day for found in _UNTIL.finditer(words) if (day := day_of(found["day"]))]
    if days:
        parts.append(m.tag("div", m.text(_returns(max(days), today, newest)), css="rt-where"))
    return m.tag("div", *parts, css="rt-card medium")


def _returns(until: date, today: date, newest: str) -> str:
    if today <= until:
        return f"The note's last day is {until}; a later document may change it."
    if newest > str(until):
        return f"The note's last day, {until}, lies before the newest text held ({newest}), which still has the note."
    return (
        f"The note's last day, {until}, has passed. That the stayed words apply again is scheduled, unconfirmed: the "
        f"newest text held is of {newest}."
    )


def stayed(stretches: Sequence[Stretch]) -> frozenset[str]:
    """Return the paragraphs that the stays among these places name: "(a)(2)", "introductory text"."""
    found: set[str] = set()
    for one in stretches:
        if one.control.kind == STAY:
            for match in _NAMED.finditer(one.text.text):
                found.update(_PATH.findall(match["paths"]))
            if re.search(r"the introductory text was stayed", one.text.text):
                found.add("introductory text")
    return frozenset(found)
