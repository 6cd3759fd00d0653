"""CELLAR notices (tree, branch, object): what the Publications Office knows of a work.

Element names are the properties of its common data model in capitals (http://publications.europa.eu/ontology/cdm).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from ruletrace.readers.eu_refusal import refusal
from ruletrace.readers.xml import Node, ReadError, parse

READER = "eu-notice/1"
_CELEX_NAMES = ("RESOURCE_LEGAL_ID_CELEX", "ID_CELEX")
_RELATIONS = {
    "RESOURCE_LEGAL_AMENDS_RESOURCE_LEGAL": "amends",
    "RESOURCE_LEGAL_BASED_ON_RESOURCE_LEGAL": "based on",
    "RESOURCE_LEGAL_CORRECTS_RESOURCE_LEGAL": "corrects",
    "RESOURCE_LEGAL_REPEALS_RESOURCE_LEGAL": "repeals",
    "RESOURCE_LEGAL_IMPLICITLY_REPEALS_RESOURCE_LEGAL": "implicitly repeals",
    "ACT_CONSOLIDATED_BASED_ON_RESOURCE_LEGAL": "consolidates",
    "ACT_CONSOLIDATED_CONSOLIDATES_RESOURCE_LEGAL": "consolidates",
    "DOSSIER_PRODUCES_RESOURCE_LEGAL": "produces",
}
_DATES = {
    "WORK_DATE_DOCUMENT": "document",
    "RESOURCE_LEGAL_DATE_ENTRY-INTO-FORCE": "entry into force",
    "RESOURCE_LEGAL_DATE_END-OF-VALIDITY": "end of validity",
    "RESOURCE_LEGAL_DATE_SIGNATURE": "signed",
    "DATE_PUBLICATION": "published",
    "RESOURCE_LEGAL_DATE_DEADLINE": "deadline",
}
# The notice files the day an act applies from under entry into force and says so in an annotation.
_ANNOTATED = {"EV": "entry into force", "MA": "application"}
_CODE = re.compile(r"\{?([A-Z/]+)")
_EARLIEST, _LATEST = 1950, 2100  # 1001-01-01 and 9999-12-31 stand for "not known" and "no end"


@dataclass(frozen=True, slots=True)
class NoticeDate:
    """A day with its role (document, entry into force, application, end of validity, …) and the publisher's comment."""

    role: str
    day: date
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """A link to another work: `kind` (amends, based on, corrects, repeals, consolidates, produces) and its CELEX.

    `target` is the CELEX where the notice gives one, else the first identifier (a treaty, an ELI).
    """

    kind: str
    target: str
    celex: bool


