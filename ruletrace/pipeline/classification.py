"""Whether items meet the paragraphs of a list on a day: which dated text applies, read and asked."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial

from nlp.predicates.entries import read_entry
from regulation.attribution import DocumentSummary
from regulation.classification import Answer, EntryTest, Item, Law, Verdict, answer, compiled
from regulation.controls.model import Entry, Kind
from regulation.diff import Difference
from regulation.history.model import Fault
from regulation.status import Event, EventKind
from regulation.thresholds.model import folded
from ruletrace.pipeline import list_history
from ruletrace.pipeline.classification_notices import in_force, names
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.controls import Kept
from ruletrace.pipeline.entered import entered_events
from ruletrace.pipeline.list_history import DatedText, Held, Known

_MEANT = (Kind.HEADING, Kind.PARAGRAPH, Kind.NOTE, Kind.RESERVED)
_NOTES = ("note", "text")
_KIND = "taken as an item of the kind that the entry's heading names, not as equipment or a component for one"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The dated text that answers for an entry on a day, why it does, and what it is known to lack of the entry."""

    text: DatedText
    told: tuple[str, ...]
    gaps: tuple[str, ...] = ()

    @property
    def origin(self) -> str:
        """Who made the text."""
        return f"converted by others ({self.text.origin})" if self.text.converted else "official"


@dataclass(frozen=True, slots=True)
class Classified:
    """An answer with the text it came from (None: no text is held of that day) and the individual notices entered.

    `why` is the answer's reason without them.
    """

    answer: Answer
    entry: str
    chosen: Chosen | None
    notices: tuple[Event, ...] = ()
    why: str = ""


class Classifier:
    """Answers for one list on one day; texts and conditions are read once."""

    def __init__(self, context: Context, own: Kept, on: date) -> None:
        self.on = on
        self._held = list_history.held(context, own)
        self._known = cache(partial(list_history.known, context, own))
        entered = (one for one in entered_events(context, {}) if one.kind is EventKind.NOTICE)
        self._notices = [one for one in entered if in_force(one, on)]
        self._matched: set[Event] = set()
        self._chosen: dict[str, Chosen | None] = {}
        self.law = Law(self._load)

    @property
    def problems(self) -> tuple[str, ...]:
        """What could not be read of the list's texts."""
        return self._held.problems

    @property
    def unmatched(self) -> tuple[Event, ...]:
        """The individual notices in force that name no item classified so far."""
        return tuple(one for one in self._notices if one not in self._matched)

    def chosen(self, eccn: str) -> Chosen | None:
        """Return the text that answers for an entry, None when none is held of that day."""
        if eccn not in self._chosen:
            self._chosen[eccn] = choose(self._held, self._known, eccn, self.on)
        return self._chosen[eccn]

    def _load(self, eccn: str) -> EntryTest | None:
        chosen = self.chosen(eccn)
        read = read_entry(chosen.text.controls, eccn) if chosen else None
        predicate = read.predicate(eccn) if read else None
        return compiled(read.entry, predicate, chosen.gaps) if chosen and read and predicate else None

    def classify(self, item: Item, eccn: str) -> Classified:
        """Return the answer for an item under an entry, with the notices that people entered for it."""
        chosen, test = self.chosen(eccn), self.law.test(eccn)
        notices = tuple(one for one in self._notices if names(one, item.name))
        self._matched.update(notices)
        if chosen is None or test is None:
            found = self._unanswered(chosen, item, eccn)
        else:
            found = answer(self.law, test, of_kind(item, test))
        return Classified(_noticed(found, notices), eccn, chosen, notices, found.reason)

    def _unanswered(self, chosen: Chosen | None, item: Item, eccn: str) -> Answer:
        if chosen is None:
            reason = f"no text of the list is held for {self.on}"
            return Answer(item.name, Verdict.NOT_MODELLED, reason, remarks=item.told)
        if not any(one.controls.entry(eccn) for one in self._held.texts):
            reason = f"no text held of the list has an entry {eccn}"
            return Answer(item.name, Verdict.NOT_MODELLED, reason, remarks=item.told)
        if chosen.gaps:
            reason = f"{eccn} is not in the text held: {'; '.join(chosen.gaps)}"
            return Answer(item.name, Verdict.UNDECIDED, reason, remarks=item.told)
        reason = f"the text of {chosen.text.name} has no entry {eccn}"
        return Answer(item.name, Verdict.OUT, reason, remarks=item.told)


def of_kind(item: Item, test: EntryTest) -> Item:
    """Return the item as one of the kind that the entry's heading names, unless its own facts say otherwise.

    Whoever asks an entry for an item states that much; the answer tells it.
    """
    return replace(item, answers={**test.heading_facts(), **item.answers}, told=(*item.told, _KIND))


