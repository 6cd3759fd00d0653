"""What the queue is made of: a classification that stands, what it rests on, and why it must be looked at again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ruletrace.journal import Entry
from ruletrace.model import canonical, sha256_hex, stable_id


class Cause(StrEnum):
    """Why a classification must be looked at again."""

    PARAGRAPH = "paragraph changed"
    PARAMETER = "parameter changed"
    COMPONENT = "component changed"
    FIRMWARE = "firmware changed"
    RENUMBERED = "renumbered"
    ANSWER = "facts answer otherwise"


@dataclass(frozen=True, slots=True)
class Ground:
    """What a classification rests on from `since` on: its code, and the paragraphs that its rationale tested.

    `whole` says that no paragraph was named: then every paragraph of the code's entry counts.
    """

    code: str
    paragraphs: tuple[str, ...]
    since: date

    @property
    def whole(self) -> bool:
        """Whether the entry as a whole stands for the paragraphs that nobody named."""
        return not self.paragraphs


@dataclass(frozen=True, slots=True)
class Base:
    """A classification of a product as the company's tables (or, where these have none, a decision) state it.

    `code`, `rationale`, `by` and `on` are those that count now, after decisions; `tested` what each version of it
    rests on, the oldest first; `start` is when the first of them was recorded.
    """

    sku: str
    regime: str
    code: str
    rationale: str
    by: str
    on: date
    tested: tuple[Ground, ...]
    start: datetime


@dataclass(frozen=True, slots=True)
class Item:
    """One reason to look again; `about` with the cause is what its id is made of, and never what is said.

    `state` is what a decision rests on, in one canonical form: a decision holds while it stays the same.
    """

    base: Base
    cause: Cause
    about: str
    paragraph: str
    from_text: str
    to_text: str
    state: str
    since: date
    what: str
    changes: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The stable id."""
        return item_id(self.base, self.cause, self.about)

    @property
    def said(self) -> str:
        """A hash of what a decision rests on."""
        return said(self.state)


Decided = Mapping[str, Entry]
"""By the item's id, the last decision about it."""


def item_id(base: Base, cause: Cause, about: str) -> str:
    """Return the id of an item."""
    return stable_id("reclassification", base.sku, base.regime, cause.value, about)


def said(state: str) -> str:
    """Return the hash of what a decision rests on."""
    return sha256_hex(canonical([state]).encode())
