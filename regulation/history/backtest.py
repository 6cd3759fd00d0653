"""A replay of the dated texts as if each had just arrived, with the documents that were then known.

Three days of a rule are told apart: the day it was published, from which it could be known; the day it took effect; and
the day of the first dated text that shows changes of which it is a candidate. Changes without a document then known are
*invented* by the text alone, rules without a change are *missed* by it; what a converter made is counted apart, and so
is a candidate that dates alone tie to a change. Between two texts nobody saw the law change: a rule stands in it from
some day after the last text that does not show it, at the latest from the first that does.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from regulation.attribution import Candidate, DocumentSummary, interval
from regulation.change_classes import ChangeClass
from regulation.diff import Difference

_CORRECTION = re.compile(r"[CR]\d+-(?P<number>.+)")


@dataclass(frozen=True, slots=True)
class Arrival:
    """One dated text that has arrived: what changed since the one before, and the candidates of each change.

    `converter` counts the differences that a converter made, `converted` says that one at least of the texts is such.
    """

    old: date
    new: date
    changes: tuple[Difference, ...]
    candidates: Mapping[str, Sequence[Candidate]]
    converter: int
    converted: bool


@dataclass(frozen=True, slots=True)
class TextRow:
    """What the replay says of one text; `documents` are numbers of the candidates, `later` those published after it.

    `explained` changes share words with a candidate that was known on the day of the text, `by_date` have one by date
    alone, `later_explained` only one that came later, `unexplained` none; nor have `editorial` ones, which change
    marks, capitals or the like and may be a converter's.
    """

    version: date
    changes: int
    explained: int
    by_date: int
    later_explained: int
    unexplained: int
    editorial: int
    converter: int
    documents: tuple[str, ...]
    later: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """What the replay says of one rule.

    `stood` is the date of the first text that shows its changes, None where no text does, `not_yet` that of the last
    text before it, which does not. `changes` counts those of which it is a candidate there, `by_words` those that share
    words with it, `alone` those of which it is the only one. `days_to_text` run from publication and `days_from_effect`
    from effect to the text of `stood`: it took so many days at most. `why` says in words what to know about it.
    """

    number: str
    title: str
    published: date | None
    effective: date | None
    not_yet: date | None
    stood: date | None
    changes: int
    by_words: int
    alone: int
    shared_with: tuple[str, ...]
    days_to_text: int | None
    days_from_effect: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Replay:
    """The whole replay; `texts` by date, `rules` by day of publication."""

    texts: tuple[TextRow, ...]
    rules: tuple[RuleRow, ...]


def replay(arrivals: Sequence[Arrival], documents: Sequence[DocumentSummary], touching: Iterable[str]) -> Replay:
    """Return what the texts showed when they arrived, and how each rule that touched the list appeared in them.

    `touching` are the ids of documents known to have changed the list; only those that fall into the time of the texts
    are told, and those that any change has as a candidate.
    """
    known = {one.id: one for one in documents}
    texts = tuple(_text(one, known) for one in arrivals)
    named = {candidate.document_id for one in arrivals for found in one.candidates.values() for candidate in found}
    inside = {key for key in {*touching, *named} if key in known and _falls(known[key], arrivals)}
    rules = sorted((known[key] for key in inside), key=lambda one: (one.published or date.min, one.number))
    return Replay(texts, tuple(_rule(one, arrivals, known) for one in rules))


def _text(arrival: Arrival, known: Mapping[str, DocumentSummary]) -> TextRow:
    counts = dict.fromkeys(("explained", "by date", "later", "editorial", "unexplained"), 0)
    for change in arrival.changes:
        found = arrival.candidates.get(change.change_id, ())
        on_time = [one for one in found if _known(known[one.document_id], arrival.new)]
        by_words = any(not one.by_date for one in on_time)
        none = "editorial" if change.change_class is ChangeClass.EDITORIAL else "unexplained"
        counts["explained" if by_words else "by date" if on_time else "later" if found else none] += 1
    named = {one.document_id for found in arrival.candidates.values() for one in found}
    numbers = sorted(known[one].number for one in named)
    return TextRow(
        arrival.new,
        len(arrival.changes),
        counts["explained"],
        counts["by date"],
        counts["later"],
        counts["unexplained"],
        counts["editorial"],
        arrival.converter,
        tuple(numbers),
        tuple(sorted(known[one].number for one in named if not _known(known[one], arrival.new))),
    )


def _known(document: DocumentSummary, day: date) -> bool:
    return document.published is not None and document.published <= day


def _falls(document: DocumentSummary, arrivals: Sequence[Arrival]) -> bool:
    return bool(arrivals) and bool(interval(document, arrivals[0].old, arrivals[-1].new))


def _rule(document: DocumentSummary, arrivals: Sequence[Arrival], known: Mapping[str, DocumentSummary]) -> RuleRow:
    stood = _stood(document, arrivals, known)
    mine = list(_mine(document, stood, known)) if stood else []
    others = {one for _, found in mine for one in found} - {document.id}
    return RuleRow(
        document.number,
        document.title,
        document.published,
        document.effective,
        stood.old if stood else None,
        stood.new if stood else None,
        len(mine),
        sum(_by_words(change, document, stood) for change, _ in mine) if stood else 0,
        sum(found == {document.id} for _, found in mine),
        tuple(sorted(known[one].number for one in others)),
        _days(document.published, stood),
        _days(document.effective, stood),
        _why(document, stood, arrivals, [one.new for one in _showing(document, arrivals, known)]),
    )


def _stood(
    document: DocumentSummary, arrivals: Sequence[Arrival], known: Mapping[str, DocumentSummary]
) -> Arrival | None:
    """Return the text in which the rule first shows.

    That is the first text from its effect and publication on, unless only an earlier one of its interval has changes;
    a text with changes that share its words goes before one that dates alone tie to it. A rule that none of them shows
    stands with its own correction, where the correction shows.
    """
    ready = max(day for day in (document.published, document.effective, date.min) if day)
    showing = _showing(document, arrivals, known)
    told = [one for one in showing if any(_by_words(change, document, one) for change in one.changes)] or showing
    later = [one for one in told if one.old < ready <= one.new]
    return next(iter(later or told), None)


def _by_words(change: Difference, document: DocumentSummary, arrival: Arrival) -> bool:
    found = arrival.candidates.get(change.change_id, ())
    return any(one.document_id == document.id and not one.by_date for one in found)


def _showing(
    document: DocumentSummary, arrivals: Sequence[Arrival], known: Mapping[str, DocumentSummary]
) -> list[Arrival]:
    return [one for one in arrivals if any(True for _ in _mine(document, one, known))]


def _mine(
    document: DocumentSummary, arrival: Arrival, known: Mapping[str, DocumentSummary]
) -> Iterator[tuple[Difference, set[str]]]:
    for change in arrival.changes:
        found = {one.document_id for one in arrival.candidates.get(change.change_id, ())}
        if document.id in found or any(_corrects(known[one], document) for one in found):
            yield change, found | {document.id}


def _corrects(correction: DocumentSummary, document: DocumentSummary) -> bool:
    match = _CORRECTION.fullmatch(correction.number)
    return match is not None and match["number"] == document.number


def _days(day: date | None, stood: Arrival | None) -> int | None:
    return (stood.new - day).days if day and stood else None


def _why(document: DocumentSummary, stood: Arrival | None, arrivals: Sequence[Arrival], showing: Sequence[date]) -> str:
    parts: list[str] = []
    if document.published and document.effective and document.effective < document.published:
        parts.append("took effect before it was published")
    if stood is None:
        own = [one for one in arrivals if interval(document, one.old, one.new)]
        coming = document.effective and arrivals and document.effective > arrivals[-1].new
        parts.append(_unseen(own) if not coming else "takes effect after the last text")
    else:
        if document.published and stood.new < document.published:
            parts.append("that text bears a date before its publication")
        if not any(_by_words(change, document, stood) for change in stood.changes):
            parts.append("by date alone")
    parts += [f"the changes of {day} may be its own too" for day in showing if stood and day < stood.new]
    return "; ".join(parts)


def _unseen(own: Sequence[Arrival]) -> str:
    if any(one.converted for one in own):
        return "no change seen in what the converted texts hold: most rows and notes are not in them"
    return "no change seen"
