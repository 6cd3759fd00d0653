"""Control lists that others converted, taken in as archived content, and shown beside the official texts.

A converted file tells what older texts said, with the faults of its conversion. It goes into the archive as received
and unpacked (quotes point into the unpacked bytes), and into the journal with where it is from.
"""

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from regulation.attribution import Candidate, DocumentSummary, attribute
from regulation.controls.designations import within
from regulation.controls.model import ControlList
from regulation.diff import Difference
from regulation.history.backtest import Arrival, Replay, replay
from regulation.history.compare import Compared, compare
from regulation.history.entry import Event, Stage, stages
from regulation.history.model import PARSED, Fault, is_converted
from regulation.history.reading import read_converted
from regulation.history.rules import Rule, attribute_by_date, read_rules
from regulation.versions import Tracked, track
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.controls import CCL, Kept, summary, texts
from ruletrace.pipeline.documents import documents
from ruletrace.readers.packed import unpacked
from ruletrace.readers.xml import ReadError

KIND = "list history"
MAX_FILE = 256 * 1024 * 1024


class HistoryRefusedError(Exception):
    """The file is no converted history of a list that is kept."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken in: the dates of the texts, faults and lacks of the conversion; `unchanged` when it is known."""

    file: str
    dates: tuple[date, ...]
    rules: int
    lacks: tuple[str, ...]
    unchanged: bool


@dataclass(frozen=True, slots=True)
class DatedText:
    """One dated text of a list, official or converted by others.

    `name` is its date, with a word where it was corrected in place; `origin` "" for an official text, else who
    converted it from what; `recorded` is when it came into the journal.
    """

    controls: ControlList
    name: str
    recorded: datetime
    origin: str
    lacks: tuple[str, ...] = ()

    @property
    def converted(self) -> bool:
        """Whether others converted it."""
        return is_converted(self.controls)

    @property
    def whole(self) -> bool:
        """Whether it holds paragraphs."""
        return self.controls.reader != PARSED


@dataclass(frozen=True, slots=True)
class Held:
    """All dated texts of one list, oldest first, the faults of those converted, and what could not be read."""

    kept: Kept
    texts: tuple[DatedText, ...]
    faults: tuple[Fault, ...]
    problems: tuple[str, ...]

    @property
    def whole(self) -> tuple[DatedText, ...]:
        """The texts that hold paragraphs."""
        return tuple(one for one in self.texts if one.whole)


@dataclass(frozen=True, slots=True)
class Known:
    """The documents known, and the rules that others list as having touched the control list."""

    documents: tuple[DocumentSummary, ...]
    rules: tuple[Rule, ...]

    def number(self, document_id: str) -> str:
        """Return the number of a document."""
        return next((one.number for one in self.documents if one.id == document_id), document_id)


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed between two texts: the law's changes with candidates, and differences that a converter made."""

    old: DatedText
    new: DatedText
    changes: tuple[Difference, ...]
    candidates: dict[str, list[Candidate]]
    converter: tuple[tuple[Difference, str], ...]


@dataclass(frozen=True, slots=True)
class EntryStage:
    """A stage of an entry's history with the numbers of the documents that are candidates for its beginning and end.

    `converted` says that its words come from a converted text.
    """

    stage: Stage
    began_by: tuple[str, ...]
    ended_by: tuple[str, ...]
    converted: bool


