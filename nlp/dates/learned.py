"""Roles of dates in the head of a document by a trained component, where it is sure and the rules say otherwise.

The component is spaCy's TextCatBOW on the words of nlp/dates/features.py, trained on the open labelled heads by
`python -m nlp.training`, which prints what it gains on heads that it was not trained on (docs/extraction.md).
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from nlp.dates.features import Place, features
from nlp.finds import HEAD_BLOCKS, Find, Notes
from nlp.guide import mapped
from nlp.ranges import inside

MODEL = Path(__file__).parent / "model"
SURE = 0.7  # share that the component gives its first class at least, for the rules to yield
# Roles of the rules that the component did not better on heads that neither had seen, and rare ones.
KEPT = frozenset({"compliance", "filed", "published", "savings", "signed", "stay_from", "stay_until"})
# What a head must speak of for a day to have a role: nothing is moved, or commented on, where no word says so.
_SPOKEN_OF = {
    "extended_to": "exten|re-?open|renew|continu|prolong|delay|postpon|defer|chang|revis|new|amend|correct",
    "comment_deadline": "comment|view|input|information|respon|repl|submission|data|nominat",
}
JOIN = "+"  # between the roles of a class: a new deadline is comment_deadline and extended_to
_OF_RULES = frozenset({"effect", "recalled"})  # details that say how the rules came to a role


@cache
def component() -> Language:
    """Return the trained component, read once a process. Raises OSError when the package lacks it."""
    return spacy.load(MODEL)


def described(nlp: Language, words: Iterable[str]) -> Doc:
    """Return a Doc of those of `words` that the component was trained on."""
    return Doc(nlp.vocab, words=sorted({word for word in words if word in nlp.vocab.strings}))


def judged(nlp: Language, described_places: Sequence[Sequence[str]]) -> list[tuple[frozenset[str], float]]:
    """Return, for each place, the roles that the component gives its day, and its share of all (0 to 1)."""
    docs = [described(nlp, words) for words in described_places]
    found = []
    for doc in nlp.pipe(docs):
        best = max(sorted(doc.cats), key=doc.cats.__getitem__)
        found.append((frozenset(best.split(JOIN)), doc.cats[best]))
    return found


def places(notes: Notes, finds: Iterable[Find]) -> list[Place]:
    """Return where days are named in the head of a document, in order; none where it has no title."""
    head = sorted(notes.within(*HEAD_BLOCKS)) if notes.within("title") else []
    return sorted({(one.start, one.end, one.value) for one in finds if inside(one.start, head) and is_day(one.value)})


def reread(notes: Notes, finds: list[Find], fixed: Iterable[Find] = ()) -> list[Find]:
    """Return the finds; where the component is sure of other roles than the rules', the place has those.

    The `fixed` ones, whose form alone gives their role (a signature), stay as they are.

    Details of such a find: `ruled` (the roles that the rules gave) and `share` (of the component's first class).
    """
    days = places(notes, finds)
    if not days:
        return finds
    told = dict(zip(days, judged(component(), features(notes, days)), strict=True))
    for find in fixed:
        told.pop((find.start, find.end, find.value), None)
    kept: list[Find] = []
    again: dict[Place, list[Find]] = {}
    for find in finds:
        place = (find.start, find.end, find.value)
        if place in told:
            again.setdefault(place, []).append(find)
        else:
            kept.append(find)
    said = said_in(notes)
    for place, ruled in again.items():
        kept += _settled(ruled, *told[place], said)
    return kept


def yields(ours: frozenset[str], roles: frozenset[str], share: float, said: str) -> bool:
    """Say whether the roles that the rules gave yield to those of the component; `said` is the text of the head."""
    spoken_of = all(re.search(_SPOKEN_OF.get(role, ""), said, re.I) for role in roles - ours)
    return share >= SURE and roles != ours and not ours & KEPT and spoken_of


def said_in(notes: Notes) -> str:
    """Return the text of the head of a document."""
    return "\n".join(notes.text[start:end] for start, end in sorted(notes.within(*HEAD_BLOCKS)))


def _settled(ruled: list[Find], roles: frozenset[str], share: float, said: str) -> list[Find]:
    """Return the finds of one place, those of the rules or those of the component."""
    same = {mapped("heads", "date", one.role): one for one in ruled}
    if not yields(frozenset(same), roles, share, said):
        return ruled
    first = ruled[0]
    plain = tuple(pair for pair in first.detail if pair[0] not in _OF_RULES)
    by = (("ruled", ", ".join(sorted({one.role for one in ruled}))), ("share", f"{share:.2f}"))
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
