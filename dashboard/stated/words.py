"""Kinds, roles and details of facts in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.schema import Fact
from ruletrace.model import DOUBTED


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds of facts that are shown together; `leads` says that a short group stands open."""

    title: str
    kinds: tuple[str, ...]
    leads: bool = False


# What a reader looks for first stands first; a kind that stands nowhere is shown under REST.
GROUPS = (
    Group(
        "Policy",
        ("licence_requirement", "no_licence_required", "review_policy", "condition", "general_licence",
         "savings_clause", "headquarters_test"),
        leads=True,
    ),
    Group("Destinations and Country Groups", ("destination", "country_group", "country_group_move"), leads=True),
    Group(
        "Parties",
        ("party_count", "party_name", "party_alias", "party_country", "party_address", "party_licence_requirement",
         "party_review_policy", "party_footnote"),
        leads=True,
    ),
    Group(
        "Control codes",
        ("control_code", "redesignation", "action", "reason_for_control", "chart_column", "unresolved_code"),
        leads=True,
    ),
    Group("Thresholds", ("threshold",), leads=True),
    Group("Licence exceptions", ("licence_exception",), leads=True),
    Group("Relations, in its words", ("relation", DOUBTED)),
    Group("Dates of other documents, or without a role", ("date",)),
    Group("Citations", ("cfr_citation", "fr_citation", "celex", "eli", "unresolved_citation"), leads=True),
    Group("Type and subject", ("document_kind", "topic", "relevance", "docket", "rin", "general_order")),
)  # fmt: skip
REST = Group("Other", ())

_DATES = {
    "effective": "takes effect",
    "compliance": "compliance date",
    "expiry": "ends or expires",
    "delayed_to": "another date is delayed to",
    "delayed_from": "is delayed from",
    "stay_from": "stayed or suspended from",
    "stay_until": "stayed or suspended until",
    "extended_to": "extended to",
    "comment_deadline": "comments close",
    "savings": "savings clause",
    "signed": "signed",
    "filed": "filed for public inspection",
    "published": "published",
    "refers_to_document": "date of another document",
    "refers_to_act": "date of an act or order",
    "other": "role not stated",
}
_LEARNED = {"date": "role", "document_kind": "kind"}
_ROLES = {
    "in": "headquartered there",
    "not in": "headquartered elsewhere",
    "listing": "under which parties are listed",
    "destination": "destination",
    "embargoed_region": "embargoed region",
    "old": "review policy before",
    "new": "review policy now",
    "quoted_error": "quoted as an error",
    "if_informed": "only who is informed",
}
_PLAIN = ("stated", "named", "no cue", "read", "self", "cited")
_DETAILS = {
    "basis": "how it is told:",
    "paired": "day and citation tied by their year alone:",
    "activities": "activities",
    "codes": "items",
    "reasons": "reasons for control",
    "destinations": "to",
    "excluded": "not to",
    "valid_from": "valid from",
    "valid_until": "valid until",
    "condition": "condition",
    "cut_off": "cut-off",
    "completion": "to be completed",
    "places": "places",
    "country": "country",
    "list": "list",
    "name": "of",
    "target": "of",
    "part": "part",
    "instructions": "by instructions",
    "except": "except",
    "doubt": "doubt",
}  # fmt: skip


def details(fact: Fact) -> Mapping[str, str]:
    """Return a fact's further pairs by name."""
    return dict(one.partition("=")[::2] for one in fact.detail)


def date_role(role: str) -> str:
    """Return what a date is for."""
    return _DATES.get(role, role.replace("_", " "))


def role_words(fact: Fact) -> str:
    """Return what a fact does, "" where its kind says it all."""
    if fact.kind == "date":
        return date_role(fact.role)
    if fact.role in _PLAIN or fact.role == fact.kind:
        return ""
    return _ROLES.get(fact.role, fact.role.replace("_", " "))


def remarks(fact: Fact) -> str:
    """Return a fact's details in words: to China; valid until 2025-12-31."""
    told = details(fact)
    said = [f"{words} {told[name]}" for name, words in _DETAILS.items() if told.get(name)]
    return "; ".join([*said, *([learned] if (learned := learned_words(fact)) else [])])


def learned_words(fact: Fact) -> str:
    """Return what of a fact the trained encoder gave or doubted, how sure that is, and what the rules read; "" if none.

    Only the encoder's answers carry a `share`.
    """
    told = details(fact)
    if not told.get("share"):
        return ""
    share = f"{float(told['share']):.0%}"
    if fact.kind == DOUBTED:
        return f"read by the rules, not followed: a trained component finds it {share} likely"
    what = _LEARNED.get(fact.kind, "relation")
    plain = (date_role(one) if fact.kind == "date" else one.replace("_", " ") for one in told["ruled"].split(", "))
    return f"{what} by a trained component, {share} sure; the rules read: {', '.join(plain)}"


def group_of(kind: str) -> Group:
    """Return the group in which facts of a kind are shown."""
    return next((one for one in GROUPS if kind in one.kinds), REST)


def value_words(fact: Fact) -> str:
    """Return what a fact says: its value, in words where the value is a code of ours."""
    told = details(fact)
    if fact.kind == "threshold":
        parts = (told.get("quantity", ""), told.get("comparator", ""), told.get("printed", ""), told.get("unit", ""))
        return " ".join(one for one in parts if one) if all(parts[1:3]) else fact.value
    if fact.kind == "destination":
        return f"{fact.quote} ({fact.value})"
    if fact.kind in ("party_count", "party_country"):
        return f"{fact.value}: “{fact.quote}”"
    if fact.kind == "relevance":
        return {"true": "on export control", "false": "not on export control"}.get(fact.value, fact.value)
    return fact.value.replace("_", " ") if fact.kind in ("document_kind", "topic", "action") else fact.value


def kind_words(kind: str) -> str:
    """Return what a kind of fact is called."""
    return kind.replace("cfr_citation", "CFR citation").replace("fr_citation", "FR citation").replace("_", " ")
