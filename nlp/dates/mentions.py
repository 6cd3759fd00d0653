"""Where a text mentions a date: by day, month or year, as days after something, or as a place to be filled in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from nlp.finds import Pairs
from nlp.numbers import number_pattern, read_number
from nlp.vocabulary import load

# "twenty-four months", "September 30 through October 12,": no longer words stand before the year or the unit.
LOOK_BACK = 64
LOOK_AHEAD = 120

_YEAR = re.compile(r"(?:1[89]|20)\d\d(?!\d|[\w/]\d|\.\d)")
# 2/1/24   02/01/24: only with slashes; a figure 1-2-24 is a date after "Filed" alone
# the figures before the first stroke are looked for behind it: a search for a stroke is quick
_SHORT = re.compile(r"/(?<=\d/)(\d{1,2})/(\d{2})(?![\w/])")
_SHORT_FIRST = re.compile(r"(?<![\w/.$-])\d{1,2}$")
_FILED = re.compile(r"Filed:? (\d{1,2})-(\d{1,2})-(\d{2})(?!\d)")
_DAY_LAST = re.compile(r"\d(?:st|nd|rd|th)?\s?,?\s*$")
_NUMERIC = re.compile(r"(?<![\w/.$-])(\d{1,2})([/.-])(\d{1,2})\2$")
_ISO_REST = re.compile(r"-(\d\d)-(\d\d)(?!-?\w)")
_DIRECTIVE = re.compile(r"\bADs?\)?\s+$")  # "AD 2004-07-22": the number of an airworthiness directive
_UNIT = re.compile(r"(?:days?|weeks?|months?|years?)\s+(?:after|from|following)\s")
# "60 days after publication in the Federal Register": held as a relative fact, never computed here
_ANCHOR = re.compile(
    r"(?:the\s+)?(?:date\s+of\s+)?(?:the\s+|its\s+|this\s+)?"
    r"(?P<from>publication|effective\s+date)\b"
    r"(?:\s+of\s+(?:this|the)\s+(?:final\s+)?(?:rule|notice|document))?(?:\s+in\s+the\s+Federal\s+Register)?",
    re.I,
)
# the "up" of "upon" is looked for behind it: a search for one letter is quick
_UPON = re.compile(r"[Oo]n\s+(?:the\s+)?(?:date\s+of\s+)?(?:its\s+)?publication\b(?:\s+in\s+the\s+Federal\s+Register)?")
_INSERT = re.compile(r"\[\s?I(?:NSERT|nsert) (?P<what>[^\]\n]{4,120})\]")
_INSERTED_DAYS = re.compile(r"(\d{1,3}) (DAY|MONTH|YEAR)S? (?:AFTER|FROM|FOLLOWING)\b.*PUBLICATION")


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention at the characters `[start, end)`.

    `precision` is day, month, year, relative or placeholder; `value` is ISO 8601 as far as the precision goes, else
    `+60 days after publication` or `date of publication`.
    """

    start: int
    end: int
    value: str
    precision: str
    detail: Pairs = ()


def mentions(text: str, *, day_first: bool = False) -> list[Mention]:
    """Return the mentions in text order; `day_first` reads 03/04/2025 as the third of April."""
    found = [*_with_year(text, day_first), *_short(text, day_first), *_relative(text), *_placeholders(text)]
    return sorted(set(found), key=lambda mention: (mention.start, mention.end))


def _with_year(text: str, day_first: bool) -> Iterator[Mention]:
    """Yield what ends in a year, or begins with one; the year is found first, which is quick."""
    for year in _YEAR.finditer(text):
        before = text[max(0, year.start() - LOOK_BACK) : year.start()]
        at, number = year.start() - len(before), int(year.group())
        if before[-1:].isdigit():
            continue
        days = list(_days(before, number, at, year.end()))
        yield from days or _other_forms(text, before, year, day_first)


def _last_word(before: str) -> str:
    return (before.rstrip(" ,.\n").split() or [""])[-1].lower()


def _is_month(word: str) -> bool:
    return word in load("calendar")["months"]


def _days(before: str, year: int, at: int, end: int) -> Iterator[Mention]:
    """Yield the days of "May 20 and 21, 2024", "July 18-19, 2023", "January 29 to March 8, 2024", "9 April 2022"."""
    match = _month_first().search(before) if _DAY_LAST.search(before) else None
    match = match or (_day_before_month().search(before) if _is_month(_last_word(before)) else None)
    if match is None:
        return
    parts = list(_one_day().finditer(match.group("days")))
    named = _named([part.group("m") or part.group("n") or "" for part in parts], match.group("month"))
    for index, (part, month) in enumerate(zip(parts, named, strict=True)):
        value = _iso(year, month, int(part.group("d")))
        first = match.start() if index == 0 and match.group("month") else match.start("days") + part.start()
        if value:
            last = end if index == len(parts) - 1 else at + match.start("days") + part.end()
            yield Mention(at + first, last, value, "day")


def _named(months: list[str], before: str) -> list[int]:
    """Return the month of each day: its own, else that before it, else the next one ("4 and 9 April")."""
    known, found = before, []
    for index, name in enumerate(months):
        known = name or known or next((later for later in months[index:] if later), "")
        found.append(_month(known))
    return found


