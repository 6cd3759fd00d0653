"""What documents say of one another, tied to the document meant where that is sure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from regulation.document_references import Library, Listed, Resolution
from ruletrace.model import DOUBTED, Document, Fact, StructuredText
from ruletrace.pipeline.documents import IRRELEVANT, MAKES_LAW, Documents, Held, fact_id

OWN_NUMBER = "its own number"
_TOLD = ("stated", "titled", "inferred")
_BEST = ("number", "citation", "page inside", OWN_NUMBER, "title", "date", "effective date")
# C1-2018-22163 corrects 2018-22163, 32026R9901R(01) corrects 32026R9901
_CORRECTION = re.compile(r"C\d-(?P<fr>\d{4}-\d{4,6})|(?P<celex>\d{5}[A-Z]{1,2}\d{4})R\(\d{2}\)")


@dataclass(frozen=True, slots=True)
class Acting:
    """A document (by id) that acts on another one; `quote` is the sentence that says so, `fact` the id of its fact.

    `basis` is how it is told: stated, titled or inferred (nlp.references.acts.Act).
    """

    document: str
    other: str
    relation: str
    by: str
    quote: str
    fact: str = ""
    basis: str = "stated"


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A relation whose other document could not be made out: what was sought, and which documents it may be.

    `irrelevant` says that the document itself is on other matters than export control, `doubted` that the rules read
    the relation and the trained encoder finds it unlikely: its documents are those that it may be about.
    """

    document: Document
    relation: str
    sought: str
    quote: str
    words: str
    candidates: tuple[Document, ...]
    fact: str
    block: str
    other_publisher: bool
    irrelevant: bool
    doubted: bool = False


@dataclass(frozen=True, slots=True)
class Relations:
    """All relations, sorted; each pair of documents once for each relation."""

    acting: tuple[Acting, ...]
    unresolved: tuple[Unresolved, ...]


def relations(documents: Documents) -> Relations:
    """Return what all documents say of one another."""
    held = documents.held
    library = Library(Listed(one.document, one.kind in MAKES_LAW, one.last_page) for one in held.values())
    acting: list[Acting] = []
    unresolved: list[Unresolved] = []
    for key in sorted(held):
        acting += _by_number(held[key], documents)
        for text, fact in _relation_facts(held[key]):
            found = library.resolve(held[key].document, fact, text)
            doubted = fact.kind == DOUBTED
            acting += [_acting(key, one, text, fact, found.by) for one in found.documents if not doubted]
            unresolved += [] if found.documents and not doubted else _unresolved(held[key], text, fact, found)
    return Relations(tuple(_once(acting)), tuple(unresolved))


def _relation_facts(held: Held) -> Iterator[tuple[StructuredText, Fact]]:
    return ((text, fact) for text, fact in held.stated() if fact.kind in ("relation", DOUBTED))


def _by_number(held: Held, documents: Documents) -> Iterator[Acting]:
    """Yield what the number of a correction says: it is made of the number of what it corrects."""
    match = _CORRECTION.fullmatch(held.document.number)
    other = f"fr:{match['fr']}" if match and match["fr"] else f"celex:{match['celex']}" if match else ""
    if other in documents.held:
        yield Acting(held.document.id, other, "corrects", OWN_NUMBER, held.document.number)


def _acting(document: str, other: Document, text: StructuredText, fact: Fact, by: str) -> Acting:
    sentence = text.text[fact.sentence_start : fact.sentence_end]
    basis = dict(fact.detail).get("basis", "stated")
    return Acting(document, other.id, fact.role, by, sentence, fact_id(document, text, fact), basis)


def _unresolved(held: Held, text: StructuredText, fact: Fact, found: Resolution) -> list[Unresolved]:
    """Return the relation as unresolved, unless it names the document itself."""
    document = held.document
    if fact.value and fact.value in (document.number, document.citation):
        return []
    block = text.block_at(fact.start)
    return [
        Unresolved(
            document=document,
            relation=fact.role,
            sought=found.sought,
            quote=text.text[fact.sentence_start : fact.sentence_end],
            words=fact.quote,
            candidates=found.candidates or found.documents,
            fact=fact_id(document.id, text, fact),
            block=block.kind if block else "",
            other_publisher=found.other_publisher,
            irrelevant=held.relevance == IRRELEVANT,
            doubted=fact.kind == DOUBTED,
        )
    ]


def _once(acting: Iterable[Acting]) -> list[Acting]:
    """Return each relation of a pair once: the one told most surely, then made out most surely, then first in text."""
    best: dict[tuple[str, str, str], Acting] = {}
    for one in acting:
        key = (one.document, one.other, one.relation)
        known = best.get(key)
        if known is None or _rank(one) < _rank(known):
            best[key] = one
    return [best[key] for key in sorted(best)]


def _rank(one: Acting) -> tuple[int, int]:
    return _TOLD.index(one.basis), _BEST.index(one.by)
