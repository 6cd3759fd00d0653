"""A document's facts in the form of the labelling guide (tests/gold): one value or list a field."""

import re
from collections.abc import Iterable
from typing import Any

from nlp.guide import mapped
from ruletrace.model import Fact

PARTY_ROLES = ("added", "revised", "removed")
_CODE_RANK = {"added": 0, "removed": 1, "revised": 2, "mentioned": 3}
DESTINATION_ROLES = frozenset({"listing", "destination", "embargoed_region"})
EAR_PARTS = range(730, 775)


def summary(facts: Iterable[Fact]) -> dict[str, Any]:
    """Return the guide's fields for `facts`; what was not found is null or an empty list.

    Keys: document_number, relevant, kind, topics, control_codes, parties, party_names, destinations, dates, refers_to,
    cfr_parts, licence_exceptions, thresholds.
    """
    known = list(facts)
    return {
        "document_number": next((f.value for f in known if f.kind == "document_number" and f.role == "self"), None),
        "relevant": any(f.kind == "relevance" and f.value == "true" for f in known),
        "kind": next((f.value for f in known if f.kind == "document_kind"), "other"),
        "topics": _values(known, "topic"),
        "control_codes": _control_codes(known),
        "parties": _parties(known),
        "party_names": _party_names(known),
        "destinations": sorted({f.value for f in known if f.kind == "destination" and f.role in DESTINATION_ROLES}),
        "dates": _dates(known),
        "refers_to": _refers_to(known),
        "cfr_parts": _cfr_parts(known),
        "licence_exceptions": _values(known, "licence_exception"),
        "thresholds": [f.quote for f in known if f.kind == "threshold"],
    }


def _values(facts: list[Fact], kind: str) -> list[str]:
    return sorted({fact.value for fact in facts if fact.kind == kind})


def _party_names(facts: list[Fact]) -> list[str]:
    """Return each name once, as the later text writes it: titles print every word with a capital."""
    names = {fact.value.casefold(): fact.value for fact in facts if fact.kind == "party_name"}
    return sorted(names.values())


def _control_codes(facts: list[Fact]) -> list[dict[str, str]]:
    """Return each code once, with the strongest thing that is done to it."""
    best: dict[str, str] = {}
    for fact in facts:
        if fact.kind == "control_code":
            known = best.get(fact.value, "mentioned")
            best[fact.value] = min(known, fact.role, key=lambda role: _CODE_RANK[role])
    return [{"code": code, "action": best[code]} for code in sorted(best)]


def _parties(facts: list[Fact]) -> dict[str, int | None]:
    """Return the sums of the counts stated for each role, null where none is stated."""
    sums: dict[str, int | None] = dict.fromkeys(PARTY_ROLES)
    for fact in facts:
        if fact.kind == "party_count":
            sums[fact.role] = (sums[fact.role] or 0) + int(fact.value)
    return sums


def _dates(facts: list[Fact]) -> list[dict[str, str]]:
    """Return absolute dates with the guide's roles; a date that has a role is not repeated as "other"."""
    pairs = {
        (fact.value, mapped("documents", "date", fact.role))
        for fact in facts
        if fact.kind == "date" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", fact.value)
    }
    told = {value for value, role in pairs if role != "other"}
    return [{"date": value, "role": role} for value, role in sorted(pairs) if role != "other" or value not in told]


def _refers_to(facts: list[Fact]) -> list[dict[str, str | None]]:
    """Return the documents acted on: by number where only that is stated, else by day; both null for a title."""
    told = {
        (fact.value if detail.get("by") == "number" else "", detail.get("date", ""), fact.role)
        for fact in facts
        if fact.kind == "relation"
        for detail in (dict(fact.detail),)
    }
    return [
        {"date": day or None, "document_number": number or None, "relation": relation}
        for number, day, relation in sorted(told, key=lambda row: (row[1], row[0], row[2]))
    ]


def _cfr_parts(facts: list[Fact]) -> list[str]:
    """Return parts and sections of the EAR without paragraphs; the whole range 730-774 names no part."""
    found = set()
    for fact in facts:
        detail = dict(fact.detail)
        if fact.kind != "cfr_citation" or fact.role == "quoted_error" or detail.get("title") != "15":
            continue
        value = detail["part"] if detail["level"] == "supplement" else fact.value
        name = re.match(r"\d{3}(?:\.\d+)?(?!\d|-)", value)
        if name and int(name.group()[:3]) in EAR_PARTS:
            found.add(name.group())
    return sorted(found)