@dataclass(frozen=True, slots=True)
class Work:
    """One work of a notice; what the notice does not say is "", None or empty.

    `titles` are (language, title) pairs, sorted; `implausible` are day values that no act can have (1001-01-01).
    """

    celex: str
    cellar: str
    eli: str
    resource_type: str
    in_force: bool | None
    dates: tuple[NoticeDate, ...]
    titles: tuple[tuple[str, str], ...]
    relations: tuple[Relation, ...]
    journal: str
    implausible: tuple[str, ...] = ()

    def title(self, language: str = "en") -> str:
        """Return the title in that language, or ""."""
        return next((title for known, title in self.titles if known == language), "")

    def days(self, role: str) -> tuple[date, ...]:
        """Return the days of that role, sorted."""
        return tuple(sorted(one.day for one in self.dates if one.role == role))


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice: `kind` tree, branch or object; `work` its own subject (None for a dossier); `works` all, in order."""

    kind: str
    work: Work | None
    works: tuple[Work, ...]
    procedure: str = ""
    relations: tuple[Relation, ...] = field(default=())


def read_notice(data: bytes) -> Notice:
    """Return the notice in `data`; raises ReadError, with the reason, when it is none."""
    reason = refusal(data, "xml")
    if reason:
        raise ReadError(reason)
    root = parse(data)
    if root.tag != "NOTICE":
        raise ReadError(f"root element {root.tag} where a CELLAR notice was expected")
    own = root.first("WORK")
    works = [_work(holder, work) for holder, work in _holders(root)]
    if not works:
        raise ReadError("no work in the CELLAR notice")
    dossier = root.first("DOSSIER")
    procedure = _identifier(dossier, "procedure") if dossier else ""
    relations = _relations(dossier) if dossier else ()
    return Notice(root.attributes.get("type", ""), works[0] if own else None, tuple(works), procedure, relations)


def _holders(root: Node) -> Iterator[tuple[Node, Node]]:
    """Yield each element that holds a work beside its expressions, and the work."""
    for node in root.walk():
        work = node.first("WORK") if node.tag in ("NOTICE", "EMBEDDED_NOTICE") else None
        if work is not None and (node.tag == "NOTICE" or _value(work, "WORK_HAS_RESOURCE-TYPE", "IDENTIFIER")):
            yield node, work


def _work(holder: Node, work: Node) -> Work:
    dates, implausible = _dates(work)
    in_force = _value(work, "RESOURCE_LEGAL_IN-FORCE", "VALUE").lower()
    journal = work.first("RESOURCE_LEGAL_PUBLISHED_IN_OFFICIAL-JOURNAL")
    return Work(
        next((found for name in _CELEX_NAMES if (found := _value(work, name, "VALUE"))), "")
        or _identifier(work, "celex"),
        _identifier(work, "cellar"),
        _value(work, "RESOURCE_LEGAL_ELI", "VALUE") or _identifier(work, "eli"),
        _value(work, "WORK_HAS_RESOURCE-TYPE", "IDENTIFIER"),
        {"true": True, "1": True, "false": False, "0": False}.get(in_force),
        tuple(sorted(dates, key=lambda one: (one.day, one.role, one.comment))),
        tuple(sorted(set(_titles(holder)))),
        _relations(work),
        _identifier(journal, "oj") if journal else _identifier(work, "oj"),
        tuple(implausible),
    )


def _value(node: Node, name: str, inner: str) -> str:
    holder = node.first(name)
    if holder is None:
        return ""
    found = holder.first(inner)
    if found is None and inner == "IDENTIFIER":
        uri = holder.first("URI")
        found = uri.first("IDENTIFIER") if uri else None
    return found.text() if found else ""


def _identifiers(node: Node) -> Iterator[tuple[str, str]]:
    """Yield (type, identifier) of the element's own URI and of those said to be the same."""
    for holder in (node, *node.elements("SAMEAS")):
        for uri in holder.elements("URI"):
            kind, identifier = uri.first("TYPE"), uri.first("IDENTIFIER")
            if kind is not None and identifier is not None:
                yield kind.text(), identifier.text()


def _identifier(node: Node, kind: str) -> str:
    return next((identifier for known, identifier in _identifiers(node) if known == kind), "")


def _relations(node: Node) -> tuple[Relation, ...]:
    found: set[tuple[str, str, bool]] = set()
    for child in node.elements(*_RELATIONS):
        celex = _identifier(child, "celex")
        target = celex or next((identifier for _, identifier in _identifiers(child)), "")
        if target:
            found.add((_RELATIONS[child.tag], target, bool(celex)))
    return tuple(Relation(*one) for one in sorted(found))


def _titles(holder: Node) -> Iterator[tuple[str, str]]:
    for expression in holder.elements("EXPRESSION"):
        for title in expression.elements("EXPRESSION_TITLE"):
            words, language = title.first("VALUE"), title.first("LANG")
            if words is not None:
                yield (language.text() if language else ""), words.text()


def _dates(work: Node) -> tuple[list[NoticeDate], list[str]]:
    found: list[NoticeDate] = []
    implausible: list[str] = []
    for child in work.elements(*_DATES):
        value = _day_text(child)
        try:
            day = date.fromisoformat(value)
        except ValueError:
            implausible.append(value)
            continue
        if not _EARLIEST <= day.year <= _LATEST:
            implausible.append(value)
            continue
        found += _roles(child, day)
    return found, implausible


def _roles(node: Node, day: date) -> Iterator[NoticeDate]:
    annotations = list(node.elements("ANNOTATION"))
    if not annotations:
        yield NoticeDate(_DATES[node.tag], day)
    for annotation in annotations:
        kind, comment = annotation.first("TYPE_OF_DATE"), annotation.first("COMMENT_ON_DATE")
        code = _CODE.match(kind.text()) if kind else None
        role = _ANNOTATED.get(code[1] if code else "", _DATES[node.tag])
        yield NoticeDate(role, day, comment.text() if comment else "")


def _day_text(node: Node) -> str:
    value = node.first("VALUE")
    if value is not None:
        return value.text()
    parts = [node.first(name) for name in ("YEAR", "MONTH", "DAY")]
    return "-".join(part.text() for part in parts if part is not None)