def take_in(context: Context, own: Kept, path: Path, origin: str, licence: str, rules: Path | None = None) -> Taken:
    """Archive a converted file (and a list of the rules that touched the list) and record both in the journal.

    Raises HistoryRefusedError when a file cannot be read as what it should be; then nothing is recorded.
    """
    if own.list != CCL:
        raise HistoryRefusedError(f"no converted form of {own.list} is known: only {CCL} has one")
    data, listed = _bytes(path), _bytes(rules) if rules else b""
    try:
        plain = unpacked(data, MAX_FILE)
        read = read_converted(plain)
        found = read_rules(listed) if rules else ()
    except ReadError as error:
        raise HistoryRefusedError(f"{path.name}: {error}") from None
    payload: dict[str, Any] = {
        "list": own.list,
        "file": path.name,
        "received": context.archive.put(data),
        "sha256": context.archive.put(plain),
        "rules": context.archive.put(listed) if rules else "",
        "converted_by": origin,
        "licence": licence,
        "texts": [str(one.version) for one in read.lists],
    }
    known = any(entry.payload == payload for entry in context.journal.entries(KIND))
    if not known:
        context.journal.append(KIND, payload, context.now())
    return Taken(path.name, tuple(one.version for one in read.lists), len(found), read.lacks, known)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE:
            raise HistoryRefusedError(f"{path.name} is larger than {MAX_FILE:,} bytes")
        return path.read_bytes()
    except OSError as error:
        raise HistoryRefusedError(f"{path}: {error.strerror}") from None


def held(context: Context, own: Kept) -> Held:
    """Return every dated text of a list; of a date that has an official text, only that."""
    official, problems = texts(context, own)
    found = {one.name: DatedText(one.controls, one.name, one.fetch.at, "") for one in official}
    faults: list[Fault] = []
    own_problems = list(problems)
    for entry in _entries(context, own):
        try:
            read = read_converted(context.archive.get(entry.payload["sha256"]))
        except ReadError as error:
            own_problems.append(f"{entry.payload['file']}: {error}")
            continue
        faults += read.faults
        for controls in read.lists:
            name = str(controls.version)
            text = DatedText(controls, name, entry.at, entry.payload["converted_by"], read.lacks)
            found.setdefault(name, text)
    ordered = sorted(found.values(), key=lambda one: (one.controls.version, one.name))
    return Held(own, tuple(ordered), tuple(dict.fromkeys(faults)), tuple(own_problems))


def _entries(context: Context, own: Kept) -> Iterator[Any]:
    newest = {entry.payload["file"]: entry for entry in context.journal.entries(KIND)}
    for entry in sorted(newest.values(), key=lambda one: one.seq):
        if entry.payload["list"] == own.list:
            yield entry


def known(context: Context, own: Kept, read: Iterable[DocumentSummary] | None = None) -> Known:
    """Return the documents that are known: those crawled, and the rules that came with a converted history.

    `read` are those crawled, where they have been read already.
    """
    crawled = _crawled(context) if read is None else read
    fuller = {one.id: one for one in crawled if one.id.startswith("celex:") == (own.list != CCL)}
    listed = [
        dataclasses.replace(one, document=_joined(one.document, fuller)) for one in listed_rules(context, own).rules
    ]
    every = {**{one.document.id: one.document for one in listed}, **fuller}
    return Known(tuple(every[key] for key in sorted(every)), tuple(listed))


def _crawled(context: Context) -> Iterator[DocumentSummary]:
    for one in documents(context).held.values():
        yield summary(one.document, [fact for facts in one.facts for fact in facts])


def listed_rules(context: Context, own: Kept) -> Known:
    """Return the rules alone that came with a converted history."""
    rules: dict[str, Rule] = {}
    for entry in _entries(context, own):
        if entry.payload["rules"]:
            rules.update((one.document.id, one) for one in read_rules(context.archive.get(entry.payload["rules"])))
    return Known(tuple(one.document for one in rules.values()), tuple(rules.values()))


def _joined(document: DocumentSummary, crawled: dict[str, DocumentSummary]) -> DocumentSummary:
    """Return what was crawled of the document, with the dates that only the list of rules has."""
    fuller = crawled.get(document.id)
    if fuller is None:
        return document
    effective = fuller.effective or document.effective
    return dataclasses.replace(fuller, published=fuller.published or document.published, effective=effective)


def changes(own: Held, old: DatedText, new: DatedText, documents: Known, tracked: Tracked | None = None) -> Changes:
    """Return what changed between two dated texts, with candidates for having made each change.

    `tracked`, where both texts stand in it side by side, spares tracking them again.
    """
    compared = _compared(own, old, new, tracked)
    return Changes(old, new, compared.changes, _candidates(compared, old, new, documents), compared.converter)


