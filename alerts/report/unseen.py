"""What could not be seen: sources with gaps, bodies not held, what was not understood or not attributed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from alerts.report.plain import count, plain
from alerts.report.week import Week
from graph.reads.digest import LIST_VERSION
from graph.reads.digest_law import TextChange
from graph.schema import Document, Source

NAMED = 6
FAILED = "failed"
_READ = ("fine", "late")  # late now, a source may still have been read after the week
_UNDERSTOOD = ("relevant", "not relevant")
_REASON, _SOURCE = 80, 96
DETERMINED = (
    "No outcome is a clearance: each names the facts it lacks and what it did not check. "
    "Classification and screening stay with a person."
)
GRAVE = 1  # rank of the findings that matter most


@dataclass(frozen=True, slots=True)
class Unread:
    """How many rows of the archived answers were not understood: of listings of documents, of the screening list."""

    listings: int
    screening: int


def points(
    week: Week,
    sources: Sequence[Source],
    documents: Sequence[Document],
    changes: Sequence[TextChange],
    unread: Unread | None,
    to_review: Mapping[int, int] | None = None,
) -> tuple[tuple[str, str], ...]:
    """Return what could not be seen, each point with its head; `documents` are those of the week or behind it.

    `to_review` counts the open findings by rank, of all weeks.
    """
    found = (
        ("Sources", _sources(week, sources)),
        ("Unread bodies", _bodies(documents)),
        ("Not understood", _not_understood(documents, unread)),
        ("Not attributed", _not_attributed(changes)),
        ("To review", _to_review(to_review or {})),
        ("Not determined", DETERMINED),
    )
    return tuple((head, words) for head, words in found if words)


def checked(week: Week, sources: Sequence[Source], documents: Sequence[Document]) -> str:
    """Return what was looked at for the week, in one sentence."""
    published = [one for one in documents if week.holds(one.published)]
    texts = sum(one.kind == LIST_VERSION for one in published)
    others = [one.number for one in published if one.relevance == "not relevant"]
    left_out = f" ({len(others):,} taken to be on other matters: {_some(others)})" if others else ""
    parts = (
        count(len(sources), "source"),
        f"{count(len(published) - texts, 'document')} published in the week{left_out}",
        count(texts, "dated text of a list", "dated texts of lists"),
    )
    return f"Checked: {', '.join(parts)}."


def _sources(week: Week, sources: Sequence[Source]) -> str:
    """Return how many sources have no gap in the week, then every one that has, by name: failed ones first."""
    if not sources:
        return "No source was ever read."
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    for source in sources:
        if gap := _gap(week, source):
            found[gap].append(plain(source.title, _SOURCE))
    number = len(sources) - sum(map(len, found.values()))
    gaps = [f"{', '.join(names)}: {words}" for (_, words), names in sorted(found.items())]
    seen = f"{number} of {count(len(sources), 'source')} read without a gap for this week"
    return f"{'; '.join((seen, *gaps))}."


def _gap(week: Week, source: Source) -> tuple[int, str] | None:
    """Return why news of this week may be missing from a source, with its rank; None where it is completely read.

    An answer that holds everything tells of the week when it is read after it. One that holds the newest items alone
    tells of it only when it was read at its rhythm through the week.
    """
    last = source.last_success[:10]
    read = f"last read {last}" if last else "never read"
    if source.state not in _READ:
        reason = f" ({plain(source.reason, _REASON)})" if source.reason else ""
        return (0 if source.state == FAILED else 1), f"{source.state or 'state unknown'}, {read}{reason}"
    if source.rolling:
        spans = (span.partition("/") for span in source.watched)
        seen = any(first <= week.first.isoformat() and week.last.isoformat() <= end for first, _, end in spans)
        return None if seen else (2, f"not watched in this week, {read} (it shows its newest items alone)")
    return None if last > week.last.isoformat() else (3, f"not read since the week ended, {read}")


def _bodies(documents: Sequence[Document]) -> str:
    missing = [one.number for one in documents if one.body != "held"]
    if not missing:
        return ""
    held = f"Title and abstract only of {len(missing):,} of {count(len(documents), 'document')}"
    return f"{held}: {_some(missing)}."


def _not_understood(documents: Sequence[Document], unread: Unread | None) -> str:
    unclear = [one.number for one in documents if one.relevance not in _UNDERSTOOD]
    parts = [f"{count(len(unclear), 'document')} ({_some(unclear)})"] if unclear else []
    if unread is None:
        parts.append("rows of listings and of the screening list were not counted for this page")
    else:
        parts.append(f"{count(unread.listings, 'row')} of the listings of documents")
        parts.append(f"{count(unread.screening, 'row')} of the newest screening list")
    return f"{'; '.join(parts)}."


def _not_attributed(changes: Sequence[TextChange]) -> str:
    lone = [one.change for one in changes if not one.documents]
    if not lone:
        return ""
    entries = sorted({change.entry or "the list itself" for change in lone})
    return f"{len(lone):,} of {count(len(changes), 'change')} of the week's texts, in {_some(entries)}."


def _to_review(to_review: Mapping[int, int]) -> str:
    """Return how many findings are open: sources that disagree, which an analyst has not decided yet."""
    number, grave = sum(to_review.values()), to_review.get(GRAVE, 0)
    apart = f", {grave:,} of them on when or whether a rule applies" if grave else ""
    return f"{count(number, 'finding')} open for the analyst{apart}." if number else ""


def _some(names: Iterable[str]) -> str:
    listed = sorted({plain(name, 40) for name in names})
    more = f" and {len(listed) - NAMED:,} more" if len(listed) > NAMED else ""
    return f"{', '.join(listed[:NAMED])}{more}"
