"""From a cause to the change of law that determinations are compared for: its entries, its moves, its days."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from alerts.impact.causes import Cause
from graph.schema import Document, Fact
from regulation.licensing.compared.model import GroupMove, LawChange, Standing
from regulation.licensing.model import Quote

REGIMES = {"ccl": "US", "annex-i": "EU"}
MOVE, SAVINGS, CODE = "country_group_move", "savings_clause", "control_code"
REMOVED = "removed"
Stated = Sequence[tuple[Document, Sequence[Fact]]]


def of_texts(cause: Cause, title: str, stated: Stated) -> LawChange | None:
    """Return the change between two texts of a list; None where the list is no control list or a day is not held.

    Moves between Country Groups and savings clauses are what the cause's candidate documents state.
    """
    first = cause.changes[0]
    before, after = day(first.from_version), day(first.to_version)
    entries = frozenset(change.entry for change in cause.changes if change.entry)
    if first.list not in REGIMES or before is None or after is None or not entries:
        return None
    effective = _effective(document for document, _ in stated)
    return LawChange(
        key=cause.key,
        title=title,
        regime=REGIMES[first.list],
        before=before,
        after=after,
        entries=entries,
        moves=moves(stated),
        reclassify=frozenset(f"{one.entry}.{one.place}" for one in cause.changes if one.meaning_changed),
        effective=effective,
        standing=Standing.PUBLISHED if effective and effective > after else Standing.IN_FORCE,
        savings=_savings(stated),
    )


def of_names(cause: Cause, title: str, stated: Stated, held: date) -> LawChange:
    """Return the change of a list of parties, beside the law of the newest text held.

    It also stands for a change that is compared by no two texts: it has no entries then.
    """
    return LawChange(
        key=cause.key,
        title=title,
        regime=REGIMES.get(cause.changes[0].list, "US"),
        before=held,
        after=held,
        effective=_effective(document for document, _ in stated),
        savings=_savings(stated),
    )


def of_proposal(document: Document, facts: Sequence[Fact], held: date) -> LawChange:
    """Return what a proposed rule names, beside the law of the newest text held; it may name no entry and no move.

    What it would make of the entries is not held as law: their outcome after it is not modelled.
    """
    codes = (fact.value.partition(".")[0] for fact in facts if fact.kind == CODE)
    return LawChange(
        key=document.id,
        title=f"{document.title} ({document.number})",
        regime="US",
        before=held,
        after=held,
        entries=frozenset(one for one in codes if len(one) == len("3A090")),
        moves=moves([(document, facts)]),
        standing=Standing.PROPOSED,
        comments_close=day(document.comments_close),
    )


def moves(stated: Stated) -> tuple[GroupMove, ...]:
    """Return the moves between Country Groups that documents state, by country, each with the words that state it."""
    found: dict[str, list[tuple[Document, Fact]]] = defaultdict(list)
    for document, facts in stated:
        for fact in facts:
            if fact.kind == MOVE:
                found[fact.value.partition(" ")[0]].append((document, fact))
    return tuple(_move(country, own) for country, own in sorted(found.items()))


def _move(country: str, said: Sequence[tuple[Document, Fact]]) -> GroupMove:
    quotes = dict.fromkeys(_quote(document, fact) for document, fact in said)
    out_of = {fact.value.partition(" ")[2] for _, fact in said if fact.role == REMOVED}
    into = {fact.value.partition(" ")[2] for _, fact in said if fact.role != REMOVED}
    return GroupMove(country, tuple(sorted(out_of - into)), tuple(sorted(into - out_of)), tuple(quotes))


def _quote(document: Document, fact: Fact) -> Quote:
    published = day(document.published) or date.min
    return Quote(
        document.citation or document.number, fact.quote, published, f"the rule's own words, {document.number}"
    )


def _effective(documents: Iterable[Document]) -> date | None:
    """Return the day from which the documents apply, None where one of them does not tell or they differ."""
    days = {day(one.effective) for one in documents}
    return days.pop() if len(days) == 1 else None


def _savings(stated: Stated) -> tuple[str, ...]:
    said = (fact.sentence or fact.quote for _, facts in stated for fact in facts if fact.kind == SAVINGS)
    return tuple(dict.fromkeys(said))


def day(text: str) -> date | None:
    """Return the ISO day that a stored text begins with, None where it is none."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
