"""What applied on a day of law, as known on a day of knowledge, on three axes with the authority of each."""

from collections.abc import Callable, Sequence
from datetime import date

from regulation.status.codified import codified
from regulation.status.conflicts import conflicts
from regulation.status.model import (
    Axis,
    Event,
    EventKind,
    Finding,
    Origin,
    Seen,
    State,
    Status,
    Subject,
    SubjectKind,
    Unresolved,
)
from regulation.status.operative import Question, operative

TEXTS = (EventKind.CODIFIED, EventKind.NOT_IN_TEXT)


def status_on(
    subject: Subject,
    events: Sequence[Event],
    on: date,
    known: date,
    seen: Seen,
    unresolved: Sequence[Unresolved] = (),
) -> Status:
    """Return the status of a subject on the day `on`, from what had been published by the end of the day `known`.

    `events` are those of the subject and of the documents that act on it. What was published later does not count,
    nor does what the sources were seen to say after `known`.
    """
    told = tuple(one for one in dict.fromkeys(events) if one.published <= known)
    own = tuple(one for one in told if one.subject == subject.name)
    asked = Question(own, told, on, seen.until(known), tuple(one for one in unresolved if one.published <= known))
    axes = (Axis.CODIFIED, Axis.OPERATIVE, Axis.ENFORCED)
    if not _speaks(subject, own):
        words = f"nothing that had been published by {known} speaks of it"
        findings = tuple(Finding(axis, State.UNKNOWN_THEN, words) for axis in axes)
        return Status(subject, on, known, findings, (), (), (), (), asked.seen)
    findings = (codified(own, on), operative(asked), enforced(own, on))
    return Status(
        subject,
        on,
        known,
        findings,
        conflicts(findings),
        _coming(own, on),
        tuple(one for one in own if _is_beside(one, on)),
        tuple(_caveats(subject, asked, findings)),
        asked.seen,
    )


def _speaks(subject: Subject, own: Sequence[Event]) -> bool:
    """Return whether any event speaks of the subject: a text from before a document says nothing of it."""
    silent = EventKind.NOT_IN_TEXT if subject.kind is SubjectKind.DOCUMENT else None
    return any(one.kind is not silent for one in own)


def enforced(events: Sequence[Event], on: date) -> Finding:
    """Return what authorities have said about enforcement; it never says that no licence is required."""
    kinds = (EventKind.NOT_ENFORCED, EventKind.ENFORCED)
    said = [one for one in events if one.kind in kinds and one.start and one.start <= on]
    now = [one for one in said if one.until is None or on <= one.until]
    if not now:
        return Finding(Axis.ENFORCED, State.NOTHING_SAID, "nobody is known to have said that it is not enforced")
    last = max(now, key=lambda one: (one.start or date.min, one.published))
    if last.kind is EventKind.ENFORCED:
        return Finding(Axis.ENFORCED, State.ENFORCED, f"announced as enforced from {last.start}", (last,))
    words = f"announced as not enforced from {last.start}: that is no licence, and says nothing of the requirement"
    return Finding(Axis.ENFORCED, State.NOT_ENFORCED, words, (last,))


def _coming(events: Sequence[Event], on: date) -> tuple[Event, ...]:
    later = [one for one in events if one.start and one.start > on and one.kind not in (*TEXTS, EventKind.PUBLISHED)]
    return tuple(sorted(later, key=lambda one: (one.start or date.max, one.kind, one.extent)))


def _is_beside(event: Event, on: date) -> bool:
    if event.kind is EventKind.PENDING:
        return event.published <= on
    part = event.kind in (EventKind.EFFECTIVE, EventKind.RESCINDED) and bool(event.extent)
    return part or event.kind is EventKind.CORRECTED


def _caveats(subject: Subject, asked: Question, findings: Sequence[Finding]) -> list[str]:
    told = [_seen(asked)] if subject.kind is not SubjectKind.REQUIREMENT else []
    rests = [event for finding in findings for event in finding.because]
    checks: list[tuple[Callable[[Event], bool], str]] = [
        (lambda one: one.source.origin is Origin.ENTERED, "rests in part on what was entered by hand and not read"),
        (lambda one: one.assumed, "the publication day of an entered event was not given: its first day stands for it"),
        (lambda one: one.source.origin is Origin.COMPARED, "documents are tied to dated texts by dates and words only"),
    ]
    told += [words for test, words in checks if any(map(test, rests))]
    told += [f"{one.document} {one.relation} a document that could not be made out" for one in asked.unresolved]
    return [one for one in told if one]


def _seen(asked: Question) -> str:
    through = asked.seen.through
    if through is None:
        missing = sorted(name for name, day in asked.seen.by_source.items() if day is None)
        return f"no live run saw these sources whole (a replayed answer proves no silence): {', '.join(missing)}"
    return f"the sources were seen through {through}: what came later is not known" if through < asked.on else ""
