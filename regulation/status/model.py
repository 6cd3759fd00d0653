"""Events in the life of a rule, a provision or a requirement, and the answers that follow from them, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

# Of an event that something says of a part only, without saying of which.
A_PART = "a part of it"


class EventKind(StrEnum):
    """What an event does; nothing is ever rewritten by a later one."""

    PUBLISHED = "published"
    EFFECTIVE = "effective"
    DELAYED = "delayed"  # takes effect on `start` instead
    SUSPENDED = "suspended"  # as a whole, from `start` through `until`
    STAYED = "stayed"  # words of it, from `start` through `until`
    RETURN_SCHEDULED = "return scheduled"  # a suspension without a last day is to end before `start`
    RETURNED = "returned"  # a suspension has ended: in force again from `start`
    EXPIRES = "expires"  # in force through `until`
    RESCINDED = "rescinded"
    CORRECTED = "corrected"
    AMENDED = "amended"  # by a rule in effect, whose words the text of the day does not show yet
    PENDING = "pending amendment"
    CODIFIED = "codified"  # a dated text shows it, from `start`
    NOT_IN_TEXT = "not in the text"  # the dated text of `start` does not have it
    NOTICE = "individual notice"  # required of those who were told, outside the code
    NOT_ENFORCED = "not enforced"
    ENFORCED = "enforced"
    CITED_AS = "cited as"


class Origin(StrEnum):
    """How we know of an event. Only what was read counts as read."""

    READ = "read"
    METADATA = "read from the listing's metadata"
    COMPARED = "read from a comparison of dated texts"
    ENTERED = "entered, not read"


@dataclass(frozen=True, slots=True)
class Source:
    """Who says so, and where it stands.

    `authority` is the publisher or the office, `citation` where to look it up. What was read has the archived bytes'
    `sha256`, a `quote` and its `span` (characters of the structured text; None where a field of a listing says it).
    What was entered has `says`, the words of the person `by` whom it was entered, and never a quote. `recorded` is
    when our journal got it.
    """

    origin: Origin
    authority: str
    citation: str
    quote: str = ""
    span: tuple[int, int] | None = None
    sha256: str = ""
    says: str = ""
    by: str = ""
    recorded: datetime | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a `subject` (document number, designation, or a requirement in words).

    `start` is its first day in law and `until` the last, both included (None: not stated). `published` is the day on
    which the public could know of it; `assumed` says that this day was not given and is taken from the first day.
    `extent` says which part is meant ("" the whole). `actor` is the number of the document that does it, where known.
    """

    kind: EventKind
    subject: str
    start: date | None
    published: date
    source: Source
    until: date | None = None
    extent: str = ""
    actor: str = ""
    assumed: bool = False


class SubjectKind(StrEnum):
    """What is asked about."""

    DOCUMENT = "document"
    PROVISION = "provision"
    REQUIREMENT = "requirement"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is asked about: `name` is the key of its events, `title` what people call it."""

    kind: SubjectKind
    name: str
    title: str = ""


class Axis(StrEnum):
    """The three statuses, which can disagree."""

    CODIFIED = "codified"
    OPERATIVE = "legally operative"
    ENFORCED = "enforced"


class State(StrEnum):
    """The answer on one axis."""

    UNKNOWN_THEN = "nothing was known of it"
    CONFLICT = "conflict"
    CANNOT_DECIDE = "cannot decide"
    IN_CODE = "in the code"
    NOT_IN_CODE = "not in the code"
    OUTSIDE_CODE = "rests on no codified text"
    NOT_YET = "not yet in effect"
    NOT_IN_FORCE = "not in force"
    IN_EFFECT = "in effect"
    SUSPENDED = "suspended"
    PARTLY_SUSPENDED = "suspended in part"
    SCHEDULED = "scheduled to return, unconfirmed"
    RETURNED = "in effect again"
    EXPIRED = "expired"
    RESCINDED = "rescinded"
    NOT_ENFORCED = "announced as not enforced"
    ENFORCED = "enforced, as announced"
    NOTHING_SAID = "no statement on enforcement is held"


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer on one axis: `words` for people, and the events that it rests on."""

    axis: Axis
    state: State
    words: str
    because: tuple[Event, ...] = ()

    @property
    def authorities(self) -> tuple[str, ...]:
        """Who stands behind the answer, each once."""
        return tuple(dict.fromkeys(event.source.authority for event in self.because))

    @property
    def read(self) -> bool:
        """Whether the answer rests on something and all of it was read; an entered event never counts as read."""
        return bool(self.because) and all(event.source.origin is not Origin.ENTERED for event in self.because)


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A document that delays, suspends or extends another one, which could not be made out."""

    document: str
    relation: str
    published: date
    quote: str


@dataclass(frozen=True, slots=True)
class Seen:
    """Through which day the sources were seen: the last whole day before the last good run of each, None for never."""

    by_source: Mapping[str, date | None] = field(default_factory=dict)

    @property
    def through(self) -> date | None:
        """The day through which all of them were seen, or None."""
        days = [day for day in self.by_source.values() if day is not None]
        return min(days) if days and len(days) == len(self.by_source) else None

    def until(self, known: date) -> "Seen":
        """Return what had been seen by the end of a day."""
        last = known - timedelta(days=1)
        return Seen({name: min(day, last) if day else None for name, day in self.by_source.items()})


@dataclass(frozen=True, slots=True)
class Status:
    """What applied to a subject `on` a day of law, as `known` on a day of knowledge: one finding an axis.

    `conflicts` say where authorities or axes part, each side with its authority; `coming` are the known events after
    the day, `beside` those that change no state (corrections, parts, pending amendments); `caveats` what is not known.
    """

    subject: Subject
    on: date
    known: date
    findings: tuple[Finding, ...]
    conflicts: tuple[str, ...]
    coming: tuple[Event, ...]
    beside: tuple[Event, ...]
    caveats: tuple[str, ...]
    seen: Seen

    def of(self, axis: Axis) -> Finding:
        """Return the finding of one axis."""
        return next(one for one in self.findings if one.axis is axis)