def _compared(own: Held, old: DatedText, new: DatedText, tracked: Tracked | None) -> Compared:
    if old.converted or new.converted:
        return compare(old.controls, new.controls, own.faults, tracked)
    known = tracked or track((old.controls, new.controls))
    return Compared(tuple(own.kept.compare(old.controls, new.controls, known)), ())


def _candidates(compared: Compared, old: DatedText, new: DatedText, documents: Known) -> dict[str, list[Candidate]]:
    both = (old.controls, new.controls)
    if all(one.reader != PARSED for one in both) and (old.converted or new.converted):
        return attribute_by_date(compared.changes, documents.documents, documents.rules, *both)
    headings = {**both[0].headings(), **both[1].headings()}
    return attribute(compared.changes, documents.documents, both[0].version, both[1].version, headings)


def declared(own: Held, *texts: DatedText) -> tuple[Fault, ...]:
    """Return the known faults of converted texts among these, whether or not they make a difference."""
    dates = [one.controls.version for one in texts if one.converted]
    return tuple(one for one in own.faults if not one.missing and any(one.at(day) for day in dates))


def steps(own: Held, documents: Known, tracked: Tracked | None = None) -> Iterator[Changes]:
    """Yield what each text changed in the one before; texts that hold no paragraphs are passed over."""
    for old, new in pairwise(own.whole):
        yield changes(own, old, new, documents, tracked)


def backtest(own: Held, documents: Known) -> Replay:
    """Return the replay of all texts as if each had just arrived."""
    touching = {one.document.id for one in documents.rules if one.touches_list}
    return replay(tuple(_arrivals(own, documents)), documents.documents, touching)


def _arrivals(own: Held, documents: Known) -> Iterator[Arrival]:
    """Yield what each text changed in the last one before it that holds paragraphs.

    A text that holds none is compared in what it holds; the changes that it showed do not arrive again with the next.
    """
    whole: DatedText | None = None
    shown: set[str] = set()
    for text in own.texts:
        if whole is not None:
            made = changes(own, whole, text, documents)
            fresh = tuple(one for one in made.changes if one.change_id not in shown)
            shown |= {one.change_id for one in fresh}
            yield Arrival(
                whole.controls.version,
                text.controls.version,
                fresh,
                {one.change_id: made.candidates[one.change_id] for one in fresh},
                len(made.converter),
                whole.converted or text.converted,
            )
        if text.whole:
            whole, shown = text, set()


def entry_history(own: Held, documents: Known, designation: str) -> tuple[EntryStage, ...]:
    """Return the history of an entry, or of a paragraph with all below it and the notes to it; () when none has it.

    Texts that hold no paragraphs are passed over. `designation` is written as the list writes it (3A090.a.1).
    """
    lists = [one.controls for one in own.whole]
    found = [one for one in stages(lists, own.faults, designation[:5]) if _speaks_of(one, designation)]
    events = {id(event): event for one in found for event in (one.began, one.ended) if event and not event.fault}
    named: dict[int, tuple[str, ...]] = {}
    by_step: dict[tuple[date, date], list[Event]] = {}
    for event in events.values():
        by_step.setdefault((event.old.version, event.new.version), []).append(event)
    dated = {one.controls.version: one for one in own.texts}
    for (before, after), group in by_step.items():
        compared = Compared(tuple(one.difference for one in group), ())
        candidates = _candidates(compared, dated[before], dated[after], documents)
        for event in group:
            numbers = (documents.number(one.document_id) for one in candidates[event.difference.change_id])
            named[id(event)] = tuple(numbers)
    return tuple(
        EntryStage(one, named.get(id(one.began), ()), named.get(id(one.ended), ()), is_converted(one.stretch.controls))
        for one in found
    )


def _speaks_of(stage: Stage, designation: str) -> bool:
    place = stage.stretch.place
    codes = (place.designation,) if place.is_paragraph else place.scope
    return any(within(code, designation) for code in codes) or designation == place.entry
