"""The dated texts of the control lists, read from archive and journal, and what changed between them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import pairwise
from urllib.parse import urlsplit

from regulation.annex import annex_differences, read_2021, read_consolidated
from regulation.attribution import DocumentSummary, interval
from regulation.controls.ccl import read_ccl
from regulation.controls.edition import Edition
from regulation.controls.model import ControlList
from regulation.diff import Difference, differences
from regulation.parts import read_part_tree
from regulation.versions import Tracked, track
from ruletrace.model import Document, Fact, Fetch
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.documents import kind_of
from ruletrace.pipeline.fetches import good_fetches, newest_by_url
from ruletrace.readers.xml import ReadError

ROLE = "text"
CCL, ANNEX = "ccl", "annex-i"
Compare = Callable[[ControlList, ControlList, Tracked], Sequence[Difference]]


@dataclass(frozen=True, slots=True)
class Kept:
    """How a control list or another part is kept: its source, how its texts are read and compared, what it is called.

    `address` is what the addresses of its texts hold, where the source brings others besides.
    """

    list: str
    source: str
    title: str
    read: Callable[[bytes, str], ControlList]
    compare: Compare
    address: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One dated text and the fetch that brought it.

    `name` is its date; where the publisher corrected a text under an unchanged date, `name` of the later one adds when
    it was first seen, and its `controls.version` is an edition of that date.
    """

    controls: ControlList
    fetch: Fetch
    name: str

    @property
    def day(self) -> str:
        """The date under which the publisher gives the text, in ISO form."""
        return self.name[:10]


