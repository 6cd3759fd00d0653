"""The dates of a document with their roles: what the listing says beside what the text says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.stated.words import details
from graph.reads.findings import FindingRow
from graph.schema import Document, Fact

PASSING = ("other", "refers_to_act", "refers_to_document")
# Blocks in which a document speaks of itself; in a body that is held, dates are mostly those of others or of the past.
HEAD = ("action", "abstract", "dates", "issue", "number", "signature", "summary", "title")
# Roles that matter wherever a text gives them.
_TELLING = ("compliance", "delayed_to", "expiry", "extended_to", "savings", "stay_from", "stay_until")
FINDINGS = {"effective": "effective date", "comment_deadline": "comment deadline", "published": "publication date"}


@dataclass(frozen=True, slots=True)
class Dated:
    """A day in one role; `listed` is the listing's day for that role ("" none), `finding` tells of a disagreement."""

    day: str
    role: str
    part: str
    listed: str
    facts: tuple[Fact, ...]
    finding: FindingRow | None = None

    @property
    def leads(self) -> bool:
        """Whether the listing or the document's own head gives it, or its role matters wherever it stands."""
        return self.day == self.listed or self.role in _TELLING or any(one.block in HEAD for one in self.facts)


def is_own(fact: Fact) -> bool:
    """Return whether a date says something about the document itself or what it does."""
    return fact.kind == "date" and fact.role not in PASSING and details(fact).get("effect") != "of another document"


def dated(document: Document, facts: Iterable[Fact], findings: Sequence[FindingRow]) -> tuple[Dated, ...]:
    """Return the dates of a document, by day, those without a computed day last; days of the listing alone too."""
    listed = _listing(document)
    disagreed = _disagreed(findings, document.id)
    found: dict[tuple[str, str, str], list[Fact]] = {}
    for fact in facts:
        if is_own(fact):
            found.setdefault((fact.value, fact.role, details(fact).get("part", "")), []).append(fact)
    for role, day in listed.items():
        if day:
            found.setdefault((day, role, ""), [])
    made = [
        _dated((day, role, part), listed.get(role, ""), own, disagreed.get(role))
        for (day, role, part), own in found.items()
    ]
    return tuple(sorted(made, key=lambda one: (not one.day[:1].isdigit(), one.day, one.role, one.part)))


def _listing(document: Document) -> Mapping[str, str]:
    days = (document.effective, document.comments_close, document.published)
    return dict(zip(FINDINGS, days, strict=True))


def _dated(key: tuple[str, str, str], listed: str, facts: Sequence[Fact], row: FindingRow | None) -> Dated:
    """Return a day with the finding on its role when that is about it: the listing's day, or a fact that it names."""
    named = {side.fact for side in row.sides} if row else set()
    is_about = key[0] == listed or any(one.id in named for one in facts)
    return Dated(*key, listed, tuple(facts), row if is_about else None)


def _disagreed(findings: Iterable[FindingRow], document: str) -> Mapping[str, FindingRow]:
    roles = {kind: role for role, kind in FINDINGS.items()}
    own = [one for one in findings if one.finding.kind in roles and one.sides and one.sides[0].document == document]
    return {roles[one.finding.kind]: one for one in own}
