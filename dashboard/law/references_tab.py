"""What refers to an entry and to what it refers; what cites a section."""

from collections.abc import Sequence

from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.law.places import address, link_to, name_of
from dashboard.law.shown import Shown
from dashboard.store import ask
from graph.reads.citing import CitingDocument, CitingPlace, citing_documents, citing_places
from graph.reads.dashboard_entry import EntryReference
from regulation.parts.citations import designation

REFERENCES = (m.Column("From", 16), m.Column("Kind", 18), m.Column("To", 16), m.Column("Words", 50))
PLACES = (m.Column("Place", 24), m.Column("In", 20), m.Column("Words", 56))
DOCUMENTS = (m.Column("Document", 14), m.Column("Title", 50), m.Column("Words", 36))
KINDS = {"meets_or_exceeds": "meets or exceeds", "controlled_by": "controlled by"}
SHOWN = 200
AROUND = 110


def references_tab(shown: Shown) -> None:
    """Draw the references of an entry, or the citations of a section."""
    detail = shown.detail
    if not shown.is_part:
        _references("Refers to", [_row(one, outgoing=True) for one in detail.refers_to])
        _references("Referred to by", [_row(one, outgoing=False) for one in detail.referred_to_by])
        return
    places = [one for one in ask(citing_places, detail.entry) if _below(one.citation, shown.place)]
    documents = [one for one in ask(citing_documents, detail.entry) if _below(one.fact.value, shown.place)]
    named = designation(detail.entry, shown.place if shown.place.startswith("(") else "")
    screen.heading(f"{named} is cited in {f.count(len(places), 'place')} of the texts held")
    if named != detail.entry:
        every = m.link(
            "entry", f"All citations of {detail.entry}", **address(detail.entry, detail.list, tab="References")
        )
        screen.show(m.paragraph(every))
    _table(PLACES, [_place(one) for one in places[:SHOWN]], len(places))
    screen.heading(f"and by {f.count(len(documents), 'document')}")
    _table(DOCUMENTS, [_document(one) for one in documents[:SHOWN]], len(documents))


def _below(citation: str, place: str) -> bool:
    """Return whether a citation names the place that is asked for, or something below it."""
    return not place.startswith("(") or place in citation


def _table(columns: Sequence[m.Column], rows: Sequence[Sequence[m.Html]], count: int) -> None:
    if not rows:
        screen.show(m.paragraph(m.text("None."), css="rt-soft"))
        return
    screen.show(m.table(columns, rows))
    if count > len(rows):
        screen.show(m.paragraph(m.text(f"The first {len(rows)} of {count:,}."), css="rt-where"))


def _place(one: CitingPlace) -> Sequence[m.Html]:
    return (
        link_to(one.control, name_of(one.control)),
        m.text(f.list_name(one.control.list)),
        _marked(one.words, one.start, one.end),
    )


def _marked(words: str, start: int, end: int) -> m.Html:
    low = max(start - AROUND, 0)
    before = words[low:start]
    before = f"… {before.partition(' ')[2]}" if low else before
    after = f.cut(words[end:], AROUND)
    return m.join([m.text(before), m.tag("mark", m.text(words[start:end])), m.text(after)])


def _document(one: CitingDocument) -> Sequence[m.Html]:
    link = m.link("document", one.document.number or one.document.id, document=one.document.id, fact=one.fact.id)
    return link, m.text(one.document.title), m.text(f.cut(one.fact.sentence, 2 * AROUND))


def _references(title: str, rows: Sequence[Sequence[m.Html]]) -> None:
    screen.heading(f"{title} ({len(rows)})")
    if rows:
        screen.show(m.table(REFERENCES, rows))
    else:
        screen.show(m.paragraph(m.text("None was read in the newest text."), css="rt-soft"))


def _row(one: EntryReference, *, outgoing: bool) -> Sequence[m.Html]:
    """Return who speaks, how, of whom, and the sentence: the speaker is always on the left."""
    here, other = m.text(one.here.designation), link_to(one.other, one.other.designation)
    said, kind = _sentence(one), m.text(KINDS.get(one.kind, one.kind))
    return (here, kind, other, said) if outgoing else (other, kind, here, said)


def _sentence(one: EntryReference) -> m.Html:
    low = one.sentence.find(one.quote)
    return _marked(one.sentence, low, low + len(one.quote)) if low >= 0 else m.text(one.quote)