@dataclass(frozen=True, slots=True)
class History:
    """All dated texts of one list, oldest first, with stable ids, and what could not be read."""

    kept: Kept
    versions: tuple[Version, ...]
    tracked: Tracked | None
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A paragraph that an instruction of a document redesignated."""

    document: DocumentSummary
    before: str
    after: str


def _read_us(data: bytes, url: str) -> ControlList:
    return read_ccl(data, _issue_date(url))


def _read_part(data: bytes, url: str) -> ControlList:
    return read_part_tree(data, _issue_date(url)).law


def _issue_date(url: str) -> date:
    """Return the date in an address `/api/versioner/v1/full/{date}/title-15.xml`."""
    return date.fromisoformat(urlsplit(url).path.split("/full/", 1)[1].split("/", 1)[0])


def _read_eu(data: bytes, url: str) -> ControlList:
    """Read the answer under a consolidated CELEX number, whose suffix is the date (02021R0821-20251115)."""
    controls = read_consolidated(data) if data.lstrip()[:1] == b"{" else read_2021(data)
    day = datetime.strptime(url.rpartition("-")[2], "%Y%m%d").replace(tzinfo=UTC).date()
    # The print of 2021 lacks the list's own notes and captions: the entries alone can be compared.
    return replace(controls, places=(), version=day)


def _compare_eu(old: ControlList, new: ControlList, tracked: Tracked) -> Sequence[Difference]:
    return annex_differences(old, new, tracked).changes


LISTS: tuple[Kept, ...] = (
    Kept(CCL, "ecfr-774", "Commerce Control List (Supplement No. 1 to 15 CFR part 774)", _read_us, differences),
    Kept(ANNEX, "eu-annex-i", "Annex I of Regulation (EU) 2021/821", _read_eu, _compare_eu),
)


_PARTS = {
    "734": "Scope of the Export Administration Regulations",
    "738": "Commerce Control List overview and the Country Chart",
    "740": "License exceptions",
    "742": "Control policy: CCL based controls",
    "744": "Control policy: end-user and end-use based",
    "774": "The Commerce Control List: other supplements",
}
PARTS: tuple[Kept, ...] = tuple(
    Kept(
        f"ecfr-{part}",
        "ecfr-774" if part == "774" else "ecfr-parts",
        f"15 CFR part {part} ({title})",
        _read_part,
        differences,
        f"part={part}",
    )
    for part, title in _PARTS.items()
)


KEPT = (*LISTS, *PARTS)


def kept(name: str) -> Kept | None:
    """Return how the list of that name is kept, or None."""
    return next((one for one in KEPT if one.list == name), None)


def newest_text(context: Context, own: Kept, day: date | None) -> tuple[bytes, date, str] | None:
    """Return bytes, date and address of the newest archived text on or before `day` (None: of all), or None.

    For the parts whose addresses name the date (eCFR); the text is not read.
    """
    held = [one for one in dated_texts(context, own) if day is None or one[0] <= day]
    if not held:
        return None
    at, fetch = held[-1]
    return context.archive.get(fetch.sha256), at, fetch.url


def dated_texts(context: Context, own: Kept) -> list[tuple[date, Fetch]]:
    """Return the date and the newest fetch of each archived text by date, of parts whose addresses name it (eCFR)."""
    contents = newest_by_url(good_fetches(context, own.source, ROLE))
    dated = [(_issue_date(url), group[-1]) for url, group in contents.items() if own.address in url]
    return sorted(dated, key=lambda one: one[0])


_LAST: dict[str, dict[tuple[str, str], ControlList]] = {}


def texts(context: Context, own: Kept) -> tuple[tuple[Version, ...], tuple[str, ...]]:
    """Return the archived texts of a list by date, and what could not be read; each content that differs from the last.

    A process reads a content once: those returned last are kept by hash and address, for reading takes a second each.
    """
    contents = newest_by_url(good_fetches(context, own.source, ROLE))
    fetches = [fetch for url, group in contents.items() if own.address in url for fetch in group]
    before, now = _LAST.get(own.list, {}), dict[tuple[str, str], ControlList]()
    read: list[Version] = []
    problems: list[str] = []
    for done, fetch in enumerate(fetches, start=1):
        key = (fetch.sha256, fetch.url)
        try:
            data = context.archive.get(fetch.sha256)  # also where it is not read again: a damaged archive is told
            now[key] = controls = before.get(key) or own.read(data, fetch.url)
            read.append(Version(controls, fetch, str(controls.version)))
        except (ReadError, ValueError) as error:
            problems.append(f"{fetch.url}: {error}")
        context.progress(f"reading {own.list}", done, len(fetches))
    _LAST[own.list] = now
    return _told_apart(sorted(read, key=lambda one: (one.controls.version, one.fetch.at))), tuple(problems)


def _told_apart(versions: Sequence[Version]) -> tuple[Version, ...]:
    """Return the versions with different dates: of several contents of one date each later one is an edition of it."""
    apart: list[Version] = []
    for index, version in enumerate(versions):
        day = version.controls.version
        earlier = sum(one.controls.version == day for one in versions[:index])
        if not earlier:
            apart.append(version)
            continue
        corrected = replace(version.controls, version=Edition.of(day, earlier))
        again = f" {earlier} times" if earlier > 1 else ""
        apart.append(Version(corrected, version.fetch, f"{day} as corrected{again}, seen {version.fetch.at:%Y-%m-%d}"))
    return tuple(apart)


def history(context: Context, own: Kept, renumbered: Sequence[Renumbered] = ()) -> History:
    """Return all dated texts of a list with stable ids; `renumbered` is what instructions redesignated."""
    versions, problems = texts(context, own)
    if not versions:
        return History(own, (), None, problems)
    orders = {new.controls.version: _ordered(renumbered, old, new) for old, new in pairwise(versions)}
    return History(own, versions, track([one.controls for one in versions], orders), problems)


def _ordered(renumbered: Sequence[Renumbered], old: Version, new: Version) -> dict[str, str]:
    """Return what rules of the interval between two texts redesignated, by the designation before."""
    dates = old.controls.version, new.controls.version
    return {one.before: one.after for one in renumbered if interval(one.document, *dates)}


def version_id(version: Version) -> str:
    """Return the id of the document node that stands for a dated text."""
    return f"{version.controls.list}:{version.name}"


def ids_in(version: Version, tracked: Tracked) -> dict[str, str]:
    """Return the control id of every designation in one dated text."""
    day = version.controls.version
    return {
        place.designation: tracked.ids[day, place.id_path]
        for entry in version.controls.entries
        for place in entry.paragraphs()
    }


def of_regime(own: Kept, documents: Sequence[DocumentSummary]) -> list[DocumentSummary]:
    """Return the documents that can change a list: those of its own regime."""
    return [one for one in documents if one.id.startswith("celex:") == (own.list == ANNEX)]


def summary(document: Document, facts: Sequence[Fact]) -> DocumentSummary:
    """Return what attribution needs to know of a document."""

    def values(kind: str) -> tuple[str, ...]:
        acted_on = [fact for fact in facts if fact.role not in ("excluded", "mentioned") or kind != "destination"]
        return tuple(sorted({fact.value for fact in acted_on if fact.kind == kind}))

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
