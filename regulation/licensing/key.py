"""Determinations worked by hand from the text, and how far the program's answers agree with them.

An answer agrees when its result is the key's, or one that the key calls defensible; where something is required, its
requirements are also the key's by reason and section, and each exception asked has the key's status. An answer is more
permissive than the key when it finds no requirement, or an exception, where the key does not; that is never allowed.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from regulation.licensing.model import Case, Determination, Eligibility, Party, Result

NUMBERS = ("tpp", "us_content_percent", "performance_density", "memory_bandwidth_gb_s")
_ANSWERS = {"yes": True, "no": False}
_PERMISSIVE = {Result.NONE_FOUND: 2, Result.EXCEPTION: 1}
_OPEN = frozenset({Eligibility.NEEDS_FACT, Eligibility.NOT_MODELLED})


@dataclass(frozen=True, slots=True)
class Keyed:
    """A case with its answer: results that agree, requirements that surely hold, exceptions by symbol, and why.

    `requirements` give for each reason the key's words about its basis, `exceptions` for each symbol asked the statuses
    that agree.
    """

    id: str
    topic: str
    regime: str
    case: Case
    results: tuple[Result, ...]
    requirements: Mapping[str, str]
    exceptions: Mapping[str, frozenset[Eligibility]]
    why: str


@dataclass(frozen=True, slots=True)
class Judged:
    """One answer beside its key; `differences` are empty where they agree."""

    keyed: Keyed
    result: Result
    differences: tuple[str, ...]
    more_permissive: bool


def read_key(path: Path) -> tuple[Keyed, ...]:
    """Return the rows of a key (JSON lines); raises ValueError naming file, line and field."""
    rows: list[Keyed] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        try:
            rows.append(_keyed(json.loads(line)))
        except KeyError as error:
            raise ValueError(f"{path.name}, line {number}: no field {error}") from None
        except ValueError as error:
            raise ValueError(f"{path.name}, line {number}: {error}") from None
    return tuple(rows)


def judge(rows: Iterable[Keyed], answer: Callable[[Keyed], Determination]) -> Iterator[Judged]:
    """Yield each row with how the program's answer differs from it."""
    for one in rows:
        found = answer(one)
        yield Judged(one, found.result, tuple(_differences(one, found)), _more_permissive(one, found.result))


def _differences(key: Keyed, found: Determination) -> Iterator[str]:
    if found.result not in key.results:
        yield f"result: {found.result}, key: {' or '.join(key.results)}"
    if found.result is not key.results[0] or found.result not in (Result.REQUIRED, Result.EXCEPTION):
        return
    held = {one.reason: one.basis for one in found.requirements if one.holds and one.operative}
    for reason in sorted(key.requirements.keys() - held.keys()):
        yield f"requirement not found: {reason}, {key.requirements[reason]}"
    for reason, basis in sorted(held.items()):
        if reason not in key.requirements:
            yield f"requirement not in the key: {reason}, {basis}"
        elif basis.startswith("7") and _section(basis) not in key.requirements[reason]:
            yield f"requirement by another section: {reason}, {basis}, key: {key.requirements[reason]}"
    answered = {one.symbol: one.status for one in found.exceptions}
    for symbol, right in sorted(key.exceptions.items()):
        status = answered.get(symbol, Eligibility.NOT)
        if status not in right:
            yield f"{symbol}: {status}, key: {' or '.join(sorted(right))}"


def _more_permissive(key: Keyed, result: Result) -> bool:
    return _PERMISSIVE.get(result, 0) > max(_PERMISSIVE.get(one, 0) for one in key.results)


def _section(basis: str) -> str:
    """Return a basis without its paragraphs: 742.6 of "742.6(a)(6)(iii)(A)"."""
    return basis.partition("(")[0].strip()


def _keyed(row: Mapping[str, Any]) -> Keyed:
    answer = row["answer"]
    return Keyed(
        row["id"],
        row["topic"],
        row["regime"],
        _case(row),
        tuple(Result(one) for one in (answer["result"], *answer.get("also_right", ()))),
        {one["reason"]: one["basis"] for one in answer["requirements"] if one["holds"] == "yes"},
        {symbol: _statuses(told) for symbol, told in answer["exceptions"].items()},
        answer["why"],
    )


def _statuses(told: str) -> frozenset[Eligibility]:
    """Return the statuses that agree: what needs a fact may be told as conditions that are not modelled."""
    if told in (Eligibility.ELIGIBLE, Eligibility.NOT):
        return frozenset({Eligibility(told)})
    return _OPEN | {Eligibility.NOT} if told.startswith("not or ") else _OPEN


def _case(row: Mapping[str, Any]) -> Case:
    european = row["regime"] == "EU"
    facts: Mapping[str, str] = row["facts"]
    answers = {name: _ANSWERS[value] for name, value in facts.items()}
    if row.get("datacenter"):
        answers["datacenter"] = _ANSWERS[row["datacenter"]]
    return Case(
        date.fromisoformat(row["on"]),
        code="" if european else row["code"],
        eu_code=row["code"] if european else "",
        origin=row.get("origin", ""),
        ship_from=row["ship_from"],
        ship_to=row["ship_to"],
        parties=_parties(row),
        value=Decimal(row["value"]) if "value" in row else None,
        currency=row.get("currency", ""),
        answers=answers,
        values={name: Decimal(str(row[name])) for name in NUMBERS if name in row},
    )


def _parties(row: Mapping[str, Any]) -> tuple[Party, ...]:
    given: Sequence[Mapping[str, Any]] = row["parties"]
    named = tuple(Party(**{**one, "listed": tuple(one["listed"])}) for one in given)
    if named or not (row["end_user_hq"] or row["ultimate_parent"]):
        return named
    return (Party("end user", headquarters=row["end_user_hq"], ultimate_parent=row["ultimate_parent"]),)
