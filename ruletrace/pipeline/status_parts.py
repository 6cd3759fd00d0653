"""What the archived texts of parts of 15 CFR tell of a rule or a provision: shown, stayed, since when."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from regulation.controls.model import Kind, Place
from regulation.parts import PartTree, Stay, read_part_tree, stays
from regulation.status.model import Event, EventKind
from regulation.status.provisions import (
    Text,
    cited_in,
    codified_by,
    provision_events,
    shown_by_stay,
    stay_events,
    stayed_sections,
)
from ruletrace.model import Document
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.controls import PARTS, Kept, newest_text
from ruletrace.pipeline.fetches import good_fetches
from ruletrace.readers.xml import ReadError

LAST_PAGE = 10**6


@dataclass(frozen=True, slots=True)
class Noted:
    """A stay with the text that tells it."""

    text: Text
    stay: Stay


def part_texts(context: Context, own: Kept, *, holding: str = "", newest: bool = False) -> Iterator[Text]:
    """Yield the archived texts of a part, newest first; only those whose bytes match `holding`, which spares reading.

    `newest`: the newest one alone.
    """
    day: date | None = None
    recorded = {one.sha256: one.at for one in reversed(good_fetches(context, own.source, "text"))}
    while found := newest_text(context, own, day):
        data, at, _ = found
        tree = _tree(data, at) if re.search(holding.encode(), data) else None
        if tree:
            yield Text(tree, recorded.get(tree.law.sha256))
        if newest:
            return
        day = at - timedelta(days=1)


@lru_cache(maxsize=8)
def _tree(data: bytes, day: date) -> PartTree | None:
    try:
        return read_part_tree(data, day)
    except ReadError:
        return None  # `ruletrace process` tells why


def noted_stays(context: Context) -> list[Noted]:
    """Return each stay once, from the first text that tells it: a later text drops the note of a stay that ended."""
    found: dict[tuple[str, str, str, date | None], Noted] = {}
    for own in PARTS:
        for text in part_texts(context, own, holding="stayed"):
            for stay in stays(text.tree):
                found[stay.citation, stay.designation, stay.quote, stay.until] = Noted(text, stay)
    return list(found.values())


def actors(noted: Sequence[Noted], events: Sequence[Event], citations: dict[str, str]) -> dict[str, str]:
    """Return the number of the document that makes each stay, by the page that its note cites.

    It is the one of that citation, else the only one of the day cited that suspends another; none when several do.
    """
    found: dict[str, str] = {}
    for one in noted:
        held = {event.actor for event in events if event.kind is EventKind.SUSPENDED and event.actor}
        days = {event.subject: event.published for event in events if event.kind is EventKind.PUBLISHED}
        same_day = sorted(number for number in held if days.get(number) == one.stay.published)
        number = citations.get(one.stay.citation) or (same_day[0] if len(same_day) == 1 else "")
        if number:
            found[one.stay.citation] = number
    return found


def of_document(
    noted: Sequence[Noted], subject: str, holds: Sequence[Event], makers: dict[str, str]
) -> tuple[list[Event], list[Noted]]:
    """Return the stays that belong to the suspension of a document, as its events, and the notes themselves."""
    own = [one for one in holds if one.subject == subject and one.kind is EventKind.SUSPENDED]
    by, cited = {one.actor for one in own if one.actor}, {one.source.citation for one in own}
    chosen = [one for one in noted if makers.get(one.stay.citation) in by or one.stay.citation in cited]
    events = [
        event
        for one in chosen
        for stayed in stay_events(one.text, subject, [one.stay], makers.get(one.stay.citation, ""))
        for event in (stayed, shown_by_stay(stayed))
    ]
    return events, chosen


def source_lines(
    texts: Sequence[Text], document: Document, others: Sequence[Document], own: Sequence[Noted], since: date | None
) -> list[Event]:
    """Return where source lines cite a document, so that the code shows what it ordered.

    A line cites a page and the day of publication: it means the document when its pages hold that one, when no other
    rule was published that day, or when words of the section are stayed with this document. `since` is the first day
    on which the code can show it (None: not known, so the text's own day).
    """
    if document.published is None:
        return []
    volume, pages, alone = _pages(document, others)
    sections = stayed_sections([one.stay for one in own])
    found: list[Event] = []
    for text in texts:
        lines = list(cited_in(text, document.published, pages, volume))
        chosen = [pair for pair in lines if alone or pair[0].entry in sections]
        found += codified_by(text, document.number, since or text.tree.version, chosen)
    return found


def _pages(document: Document, others: Sequence[Document]) -> tuple[str, range, bool]:
    """Return volume and pages that can be the document's, and whether no other rule can have them."""
    same_day = [one for one in others if one.published == document.published and one.number != document.number]
    volume, _, first = document.citation.partition(" FR ")
    if not first.isdigit():
        return "", range(LAST_PAGE), not same_day
    starts = sorted(int(page) for one in same_day if (page := one.citation.partition(" FR ")[2]).isdigit())
    end = next((page for page in starts if page > int(first)), LAST_PAGE)
    return volume, range(int(first), end), all(one.citation for one in same_day)


def provision(context: Context, own: Kept, citation: str, makers: dict[str, str]) -> tuple[str, list[Event]]:
    """Return the designation of a provision of a part and its events; ("", []) when no archived text has it."""
    name, events = "", list[Event]()
    for text in part_texts(context, own):
        place = text.tree.find(citation)
        if place is None:
            continue
        name = name or place.designation
        events += provision_events(text, place, makers)
    return name, list({(one.kind, one.start, one.until, one.extent): one for one in events}.values())


def texts_citing(context: Context, day: date) -> list[Text]:
    """Return the newest text of each part in which a citation of that day stands."""
    cited = rf"FR \d+, {day:%b}[a-z]*\.? {day.day}, {day.year}"
    return [text for own in PARTS for text in part_texts(context, own, holding=cited, newest=True)]


def pending(context: Context, citation: str) -> Iterator[tuple[Text, Place]]:
    """Yield the links of the newest texts to amendments of that citation, which are not in them yet."""
    for own in PARTS:
        for text in part_texts(context, own, holding=f"published at {citation},", newest=True):
            yield from ((text, place) for place in text.tree.law.all_places() if place.kind is Kind.PENDING)
