"""Causes: changes that belong together because the same documents may have made them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from graph.reads import ChangeRow
from graph.schema import Change, Document

CODES, PARTIES = "codes", "parties"
EDITORIAL = "editorial"


@dataclass(frozen=True, slots=True)
class Cause:
    """Changes with one cause; `key` is stable, `documents` are the candidates, `reasons` why, by document id."""

    kind: str
    key: str
    changes: tuple[Change, ...]
    documents: tuple[Document, ...]
    reasons: Mapping[str, tuple[str, ...]]

    @property
    def classes(self) -> frozenset[str]:
        """The classes of its changes."""
        return frozenset(change.change_class for change in self.changes)

    @property
    def applies(self) -> str:
        """The day (ISO) from which contract lines count, "" where none is held.

        It is the earliest on which the change can apply by what is held: the effective day of a document, the day of
        publication of one without it; without a document the day of the newer text.
        """
        days = [one.effective or one.published for one in self.documents]
        if not self.documents and self.kind == CODES:
            days = [change.to_version[:10] for change in self.changes]
        return min((day for day in days if day), default="")


def causes(rows: Iterable[ChangeRow], apart: int) -> list[Cause]:
    """Return the causes of these changes, sorted by key.

    Changes of a list with the same set of candidate documents between the same two texts are one cause. Without a
    candidate, an entry is a cause of its own (where more than `apart` of them changed, all together are one), and
    lone editorial changes are one cause together.
    """
    rows = list(rows)
    entries: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if not row.candidates and row.change.change_class != EDITORIAL:
            entries[_span(row.change)].add(row.change.entry)
    many = {span for span, found in entries.items() if len(found) > apart}
    groups: dict[tuple[str, str], list[ChangeRow]] = defaultdict(list)
    for row in rows:
        kind = PARTIES if row.change.list == PARTIES else CODES
        groups[kind, _key(row, kind, many)].append(row)
    return [_cause(kind, key, group) for (kind, key), group in sorted(groups.items())]


def _span(change: Change) -> str:
    return f"{change.list} {change.from_version} {change.to_version}"


def _key(row: ChangeRow, kind: str, many: Collection[str]) -> str:
    change = row.change
    if kind == PARTIES:
        return change.id
    span = _span(change)
    if row.candidates:
        return f"{span} {' '.join(sorted(one.document.id for one in row.candidates))}"
    if change.change_class == EDITORIAL:
        return f"{span} {EDITORIAL}"
    return f"{span} {'many entries' if span in many else change.entry or change.place}"


def _cause(kind: str, key: str, group: list[ChangeRow]) -> Cause:
    documents = {one.document.id: one.document for row in group for one in row.candidates}
    reasons: dict[str, list[str]] = defaultdict(list)
    for row in group:
        for one in row.candidates:
            reasons[one.document.id] += [reason for reason in one.reasons if reason not in reasons[one.document.id]]
    return Cause(
        kind,
        key,
        tuple(row.change for row in group),
        tuple(documents[one] for one in sorted(documents)),
        {one: tuple(why) for one, why in sorted(reasons.items())},
    )