def _other_forms(text: str, before: str, year: re.Match[str], day_first: bool) -> Iterator[Mention]:
    numeric = _NUMERIC.search(before)
    if numeric:
        value = _numeric(int(year.group()), int(numeric.group(1)), int(numeric.group(3)), day_first)
        yield from _day(year.start() - len(numeric.group()), year.end(), value)
        return
    if before and (before[-1].isalnum() or before[-1] in "/.$-#_"):
        return
    rest = _ISO_REST.match(text, year.end())
    if rest and _DIRECTIVE.search(before):
        return
    if rest:
        yield from _day(year.start(), rest.end(), _iso(int(year.group()), int(rest.group(1)), int(rest.group(2))))
    elif text[year.end() : year.end() + 1] != "-":
        yield _month_or_year(before, year)


def _month_or_year(before: str, year: re.Match[str]) -> Mention:
    month = _month_alone().search(before) if _is_month(_last_word(before)) else None
    if month:
        value = f"{year.group()}-{_month(month.group('month')):02d}"
        return Mention(year.start() - len(month.group()), year.end(), value, "month")
    return Mention(year.start(), year.end(), year.group(), "year")


def _short(text: str, day_first: bool) -> Iterator[Mention]:
    for match in _SHORT.finditer(text):
        first = _SHORT_FIRST.search(text[max(0, match.start() - 3) : match.start()])
        if first:
            one, other, year = int(first.group()), int(match.group(1)), int(match.group(2))
            start = match.start() - len(first.group())
            yield from _day(start, match.end(), _numeric(_century(year), one, other, day_first))
    for match in _FILED.finditer(text):
        month, day, year = (int(part) for part in match.groups())
        yield from _day(match.start(1), match.end(), _iso(_century(year), month, day))


def _century(year: int) -> int:
    return year + (2000 if year < 60 else 1900)


def _day(start: int, end: int, value: str) -> Iterator[Mention]:
    if value:
        yield Mention(start, end, value, "day")


def _numeric(year: int, one: int, other: int, day_first: bool) -> str:
    """Return the day; where one of the figures can be no month, the other one is it."""
    if day_first or one > 12:
        one, other = other, one
    return _iso(year, one, other) or _iso(year, other, one)


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _relative(text: str) -> Iterator[Mention]:
    for unit in _UNIT.finditer(text):
        anchor = _ANCHOR.match(text, unit.end(), unit.end() + LOOK_AHEAD)
        count = _count().search(text[max(0, unit.start() - LOOK_BACK) : unit.start()]) if anchor else None
        if anchor and count:
            name = "publication" if anchor.group("from").lower() == "publication" else "the effective date"
            words = re.match(r"[a-z]+?(?=s?\s)", unit.group())
            value = f"+{read_number(count.group('count'))} {words.group() if words else 'day'}s after {name}"
            yield Mention(unit.start() - len(count.group()), anchor.end(), value, "relative", _unresolved(name))
    for match in _UPON.finditer(text):
        start = match.start() - 2 * (text[max(0, match.start() - 2) : match.start() + 1] in ("Upo", "upo"))
        yield Mention(start, match.end(), "date of publication", "relative", _unresolved("publication"))


def _placeholders(text: str) -> Iterator[Mention]:
    for match in _INSERT.finditer(text):
        what = match.group("what").upper()
        days = _INSERTED_DAYS.search(what)
        if "DATE" not in what and not days:
            continue
        value = what.replace(" IN THE FEDERAL REGISTER", "").strip().lower()
        if days:
            value = f"+{days.group(1)} {days.group(2).lower()}s after publication"
        yield Mention(match.start(), match.end(), value, "placeholder", _unresolved("publication"))


def _unresolved(anchor: str) -> Pairs:
    return (("anchor", anchor), ("resolved", "no"))


def _month(name: str) -> int:
    number: int = load("calendar")["months"][name.lower()]
    return number


@cache
def _months() -> str:
    return "|".join(load("calendar")["months"])


@cache
def _one_day() -> re.Pattern[str]:
    """Return the pattern of one day in a list: "20", "28th", "March 8", "8 March"."""
    return re.compile(
        rf"(?:(?P<m>{_months()})(?:\.\s*|\s+))?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:\s+(?:day\s+)?(?:of\s+)?(?P<n>{_months()})\b\.?)?",
        re.I,
    )


_JOIN = r"(?:\s*,\s*(?:and\s+|or\s+|to\s+|through\s+)?|\s*-\s*|\s+(?:and|or|to|through|until)\s+)"


@cache
def _month_first() -> re.Pattern[str]:
    """Return the pattern of what stands before the year where the month comes first."""
    months = _months()
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    more = rf"(?:{_JOIN}(?:(?:{months})\.?\s+)?{day}){{0,3}}"
    return re.compile(rf"(?<![\w/])(?<![A-Za-z]-)(?P<month>{months})(?:\.\s*|\s+)(?P<days>{day}{more})\s?,?\s*$", re.I)


@cache
def _day_before_month() -> re.Pattern[str]:
    """Return the pattern of what stands before the year where the day comes first: "9 April", "the 1st of January,"."""
    months = _months()
    one = rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:day\s+)?(?:of\s+)?(?:{months})\b\.?"
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    return re.compile(rf"(?<![\w/.$-])(?P<month>)(?P<days>(?:{one}{_JOIN}){{0,2}}{one}|{day}{_JOIN}{one}),?\s*$", re.I)


@cache
def _month_alone() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/-])(?P<month>{_months()})\b\.?,?\s+$", re.I)


@cache
def _count() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w.-])(?P<count>{number_pattern()})(?:\s+\(\d+\))?(?:\s+(?:calendar|business|working))?\s+$", re.I
    )