def _noticed(found: Answer, notices: Sequence[Event]) -> Answer:
    """Return the answer with the individual notices that people entered for the item."""
    if not notices:
        return found
    told = "; ".join(map(notice_words, notices))
    return replace(found, reason=f"{found.reason}; a licence is required of those who were told so: {told}")


def notice_words(one: Event) -> str:
    """Return an individual notice in words, with who entered it."""
    says = f": {one.source.says}" if one.source.says else ""
    until = f" until {one.until}" if one.until else ""
    return (
        f"individual notice of {one.start}{until} on {one.subject} ({one.source.citation}), entered by"
        f" {one.source.by}, not read{says}"
    )


def choose(held: Held, known: Callable[[], Known], eccn: str, on: date) -> Chosen | None:
    """Return the dated text that answers for an entry on a day, None when the first text held is later.

    Between the day of effect of a known rule and the first text that shows what it changed in the entry, that later
    text answers; else the newest text of the day or before. `known` is asked only for a day with a text after it.
    """
    before = [one for one in held.whole if one.controls.version <= on]
    if not before:
        return None
    after = next((one for one in held.whole if one.controls.version > on), None)
    rules = _in_effect(held, known(), before[-1], after, eccn, on) if after else ()
    if after and rules:
        return _whole(held, eccn, after, (_by_rules(rules, after, eccn, on),))
    return _whole(held, eccn, before[-1], tuple(_by_date(before[-1], after, on)))


def _by_date(text: DatedText, after: DatedText | None, on: date) -> Iterator[str]:
    if after is None and on > text.controls.version:
        yield f"from the last text held, of {text.name}; later amendments not seen"
    elif on > text.controls.version and after:
        yield f"from the text of {text.name}; the next one held is of {after.name}"


def _by_rules(rules: Sequence[DocumentSummary], text: DatedText, eccn: str, on: date) -> str:
    named = ", ".join(f"{one.number} (effective {one.effective}, published {one.published})" for one in rules)
    how = "by date alone" if text.converted else "by date and words"
    return (
        f"on {on} {named} was in effect and no text held of that day shows it: from the first later text, of"
        f" {text.name}, in which {eccn} differs; the rule is tied to it {how}"
    )


def _in_effect(
    held: Held, known: Known, old: DatedText, new: DatedText, eccn: str, on: date
) -> tuple[DocumentSummary, ...]:
    """Return the rules in effect by a day that may have made what only the next text has of an entry."""
    made = list_history.changes(held, _alone(old, eccn), _alone(new, eccn), known)
    ids = {
        candidate.document_id
        for one in made.changes
        if one.entry == eccn and one.place_kind in _MEANT and not _lost(one, new)
        for candidate in made.candidates.get(one.change_id, ())
    }
    documents = [one for one in known.documents if one.id in ids and one.effective and one.effective <= on]
    return tuple(sorted(documents, key=lambda one: (one.effective or on, one.number)))


def _lost(one: Difference, new: DatedText) -> bool:
    """Return whether a note is missing in a text whose converter kept only some of the notes."""
    return new.converted and one.place_kind is Kind.NOTE and not one.after


def _alone(text: DatedText, eccn: str) -> DatedText:
    """Return a text with one entry only, so that nothing else is compared."""
    entries = tuple(one for one in text.controls.entries if one.eccn == eccn)
    return replace(text, controls=replace(text.controls, entries=entries, places=()))


def _whole(held: Held, eccn: str, text: DatedText, told: tuple[str, ...]) -> Chosen:
    """Return the text chosen, or an earlier one that says the same where a converter lost the notes of this one."""
    faults = [one for one in held.faults if one.entry == eccn and one.at(text.controls.version)]
    if not any(_of_notes(one) for one in faults):
        return Chosen(text, told, tuple(dict.fromkeys(one.says for one in faults)))
    lost = next(one.says for one in faults if _of_notes(one))
    for earlier in reversed([one for one in held.whole if one.controls.version < text.controls.version]):
        sound = not any(one.entry == eccn and one.at(earlier.controls.version) for one in held.faults)
        if sound and _paragraphs(earlier, eccn) == _paragraphs(text, eccn):
            why = f"in the text of {text.name} {lost}: from that of {earlier.name}, whose paragraphs are the same"
            return Chosen(earlier, (*told, why))
    return Chosen(text, told, tuple(dict.fromkeys(one.says for one in faults)))


def _of_notes(fault: Fault) -> bool:
    return not fault.missing and fault.place in _NOTES


def _paragraphs(text: DatedText, eccn: str) -> dict[str, str]:
    entry: Entry | None = text.controls.entry(eccn)
    places = entry.paragraphs() if entry else ()
    return {place.designation: folded(place.text) for place in places if not place.reserved}
