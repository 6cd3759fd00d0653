"""Listed parties as the screening list gives them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ListedParty:
    """One row of a list of parties.

    `list` is the list's short code (EL, SDN, …), `list_name` its name as published. `countries` are ISO 3166-1
    alpha-2 codes of the addresses, sorted; `citation` is the notice as written, `citations` its (volume, page) pairs in
    the order of the text. `start` and `end` are None where the list does not say. What a requirement or policy means
    is not judged here: both are the publisher's words.
    """

    id: str
    list: str
    list_name: str
    name: str
    aliases: tuple[str, ...]
    countries: tuple[str, ...]
    citation: str
    citations: tuple[tuple[int, int], ...]
    licence_requirement: str
    licence_policy: str
    start: date | None
    end: date | None
    source_url: str
    entity_number: str
    type: str
    programs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a list that was not understood; `row` counts the list's rows from 1, 0 is the whole file."""

    row: int
    field: str
    value: str
    problem: str
