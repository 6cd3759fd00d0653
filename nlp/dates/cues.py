"""The words that tell what a date does: links, governors, what follows (nlp/vocabulary/date_roles.yaml)."""

import re
from dataclasses import dataclass
from functools import cache

from nlp.ranges import inside
from nlp.vocabulary import load

LINK_TAIL = 90  # characters before a date in which its link and the time of day stand
_QUOTED = re.compile(r"\"[^\"\n]*\"")
NEAR = "point"
# Links that only name a day; the others say where something begins or ends.
NAMING = frozenset({"point", "is"})


@dataclass(frozen=True, slots=True)
class Governor:
    """What a link can belong to; `roles` maps classes of links to roles, `rank` orders governors of one clause.

    A `silent` one gives no role of its own: its day is that of something that is told elsewhere.
    """

    name: str
    rank: int
    roles: dict[str, str]
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Hold:
    """A governor at its place in the text."""

    governor: Governor
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Link:
    """The link of a date: its class, where it begins in the words before the date, its words."""

    kind: str
    start: int
    words: str


def link_of(before: str) -> Link:
    """Return the link that ends `before`; times of day and days of the week between link and date are passed over."""
    tail = before[-LINK_TAIL:]
    offset, end = len(before) - len(tail), len(tail.rstrip())
    by = 0
    while (filler := _filler().search(tail, 0, end)) is not None and filler.start() < end:
        by = filler.start() if filler.group()[:3].lower() == "by " else 0
        end = len(tail[: filler.start()].rstrip())
    if by:
        # "by 11:59 p.m. on <day>"
        return Link("limit", offset + by, "by")
    for kind, pattern in _links():
        match = pattern.search(tail, 0, end)
        if match:
            return Link(kind, offset + match.start(), match.group())
    return Link(NEAR, offset + end, "")


def holds(text: str, start: int, end: int) -> list[Hold]:
    """Return the governors in `text[start:end]`, in order; words of a quoted title govern nothing."""
    found = []
    titles = [match.span() for match in _QUOTED.finditer(text, start, end)]
    for match in _governors()[1].finditer(text, start, end):
        if inside(match.start(), titles):
            continue
        governor = _governors()[0][int((match.lastgroup or "g0")[1:])]
        found.append(Hold(governor, match.start(), match.end(), match.group()))
    return found


def after_role(after: str) -> tuple[str, str]:
    """Return the role that the words right after a date give, and these words; "" for none."""
    for role, pattern in _after():
        match = pattern.search(after)
        if match:
            return role, match.group()
    return "", ""


def happened(after: str) -> tuple[str, str]:
    """Return the role that the first verb after "On <date>," gives, and the words up to it; "" for none."""
    match = _happened()[1].search(after)
    if match is None:
        return "", ""
    return _happened()[0][int((match.lastgroup or "g0")[1:])], after[: match.end()]


@cache
def said(name: str) -> re.Pattern[str]:
    """Return the pattern `name` of the section `past`, or the one of that name itself."""
    table = load("date_roles")
    # `others` and `document` tell names and words apart by their capitals.
    return re.compile(table["past"].get(name) or table[name], 0 if name == "others" else re.I)


@cache
def extension(name: str) -> re.Pattern[str]:
    """Return the pattern `name` of the section `extension`."""
    return re.compile(load("date_roles")["extension"][name], re.I)


@cache
def savings_parts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the parts of a savings clause with their words, in the order in which they are tried."""
    return tuple((row["part"], re.compile(row["words"], re.I)) for row in load("date_roles")["savings_parts"])


@cache
def _links() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (row["class"], re.compile(rf"(?:(?<![\w-])|(?<=\w)(?=[:,(]))(?:{row['words']})$", re.I))
        for row in load("date_roles")["links"]
    )


@cache
def _filler() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{load('date_roles')['fillers']})$", re.I)


@cache
def _governors() -> tuple[tuple[Governor, ...], re.Pattern[str]]:
    rows = load("date_roles")["governors"]
    governors = tuple(
        Governor(row["name"], rank, row["roles"], row.get("silent", False)) for rank, row in enumerate(rows)
    )
    words = "|".join(f"(?P<g{index}>{row['words']})" for index, row in enumerate(rows))
    return governors, re.compile(rf"(?<![\w-])(?:{words})(?!\w)", re.I)


@cache
def _after() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["role"], re.compile(row["words"], re.I)) for row in load("date_roles")["after"])


@cache
def _happened() -> tuple[tuple[str, ...], re.Pattern[str]]:
    rows = load("date_roles")["happened"]
    words = "|".join(f"(?P<g{index}>{row['words']})" for index, row in enumerate(rows))
    return tuple(row["role"] for row in rows), re.compile(rf"(?<![\w-])(?:{words})(?!\w)", re.I)
