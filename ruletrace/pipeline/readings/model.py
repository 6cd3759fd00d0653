"""One reading of one change."""

from dataclasses import asdict, dataclass
from enum import StrEnum

from ruletrace.model import canonical

TEXTS = "difference of dated texts"
CITED = "citation in the list"
PREAMBLE = "preamble and abstract"
ORDERS = "amendatory instructions"
LISTING = "metadata of the listing"


class Stance(StrEnum):
    """What a reading says of a change; silence is no agreement, and what is not held says nothing."""

    STATES = "states"
    SILENT = "silent"
    CONTRADICTS = "contradicts"
    NOT_HELD = "not held"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reading says of a change: `says` in words, with the quote and its place where it has one.

    `document` and `fact` are ids; `cause` names what a contradiction rests on ("instruction 7"), so that one cause
    makes one finding however many changes it is about.
    """

    reading: str
    stance: Stance
    says: str
    quote: str = ""
    place: str = ""
    document: str = ""
    fact: str = ""
    cause: str = ""

    def row(self) -> str:
        """Return the reading as one line of JSON, without what is unknown."""
        return canonical({name: value for name, value in asdict(self).items() if value})
