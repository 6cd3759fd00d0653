"""What changed in the law in a week: dated texts of lists and published documents, in a few lines."""

from collections import Counter
from collections.abc import Iterable, Sequence

from alerts.report.dates import IRRELEVANT
from alerts.report.page import LawLine
from alerts.report.plain import UNKNOWN, count, link, plain
from alerts.report.week import Week
from graph.reads.digest import LIST_VERSION
from graph.reads.digest_law import TextChange
from graph.schema import Document

SHOWN = 5
EDITORIAL = "editorial"
_KINDS = ("rule", "correction", "proposed rule", "notice")
_TITLE, _TEXT = 78, 120


def lines(
    week: Week, dated: Iterable[Document], behind: Iterable[Document], changes: Sequence[TextChange]
) -> list[LawLine]:
    """Return every line: texts that changed, the documents that may have changed them, the others, and texts alone.

    `dated` are documents with a date in the week, `behind` those that its alerts or changes are attributed to.
    Documents on other matters are left out.
    """
    made = Counter(id for one in changes for id in one.documents)
    documents = {one.id: one for one in (*dated, *behind) if one.id in made or _is_of(one, week)}
    texts = sorted((one for one in documents.values() if one.kind == LIST_VERSION), key=lambda one: one.id)
    others = [one for one in documents.values() if one.kind != LIST_VERSION and one.relevance != IRRELEVANT]
    others.sort(key=lambda one: (one.id not in made, _rank(one), one.number, one.id))
    changed = {f"{one.change.list}:{one.change.to_version}" for one in changes}
    return [
        *(_text(one, changes) for one in texts if one.id in changed),
        *(_document(one, made[one.id]) for one in others),
        *_alone([one for one in texts if one.id not in changed]),
    ]


def _is_of(document: Document, week: Week) -> bool:
    return week.holds(document.published) or (document.kind != LIST_VERSION and week.holds(document.effective))


def _text(document: Document, changes: Iterable[TextChange]) -> LawLine:
    own = [one for one in changes if document.id == f"{one.change.list}:{one.change.to_version}"]
    older = ", ".join(sorted({one.change.from_version for one in own}))
    entries = {one.change.entry for one in own if one.change.entry}
    editorial = sum(one.change.change_class == EDITORIAL for one in own)
    where = f"{count(len(own), 'change')} in {count(len(entries), 'entry', 'entries')} since the text of {older}"
    return LawLine(link(document.title, document.url, _TEXT), f"{where}, {editorial:,} of them editorial.")


def _alone(texts: Sequence[Document]) -> list[LawLine]:
    """Return one line for all texts of which no change against an older one is held."""
    if not texts:
        return []
    first, more = texts[0], len(texts) - 1
    words = (
        f"no change against an older text is held; nor of {count(more, 'further text')} of the week." if more else ""
    )
    return [LawLine(link(first.title, first.url, _TEXT), words or "no change against an older text is held.")]


def _document(document: Document, made: int) -> LawLine:
    number = link(f"{document.number}, {document.kind}", document.url)
    days = f"published {document.published or UNKNOWN}, effective {document.effective or UNKNOWN}"
    cause = f"; may have made {count(made, 'of these changes', 'of these changes')}" if made else ""
    return LawLine(number, f"{plain(document.title, _TITLE)}: {days}{cause}.")


def _rank(document: Document) -> int:
    return _KINDS.index(document.kind) if document.kind in _KINDS else len(_KINDS)
