"""Relations by the trained encoder: what it doubts of those that the rules read, and what they did not read."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from nlp.encoder.view import View
from nlp.finds import Find, Notes
from nlp.references.find import Reference
from ruletrace.model import DOUBTED

UNLIKELY = 0.02  # share under which a relation that the rules read is doubted
LIKELY = 0.5  # share from which one that they did not read is told
LIKELY_UNNAMED = 0.8  # the same of a document that the head does not identify
NOT_NAMED = "document not named"

Shares = dict[tuple[str, str], float]


def reread(notes: Notes, done: Iterable[Find], found: list[Reference]) -> Iterator[Find]:
    """Yield the relations; those that the encoder finds unlikely as `doubted_relation`; if none is left, its own.

    Those of a document on export controls stay: the rules are written for them, and the encoder has seen few.

    Details: `share` (of the encoder's answer, 0 to 1); an added one has the `basis` inferred and `ruled` none.
    """
    told = list(done)
    if any(find.value == "true" for find in notes.of_kind("relevance")) or notes.view is None:
        yield from told
        return
    shares = _shares(notes.view, found)
    judged = [_judged(find, shares.get((_document(find), find.role), 1.0)) for find in told]
    yield from judged
    if all(find.kind == DOUBTED for find in judged):
        yield from _added(notes, shares, found, {(_document(find), find.role) for find in judged})


def _judged(find: Find, share: float) -> Find:
    """Return a relation that the rules read, doubted where its share is small."""
    by = tuple(sorted((*find.detail, ("share", f"{share:.2f}"))))
    return find if share >= UNLIKELY else replace(find, kind=DOUBTED, detail=by)


def _document(find: Find) -> str:
    """Return the document that a relation is to, "" where the text does not identify it."""
    return "" if dict(find.detail).get("by") == "title" else find.value


def _shares(view: View, found: list[Reference]) -> Shares:
    """Return the greatest share of each relation to each document; "" is the one that the head does not identify."""
    shares: Shares = {("", relation): share for relation, share in view.unnamed().items()}
    for one in found:
        by, value = one.told
        for relation, share in view.acts(one.start, one.end).items() if by != "title" else ():
            shares[value, relation] = max(share, shares.get((value, relation), 0.0))
    return shares


def _added(notes: Notes, shares: Shares, found: list[Reference], told: set[tuple[str, str]]) -> Iterator[Find]:
    for (value, relation), share in sorted(shares.items()):
        if (value, relation) in told or share < (LIKELY if value else LIKELY_UNNAMED):
            continue
        by = {"basis": "inferred", "ruled": "none", "share": f"{share:.2f}"}
        if value:
            about = next(one for one in found if one.told[1] == value)
            by |= {"by": about.told[0], "citation": about.citation, "number": about.number, "date": about.day}
            place = about.start, about.end
        else:
            by |= {"by": "title"}
            place = notes.within("title")[0]
        yield Find(
            "relation", value or NOT_NAMED, relation, *place, tuple(sorted(pair for pair in by.items() if pair[1]))
        )
