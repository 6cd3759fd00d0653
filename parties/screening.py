"""The Consolidated Screening List (trade.gov), in its official JSON and CSV forms, read strictly.

Every field is taken out of its row; what is left over is reported once. Dates and places of birth, citizenships,
nationalities and remarks are taken out and not kept: screening organisations needs no personal data.
"""

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from countryguess import CountryData  # type: ignore[attr-defined]

from parties import citations
from parties.model import ListedParty, Problem
from ruletrace.model import canonical, stable_id

Row = dict[str, Any]

UNUSED = frozenset(
    {"_id", "id", "ids", "title", "standard_order", "remarks", "source_information_url"}
    | {"call_sign", "vessel_type", "gross_tonnage", "gross_registered_tonnage", "vessel_flag", "vessel_owner"}
    | {"citizenships", "dates_of_birth", "nationalities", "places_of_birth"}
)
NEEDED = frozenset({"source", "name"})
_ADDRESS_KEYS = frozenset({"address", "city", "state", "postal_code", "country"})
_COUNTRY_AT_END = re.compile(r"(?:^|, )([A-Z]{2})$")
_QUOTED_AT_MOST = 120
_REPEATED = "row repeated, kept once"
_SAME_IDENTITY = "same list, name and first notice as another row, both kept"


class ScreeningError(Exception):
    """The answer is not a screening list: truncated, another format, or without its columns."""


@dataclass(slots=True)
class _Notes:
    problems: list[Problem] = field(default_factory=list)
    leftovers: dict[str, int] = field(default_factory=dict)

    def add(self, row: int, name: str, value: str, problem: str) -> None:
        self.problems.append(Problem(row, name, value[:_QUOTED_AT_MOST], problem))


def read(body: bytes) -> tuple[list[ListedParty], list[Problem]]:
    """Return the parties in the order of the list, and what was not understood.

    A row that cannot be read is a problem and the rest goes on; raises ScreeningError when the whole is no such list.
    """
    notes = _Notes()
    rows = _rows(body, notes)
    found: list[tuple[int, ListedParty]] = []
    for number, row in enumerate(rows, start=1):
        party = _party(number, row, notes) if isinstance(row, dict) else None
        if party is None:
            notes.add(number, "", canonical(row), "not a party: source or name is missing")
        else:
            found.append((number, party))
    for name, number in sorted(notes.leftovers.items()):
        notes.add(number, name, "", "unknown field, first met here")
    return _distinct(found, notes), notes.problems


def _rows(body: bytes, notes: _Notes) -> list[Any]:
    text = body.decode("utf-8-sig", "replace")
    if "\ufffd" in text:
        notes.add(0, "", "", "bytes that are not UTF-8 were read as replacement characters")
    start = text.lstrip()[:1]
    if start == "{":
        return _json_rows(text, notes)
    if start in {"<", ""}:
        raise ScreeningError("not a screening list: HTML or an empty body")
    return _csv_rows(text)


def _json_rows(text: str, notes: _Notes) -> list[Any]:
    try:
        envelope: Row = json.loads(text)
    except json.JSONDecodeError as error:
        raise ScreeningError(f"truncated or corrupt JSON at character {error.pos}: {error.msg}") from error
    except RecursionError as error:
        raise ScreeningError("JSON nested too deeply for a screening list") from error
    rows = envelope.pop("results", None)
    if not isinstance(rows, list):
        raise ScreeningError("not a screening list: no list named results")
    notes.leftovers.update(dict.fromkeys((f"/{name}" for name in envelope), 0))
    return rows


def _csv_rows(text: str) -> list[Any]:
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", strict=True)
    try:
        missing = NEEDED - set(reader.fieldnames or ())
        if missing:
            raise ScreeningError(f"not a screening list: no column {', '.join(sorted(missing))}")
        return [_lists_apart(row) for row in reader]
    except csv.Error as error:
        raise ScreeningError(f"corrupt CSV near line {reader.line_num}: {error}") from error


def _lists_apart(row: Row) -> Row:
    # The CSV form joins lists by "; ".
    for name in ("programs", "alt_names", "addresses"):
        row[name] = [part for part in (row.get(name) or "").split("; ") if part]
    row["addresses"] = [{"country": found[1]} for part in row["addresses"] if (found := _COUNTRY_AT_END.search(part))]
    return row


def _party(number: int, row: Row, notes: _Notes) -> ListedParty | None:
    # In the order of the official columns; each is taken out, so that what is new shows up as left over.
    if not all(row.get(needed) for needed in NEEDED):
        return None
    source, name = _text(row, "source"), _text(row, "name")
    code, notice, entity_number = (
        _code(number, source, notes),
        _text(row, "federal_register_notice"),
        _text(row, "entity_number"),
    )
    party = ListedParty(
        id=_id(code, name, notice, entity_number),
        list=code,
        list_name=source,
        name=name,
        aliases=_texts(number, row, "alt_names", notes),
        countries=_countries(number, row, notes),
        citation=notice,
        citations=_citations(number, notice, notes),
        licence_requirement=_text(row, "license_requirement"),
        licence_policy=_text(row, "license_policy"),
        start=_day(number, row, "start_date", notes),
        end=_day(number, row, "end_date", notes),
        source_url=_text(row, "source_list_url"),
        entity_number=entity_number,
        type=_text(row, "type"),
        programs=_texts(number, row, "programs", notes),
    )
    for left in row.keys() - UNUSED:
        notes.leftovers.setdefault(left or "cells beyond the header", number)
    return party


