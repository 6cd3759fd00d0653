"""Whether a transaction needs a licence: the steps that are modelled, with their words, and all that is not checked."""

import difflib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic_core import PydanticCustomError

from company import codes
from regulation.licensing import determine, eu
from regulation.licensing.law import Law
from regulation.licensing.model import Case, Determination, Party
from ruletrace.cli.common import Json, folder
from ruletrace.cli.licence_print import print_answer, row
from ruletrace.cli.screen import fail, json_line
from ruletrace.pipeline.licences import law

app = typer.Typer()
MAX_FACTS = 1_000_000
MAX_DIGITS = 30
DATACENTER = "datacenter"  # the import's field; its question is "designed or marketed for use in datacenters"
_PLACES = ("origin", "ship_from")
_TEXTS = ("kind", "activity", "role", "end_use", "currency", "eu_code")
_WHOLE = Decimal(100)
_NUMBERS = (
    "us_content_percent",
    "tpp",
    "die_area_mm2",
    "performance_density",
    "memory_bandwidth_gb_s",
    "link_bandwidth_gb_s",
)
_ANSWERS = {"yes": True, "no": False, True: True, False: False}


class Regime(StrEnum):
    """Whose law is asked."""

    US = "US"
    EU = "EU"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command asks of a regime, on which day, for which code and destination."""

    regime: Regime
    code: str
    ship_to: str
    on: date
    hq: str
    parent: str

    def determined(self, given: dict[str, Any], held: Law) -> tuple[Case, Determination]:
        """Return the case that the facts make, and its determination."""
        case = _case(self, given)
        return case, (determine.determine if self.regime is Regime.US else eu.determine_eu)(case, held)

    def questions(self) -> tuple[str, ...]:
        """Return the facts that the regime asks for in its rules' own words."""
        return (determine.questions if self.regime is Regime.US else eu.questions)()


@app.command("licence")
def licence_command(
    code: Annotated[
        str, typer.Argument(help="Classification with its paragraph (3A090.a.1); EAR99, or 'not listed' (EU).")
    ],
    ship_to: Annotated[str, typer.Argument(metavar="DESTINATION", help="ISO 3166-1 alpha-2 code, such as CN.")],
    on: Annotated[datetime, typer.Option("--on", formats=["%Y-%m-%d"], help="The day of law.")],
    ship_from: Annotated[str, typer.Option(help="Country that the item leaves (ISO 3166-1 alpha-2).")] = "",
    end_user_hq: Annotated[str, typer.Option(help="Country of the end user's headquarters.")] = "",
    ultimate_parent: Annotated[str, typer.Option(help="Country of its ultimate parent's headquarters.")] = "",
    datacenter: Annotated[str, typer.Option(help="Designed or marketed for use in datacenters: yes or no.")] = "",
    regime: Annotated[Regime, typer.Option(help="Whose law: the code is that of its list (EU: Annex I).")] = Regime.US,
    facts: Annotated[
        Path | None,
        typer.Option(help="JSON object: field names of the import, and facts in the rules' words with yes or no."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Tell what the law held requires of a transaction on a day, step by step, and what was not checked.

    It proposes nothing and clears nothing: *no requirement found* is no permission.
    """
    given = _read(facts)
    for name, value in (("ship_from", ship_from), (DATACENTER, datacenter)):
        if value:
            given[name] = value
    asked = Asked(regime, code, ship_to, on.date(), end_user_hq, ultimate_parent)
    own, others = _known(given, asked)
    with folder() as context:
        held = law(context)
        case, found = asked.determined(own, held)
        if others:
            own |= _further(others, asked, found)
            case, found = asked.determined(own, held)
    if as_json:
        json_line(row(found))
    else:
        print_answer(case, found)


def _read(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        data = path.read_bytes()
        held = json.loads(data) if len(data) <= MAX_FACTS else None
    except (OSError, ValueError) as error:
        raise fail(f"{path}: {error}") from None
    if not isinstance(held, dict):
        raise fail(f"{path}: not a JSON object of facts (at most {MAX_FACTS:,} bytes)")
    return held


def _case(asked: Asked, given: dict[str, Any]) -> Case:
    answers: dict[str, bool] = {}
    values: dict[str, Decimal] = {}
    texts: dict[str, str] = {}
    for name, value in given.items():
        if value in ("unknown", "", None):
            continue
        if name in _PLACES:
            texts[name] = _checked(codes.country, name, value)
        elif name in _TEXTS:
            texts[name] = str(value)
        elif name in (*_NUMBERS, "value"):
            values[name] = _number(name, value)
        elif isinstance(value, str | bool) and value in _ANSWERS:
            answers[name] = _ANSWERS[value]
        else:
            values[name] = _number(name, value)
    party = Party(
        "end user",
        headquarters=_checked(codes.country, "--end-user-hq", asked.hq) if asked.hq else "",
        ultimate_parent=_checked(codes.country, "--ultimate-parent", asked.parent) if asked.parent else "",
    )
    us = asked.regime is Regime.US
    own, check = ("code", codes.classification) if us else ("eu_code", codes.annex_classification)
    code = _checked(check, "the code", asked.code)
    if texts.get(own, code) != code:
        raise fail(f"fact {own}: {texts[own]!r} is not the code asked about, {code}")
    texts[own] = code
    return Case(
        asked.on,
        ship_to=_checked(codes.country, "the destination", asked.ship_to),
        parties=(party,) if asked.hq or asked.parent else (),
        value=values.pop("value", None),
        answers=answers,
        values=values,
        **texts,
    )


def _known(given: Mapping[str, Any], asked: Asked) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the facts whose names are known as these are written in the rules, and the others."""
    known = _folded((*asked.questions(), *_PLACES, *_TEXTS, *_NUMBERS, DATACENTER, "value"))
    own = {known[_fold(name)]: value for name, value in given.items() if _fold(name) in known}
    return own, {name: value for name, value in given.items() if _fold(name) not in known}


def _further(others: Mapping[str, Any], asked: Asked, found: Determination) -> dict[str, Any]:
    """Return further facts by the words in which this determination asks for them; a fact that none asks is refused."""
    missing = _folded(found.missing)
    for name in others:
        if _fold(name) not in missing:
            known = _folded((*asked.questions(), *_PLACES, *_TEXTS, *_NUMBERS, DATACENTER, *found.missing))
            near = difflib.get_close_matches(_fold(name), known, 1, 0.6)
            hint = f"; did you mean {known[near[0]]!r}?" if near else ""
            raise fail(f"fact {name!r} is asked by no rule and is no field of the import{hint}")
    return {missing[_fold(name)]: value for name, value in others.items()}


def _folded(names: Iterable[str]) -> dict[str, str]:
    return {_fold(name): name for name in names}


def _fold(name: str) -> str:
    return " ".join(name.lower().split())


def _checked(check: Callable[[str], str], name: str, value: object) -> str:
    try:
        return check(str(value).strip())
    except PydanticCustomError as error:
        raise fail(f"{name}: {value!r}: {error.message()}") from None


def _number(name: str, value: object) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise fail(f"fact {name}: {value!r} is no number, nor yes, no or unknown") from None
    if not number.is_finite() or number < 0 or number.adjusted() > MAX_DIGITS:
        raise fail(f"fact {name}: {value!r} is no number of 0 or more")
    if name == "us_content_percent" and number > _WHOLE:
        raise fail(f"fact {name}: {value!r} is above 100 percent")
    return number
