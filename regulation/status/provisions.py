"""Events that the dated text of a part of 15 CFR tells: what it shows, stayed words, source lines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from regulation.controls.model import Entry, Kind, Place
from regulation.parts import Extent, PartTree, Stay, amendments, stays
from regulation.status.model import Event, EventKind, Origin, Source

# What stands below a section and is none of its words.
EDITORS = (Kind.CITATION, Kind.EDITORIAL, Kind.EFFECTIVE_DATE, Kind.PENDING)
ECFR = "Office of the Federal Register, eCFR"


@dataclass(frozen=True, slots=True)
class Text:
    """A part's text with when our journal got it."""

    tree: PartTree
    recorded: datetime | None

    @property
    def name(self) -> str:
        """What it is cited as."""
        return f"the text of 15 CFR part {self.tree.part} of {self.tree.version}"

    def source(self, place: Place, citation: str, quote: str = "") -> Source:
        """Return a place of the text as a source; the quote must stand in it."""
        words = quote or place.text
        start = place.start + max(place.text.find(words), 0)
        span, sha256 = (start, start + len(words)), self.tree.law.sha256
        return Source(Origin.READ, ECFR, citation, words, span, sha256, recorded=self.recorded)


def stay_events(text: Text, subject: str, chosen: Sequence[Stay], actor: str = "") -> Iterator[Event]:
    """Yield the stays as events of a subject: a document, or the whole of which these words are a part.

    The notes name the last day and the document's page and day, never the first day of the stay.
    """
    for stay in chosen:
        if stay.published is None:
            continue
        yield Event(
            EventKind.STAYED,
            subject,
            None,
            stay.published,
            text.source(stay.note, f"Effective Date Note of {_of(stay.note.entry)}, citing {stay.citation}"),
            until=stay.until,
            extent=_extent(stay),
            actor=actor,
        )


def shown_by_stay(event: Event) -> Event:
    """Return that the code shows what a note stays, from the day of the stay: else nothing would have to be stayed."""
    return replace(event, kind=EventKind.CODIFIED, start=event.published, until=None)


def provision_events(text: Text, place: Place, actors: Mapping[str, str]) -> Iterator[Event]:
    """Yield the events of a section, supplement or paragraph; `actors` are the documents that stay, by citation."""
    entry = text.tree.law.entry(place.entry)
    if entry is None:
        return
    yield _standing(text, place, entry)
    for stay in stays(text.tree):
        touched = _touched(text.tree, stay, place)
        for event in stay_events(text, place.designation, (stay,), actors.get(stay.citation, "")) if touched else ():
            yield replace(event, extent="") if touched == "whole" else event
            yield shown_by_stay(event)


def _standing(text: Text, place: Place, entry: Entry) -> Event:
    """Return that a text shows a place: since the last amendment of its section where the source line tells it."""
    last = amendments(entry).last
    since = min(last.day, text.tree.version) if last else text.tree.version
    told = f", unchanged since {last.citation} of {last.day} by its source line" if last else ""
    source = text.source(place, f"{text.name}{told}")
    return Event(EventKind.CODIFIED, place.designation, since, since, source)


def _touched(tree: PartTree, stay: Stay, place: Place) -> str:
    """Return "whole" where all words of a place are stayed, "part" where some of them or of what is below, else ""."""
    if stay.extent is Extent.UNKNOWN:
        return "part" if stay.note.entry == place.entry else ""
    low = place.start
    high = max((one.end for one in tree.below(place) if one.kind not in EDITORS), default=place.end)
    if any(start <= low and high <= end for start, end in stay.spans):
        return "whole"
    return "part" if any(start < high and low < end for start, end in stay.spans) else ""


def _extent(stay: Stay) -> str:
    if stay.extent is Extent.WHOLE:
        return stay.designation
    if stay.extent is Extent.OWN_WORDS:
        return f"the introductory text of {stay.designation}"
    return f"{stay.quote} of {_of(stay.note.entry)}"


def _of(entry: str) -> str:
    return f"§ {entry}" if entry[:1].isdigit() else entry


def cited_in(text: Text, day: date, pages: range, volume: str) -> Iterator[tuple[Place, str]]:
    """Yield the source line and the citation of each section that an amendment of that day and these pages made."""
    for entry in text.tree.law.entries:
        for made in amendments(entry).listed:
            own, _, page = made.citation.partition(" FR ")
            if made.day == day and own in (volume, volume or own) and int(page) in pages:
                line = next(one for one in entry.of(Kind.CITATION) if made.citation in one.text)
                yield line, made.citation


def codified_by(text: Text, subject: str, since: date, lines: Sequence[tuple[Place, str]]) -> Iterator[Event]:
    """Yield that the code shows what a document ordered: source lines cite it, so that it was carried out.

    `since` is the first day on which the code can show it: of publication and of effect the later one.
    """
    for line, citation in lines:
        words = f"the source line of {_of(line.entry)} in {text.name}, citing {citation}"
        yield Event(EventKind.CODIFIED, subject, since, since, text.source(line, words, citation))


def stayed_sections(chosen: Sequence[Stay]) -> frozenset[str]:
    """Return the sections and supplements of which words are stayed."""
    return frozenset(stay.note.entry for stay in chosen)
