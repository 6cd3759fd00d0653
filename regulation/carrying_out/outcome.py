"""What came of an instruction: carried out with its redlines, or a finding that says in plain words why not."""

from dataclasses import dataclass
from enum import StrEnum

from regulation.amendments.model import Instruction
from regulation.carrying_out.text import Text
from regulation.redline import Redline, redline


class Result(StrEnum):
    """Whether an instruction was carried out."""

    CARRIED_OUT = "carried out"
    REFUSED = "cannot be carried out"
    NOT_TRIED = "not tried"


class Finding(StrEnum):
    """Why an instruction was not carried out, or what has to be known about it; the words are those of the notes."""

    NONE = ""
    ABSENT = "does not exist"
    EXISTS = "already exists"
    NO_TEXT = "no text was supplied"
    NO_WORDS = "the words are not there"
    MANY_WORDS = "the words stand in several places"
    NOT_UNDERSTOOD = "the instruction is not understood"
    READS_OTHERWISE = "the text in force reads otherwise"
    FEWER = "the new text prints far fewer paragraphs than it replaces"
    DEPENDS = "an instruction that it builds on cannot be carried out"
    DELAYED = "delayed indefinitely"
    NOT_MODELLED = "not modelled"
    BASE_NOT_HELD = "the text before is not held"
    BODY_NOT_HELD = "the new text is not held"


@dataclass(frozen=True, slots=True)
class Edit:
    """One changed place: its words with their number, "" where the place is not there."""

    place: str
    before: str
    after: str

    def redline(self) -> Redline:
        """Return what stays, goes and comes."""
        return redline(self.before, self.after)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one instruction.

    `message` is a sentence for people; `edits` are the changed places in reading order, empty unless carried out
    with a change. `base` names the text it was carried out on, "" when none is held.
    """

    instruction: Instruction
    result: Result
    finding: Finding
    message: str
    edits: tuple[Edit, ...] = ()
    base: str = ""


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """The outcomes in the order of the document, and the texts before and after, by what each holds whole."""

    outcomes: tuple[Outcome, ...]
    before: dict[str, Text]
    after: dict[str, Text]


class RefusalError(Exception):
    """An operation that cannot be carried out: its finding, and a sentence."""

    def __init__(self, finding: Finding, message: str) -> None:
        super().__init__(message)
        self.finding = finding
