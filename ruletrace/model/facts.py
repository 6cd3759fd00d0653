"""A fact that a document states, with the words that state it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """One stated fact; `start`/`end` and the sentence are character offsets in the structured text.

    `kind` is one of control_code, date, cfr_citation, fr_citation, document_number, destination, country_group,
    licence_exception, threshold, party_count, party_name, action, document_kind, relevance, topic, relation (value: the
    date or number of the other document; role: corrects, delays, …).
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
