"""Lists of parties in prose: "the following three entities: A; B; and C", and lists under country headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from nlp.components.parties.aliases import begins_with_dash, pending_aliases
from nlp.components.parties.countries import heading_at, starts_with_count
from nlp.components.parties.grammar import list_comma
from nlp.components.parties.lists import TABLES, list_name, on_a_list, role_of
from nlp.components.parties.members import Member, read_member
from nlp.components.parties.spans import starts_address
from nlp.finds import Find, Notes
from nlp.nearby import Nearby
from nlp.numbers import number_pattern, read_number
from nlp.ranges import inside
from nlp.vocabulary import load

_BULLET = re.compile(r"\s*(?:[•●▪*]|-(?=\S)|\(\d{1,3}\)|\d{1,3}\.)\s*")
_NUMBERED = re.compile(r"(?:(?<=[:;])|(?<=and))\s*\(\d{1,3}\)\s+")
_LINE = re.compile(r"[^\n]+")
_DESTINATION = re.compile(r"\bunder\s+(?:the\s+)?destinations?\s+of\s+(?:the\s+)?$")
MAX_LINES, MAX_ITEM, REACH = 2_000, 3_000, 2_000


@dataclass(frozen=True, slots=True)
class _Listing:
    """What introduces a list: the role and list of its parties, the number stated (0: none), its heading country."""

    role: str
    list: str
    number: int
    country: str


def listed(notes: Notes) -> Iterator[Find]:
    """Yield `party_name`, `party_alias` and `party_address` finds of the lists that a text introduces."""
    if not on_a_list(notes):
        return
    nearby = Nearby(notes)
    tables = notes.within(*TABLES)
    done = 0
    for intro in _intro().finditer(notes.text):
        if intro.start() < done or inside(intro.start(), tables):
            continue
        listing = _listing(notes, nearby, intro)
        if not listing.list:
            continue
        for start, end, country in _items(notes, nearby, intro.end(), listing):
            first = start + len(notes.text[start:end]) - len(notes.text[start:end].lstrip())
            skipped = end - start > MAX_ITEM or starts_with_count(notes.text, nearby, first, end)
            member = None if skipped else read_member(notes.text, start, end)
            done = end
            if member:
                yield from _finds(
                    notes.text,
                    nearby,
                    member,
                    listing,
                    country or _told(notes.text, nearby, start, end) or listing.country,
                )


def _listing(notes: Notes, nearby: Nearby, intro: re.Match[str]) -> _Listing:
    low, _high = notes.sentences.at(intro.start())
    words = list_name().search(notes.text, low, intro.end()) or _last_named(notes.text, low)
    number = read_number(intro.group("number")) if intro.group("number") else 0
    destinations = list(nearby.between(low, intro.end(), "destination"))
    country = destinations[0].value if len({find.value for find in destinations}) == 1 else ""
    return _Listing(role_of(notes.text, low, intro.end()), words.group("list") if words else "", number, country)


def _last_named(text: str, position: int) -> re.Match[str] | None:
    """Return the last list named shortly before `position`."""
    return next(reversed(list(list_name().finditer(text, max(0, position - REACH), position))), None)


def _items(notes: Notes, nearby: Nearby, position: int, listing: _Listing) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, country) of each item: of the line that goes on after the colon, else of the next lines."""
    line = _LINE.match(notes.text, position)
    if line and line.group().strip():
        yield from ((low, high, "") for low, high in _inline(notes.text, position, line.end(), listing.number))
    else:
        yield from _lines(notes, nearby, position)


def _lines(notes: Notes, nearby: Nearby, position: int) -> Iterator[tuple[int, int, str]]:
    country, goes_on = "", True
    for count, line in enumerate(_LINE.finditer(notes.text, position)):
        if not line.group().strip():
            continue
        heading = heading_at(notes.text, nearby, *line.span())
        bullet = _BULLET.match(notes.text, *line.span())
        if heading:
            country, goes_on = heading.value, True
        elif (bullet or goes_on) and count < MAX_LINES and len(line.group()) < MAX_ITEM:
            yield line.start(), line.end(), country
            goes_on = line.group().rstrip().endswith((";", "; and", "; or", ","))
        else:
            return


def _inline(text: str, start: int, end: int, number: int) -> list[tuple[int, int]]:
    """Return the items of one line: by their numbers, by semicolons, or by commas where that gives `number` of them."""
    numbers = list(_NUMBERED.finditer(text, start - 1, end))
    if len(numbers) > 1:
        return list(zip((mark.end() for mark in numbers), [*(mark.start() for mark in numbers[1:]), end], strict=True))
    pieces = _joined(text, _cut(text, re.compile(";"), start, end))
    if len(pieces) > 1 or number < 2:
        return pieces
    by_comma = _cut(text, list_comma(), start, end)
    return by_comma if len(by_comma) == number else pieces


def _cut(text: str, mark: re.Pattern[str], start: int, end: int) -> list[tuple[int, int]]:
    marks = list(mark.finditer(text, start, end))
    starts = [start, *(one.end() for one in marks)]
    ends = [*(one.start() for one in marks), end]
    return [(low, high) for low, high in zip(starts, ends, strict=True) if text[low:high].strip(" .")]


def _joined(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join pieces that are aliases or addresses of the item before them."""
    items: list[tuple[int, int]] = []
    for low, high in pieces:
        first = low + len(text[low:high]) - len(re.sub(r"^\s*(?:and\s+)?", "", text[low:high]))
        if (
            items
            and high - items[-1][0] < MAX_ITEM
            and (
                pending_aliases(text, *items[-1])
                or begins_with_dash(text, low, high)
                or starts_address(text, first, high)
            )
        ):
            items[-1] = (items[-1][0], high)
        else:
            items.append((low, high))
    return items


def _told(text: str, nearby: Nearby, start: int, end: int) -> str:
    """Return the country of "…, under the destination of China" in the item itself."""
    for find in nearby.between(start, end, "destination"):
        if _DESTINATION.search(text[max(start, find.start - 60) : find.start]):
            return find.value
    return ""


def _finds(text: str, nearby: Nearby, member: Member, listing: _Listing, country: str) -> Iterator[Find]:
    name = _plain(text, member.name)
    detail = {"country": country, "list": listing.list, "short": member.short}
    yield Find(
        "party_name", name, listing.role, *member.name, tuple(sorted(pair for pair in detail.items() if pair[1]))
    )
    for kind, span in member.aliases:
        yield Find("party_alias", _plain(text, span), kind, *span, (("name", name),))
    for span in member.addresses:
        countries = list(nearby.between(*span, "destination"))
        where = (("country", countries[-1].value),) if countries else ()
        yield Find("party_address", _plain(text, span), "stated", *span, (*where, ("name", name)))


def _plain(text: str, span: tuple[int, int]) -> str:
    return re.sub(r"\s+", " ", text[slice(*span)])


@cache
def _intro() -> re.Pattern[str]:
    nouns = "|".join(load("parties")["introduced"])
    number = rf"(?:(?P<number>{number_pattern()})\s+(?:\(\d+\)\s+)?)?"
    following = rf"\b(?:the\s+)?following\s+{number}(?:[\w-]+\s+){{0,3}}(?:{nouns})\b[^.;:\n]{{0,220}}:"
    as_follows = rf"\b(?:{nouns})\b[^.;:\n]{{0,160}}\bas\s+follows:"
    return re.compile(rf"(?:{following}|{as_follows})(?=[ \n])", re.I)
