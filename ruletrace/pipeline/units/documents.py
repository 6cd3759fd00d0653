"""Documents and the facts they state, each with the way back to the archived bytes."""

from collections.abc import Iterable
from datetime import date
from urllib.parse import quote

from graph import schema as g
from ruletrace.model import Document, Fact, StructuredText
from ruletrace.pipeline.documents import Documents, Held, fact_id

NAME = "documents"


def unit(documents: Documents) -> g.Unit:
    """Return the documents, their facts, and which source published them."""
    nodes: list[g.Node] = []
    edges: list[g.Edge] = []
    for key, held in sorted(documents.held.items()):
        nodes.append(_document(held))
        edges.append(g.Published(start=held.document.source, end=key))
        for text, facts in zip(held.texts, held.facts, strict=True):
            stated = {fact.id: fact for fact in _facts(key, text, facts)}
            nodes.extend(stated.values())
            edges.extend(g.States(start=key, end=fact) for fact in stated)
    return g.Unit(NAME, tuple(nodes), tuple(edges), problems=documents.problems)


def _document(held: Held) -> g.Document:
    document = held.document
    return g.Document(
        id=document.id,
        kind=held.kind,
        number=document.number,
        title=document.title,
        abstract=document.abstract,
        published=_day(document.published),
        effective=_day(document.effective),
        comments_close=_day(document.comments_close),
        citation=document.citation,
        url=document.url or _short(document),
        sha256=document.sha256,
        pointer=document.pointer,
        body="held" if held.body_held else "not held",
        relevance=held.relevance,
        replay=held.replay,
    )


def _short(document: Document) -> str:
    """Return the short address that the Federal Register gives each of its documents, for a listing without one."""
    prefix, _, number = document.id.partition(":")
    return f"https://www.federalregister.gov/d/{quote(number)}" if prefix == "fr" and number else ""


def _facts(document: str, text: StructuredText, facts: Iterable[Fact]) -> Iterable[g.Fact]:
    for fact in facts:
        block = text.block_at(fact.start)
        where = text.source_range(fact.start, fact.end)
        yield g.Fact(
            id=fact_id(document, text, fact),
            kind=fact.kind,
            value=fact.value,
            role=fact.role,
            quote=fact.quote,
            sentence=text.text[fact.sentence_start : fact.sentence_end],
            block=block.kind if block else "",
            start_at=fact.start,
            end_at=fact.end,
            byte_start=where[0],
            byte_end=where[1],
            sha256=text.sha256,
            reader=text.reader,
            component=fact.component,
            version=fact.version,
            detail=tuple(f"{name}={value}" for name, value in fact.detail),
        )


def documents_of(documents: Documents) -> Iterable[tuple[Document, tuple[Fact, ...]]]:
    """Yield each document with all facts of all its texts, sorted by id."""
    for _, held in sorted(documents.held.items()):
        yield held.document, tuple(fact for facts in held.facts for fact in facts)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
