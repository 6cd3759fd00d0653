"""Typed reads: parameterised, bounded, sorted; each returns frozen dataclasses."""

from graph.reads.alerted import (
    AlertDetail,
    AlertRow,
    CustomerTouched,
    LineTouched,
    ProductTouched,
    alert,
    alerts,
    customers_touched,
    lines_touched,
    products_touched,
)
from graph.reads.changed import Candidate, ChangeDetail, ChangeRow, Reached, Reading, change, changes
from graph.reads.controls import ControlDetail, Reference, Wording, control
from graph.reads.impact import CARRYING, Touch, code_impact
from graph.reads.parties import PartyTouch, party_impact
from graph.reads.published import DocumentDetail, counts, document, documents, sources

__all__ = [
    "CARRYING",
    "AlertDetail",
    "AlertRow",
    "Candidate",
    "ChangeDetail",
    "ChangeRow",
    "ControlDetail",
    "CustomerTouched",
    "DocumentDetail",
    "LineTouched",
    "PartyTouch",
    "ProductTouched",
    "Reached",
    "Reading",
    "Reference",
    "Touch",
    "Wording",
    "alert",
    "alerts",
    "change",
    "changes",
    "code_impact",
    "control",
    "counts",
    "customers_touched",
    "document",
    "documents",
    "lines_touched",
    "party_impact",
    "products_touched",
    "sources",
]
