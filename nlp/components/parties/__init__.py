"""Parties of list changes: counts, countries, names with aliases and addresses, what is required of them."""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from nlp.components.parties.countries import countries
from nlp.components.parties.counts import counts
from nlp.components.parties.lists import on_a_list
from nlp.components.parties.names import company_names, without
from nlp.components.parties.prose import listed
from nlp.components.parties.provisions import named_in_regulation
from nlp.components.parties.requirements import requirements
from nlp.components.parties.statements import changed
from nlp.finds import Find, Notes, notes_of, record

NAME, VERSION = "parties", "6"


@Language.component("ruletrace_parties")
def parties(doc: Doc) -> Doc:
    """Write party counts, names and what goes with them."""
    return record(doc, NAME, find(notes_of(doc)))


def find(notes: Notes) -> Iterator[Find]:
    """Yield what a text says of listed parties; rows of an official table are not read here.

    `party_count` (role added, revised, removed), `party_country` (a heading country, detail `count`), `party_name`
    (role added, revised, removed, named; detail country, list), `party_alias` and `party_address` (detail `name`,
    the party's), `party_licence_requirement`, `party_review_policy` (role of the policy) and `party_footnote` (a
    designation). Reads the finds of destinations and policy.
    """
    yield from named_in_regulation(notes)
    items = list(listed(notes))
    items += without(changed(notes), items) if on_a_list(notes) else []
    yield from items
    names = company_names(notes, items)
    yield from names
    found = counts(notes, [*names, *(find for find in items if find.kind == "party_name")])
    yield from found
    if on_a_list(notes):
        yield from countries(notes, found)
        yield from requirements(notes)
