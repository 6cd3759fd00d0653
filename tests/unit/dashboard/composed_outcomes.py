"""Composed outcomes of a change for composed lines; every word tries to be HTML. Nothing here is real."""

import json

from graph import schema as g

CAUSE = "ccl composed"
QUOTED = "composed words"


def outcome(id: str, evil: str, **more: object) -> g.Outcome:
    """Return an outcome of the composed cause: a requirement that appears for 9A012.a to the United Arab Emirates."""
    said: dict[str, object] = {
        "cause": CAUSE,
        "regime": "US",
        "code": "9A012.a",
        "item": f"9A012.a; tpp 5 {evil}",
        "ship_to": "AE",
        "parties": f"end user in AE {evil}",
        "standing": "in force",
        "difference": "requirement appears",
        "before": "no requirement found",
        "after": "licence required",
        "axes_after": (json.dumps({"codified": "licence required", "enforced": "cannot decide"}),),
        "requirements_after": (f"NS 742.4 {evil}",),
        "exceptions_before": ("GBS: eligible", "LVS: needs a fact"),
        "exceptions_after": ("LVS: needs a fact", "STA: conditions not modelled", "TMP: conditions not modelled"),
        "review_after": f"case by case {evil}",
        "actions": ("stop", "apply for a licence"),
        "next_step": f"Hold the line {evil}",
        "file": (f"=file {evil}",),
        "missing": (evil,),
        "not_checked": (evil,),
        "remarks": (evil,),
        "quotes": (
            json.dumps({"when": "after", "citation": "742.4(a)", "words": f"{QUOTED} {evil}", "text_of": "2026-09-01"}),
        ),
    }
    return g.Outcome(id=id, **{**said, **more})  # type: ignore[arg-type]


def nodes(evil: str) -> list[g.Node]:
    """Return a changed outcome with a line, one without lines, one that stays the same, and what was compared."""
    return [
        outcome("o:line", evil, lines=1, value=("USD 1,234.50",)),
        outcome("o:cell", evil, ship_to="CN", difference="exception opens", actions=("use an exception",)),
        outcome("o:same", evil, ship_to="DE", difference="same outcome", actions=("nothing changes here",)),
        g.Comparison(id="compared", cause=CAUSE, title=evil, regime="US", documents=("fr:1",), standing="in force",
                     before="2026-06-25", after="2026-09-01", moves=(f"AE: D:4 → A:5 {evil}",), profiles=2,
                     determinations=3, cells=30, changed=2, uncompared=1),
    ]  # fmt: skip


def edges() -> list[g.Edge]:
    """Return which alerts expect these outcomes, and which line has one."""
    found: list[g.Edge] = [g.HasOutcome(start="K1-1", end="o:line")]
    for role in ("analyst", "executive", "product_owner"):
        found += [g.Expects(start=f"alert:{role}", end=f"o:{one}") for one in ("line", "cell", "same")]
    return found
