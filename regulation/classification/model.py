"""What is asked of the thresholds and what they answer: facts of an item in, a verdict with its reasons out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from regulation.thresholds import Comparator, Words

NOT_CHECKED = (
    "not checked: whether the item is subject to the EAR (part 734); destination and Country Chart; end use and end"
    " user; activities of US persons; screening of parties; licence exceptions; other entries; individual notices that"
    " nobody entered"
)


class Verdict(StrEnum):
    """The answer for one item on one day; *out* is out of the paragraphs named, and never a clearance."""

    IN = "in"
    OUT = "out"
    PRESUMED = "presumed"
    UNDECIDED = "cannot decide"
    NOT_MODELLED = "not modelled"


@dataclass(frozen=True, slots=True)
class Measured:
    """A value in the base unit of its quantity, and who says so; an `estimate` never decides.

    `off` is by how much the true value may lie on either side, where it was rounded for print; 0: taken as exact.
    """

    number: Decimal
    source: str = ""
    estimate: bool = False
    off: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Item:
    """What is known of an item: `values` by name of the quantity, each from one source or several, `answers` by fact.

    Names are folded as `Quantity.key` and `Fact.key` are; a quantity that is not measured in plain numbers has its base
    unit in brackets ("maximum endurance [s]"). `contains` are the items built into it. `role` is the seller's part.
    """

    name: str
    values: Mapping[str, tuple[Measured, ...]] = field(default_factory=dict)
    answers: Mapping[str, bool] = field(default_factory=dict)
    contains: tuple["Item", ...] = ()
    role: str = ""
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Headroom:
    """How far a value lies from a bound: `distance` is value minus bound, both in `unit`, as the text prints it."""

    paragraph: str
    quantity: str
    comparator: Comparator
    bound: Decimal
    value: Decimal
    distance: Decimal
    unit: str
    met: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What would be answered if the missing facts were so: `when` in words, one a fact."""

    when: tuple[str, ...]
    verdict: Verdict
    paragraphs: tuple[str, ...] = ()
    by_note: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer for one item: `paragraphs` met under every reading of its facts, in text order.

    Of a presumption they begin with what is presumed. `may` are the paragraphs that missing facts leave open.
    `missing` names facts that would decide, `outcomes` what each combination of them would mean, `deciding` for each of
    them under which share (0 to 1) of its possible values it would decide alone, the others still missing. `remarks`
    are what a reader must know besides: disagreeing sources, estimates, how the facts were taken.
    """

    name: str
    verdict: Verdict
    reason: str
    paragraphs: tuple[str, ...] = ()
    headroom: tuple[Headroom, ...] = ()
    missing: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    remarks: tuple[str, ...] = ()
    quotes: tuple[Words, ...] = ()
    deciding: tuple[tuple[str, Decimal], ...] = ()
    may: tuple[str, ...] = ()
    not_checked: str = NOT_CHECKED

    @property
    def paragraph(self) -> str:
        """The first paragraph met, "" when none is."""
        return self.paragraphs[0] if self.paragraphs else ""