def _id(code: str, name: str, notice: str, entity_number: str) -> str:
    """Return an id from the fewest fields that the publisher will not change.

    The publisher's own `id` will not do: one row of 2023 has another in 2026 though only two links differ. Treasury
    rows have an entity number of their own. The others have only a name, and one name may be listed by several
    orders: the first notice cited tells them apart and stays first when later notices are added behind it.
    """
    if entity_number:
        return stable_id("party", code, entity_number)
    cited = citations.parse(notice)
    return stable_id("party", code, " ".join(name.split()), str(cited[0]) if cited else notice)


def _distinct(parties: list[tuple[int, ListedParty]], notes: _Notes) -> list[ListedParty]:
    """Return the parties with an id each: repeated rows once, different rows of one identity told apart by content.

    Of such rows the one that sorts first keeps the plain id, so the order of the list does not matter.
    """
    same: dict[str, list[tuple[int, ListedParty]]] = {}
    for number, party in parties:
        same.setdefault(party.id, []).append((number, party))
    ids: dict[int, str] = {}
    for group in (group for group in same.values() if len(group) > 1):
        ids.update(_told_apart(group, notes))
    kept = ((party, ids.get(number, party.id)) for number, party in parties)
    return [replace(party, id=own) for party, own in kept if own]


def _told_apart(group: list[tuple[int, ListedParty]], notes: _Notes) -> dict[int, str]:
    ids: dict[int, str] = {}
    seen: set[str] = set()
    for number, party in sorted(group, key=lambda item: (_content(item[1]), item[0])):
        content = _content(party)
        repeated = content in seen
        ids[number] = "" if repeated else stable_id("party", party.id, content) if seen else party.id
        if seen:
            notes.add(number, "name", party.name, _REPEATED if repeated else _SAME_IDENTITY)
        seen.add(content)
    return ids


def _content(party: ListedParty) -> str:
    words = [party.citation, party.licence_requirement, party.licence_policy, str(party.start), str(party.end)]
    return canonical([*words, party.countries, party.aliases])


def _text(row: Row, name: str) -> str:
    value = row.pop(name, None)
    return "" if value is None else str(value).strip()


def _list(number: int, row: Row, name: str, kind: type, notes: _Notes) -> list[Any]:
    values = row.pop(name, None) or []
    if isinstance(values, list) and all(isinstance(value, kind) for value in values):
        return values
    notes.add(number, name, canonical(values), f"not a list of {kind.__name__}: left out")
    return []


def _texts(number: int, row: Row, name: str, notes: _Notes) -> tuple[str, ...]:
    values = (value.strip() for value in _list(number, row, name, str, notes))
    return tuple(dict.fromkeys(value for value in values if value))


def _code(number: int, source: str, notes: _Notes) -> str:
    code = _codes().get(source)
    if code is None:
        notes.add(number, "source", source, "unknown list: kept under its full name")
    return code or source


def _citations(number: int, notice: str, notes: _Notes) -> tuple[tuple[int, int], ...]:
    if rest := citations.not_understood(notice):
        notes.add(number, "federal_register_notice", notice, f"not understood: {rest}")
    return tuple((cited.volume, cited.page) for cited in citations.parse(notice))


def _day(number: int, row: Row, name: str, notes: _Notes) -> date | None:
    text = _text(row, name)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        notes.add(number, name, text, "not a date YYYY-MM-DD")
        return None


def _countries(number: int, row: Row, notes: _Notes) -> tuple[str, ...]:
    found: set[str] = set()
    for address in _list(number, row, "addresses", dict, notes):
        country = str(address.get("country") or "").strip()
        code = country if country in _iso2() else _country_names().get(country, "")
        if country and not code:
            notes.add(number, "addresses/country", country, "not a country code: left out")
        found.add(code)
        for left in address.keys() - _ADDRESS_KEYS:
            notes.leftovers.setdefault(f"addresses/{left}", number)
    return tuple(sorted(found - {""}))


@lru_cache
def _held() -> Mapping[str, Any]:
    held: dict[str, Any] = yaml.safe_load(files("parties").joinpath("lists.yaml").read_text("utf-8"))
    return held


@lru_cache
def _codes() -> Mapping[str, str]:
    return {entry["source"]: entry["code"] for entry in _held()["lists"]}


@lru_cache
def _country_names() -> Mapping[str, str]:
    names: dict[str, str] = _held()["countries"]
    return names


@lru_cache
def _iso2() -> frozenset[str]:
    data = CountryData()
    return frozenset(data.codes_iso2) - {""}
