"""Answers as the pages draw them, stored ones and what-ifs alike, and which of the stored ones hold on a day."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from graph.schema import Verdict as Stored
from regulation.classification import NOT_CHECKED, Answer, Headroom, Outcome, Verdict
from regulation.thresholds import Comparator, Words


@dataclass(frozen=True, slots=True)
class Told:
    """An answer under an entry, and the dated text it came from.

    `text` is that text's date, "" when none is held; `origin` who converted it, "" for an official one; `why` says why
    that text answers; `notices` were entered by people. `on` and `until` are ISO days, "" for a what-if and for open.
    """

    list: str
    entry: str
    answer: Answer
    text: str = ""
    origin: str = ""
    why: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    on: str = ""
    until: str = ""


def told(stored: Stored) -> Told:
    """Return a stored answer as it was given."""
    return Told(
        stored.list,
        stored.entry,
        _answer(stored),
        stored.text_version,
        stored.origin,
        stored.told,
        stored.notices,
        stored.on,
        stored.until,
    )


def holding(found: Iterable[Stored], day: str) -> list[Stored]:
    """Return the answers that hold on a day."""
    return [one for one in found if one.on <= day and (not one.until or one.until >= day)]


def coming(found: Iterable[Stored], day: str) -> list[Stored]:
    """Return the answers that begin after a day, the next one first."""
    return sorted((one for one in found if one.on > day), key=lambda one: (one.on, one.entry, one.id))


def _answer(stored: Stored) -> Answer:
    return Answer(
        "",
        Verdict(stored.verdict),
        stored.reason,
        stored.paragraphs or ((stored.paragraph,) if stored.paragraph else ()),
        tuple(_headroom(one) for one in _objects(stored.headroom)),
        stored.missing,
        tuple(_outcome(one) for one in _objects(stored.outcomes)),
        stored.remarks,
        tuple(_words(one) for one in _objects(stored.quotes)),
        tuple((one["fact"], Decimal(str(one["share"]))) for one in _objects(stored.deciding)),
        not_checked=stored.not_checked or NOT_CHECKED,
    )


def _objects(written: Sequence[str]) -> list[dict[str, Any]]:
    return [json.loads(one) for one in written]


def _headroom(one: dict[str, Any]) -> Headroom:
    bound, value, distance = (Decimal(str(one[name])) for name in ("bound", "value", "distance"))
    comparator = Comparator(one["comparator"])
    return Headroom(one["paragraph"], one["quantity"], comparator, bound, value, distance, one["unit"], one["met"])


def _outcome(one: dict[str, Any]) -> Outcome:
    return Outcome(tuple(one["when"]), Verdict(one["verdict"]), tuple(one["paragraphs"]), bool(one["by_note"]))


def _words(one: dict[str, Any]) -> Words:
    return Words(one["designation"], one["place"], one["start"], one["end"], one["text"])
