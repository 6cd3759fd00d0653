"""Documents of the Federal Register and what they state, read from archive and journal."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from crawler.parsers import ParseError
from crawler.parsers import documents as parse_documents
from nlp.extract import extract
from nlp.pipeline import PROGRAM_VERSION
from ruletrace.model import Document, Fact, Fetch, StructuredText, sha256_hex
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.fetches import good_fetches, replay_mark
from ruletrace.readers import federal_register_json, federal_register_xml
from ruletrace.readers.xml import ReadError

SOURCE, PARSER = "fr-documents", "federal-register"
_KINDS = {
    "correction": "correction",
    "final_rule": "rule",
    "interim_final_rule": "rule",
    "proposed_rule": "proposed rule",
    "notice": "notice",
    "request_for_comments": "notice",
}
LISTING, BODY = "listing", "body"


@dataclass(frozen=True, slots=True)
class Held:
    """A document with the texts that are held of it and the facts that they state."""

    document: Document
    replay: str
    texts: tuple[StructuredText, ...]
    facts: tuple[tuple[Fact, ...], ...]
    body_held: bool


@dataclass(frozen=True, slots=True)
class Documents:
    """All documents by id, and what could not be read."""

    held: Mapping[str, Held]
    problems: tuple[str, ...]


def documents(context: Context) -> Documents:
    """Return every document that any archived listing describes, in its newest description, with its facts."""
    problems: list[str] = []
    described = _described(context, problems)
    bodies = _bodies(context, problems)
    held: dict[str, Held] = {}
    texts = _listing_texts(context, [document for document, _ in described.values()])
    for done, (key, (document, fetch)) in enumerate(sorted(described.items()), start=1):
        own = [texts[key], *bodies.get(document.body_url, ())]
        facts = tuple(_facts(context, text) for text in own)
        held[key] = Held(document, replay_mark(fetch), tuple(own), facts, len(own) > 1)
        context.progress("extracting facts", done, len(described))
    return Documents(held, tuple(problems))


def kind_of(document: Document, facts: Sequence[Fact]) -> str:
    """Return the listing's kind; where it has none, what the document calls itself, or a rule when it takes effect."""
    said = sorted({fact.value for fact in facts if fact.kind == "document_kind"})
    own = [_KINDS[one] for one in said if one in _KINDS]
    return document.kind or next(iter(own), "rule" if document.effective else "other")


def _described(context: Context, problems: list[str]) -> dict[str, tuple[Document, Fetch]]:
    """Return each document with the first archived answer that describes it as the newest answer does."""
    found: dict[str, tuple[Document, Fetch]] = {}
    seen: set[str] = set()
    for fetch in good_fetches(context, SOURCE, LISTING):
        if fetch.sha256 in seen:
            continue
        seen.add(fetch.sha256)
        try:
            listed, wrong = parse_documents(PARSER, context.archive.get(fetch.sha256), fetch.sha256, SOURCE)
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


def _listing_texts(context: Context, listed: Iterable[Document]) -> dict[str, StructuredText]:
    by_answer: dict[str, list[Document]] = {}
    for document in listed:
        by_answer.setdefault(document.sha256, []).append(document)
    texts: dict[str, StructuredText] = {}
    for sha256, group in by_answer.items():
        pointers = [document.pointer for document in group]
        read = federal_register_json.read_many(context.archive.get(sha256), pointers, sha256)
        texts.update((document.id, text) for document, text in zip(group, read, strict=True))
    return texts


def _bodies(context: Context, problems: list[str]) -> dict[str, list[StructuredText]]:
    """Return the full texts by address; the newest content of an address counts."""
    newest = {fetch.url: fetch for fetch in good_fetches(context, SOURCE, BODY)}
    bodies: dict[str, list[StructuredText]] = {}
    for url, fetch in sorted(newest.items()):
        try:
            bodies[url] = federal_register_xml.documents(context.archive.get(fetch.sha256), fetch.sha256)
        except ReadError as error:
            problems.append(f"{url}: {error}")
    return bodies


def _facts(context: Context, text: StructuredText) -> tuple[Fact, ...]:
    # Keyed by the words and not by the answer: a page of the listing moves on, its documents stay the same.
    blocks = [(block.kind, block.start, block.end) for block in text.blocks]
    source = sha256_hex(f"{text.reader}\n{blocks}\n{text.text}".encode())
    kept = context.steps.once("extract", PROGRAM_VERSION, source, lambda: [asdict(fact) for fact in extract(text)])
    return tuple(Fact(**{**row, "detail": tuple(tuple(pair) for pair in row["detail"])}) for row in kept)
