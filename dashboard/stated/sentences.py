"""Facts in their sentence, cut around the words, and links to the sentence itself."""

from collections.abc import Sequence

from dashboard import markup as m
from dashboard import quotes
from graph.schema import Document, Fact

PLACES = 3
BEFORE, AFTER = 90, 150  # characters of a sentence around the words
LONGEST = 400  # characters of the words themselves


def words(facts: Sequence[Fact]) -> m.Html:
    """Return the first sentence with the words marked, cut around them when it is long."""
    first = facts[0]
    same = [one for one in facts if (one.block, one.sentence) == (first.block, first.sentence)]
    spans = quotes.spans(same)
    if not spans or len(first.sentence) <= BEFORE + AFTER:
        return m.marked(first.sentence, spans)
    low, high = window(first.sentence, spans)
    inside = [(start - low, min(end, high) - low) for start, end in spans if start < high]
    before, after = m.text("… " if low else ""), m.text(" …" if high < len(first.sentence) else "")
    return m.join([before, m.marked(first.sentence[low:high], inside), after])


def window(sentence: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return which characters of a long sentence are shown: whole words around the first quote, and near ones."""
    start, end = spans[0]
    for _, later in spans[1:]:
        end = max(end, later) if later - start <= BEFORE + AFTER else end
    low, high = max(start - BEFORE, 0), min(end, start + LONGEST) + AFTER
    low = sentence.find(" ", low, start) + 1 if low else 0
    cut = sentence.rfind(" ", min(end, high), high) if high < len(sentence) else len(sentence)
    return low, cut if cut > start else min(high, len(sentence))


def places(document: Document, facts: Sequence[Fact]) -> m.Html:
    """Return links to the sentences, the first few at once and the others behind their number."""
    made = [m.tag("div", _place(document, one)) for one in facts]
    if len(made) <= PLACES + 1:
        return m.join(made)
    rest = m.tag("summary", m.text(f"{len(made) - PLACES} more places"))
    return m.join([*made[:PLACES], m.tag("details", rest, *made[PLACES:])])


def _place(document: Document, fact: Fact) -> m.Html:
    label = f"{(fact.block or 'text').replace('_', ' ')} {fact.start_at:,}–{fact.end_at:,}"
    return m.link("document", label, document=document.id, fact=fact.id)
