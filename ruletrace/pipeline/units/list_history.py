"""Words that others converted from older texts of a control list, tied to the places of the official texts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from graph import schema as g
from regulation.attribution import Candidate
from regulation.diff import Difference, DifferenceKind
from regulation.history.stretches import Stretch, stretches
from regulation.versions import Tracked, track
from ruletrace.model import stable_id
from ruletrace.pipeline.controls import History
from ruletrace.pipeline.list_history import Changes, DatedText, Held, Known, steps
from ruletrace.pipeline.units.controls import control, words

CONVERTED = "converted by others"


@dataclass(frozen=True, slots=True)
class _Beginning:
    """What may have begun a stretch: rules as number and citation, or what the converter did."""

    rules: tuple[str, ...] = ()
    fault: str = ""


def name(listed: str) -> str:
    """Return the name of the unit that holds the converted words of a list."""
    return f"history {listed}"


def unit(held: Held, known: Known, official: History) -> g.Unit:
    """Return the words of all converted texts of a list, and the documents that stand for these texts.

    Where a place goes on in an official text, the words are tied to its control; one that no official text has gets a
    control of its own.
    """
    own = name(held.kept.list)
    texts = held.whole
    if not any(one.converted for one in texts):
        return g.Unit(own, (), (), problems=held.problems)
    tracked = track([one.controls for one in texts])
    controls = _Controls(_goes_on(official, tracked))
    told = list(_words(held, known, texts, tracked, controls))
    documents = [_document(held.kept.title, one) for one in texts if one.converted]
    nodes = (*controls.own.values(), *(text for text, _ in told), *documents)
    return g.Unit(own, nodes, tuple(edge for _, edge in told), problems=held.problems)


def _goes_on(official: History, tracked: Tracked) -> dict[str, str]:
    """Return the control id of every place of the official texts, by its id over all texts."""
    if official.tracked is None:
        return {}
    keys = (
        (version.controls.version, place.id_path)
        for version in official.versions
        for place in version.controls.all_places()
    )
    return {tracked.ids[key]: official.tracked.ids[key] for key in keys}


class _Controls:
    """Gives each place its control, and makes those that no official text has."""

    def __init__(self, official: Mapping[str, str]) -> None:
        self._official = official
        self.own: dict[str, g.Control] = {}

    def id(self, stretch: Stretch) -> str:
        """Return the id of the control that stands for the place of a stretch."""
        if stretch.paragraph in self._official:
            return self._official[stretch.paragraph]
        place, controls = stretch.place, stretch.controls
        key = stable_id("place", controls.list, place.entry, place.place, CONVERTED, stretch.paragraph)
        self.own.setdefault(key, control(key, place, controls, place.start))
        return key


def _words(
    held: Held, known: Known, texts: Sequence[DatedText], tracked: Tracked, controls: _Controls
) -> Iterator[tuple[g.Text, g.HasText]]:
    dated = {one.controls.version: one for one in texts}
    done = list(steps(held, known, tracked))
    began = {key: one for changes in done for key, one in _beginnings(changes, known)}
    removed = {key: rules for changes in done for key, rules in _removals(changes, known)}
    ends = _ends(texts)
    for stretch in stretches([one.controls for one in texts], tracked):
        source, place = dated[stretch.since], stretch.place
        if not source.converted or not place.text:
            continue
        key, brought = controls.id(stretch), began.get((stretch.since, place.id_path), _Beginning())
        text = words(key, place, stretch.controls, str(stretch.since))
        yield (
            text,
            g.HasText(
                start=key,
                end=text.id,
                from_=source.name,
                to=ends[stretch.until],
                recorded=source.recorded.isoformat(),
                origin=source.origin,
                designation=place.designation,
                began_by=brought.rules,
                ended_by=removed.get((stretch.until, stretch.paragraph), ()),
                fault=brought.fault,
            ),
        )


def _ends(texts: Sequence[DatedText]) -> dict[date, str]:
    """Return, by the date of its last text, when a stretch ends: official words stand for themselves."""
    official = next((one.name for one in texts if not one.converted), "")
    ends = {old.controls.version: new.name for old, new in pairwise(texts) if old.converted}
    return {one.controls.version: ends.get(one.controls.version, official) for one in texts}


def _beginnings(changes: Changes, known: Known) -> Iterator[tuple[tuple[date, str], _Beginning]]:
    day = changes.new.controls.version
    for one in changes.changes:
        yield (day, f"{one.entry}/{one.place_after}"), _Beginning(rules=_rules(changes, one, known))
    for one, reason in changes.converter:
        yield (day, f"{one.entry}/{one.place_after}"), _Beginning(fault=reason)


def _removals(changes: Changes, known: Known) -> Iterator[tuple[tuple[date, str], tuple[str, ...]]]:
    """Yield, by the date of the last text with it and the paragraph, what may have removed a place."""
    day = changes.old.controls.version
    for one in changes.changes:
        if one.kind is DifferenceKind.REMOVED:
            yield (day, one.paragraph), _rules(changes, one, known)


def _rules(changes: Changes, one: Difference, known: Known) -> tuple[str, ...]:
    return tuple(_cited(known, candidate) for candidate in changes.candidates[one.change_id])


def _cited(known: Known, candidate: Candidate) -> str:
    found = next((one for one in known.documents if one.id == candidate.document_id), None)
    return f"{found.number} ({found.citation})" if found and found.citation else known.number(candidate.document_id)


def _document(title: str, text: DatedText) -> g.Document:
    controls = text.controls
    return g.Document(
        id=f"{controls.list}:{text.name}",
        kind="list version",
        number=f"{controls.list} {text.name}",
        title=f"{title}, text of {text.name}, converted by others ({text.origin})",
        published=text.name,
        sha256=controls.sha256,
        body="held",
        relevance="relevant",
        origin=text.origin,
    )
