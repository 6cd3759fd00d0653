"""Facts of one kind as rows: what is said once stands once, however often the text says it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard.stated.words import REST, Group, group_of, remarks, role_words, value_words
from graph.schema import Fact


@dataclass(frozen=True, slots=True)
class Row:
    """What a document says in one or more places: `facts` in text order."""

    kind: str
    what: str
    role: str
    remark: str
    facts: tuple[Fact, ...]


def grouped(facts: Iterable[Fact], groups: Sequence[Group]) -> tuple[tuple[Group, tuple[Fact, ...]], ...]:
    """Return the facts by group in the order of the groups, without empty ones; the rest last."""
    found: dict[Group, list[Fact]] = {one: [] for one in (*groups, REST)}
    for fact in facts:
        found[group_of(fact.kind)].append(fact)
    return tuple((group, tuple(own)) for group, own in found.items() if own)


def rows(facts: Iterable[Fact]) -> tuple[Row, ...]:
    """Return what these facts say, each once, by kind in the group's order and then as the text comes to it."""
    ordered = sorted(facts, key=lambda one: (_rank(one.kind), one.start_at, one.end_at, one.id))
    same: dict[tuple[str, str, str, str], list[Fact]] = {}
    paired = _reviews(ordered)
    for fact in ordered:
        if fact.id not in paired:
            same.setdefault(_key(fact), []).append(fact)
        elif fact.role == "new":
            old = paired[fact.id]
            key = (fact.kind, f"{old.value} → {fact.value}", "review policy, old → new", remarks(fact))
            same.setdefault(key, []).extend((old, fact))
    return tuple(_row(key, found) for key, found in same.items())


def _key(fact: Fact) -> tuple[str, str, str, str]:
    # The same country under several names is one; its first name stands for it.
    what = fact.value if fact.kind == "destination" else value_words(fact)
    return fact.kind, what, role_words(fact), remarks(fact)


def _row(key: tuple[str, str, str, str], facts: Sequence[Fact]) -> Row:
    kind, what, role, remark = key
    longest = max(facts, key=lambda one: len(one.quote))
    return Row(kind, value_words(longest) if kind == "destination" else what, role, remark, tuple(facts))


def _reviews(facts: Iterable[Fact]) -> dict[str, Fact]:
    """Return, by id, the review policies that one sentence gives as old and new, each with its counterpart."""
    sentences: dict[tuple[str, str], dict[str, list[Fact]]] = {}
    for fact in facts:
        if fact.kind == "review_policy" and fact.role in ("old", "new"):
            sentences.setdefault((fact.block, fact.sentence), {}).setdefault(fact.role, []).append(fact)
    found: dict[str, Fact] = {}
    for roles in sentences.values():
        if len(roles.get("old", ())) == len(roles.get("new", ())) == 1:
            (old,), (new,) = roles["old"], roles["new"]
            found |= {old.id: new, new.id: old}
    return found


def _rank(kind: str) -> int:
    kinds = group_of(kind).kinds
    return kinds.index(kind) if kind in kinds else len(kinds)
