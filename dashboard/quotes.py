"""Quoted words in their sentence, and where exactly they stand."""

from collections.abc import Iterable, Mapping, Sequence

from dashboard import markup as m
from graph.schema import Document, Fact

Sentence = tuple[str, str]
NAMED = {"topic", "document_kind", "relation", "action"}


def by_sentence(facts: Iterable[Fact]) -> Mapping[Sentence, list[Fact]]:
    """Return the facts by (block, sentence), in text order."""
    found: dict[Sentence, list[Fact]] = {}
    for fact in sorted(facts, key=lambda one: (one.sha256, one.start_at, one.end_at)):
        found.setdefault((fact.block, fact.sentence), []).append(fact)
    return found


def spans(facts: Sequence[Fact]) -> list[tuple[int, int]]:
    """Return where in their common sentence the facts' quotes stand.

    A fact knows its place in the text, not in the sentence; the sentence begins where every quote is at its place.
    """
    if not facts:
        return []
    sentence, first = facts[0].sentence, facts[0]
    at = sentence.find(first.quote)
    while at >= 0:
        begin = first.start_at - at
        if all(sentence[one.start_at - begin : one.end_at - begin] == one.quote for one in facts):
            return sorted({(one.start_at - begin, one.end_at - begin) for one in facts})
        at = sentence.find(first.quote, at + 1)
    return sorted({(at, at + len(one.quote)) for one in facts if (at := sentence.find(one.quote)) >= 0})


def sentence(facts: Sequence[Fact], css: str = "") -> m.Html:
    """Return the facts' common sentence with their quotes marked."""
    return m.tag(
        "div", m.text("“"), m.marked(facts[0].sentence, spans(facts)), m.text("”"), css=f"rt-quote {css}".strip()
    )


def readings(facts: Sequence[Fact]) -> str:
    """Return what was read from the sentence: kind, value and role of each fact, each once."""
    return "; ".join(dict.fromkeys(_reading(one) for one in facts))


def _reading(fact: Fact) -> str:
    if fact.kind == "relevance":
        return {"true": "relevant to export control", "false": "not relevant to export control"}.get(fact.value, "")
    kind = fact.kind.replace("_", " ")
    role = f" ({fact.role})" if fact.role and fact.role not in {fact.kind, "stated", "no cue", "self"} else ""
    value = fact.value.replace("_", " ") if fact.kind in NAMED else fact.value
    return f"{kind} {value}{role}"


def place(facts: Sequence[Fact]) -> str:
    """Return where the facts stand in the text: block and characters."""
    first, last = min(one.start_at for one in facts), max(one.end_at for one in facts)
    return f"{facts[0].block or 'text'}, characters {first:,}–{last:,}"


def source(document: Document, facts: Sequence[Fact]) -> m.Html:
    """Return the exact source of quoted words: official address, archived bytes, offsets, reader, what found them."""
    first = facts[0]
    found = sorted({f"{one.component} {one.version}" for one in facts})
    return m.pairs(
        [
            ("Block", m.text(first.block or "unknown")),
            ("Characters", m.text(_range([(one.start_at, one.end_at) for one in facts]))),
            ("Official address", address(document)),
            ("Archived bytes", archived(first.sha256, [(one.byte_start, one.byte_end) for one in facts])),
            ("Read by", m.text(first.reader or "unknown")),
            ("Found by", m.text(", ".join(found))),
        ]
    )


def archived(sha256: str, bytes_: Iterable[tuple[int, int]]) -> m.Html:
    """Return the archive's hash with the byte range."""
    return m.join([m.text("SHA-256 "), m.tag("code", m.text(sha256 or "unknown")), m.text(f"\nbytes {_range(bytes_)}")])


def address(document: Document) -> m.Html:
    """Return the document's official address, or that it is unknown."""
    if document.url:
        return m.official(document.url, document.url)
    return m.text(f"unknown (the listing gave none); cite as {document.citation or document.number}")


def link(document: Document, facts: Sequence[Fact], label: str) -> m.Html:
    """Return a link to the sentence in its document."""
    return m.link("document", label, document=document.id, fact=facts[0].id)


def _range(ranges: Iterable[tuple[int, int]]) -> str:
    return ", ".join(f"{start:,}–{end:,}" for start, end in sorted(set(ranges)))
