"""What is asked of the thresholds and what they answer: facts of an item in, a verdict with its reasons out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from regulation.thresholds import Comparator, Words

NOT_CHECKED = "not checked: other entries, end use, end user, individual notices"


class Verdict(StrEnum):
    """The answer for one item on one day; *out* is out of the paragraphs named, and never a clearance."""

    IN = "in"
    OUT = "out"
    PRESUMED = "presumed"
    UNDECIDED = "cannot decide"
    NOT_MODELLED = "not modelled"


@dataclass(frozen=True, slots=True)
class Measured:
    """A value in the base unit of its quantity, and who says so; an `estimate` never decides."""

    number: Decimal
    source: str = ""
    estimate: bool = False


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
    not_checked: str = NOT_CHECKED

    @property
    def paragraph(self) -> str:
        """The first paragraph met, "" when none is."""
        return self.paragraphs[0] if self.paragraphs else ""
