"""Roles of dates in the head of a document by the trained encoder, where it finds those of the rules unlikely."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from nlp.finds import HEAD_BLOCKS, Find, Notes
from nlp.guide import mapped
from nlp.ranges import inside

Place = tuple[int, int, str]  # first character, the one behind the last, the day
Roles = frozenset[str]

UNLIKELY = 0.1  # share under which the rules yield
# Roles of the rules that stay: few labelled heads have them, a form of words that no other role has gives them, and
# law hangs on them.
KEPT = frozenset({"savings", "signed", "stay_from", "stay_until"})
# What a head must speak of for a day to have a role: nothing is moved, or commented on, where no word says so.
_SPOKEN_OF = {
    "extended_to": "exten|re-?open|renew|continu|prolong|delay|postpon|defer|chang|revis|new|amend|correct",
    "comment_deadline": "comment|view|input|information|respon|repl|submission|data|nominat",
}
_OF_RULES = frozenset({"effect", "recalled"})  # details that say how the rules came to a role


def places(notes: Notes, finds: Iterable[Find]) -> list[Place]:
    """Return where days are named in the head of a document, in order; none where it has no title."""
    head = sorted(notes.within(*HEAD_BLOCKS)) if notes.within("title") else []
    return sorted({(one.start, one.end, one.value) for one in finds if inside(one.start, head) and is_day(one.value)})


def reread(notes: Notes, finds: list[Find], fixed: Iterable[Find] = ()) -> list[Find]:
    """Return the finds; where the encoder finds the roles of the rules unlikely, the place has those of the encoder.

    The `fixed` ones, whose form alone gives their role (a signature), stay as they are.

    Details of such a find: `ruled` (the roles that the rules gave) and `share` (of the encoder's answer, 0 to 1).
    """
    days = set(places(notes, finds)) - {(find.start, find.end, find.value) for find in fixed}
    if not days or notes.view is None:
        return finds
    kept: list[Find] = []
    again: dict[Place, list[Find]] = {}
    for find in finds:
        place = (find.start, find.end, find.value)
        if place in days:
            again.setdefault(place, []).append(find)
        else:
            kept.append(find)
    said = "\n".join(notes.text[start:end] for start, end in sorted(notes.within(*HEAD_BLOCKS)))
    for (start, end, _day), ruled in again.items():
        kept += _settled(ruled, notes.view.day(start, end), said)
    return kept


def answer(ours: Roles, shares: Mapping[Roles, float], said: str) -> Roles:
    """Return the roles of a day of which the rules say `ours` and the encoder `shares`; `said` is the head's text."""
    if not shares or ours & KEPT or shares.get(ours, 0.0) >= UNLIKELY:
        return ours
    best = max(shares, key=shares.__getitem__)
    spoken_of = all(re.search(_SPOKEN_OF.get(role, ""), said, re.I) for role in best - ours)
    return best if spoken_of else ours


def _settled(ruled: list[Find], shares: Mapping[Roles, float], said: str) -> list[Find]:
    """Return the finds of one place, those of the rules or those of the encoder."""
    same = {mapped("heads", "date", one.role): one for one in ruled}
    roles = answer(frozenset(same), shares, said)
    if roles == frozenset(same):
        return ruled
    first = ruled[0]
    plain = tuple(pair for pair in first.detail if pair[0] not in _OF_RULES)
    by = (("ruled", ", ".join(sorted({one.role for one in ruled}))), ("share", f"{shares[roles]:.2f}"))
    return [
        same.get(role) or Find(first.kind, first.value, role, first.start, first.end, tuple(sorted((*plain, *by))))
        for role in sorted(roles)
    ]


def is_day(value: str) -> bool:
    """Say whether `value` is a day of the calendar, ISO 8601."""
    try:
        return bool(date.fromisoformat(value))
    except ValueError:
        return False
