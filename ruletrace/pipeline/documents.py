"""Documents of the Federal Register and the Official Journal, and what they state, read from archive and journal."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from crawler.parsers import ParseError
from crawler.parsers import documents as parse_documents
from crawler.sources import load_source
from nlp.extract import extract
from ruletrace.model import Document, Fact, Fetch, StructuredText, sha256_hex, stable_id
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.fetches import changed, good_fetches, replay_mark
from ruletrace.pipeline.version import version_of
from ruletrace.readers import federal_register_json, federal_register_xml, rss
from ruletrace.readers.eu_xhtml import read_act
from ruletrace.readers.xml import ReadError

_KINDS = {
    "correction": "correction",
    "final_rule": "rule",
    "interim_final_rule": "rule",
    "proposed_rule": "proposed rule",
    "notice": "notice",
    "request_for_comments": "notice",
}
EXTRACTION = ("nlp", "ruletrace.model", "ruletrace.readers")
MAKES_LAW = frozenset({"rule", "correction", "act", "corrigendum"})
IRRELEVANT = "not relevant"
_PAGE_BREAK = re.compile(rb'<PRTPAGE P="(\d{1,6})"')  # stands where a printed page begins


Body = tuple[tuple[StructuredText, ...], int]  # the texts of one address, and the last printed page


@dataclass(frozen=True, slots=True)
class Publisher:
    """A source of documents: its listing, how each description and each full text in it is read.

    `day_first` says that its texts write days before months.
    """

    source: str
    role: str
    parser: str
    described: Callable[[bytes, Sequence[str], str], list[StructuredText]]
    body_role: str
    bodies: Callable[[bytes, str], list[StructuredText]]
    day_first: bool = False


def _act(data: bytes, _sha256: str) -> list[StructuredText]:
    return [read_act(data).text]


PUBLISHERS = (
    Publisher(
        "fr-documents",
        "listing",
        "federal-register",
        federal_register_json.read_many,
        "body",
        federal_register_xml.documents,
    ),
    Publisher(
        "fr-public-inspection",
        "listing",
        "public-inspection",
        federal_register_json.read_many,
        "",
        federal_register_xml.documents,
    ),
    Publisher("oj-l", "feed", "oj-feed", rss.read_items, "act", _act, day_first=True),
)


@dataclass(frozen=True, slots=True)
class Held:
    """A document with the texts that are held of it and the facts that they state.

    `last_page` is the last page of the Federal Register that its full text was printed on, 0 when not known.
    """

    document: Document
    replay: str
    texts: tuple[StructuredText, ...]
    facts: tuple[tuple[Fact, ...], ...]
    body_held: bool
    last_page: int = 0

    def stated(self) -> Iterator[tuple[StructuredText, Fact]]:
        """Yield each fact with the text it stands in, the listing's first."""
        for text, facts in zip(self.texts, self.facts, strict=True):
            for fact in facts:
                yield text, fact

    def listed(self) -> Iterator[tuple[StructuredText, Fact]]:
        """Yield the facts of the listing's own words."""
        return ((self.texts[0], fact) for fact in self.facts[0])

    @property
    def relevance(self) -> str:
        """Return relevant, not relevant or unknown, as the extraction says of the listing's own words."""
        said = [fact.value for fact in self.facts[0] if fact.kind == "relevance"]
        return {"true": "relevant", "false": IRRELEVANT}.get(said[0], said[0]) if said else "unknown"

    @property
    def kind(self) -> str:
        """What the document is, such as rule, notice or correction."""
        return kind_of(self.document, [fact for facts in self.facts for fact in facts])


@dataclass(frozen=True, slots=True)
class Documents:
    """All documents by id, and what could not be read."""

    held: Mapping[str, Held]
    problems: tuple[str, ...]


