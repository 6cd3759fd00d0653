"""A licence determination on the screen and as plain data."""

from typing import Any

from regulation.licensing.model import (
    Axes,
    Case,
    Determination,
    Eligibility,
    ExceptionAnswer,
    Quote,
    Requirement,
    Step,
)
from ruletrace.cli.common import cut
from ruletrace.cli.screen import out

SHOWN = 400  # characters of a quote on the screen; --json gives all


def print_answer(case: Case, found: Determination) -> None:
    """Print a determination step by step."""
    _say(f"{case.code or case.eu_code} to {case.ship_to} on {case.on}: {found.result.upper()}")
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


def row(found: Determination) -> dict[str, Any]:
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
