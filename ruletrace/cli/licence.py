"""Whether a transaction needs a licence: the steps that are modelled, with their words, and all that is not checked."""

import difflib
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic_core import PydanticCustomError

from company import codes
from regulation.licensing.determine import determine, questions
from regulation.licensing.model import (
    Axes,
    Case,
    Determination,
    Eligibility,
    ExceptionAnswer,
    Party,
    Quote,
    Requirement,
    Step,
)
from ruletrace.cli.common import Json, cut, folder
from ruletrace.cli.screen import fail, json_line, out
from ruletrace.pipeline.licences import law

app = typer.Typer()
SHOWN = 400  # characters of a quote on the screen; --json gives all
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


@app.command("licence")
def licence_command(
    code: Annotated[str, typer.Argument(help="US classification with its paragraph (3A090.a.1), or EAR99.")],
    ship_to: Annotated[str, typer.Argument(metavar="DESTINATION", help="ISO 3166-1 alpha-2 code, such as CN.")],
    on: Annotated[datetime, typer.Option("--on", formats=["%Y-%m-%d"], help="The day of law.")],
    ship_from: Annotated[str, typer.Option(help="Country that the item leaves (ISO 3166-1 alpha-2).")] = "",
    end_user_hq: Annotated[str, typer.Option(help="Country of the end user's headquarters.")] = "",
    ultimate_parent: Annotated[str, typer.Option(help="Country of its ultimate parent's headquarters.")] = "",
    datacenter: Annotated[str, typer.Option(help="Designed or marketed for use in datacenters: yes or no.")] = "",
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
    own, others = _known(given)
    with folder() as context:
        held = law(context)
        case = _case(code, ship_to, on.date(), own, end_user_hq, ultimate_parent)
        found = determine(case, held)
        if others:
            own |= _asked(others, found)
            case = _case(code, ship_to, on.date(), own, end_user_hq, ultimate_parent)
            found = determine(case, held)
    if as_json:
        json_line(_row(found))
    else:
        _print(case, found)


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


def _case(code: str, ship_to: str, on: date, given: dict[str, Any], hq: str, parent: str) -> Case:
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
        headquarters=_checked(codes.country, "--end-user-hq", hq) if hq else "",
        ultimate_parent=_checked(codes.country, "--ultimate-parent", parent) if parent else "",
    )
    return Case(
        on,
        code=_checked(codes.classification, "the code", code),
        ship_to=_checked(codes.country, "the destination", ship_to),
        parties=(party,) if hq or parent else (),
        value=values.pop("value", None),
        answers=answers,
        values=values,
        **texts,
    )


def _known(given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the facts whose names are known as these are written in the rules, and the others."""
    known = _folded((*questions(), *_PLACES, *_TEXTS, *_NUMBERS, DATACENTER, "value"))
    own = {known[_fold(name)]: value for name, value in given.items() if _fold(name) in known}
    return own, {name: value for name, value in given.items() if _fold(name) not in known}


def _asked(others: Mapping[str, Any], found: Determination) -> dict[str, Any]:
    """Return further facts by the words in which this determination asks for them; a fact that none asks is refused."""
    missing = _folded(found.missing)
    for name in others:
        if _fold(name) not in missing:
            known = _folded((*questions(), *_PLACES, *_TEXTS, *_NUMBERS, DATACENTER, *found.missing))
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


def _print(case: Case, found: Determination) -> None:
    _say(f"{case.code} to {case.ship_to} on {case.on}: {found.result.upper()}")
    if len({found.axes.codified, found.axes.operative, found.axes.enforced}) > 1:
        axes = found.axes
        _say(f"codified: {axes.codified}; operative: {axes.operative}; enforced: {axes.enforced}")
    for step in found.steps:
        _say(f"\n{step.name}: {step.found}{f' ({step.not_modelled})' if step.not_modelled else ''}")
        for required in step.requirements:
            _say(f"  {_holds(required)} {required.reason}, {required.basis}")
            for quote in required.quotes:
                _say(f"    “{cut(quote.words, SHOWN)}” ({quote.citation}, text of {quote.text_of})")
        for exception in step.exceptions:
            if exception.status is not Eligibility.NOT:
                _say(f"  {exception.symbol}: {exception.status} ({exception.citation}) {exception.why}")
                for condition in exception.conditions:
                    _say(f"    condition: {cut(condition, SHOWN)}")
        if barred := [one.symbol for one in step.exceptions if one.status is Eligibility.NOT]:
            _say(f"  not: {', '.join(barred)} (why: --json)")
    if found.review_policy:
        _say(f"\nreview policy of an application: {found.review_policy}")
    for title, lines in (("missing", found.missing), ("not checked", found.not_checked), ("remarks", found.remarks)):
        if lines:
            _say(f"\n{title}:")
            for line in lines:
                _say(f"  {cut(line, SHOWN)}")


def _holds(one: Requirement) -> str:
    state = {True: "required:", False: "not required:", None: "open:"}[one.holds]
    return state if one.operative else f"stayed, {state}"


def _say(line: str) -> None:
    out.print(line, markup=False, soft_wrap=True)


def _row(found: Determination) -> dict[str, Any]:
    """Return the determination as plain data; each axis is given where it differs from the result."""
    return {
        "result": found.result,
        "requirements": [_requirement(one) for one in found.requirements],
        "exceptions": [_exception(one) for one in found.exceptions],
        "review_policy": found.review_policy,
        "not_checked": list(found.not_checked),
        "missing": list(found.missing),
        "axes": _axes(found.axes),
        "steps": [_step(one) for one in found.steps],
        "remarks": list(found.remarks),
    }


def _axes(axes: Axes) -> dict[str, str | None]:
    named = {"codified": axes.codified, "operative": axes.operative, "enforced": axes.enforced}
    return {name: one.value if one is not axes.operative else None for name, one in named.items()}


def _requirement(one: Requirement) -> dict[str, Any]:
    held = {True: "yes", False: "no", None: "depends"}[one.holds]
    return {
        "reason": one.reason,
        "basis": one.basis,
        "quote": " ".join(quote.words for quote in one.quotes),
        "holds": held,
        "needs": list(one.needs),
        "operative": one.operative,
        "enforced": one.enforced,
        "review": one.review,
    }


def _exception(one: ExceptionAnswer) -> dict[str, Any]:
    return {
        "symbol": one.symbol,
        "status": one.status,
        "citation": one.citation,
        "why": one.why,
        "needs": list(one.needs),
        "conditions": list(one.conditions),
        "overcomes": list(one.overcomes),
    }


def _step(one: Step) -> dict[str, Any]:
    return {
        "name": one.name,
        "found": one.found,
        "not_modelled": one.not_modelled,
        "quotes": [_quote(quote) for quote in one.quotes],
    }


def _quote(one: Quote) -> dict[str, str]:
    return {"citation": one.citation, "words": one.words, "text_of": str(one.text_of), "remark": one.remark}
