"""Causes: changes that belong together because the same documents may have made them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
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


def causes(rows: Iterable[ChangeRow]) -> list[Cause]:
    """Return the causes of these changes, sorted by key.

    Changes of a list with the same set of candidate documents between the same two texts are one cause. Without a
    candidate, an entry is a cause of its own, and lone editorial changes are one cause together.
    """
    groups: dict[tuple[str, str], list[ChangeRow]] = defaultdict(list)
    for row in rows:
        kind = PARTIES if row.change.list == PARTIES else CODES
        groups[kind, _key(row, kind)].append(row)
    return [_cause(kind, key, group) for (kind, key), group in sorted(groups.items())]


def _key(row: ChangeRow, kind: str) -> str:
    change = row.change
    if kind == PARTIES:
        return change.id
    span = f"{change.list} {change.from_version} {change.to_version}"
    if row.candidates:
        return f"{span} {' '.join(sorted(one.document.id for one in row.candidates))}"
    return f"{span} {EDITORIAL if change.change_class == EDITORIAL else change.entry or change.place}"


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
