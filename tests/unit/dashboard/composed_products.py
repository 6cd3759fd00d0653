"""Composed products with answers, facts and a queue, every imported word hostile. Nothing here is real."""

import json

from graph import schema as g

DAY, LATER = "2022-10-07", "2099-01-01"
MANY = 60


def _bound(paragraph: str, value: str, bound: str, distance: str, met: bool, evil: str) -> str:
    said = {"paragraph": paragraph, "quantity": f"length {evil}", "comparator": ">=", "bound": bound, "value": value}
    return json.dumps(said | {"distance": distance, "unit": "m", "met": met})


def _quote(evil: str) -> str:
    return json.dumps({"designation": "9A012.a", "place": "a", "start": 0, "end": 5, "text": f"a. three hours {evil}"})


def nodes(evil: str) -> list[g.Node]:
    """Return products, their facts, answers of several days, and the queue."""
    asked = {"list": "ccl", "entry": "9A012", "text_version": "2026-09-01", "not_checked": f"end use {evil}"}
    outcome = {"when": [f"width {evil}: 3 or more"], "verdict": "in", "paragraphs": ["9A012.a"], "by_note": False}
    return [
        g.Product(id="SRV-1", name=f"=1+1 {evil}", kind="hardware", owner=f"Office {evil}", eccn="9A012.a",
                  origin="US", us_content_percent="12.5", us_content_basis=evil, us_content_on="2026-01-01"),
        *(g.Product(id=f"X-{number:03d}", name=f"Filler {number}", kind="software") for number in range(MANY)),
        g.Parameter(id="m1", parameter=f"width {evil}", value="2", measured_in="m", source=evil, counts=True,
                    disagrees=True,
                    from_="2026-01-01T08:00:00+00:00"),
        g.Parameter(id="m2", parameter="weight", value="2", from_="2025-01-01T08:00:00+00:00",
                    to="2026-01-01T08:00:00+00:00"),
        g.Decision(id="d1", question=f"marketed {evil}", answer="no", by=evil, why=evil, counts=True),
        g.Code(id="US/EAR99", regime="US", designation="EAR99", reason=evil),
        g.Verdict(id="v1", on=DAY, verdict="in", paragraph="9A012.a", paragraphs=("9A012.a",), reason=f"meets {evil}",
                  headroom=(_bound("9A012.a", "5", "3", "2", True, evil),), quotes=(_quote(evil),), remarks=(evil,),
                  notices=(f"notice {evil}",), told=(evil,), until="2098-12-31", **asked),
        g.Verdict(id="v2", on=LATER, verdict="out", reason=f"nothing {evil}", told=(evil,), **asked),
        g.Verdict(id="v3", on=DAY, verdict="cannot decide", reason=evil, missing=(f"width {evil}",),
                  outcomes=(json.dumps(outcome),), deciding=(json.dumps({"fact": f"width {evil}", "share": "0.5"}),),
                  **(asked | {"entry": "4A003"})),
        g.Reclassification(id="q1", sku="UAV-1", regime="US", code="9A012.a", rationale=evil, by=evil, on="2025-01-01",
                           cause="paragraph changed", what=evil, paragraph="9A012.a", from_text="a. one hour",
                           to_text=f"a. three hours {evil}", since="2026-09-01", said="h", state="open"),
        g.Reclassification(id="q2", sku="SRV-1", regime="US", code="9A012.a", cause="renumbered", what=evil,
                           state="decided", decision="changed", new_code="9A012.b", decided_by=evil, why=evil,
                           decided_on="2026-10-01"),
    ]  # fmt: skip


def edges() -> list[g.Edge]:
    """Return what joins them to the composed law and company."""
    return [
        g.Contains(start="SRV-1", end="UAV-1", quantity="4"),
        g.HasParameter(start="UAV-1", end="m1"),
        g.HasParameter(start="UAV-1", end="m2"),
        g.HasDecision(start="UAV-1", end="d1"),
        g.ClassifiedAs(start="UAV-1", end="US/EAR99", end_label="Code", key="v", regime="US", designation="EAR99",
                       exact=True, counts=False, contradicts="9A012.a", basis="vendor", vendor="Vendor (composed)"),
        *(g.HasVerdict(start="UAV-1", end=one) for one in ("v1", "v2", "v3")),
        g.Under(start="v1", end="k.a"),
        g.ToReclassify(start="UAV-1", end="q1"),
        g.ToReclassify(start="SRV-1", end="q2"),
        g.BecauseOf(start="q1", start_label="Reclassification", end="c"),
    ]  # fmt: skip
