"""A fact that a document states, with the words that state it."""

from dataclasses import dataclass

DOUBTED = "doubted_relation"  # the kind of a relation that the trained encoder finds unlikely


@dataclass(frozen=True, slots=True)
class Fact:
    """One stated fact; `start`/`end` and the sentence are character offsets in the structured text.

    `kind` is one of: control_code, unresolved_code, redesignation, action, reason_for_control, chart_column, threshold
    (lists); document_kind, relevance, topic, document_number, docket, rin, celex, eli, general_order (identity); date,
    cfr_citation, unresolved_citation, fr_citation, relation (value: the other document's citation, number, date or
    title; role: corrects, delays, …), doubted_relation (a relation that the rules read and the trained encoder finds
    unlikely: nothing follows from it); destination, country_group, country_group_move, headquarters_test;
    licence_exception, licence_requirement, no_licence_required, review_policy, condition, general_licence,
    savings_clause (policy); party_count, party_country, party_name, party_alias, party_address,
    party_licence_requirement, party_review_policy, party_footnote.
    `value` is normalised (3A090.a.1, 2026-01-15, AE, D:5); `role` says what the fact does (effective, added, …);
    `component` and `version` name what found it; `detail` holds further pairs, sorted by name.
    """

    kind: str
    value: str
    role: str
    start: int
    end: int
    quote: str
    sentence_start: int
    sentence_end: int
    component: str
    version: str
    detail: tuple[tuple[str, str], ...] = ()
