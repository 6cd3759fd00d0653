"""What people decided about classifications in the queue: kept in the journal, and the next version in our data."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import ValidationError

from company.codes import EAR99, UNLISTED
from company.model import Classification
from graph import Graph
from graph.reads.products import ProductClassification, product_classifications
from graph.reads.reclassifications import ReclassificationRow, held_codes, reclassification
from graph.schema import Reclassification
from ruletrace.journal import Entry
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.findings.decisions import MAX_WORDS, DecisionError

KIND = "reclassification decided"
_HELD = ("US", "EU")


class Decision(StrEnum):
    """What a person can decide: the code stays, or another one takes its place."""

    KEPT = "kept"
    CHANGED = "changed"


def decide(
    context: Context,
    graph: Graph,
    id: str,
    decision: Decision,
    by: str,
    why: str,
    code: str = "",
    on: date | None = None,
) -> Entry:
    """Record what a person decided about an item of the queue; it is the next version of the classification.

    `code` is the new code of a changed classification, `on` the day of the decision (today, when none is given). The
    decision that stands already, word for word, is not recorded again. Raises DecisionError with the field.
    """
    found = reclassification(graph, id)
    if found is None:
        raise DecisionError(f"id: no item {id!r} in the queue: `ruletrace reclassify --all` lists them")
    words = {"by": _filled("by", by, 200), "why": _filled("why", why, MAX_WORDS)}
    counts = _counting(graph, found.item)
    now = context.now()
    day = _day(on or now.date(), now.date(), counts)
    new = _code(graph, found.item, decision, code)
    kept = _payload(found, counts, decision, new, day) | words
    _checked(kept)
    standing = decisions(context).get(id)
    return standing if standing and standing.payload == kept else context.journal.append(KIND, kept, now)


def decisions(context: Context) -> Mapping[str, Entry]:
    """Return the last decision about each item of the queue, in the order in which they were taken."""
    found: dict[str, Entry] = {}
    for entry in context.journal.entries(KIND):
        found.pop(str(entry.payload["id"]), None)
        found[str(entry.payload["id"])] = entry
    return found


def record(payload: Mapping[str, Any]) -> Classification:
    """Return the version of the classification that a decision makes; raises ValidationError."""
    return Classification.model_validate(
        {
            "sku": payload["sku"],
            "regime": payload["regime"],
            "code": payload["new_code"] or payload["code"],
            "basis": "self",
            "rationale": payload["why"],
            "tested_paragraphs": "; ".join(payload["tested_paragraphs"]),
            "by": payload["by"],
            "on": payload["decided_on"],
        }
    )


def _filled(name: str, value: str, longest: int) -> str:
    if not value.strip():
        raise DecisionError(f"{name}: a decision needs {'a name' if name == 'by' else 'a reason'}")
    if len(value) > longest:
        raise DecisionError(f"{name}: more than {longest} characters")
    return " ".join(value.split())


def _counting(graph: Graph, item: Reclassification) -> ProductClassification:
    for one in product_classifications(graph, item.sku):
        if one.counts and not one.to and one.regime == item.regime and one.designation == item.code:
            return one
    raise DecisionError(f"id: no {item.regime} classification of {item.sku} counts any more: run `ruletrace process`")


def _day(on: date, today: date, counts: ProductClassification) -> date:
    if on > today:
        raise DecisionError(f"on: {on} is still to come")
    own = "" if counts.basis == "vendor" else counts.at
    if own and on < date.fromisoformat(own):
        raise DecisionError(f"on: the classification that counts is of {own}; a decision of {on} would not count")
    if counts.basis == "CCATS" and on.isoformat() == own:
        raise DecisionError(f"on: a ruling (CCATS) of {own} counts; decide with a later day")
    return on


def _code(graph: Graph, item: Reclassification, decision: Decision, code: str) -> str:
    """Return the new code in its legal form, "" where the code is kept."""
    if decision is Decision.KEPT:
        if code.strip():
            raise DecisionError("code: only a changed classification has a new code")
        return ""
    if not code.strip():
        raise DecisionError("code: a changed classification needs its new code")
    if item.regime not in _HELD:
        raise DecisionError(f"code: no list of {item.regime} is held to find {code} in: record it in classifications")
    new = _legal(item, code)
    if new == item.code:
        raise DecisionError(f"code: {new} is the code that counts now; decide kept")
    if new not in (EAR99, UNLISTED) and new not in held_codes(graph, item.regime, new):
        near = ", ".join(held_codes(graph, item.regime, new.rpartition(".")[0] or new)[:8])
        hint = f"; held there: {near}" if near else f"; it holds no entry {new[:5]}"
        raise DecisionError(f"code: the newest text of the {item.regime} list holds no {new}{hint}")
    return new


def _legal(item: Reclassification, code: str) -> str:
    try:
        return record(_bare(item) | {"new_code": code.strip()}).code
    except ValidationError as error:
        raise DecisionError(f"code: {_first(error)}") from None


def _bare(item: Reclassification) -> dict[str, Any]:
    return {
        "sku": item.sku, "regime": item.regime, "code": item.code, "new_code": "", "why": "checked",
        "tested_paragraphs": [], "by": "checked", "decided_on": "2000-01-01",
    }  # fmt: skip


def _checked(payload: Mapping[str, Any]) -> None:
    try:
        record(payload)
    except ValidationError as error:
        raise DecisionError(_first(error)) from None


def _first(error: ValidationError) -> str:
    detail = error.errors(include_url=False)[0]
    hint = str(detail.get("ctx", {}).get("hint", ""))
    return re.sub(r"\s+", " ", f"{detail['msg']}{f' ({hint})' if hint else ''}")


def _payload(
    found: ReclassificationRow, counts: ProductClassification, decision: Decision, new: str, day: date
) -> dict[str, Any]:
    """Return everything that the decision was taken on, so that it can be told without the texts and tables of then."""
    item = found.item
    told = ("id", "sku", "regime", "code", "cause", "what", "paragraph", "from_text", "to_text", "since", "said")
    return {name: getattr(item, name) for name in told} | {
        "rationale": item.rationale,
        "classified_by": item.by,
        "classified_on": item.on,
        "changes": [one.id for one in found.changes],
        "as": decision.value,
        "new_code": new,
        "decided_on": day.isoformat(),
        "tested_paragraphs": list(counts.tested_paragraphs),
        "supersedes": [item.sku, item.regime, counts.basis, counts.vendor, counts.ccats_number, counts.at],
    }
