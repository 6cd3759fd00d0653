"""Exceptions inside a clause: "excluding …", "except for …", "unless …"; a bound of the main clause is never inside."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from nlp.predicates.naming import plain_name
from nlp.predicates.quantities import masked, quantity_start
from nlp.predicates.sources import Source
from regulation.thresholds import Bound, Group, Node, Not, Unread

_EXCEPT = re.compile(
    r"[,\s]*\b(?:except(?:ing)?(?:\s+(?:for|where|when|if|that|those|as))*|unless|(?<!not )excluding)\s+(?=\w)",
    re.IGNORECASE,
)
# Where the main clause goes on: "units, excluding those that …, having a rate of …", "impurities, excluding intentional
# additions, of less than …", "chemicals, except those listed in …, containing …"; or the next exception or item begins.
_RESUMES = re.compile(
    r",\s+(?:and\s+)?(?:having|with|containing|related to|that are|(?P<of>of))\b|[,\s]*\band\s+(?=except|excluding)"
    r"|;(?=\W*\w)"
)
# "; and smoke bombs" is a further item, "; and do not incorporate …" a further condition.
_ITEM = re.compile(
    r";\s*(?:(?:and|but|or)\s+)?(?!(?:do|does|is|are|has|have|having|with|not|being|that|which|and|or|but)\b)(?=\w|[\"'])",
    re.IGNORECASE,
)
_BREAKS = re.compile(r"[,;](?!\d|\s+(?:and|or)\b|\s+whichever is)|[.:]\s")


@dataclass(frozen=True, slots=True)
class Cut:
    """An exception: what it takes out is `[start, end)`; it begins at `begin`, and the words kept before end at `kept`.

    `goes_on` says that behind it the quantity before it is compared.
    """

    kept: int
    begin: int
    start: int
    end: int
    goes_on: bool


def exception(plain: str, start: int, end: int) -> Cut | None:
    """Return the first exception outside brackets within the words `[start, end)`, None when there is none."""
    words = masked(plain[start:end])
    match = _EXCEPT.search(words)
    if match is None:
        return None
    begin = start + match.start()
    resumed = _RESUMES.search(words, match.end())
    if resumed is None:
        return Cut(begin, begin, start + match.end(), end, False)
    goes_on = resumed["of"] is not None
    kept = quantity_start(plain, start, begin, begin) if goes_on else begin
    return Cut(max(start, kept), begin, start + match.end(), start + resumed.start(), goes_on)


def items(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the ranges of the items that semicolons behind an exception part, [] when they part none."""
    words = masked(plain[start:end])
    match = _EXCEPT.search(words)
    cuts = [start + item.start() for item in _ITEM.finditer(words, match.end())] if match else []
    return list(pairwise((start, *cuts, end))) if cuts else []


def quantity_before(own: Source, cut: Cut) -> str:
    """Return the quantity that stands before an exception and is compared behind it."""
    return plain_name(own.raw[cut.kept : cut.begin])


def taken_out(own: Source, cut: Cut, node: Node | None) -> Node | None:
    """Return what an exception takes out denied, its words as not read where a bound in it may be the main clause's.

    A bound is the exception's own when no comma or point parts it from the exception's first or last word.
    """
    if node is None:
        return None
    parted = any(_bounds(node)) and _BREAKS.search(masked(own.plain[cut.start : cut.end]).rstrip(" ,;.")) is not None
    return Unread(own.words(cut.begin, cut.end), "a bound behind an exception") if parted else Not(node)


def _bounds(node: Node) -> Iterator[Bound]:
    match node:
        case Bound():
            yield node
        case Group():
            for part in node.parts:
                yield from _bounds(part)
        case Not():
            yield from _bounds(node.part)
        case _:
            return