def documents(context: Context) -> Documents:
    """Return every document that any archived listing describes, in its newest description, with its facts."""
    problems: list[str] = []
    held: dict[str, Held] = {}
    for publisher in PUBLISHERS:
        described = _described(context, publisher, problems)
        bodies = _bodies(context, publisher, problems)
        texts = _listing_texts(context, publisher, [document for document, _ in described.values()])
        for done, (key, (document, fetch)) in enumerate(sorted(described.items()), start=1):
            full, last_page = bodies.get(document.body_url, ((), 0))
            own = (texts[key], *full)
            facts = tuple(_facts(context, text, publisher.day_first) for text in own)
            held[key] = Held(document, replay_mark(fetch), own, facts, len(own) > 1, last_page)
            context.progress(f"extracting facts, {publisher.source}", done, len(described))
    return Documents(held, tuple(problems))


def fact_id(document: str, text: StructuredText, fact: Fact) -> str:
    """Return the stable id of a fact that a document states in one of its texts."""
    identity = (document, text.reader, fact.kind, fact.value, fact.role, str(fact.start), str(fact.end))
    return stable_id("fact", *identity, *(f"{name}={value}" for name, value in fact.detail))


def kind_of(document: Document, facts: Sequence[Fact]) -> str:
    """Return the listing's kind; where it has none, what the document calls itself, or a rule when it takes effect."""
    said = sorted({fact.value for fact in facts if fact.kind == "document_kind"})
    own = [_KINDS[one] for one in said if one in _KINDS]
    return document.kind or next(iter(own), "rule" if document.effective else "other")


def _described(context: Context, publisher: Publisher, problems: list[str]) -> dict[str, tuple[Document, Fetch]]:
    """Return each document with the first archived answer that describes it as the newest answer does."""
    found: dict[str, tuple[Document, Fetch]] = {}
    keywords = load_source(publisher.source).keywords
    for fetch in changed(good_fetches(context, publisher.source, publisher.role)):
        try:
            body = context.archive.get(fetch.sha256)
            listed, wrong = parse_documents(publisher.parser, body, fetch.sha256, publisher.source, keywords)
        except ParseError as error:
            problems.append(f"{fetch.url}: {error}")
            continue
        problems += [f"{fetch.url}: {one}" for one in wrong]
        for document in listed:
            before = found.get(document.id)
            if before is None or _said(before[0]) != _said(document):
                found[document.id] = (document, fetch)
    return found


def _said(document: Document) -> Document:
    return replace(document, sha256="", pointer="")


def _listing_texts(context: Context, publisher: Publisher, listed: Iterable[Document]) -> dict[str, StructuredText]:
    by_answer: dict[str, list[Document]] = {}
    for document in listed:
        by_answer.setdefault(document.sha256, []).append(document)
    texts: dict[str, StructuredText] = {}
    for sha256, group in by_answer.items():
        pointers = [document.pointer for document in group]
        read = publisher.described(context.archive.get(sha256), pointers, sha256)
        texts.update((document.id, text) for document, text in zip(group, read, strict=True))
    return texts


def _bodies(context: Context, publisher: Publisher, problems: list[str]) -> dict[str, Body]:
    """Return the full texts by address; the newest content of an address counts."""
    newest = {fetch.url: fetch for fetch in good_fetches(context, publisher.source, publisher.body_role)}
    bodies: dict[str, Body] = {}
    for url, fetch in sorted(newest.items()):
        try:
            data = context.archive.get(fetch.sha256)
            pages = [int(page) for page in _PAGE_BREAK.findall(data)]
            bodies[url] = tuple(publisher.bodies(data, fetch.sha256)), max(pages, default=0)
        except ReadError as error:
            problems.append(f"{url}: {error}")
    return bodies


def _facts(context: Context, text: StructuredText, day_first: bool) -> tuple[Fact, ...]:
    # Keyed by the words and not by the answer: a page of the listing moves on, its documents stay the same.
    blocks = [(block.kind, block.start, block.end) for block in text.blocks]
    source = sha256_hex(f"{text.reader}\n{blocks}\n{text.text}".encode())

    def work() -> list[dict[str, object]]:
        return [asdict(fact) for fact in extract(text, day_first=day_first)]

    kept = context.steps.once("extract", f"{version_of(*EXTRACTION)} {day_first}", source, work)
    return tuple(Fact(**{**row, "detail": tuple(tuple(pair) for pair in row["detail"])}) for row in kept)
