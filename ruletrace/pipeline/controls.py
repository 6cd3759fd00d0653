"""The dated texts of the control list, read from archive and journal, and what changed between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from urllib.parse import urlsplit

from regulation.attribution import Candidate, DocumentSummary, attribute
from regulation.controls.ccl import read_ccl
from regulation.controls.model import ControlList
from regulation.diff import Difference, differences
from regulation.versions import Tracked, track
from ruletrace.model import Document, Fact, Fetch
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.documents import kind_of
from ruletrace.pipeline.fetches import good_fetches
from ruletrace.readers.xml import ReadError

SOURCE, ROLE = "ecfr-774", "text"
CCL = "ccl"


@dataclass(frozen=True, slots=True)
class Version:
    """One dated text and the fetch that brought it."""

    controls: ControlList
    fetch: Fetch


@dataclass(frozen=True, slots=True)
class Step:
    """What changed between two neighbouring texts, and the candidates for having made each change."""

    old: Version
    new: Version
    differences: tuple[Difference, ...]
    candidates: dict[str, list[Candidate]]


@dataclass(frozen=True, slots=True)
class History:
    """All dated texts of one list, oldest first, with stable ids and the steps between them."""

    versions: tuple[Version, ...]
    tracked: Tracked | None
    steps: tuple[Step, ...]
    problems: tuple[str, ...]

    def at(self, day: date) -> Version | None:
        """Return the text of exactly that date, or None."""
        return next((one for one in self.versions if one.controls.version == day), None)


def texts(context: Context) -> tuple[tuple[Version, ...], tuple[str, ...]]:
    """Return the archived texts of Supplement No. 1 to part 774 by date, and what could not be read."""
    newest: dict[date, Fetch] = {}
    for fetch in good_fetches(context, SOURCE, ROLE):
        newest[_date(fetch.url)] = fetch
    versions: list[Version] = []
    problems: list[str] = []
    for done, (day, fetch) in enumerate(sorted(newest.items()), start=1):
        try:
            versions.append(Version(read_ccl(context.archive.get(fetch.sha256), day), fetch))
        except ReadError as error:
            problems.append(f"{fetch.url}: {error}")
        context.progress("reading control lists", done, len(newest))
    return tuple(versions), tuple(problems)


def history(context: Context, documents: Sequence[DocumentSummary]) -> History:
    """Return all dated texts with their differences, attributed to candidates among `documents`."""
    versions, problems = texts(context)
    if not versions:
        return History((), None, (), problems)
    tracked = track([one.controls for one in versions])
    steps = tuple(_step(old, new, tracked, documents) for old, new in pairwise(versions))
    return History(versions, tracked, steps, problems)


def summary(document: Document, facts: Sequence[Fact]) -> DocumentSummary:
    """Return what attribution needs to know of a document."""

    def values(kind: str) -> tuple[str, ...]:
        return tuple(sorted({fact.value for fact in facts if fact.kind == kind}))

    return DocumentSummary(
        id=document.id,
        number=document.number,
        title=document.title,
        abstract=document.abstract,
        published=document.published,
        effective=document.effective,
        kind=kind_of(document, facts),
        codes=values("control_code"),
        destinations=values("destination"),
        country_groups=values("country_group"),
        cfr_parts=document.cfr_parts or values("cfr_citation"),
        citation=document.citation,
    )


def _step(old: Version, new: Version, tracked: Tracked, documents: Sequence[DocumentSummary]) -> Step:
    found = differences(old.controls, new.controls, tracked)
    lists = (old.controls, new.controls)
    candidates = attribute(found, documents, old.controls.version, new.controls.version, lists)
    return Step(old, new, tuple(found), candidates)


def _date(url: str) -> date:
    """Return the date in `/api/versioner/v1/full/{date}/title-15.xml`."""
    return date.fromisoformat(urlsplit(url).path.split("/full/", 1)[1].split("/", 1)[0])
