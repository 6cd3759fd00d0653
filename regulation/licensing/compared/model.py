"""A change of law for licence determinations, what a transaction meets before and after it, and what to do."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from regulation.licensing.model import Determination, Quote


class Standing(StrEnum):
    """How far a change binds: a proposed rule binds nobody, a published one only from its day."""

    IN_FORCE = "in force"
    PUBLISHED = "published, not yet in force"
    PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class GroupMove:
    """A country (ISO 3166-1 alpha-2) that a rule takes out of Country Groups ("D:3") and puts into others.

    It comes from the rule's own words, which `quotes` give, where no table from before the rule is held.
    """

    country: str
    out_of: tuple[str, ...]
    into: tuple[str, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class LawChange:
    """What one cause changed: entries of a list between the texts of two days, and moves between Country Groups.

    `key` is the cause's. `effective` is None where no effective date is held. `reclassify` are designations whose
    number means something else after it.
    """

    key: str
    title: str
    regime: str
    before: date
    after: date
    entries: frozenset[str] = frozenset()
    moves: tuple[GroupMove, ...] = ()
    reclassify: frozenset[str] = frozenset()
    effective: date | None = None
    standing: Standing = Standing.IN_FORCE
    comments_close: date | None = None
    savings: tuple[str, ...] = ()


class Difference(StrEnum):
    """How the answers before and after part, the weightiest first."""

    APPEARS = "requirement appears"
    EXCEPTION_CLOSES = "exception closes"
    REVIEW_TIGHTENS = "review policy changes"
    OPENS_QUESTION = "a fact now decides"
    LIFTED = "requirement lifted"
    EXCEPTION_OPENS = "exception opens"
    OTHER = "other requirements"
    NOT_MODELLED = "not modelled"
    SAME = "same outcome"


class Action(StrEnum):
    """What the reader does next about a line."""

    STOP = "stop"
    APPLY = "apply for a licence"
    USE_EXCEPTION = "use an exception"
    ASK = "ask for a missing fact"
    RENEGOTIATE = "renegotiate"
    RECLASSIFY = "reclassify"
    PREPARE = "prepare"
    COMMENT = "comment"
    HAND_OVER = "hand to counsel"
    NOTHING = "nothing changes here"


@dataclass(frozen=True, slots=True)
class Pair:
    """The determinations before and after a change, all other law and all facts equal; `code` and `ship_to` asked."""

    before: Determination
    after: Determination
    difference: Difference
    remarks: tuple[str, ...] = ()
    code: str = ""
    ship_to: str = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do: the actions (the first is the next step), in one sentence, and what has to be filed or kept."""

    actions: tuple[Action, ...]
    words: str
    file: tuple[str, ...] = ()
    questions: tuple[str, ...] = field(default=())
