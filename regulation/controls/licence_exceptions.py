"""List-based licence exceptions of an entry: symbol, whether and up to what value, on which conditions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from regulation.controls.designations import within
from regulation.controls.model import Place
from regulation.controls.scope import text_scope, without_brackets


class Status(StrEnum):
    """What a clause of an exception says."""

    YES = "yes"
    NO = "N/A"
    VALUE = "value"  # up to a net value per order, see 15 CFR 740.3
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: "$5000 for 5A001.b.1", "N/A for MT".

    `dollars` is the value limit of Status.VALUE. `codes` are the designations it speaks for (the entry where it names
    none), `excepted` those it takes out, `reasons` the reasons for control it is limited to ("N/A for MT") and
    `excepted_reasons` those for which it does not hold ("Yes, except UN").
    `conditional` says that its words hold further conditions, which only its `words` tell. `[start, end)` are its
    characters in the list's text.
    """

    status: Status
    words: str
    start: int
    end: int
    dollars: int | None
    codes: tuple[str, ...]
    excepted: tuple[str, ...]
    reasons: tuple[str, ...]
    excepted_reasons: tuple[str, ...]
    conditional: bool


@dataclass(frozen=True, slots=True)
class ListException:
    """A line such as "LVS: $5000, except N/A for MT".

    `status` is that of the whole line where all clauses agree, else None: then it depends on the clause.
    `sections` are the sections of part 740 it refers to.
    """

    place: Place
    symbol: str
    status: Status | None
    clauses: tuple[Clause, ...]
    sections: tuple[str, ...]

    def clauses_for(self, designation: str) -> tuple[Clause, ...]:
        """Return the clauses that speak of a paragraph, what they take out left aside."""
        return tuple(clause for clause in self.clauses if _speaks_of(clause, designation))


_HEAD = re.compile(r"(?P<symbol>[A-Z]{3}(?:/[A-Z]{3})?):\s*")
_YES = re.compile(r"(?:Yes|yes)\b[,:.]?\s*")
_NO = re.compile(r"(?:(?:except|and) )?N/A\b[,.]?\s*(?:for )?(?:the following:\s*(?:\(1\)\s*)?)?|No\b\.?$")
_VALUE = re.compile(r"(?:except )?(?:[Yy]es(?: for)?:\s*)?\$(?P<dollars>\d{1,3}(?:,\d{3})+|\d+)\b[,:.]?\s*(?:for )?")
# A clause begins after ; , . or on a line of its own, at "N/A", "except N/A", "and N/A", "$500", "except $500" and
# "yes"; after "Yes for:" a line goes on.
_CUT = re.compile(r"(?:[;,.]\s+|(?<!:)\n\s*)(?=(?:(?:except|and) )?(?:N/A\b|\$\d)|[Yy]es\b)")
# "N/A for the following: (1) Items …; (2) “Software” …; or (3) …" are clauses of their own, and so are both parts of
# "N/A for MT and for 1B001.a"; not what is below words of its own: "“technology” for: (a) …; (b) …".
_PART = re.compile(r";\s+(?:(?:and|or)\s+)?(?:\(\d\)\s*)?")
_BELOW = re.compile(r":\s*\([a-z0-9]\)")
_SYMBOL = r"(?:AT|CB|CC|CW|EI|FC|MT|NP|NS|RS|SI|SL|SS|UN)"
_SYMBOLS = rf"{_SYMBOL}(?:,? (?:and |or )?{_SYMBOL})*"
_BOTH = re.compile(rf"{_SYMBOLS}(?P<cut>,? and (?:for )?)")
# "for MT", "except UN", "EI controlled", "NP items"; not "RS Column 2", "the RS control", "a CW output power"
_REASON = re.compile(
    rf"(?:^|\bfor |\bexcept )(?P<listed>{_SYMBOLS})(?=\s*(?:$|[.,;)]|(?:and|or|reasons?|items?|controlled)\b))"
    rf"|\b(?P<lone>{_SYMBOL})(?= (?:controlled|items?|reasons)\b)"
)
_EXCEPT = re.compile(r"\b(?:except|excluding|other than|unless)\b")
_SECTION = re.compile(r"§ ?(?P<section>740\.\d{1,2}(?:\([a-z0-9]+\))*)")
# Words that add no condition beside designations and reasons for control.
_PLAIN = re.compile(
    r"\b(?:the|entire|entry|eccns?|paragraphs?|items?|commodities|software|technology|equipment|and|or|to|through|in|of"
    r"|for|only|by|controlled|specified|described|classified|except|excluding|all|other|reasons?|see|eligibility|criteria"
    r"|EAR)\b|(?<![A-Za-z0-9])\.?[a-z](?:\.\w{1,2})*(?![A-Za-z0-9])|§ ?740\.\d+(?:\([a-z0-9]+\))*"
    r"|[\s.,;:()“”\"']+",
    re.IGNORECASE,
)

_BRACKETS = re.compile(r"\([^()]*\)")
_BETWEEN = re.compile(r",\s*(?:(?:and|or)\s+)?|\s+(?:and|or)\s+")
_LETTERED = re.compile(r"[a-z](?:\.\w{1,2})*(?!\w)")
_NARROWING = re.compile(r"\b(?:except|excluding|other|only|all|when|if)\b", re.IGNORECASE)


def read_exception(place: Place) -> ListException:
    """Return what a list-based licence exception says; `place` is of the kind exception."""
    head = _HEAD.match(place.text)
    symbol = head["symbol"] if head else place.place.removeprefix("exception ").split(" (")[0]
    start = head.end() if head else 0
    spans = _spans(place.text, start)
    clauses = tuple(clause for low, high in spans for clause in _clauses(place, low, high))
    found = {clause.status for clause in clauses}
    whole = len(clauses) == 1 and not clauses[0].excepted
    status = clauses[0].status if len(found) == 1 and (whole or clauses[0].status is not Status.NO) else None
    sections = tuple(dict.fromkeys(match["section"] for match in _SECTION.finditer(place.text)))
    return ListException(place, symbol, status, clauses, sections)


def _spans(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the clauses, cut outside brackets only."""
    for cut in _CUT.finditer(text, start):
        if text.count("(", start, cut.start()) == text.count(")", start, cut.start()) and cut.start() > start:
            yield start, cut.start()
            start = cut.end()
    if start < len(text):
        yield start, len(text)


def _clauses(place: Place, start: int, end: int) -> Iterator[Clause]:
    """Yield what one status or value is said of, item by item where the items are told apart."""
    status, dollars, length = _opening(place.text[start:end])
    for low, high in _parts(place.text, start + length, end, status, place.entry):
        first = start if low == start + length else low
        yield _clause(place, (status, dollars), first, low, high)


def _parts(text: str, start: int, end: int, status: Status, entry: str) -> Iterator[tuple[int, int]]:
    both = _BOTH.match(text, start, end) if status is Status.NO else None
    if both:
        yield start, both.start("cut")
        start = both.end()
    for high, low in _part_ends(text, start, end, status, entry):
        yield start, high
        start = low
    yield start, end


def _part_ends(text: str, start: int, end: int, status: Status, entry: str) -> list[tuple[int, int]]:
    """Return where items end and the next begin; a condition at the end of a grant may be one of all its items."""
    body = text[start:end]
    if status is Status.WORDS or _EXCEPT.search(without_brackets(body)) or _BELOW.search(body):
        return []
    cuts = [(cut.start(), cut.end()) for cut in _PART.finditer(text, start, end)]
    cuts = [cut for cut in cuts if text.count("(", start, cut[0]) == text.count(")", start, cut[0])]
    return cuts if cuts and (status is Status.NO or _is_bare(text[cuts[-1][1] : end], entry)) else []


def _clause(place: Place, said: tuple[Status, int | None], start: int, inner: int, end: int) -> Clause:
    body = place.text[inner:end]
    scope = text_scope(body, place.entry)
    reasons, excepted_reasons = _reasons(body)
    return Clause(
        said[0],
        place.text[start:end],
        place.start + start,
        place.start + end,
        said[1],
        scope.codes,
        scope.excepted,
        reasons,
        excepted_reasons,
        said[0] is Status.WORDS or _is_conditional(body, place.entry),
    )


def _is_conditional(body: str, entry: str) -> bool:
    """Return whether words hold more than designations and reasons, another entry's codes and brackets included."""
    body = _SECTION.sub(" ", body)
    outside = without_brackets(body)
    inside = "".join(one for one, left in zip(body, outside, strict=True) if left == " ")
    return _has_more(_REASON.sub(" ", outside), entry) or _has_more(inside, entry)


def _has_more(words: str, entry: str) -> bool:
    return bool(_PLAIN.sub("", re.sub(rf"\b{entry}[.a-z0-9]*", " ", words)))


def _reasons(body: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the reasons for control that words are limited to, and those that they take out; brackets left aside."""
    outside = without_brackets(body)
    cut = _EXCEPT.search(outside)
    limit = cut.start() if cut else len(outside)
    found = [(match.start(), one) for match in _REASON.finditer(outside) for one in re.findall(_SYMBOL, match.group())]
    limited = dict.fromkeys(one for at, one in found if at < limit)
    return tuple(limited), tuple(dict.fromkeys(one for at, one in found if at >= limit))


def pieces(place: Place, clause: Clause) -> tuple[Clause, ...]:
    """Return a clause as one clause an item of its list, each with the condition in its own brackets alone.

    "Yes for 3A001.a.2 to a.14 (except .a.5.a when controlled for MT), b.10": what the first brackets say is no
    condition of b.10, nor of a.2, which they do not take out. A clause that is no bare list of designations with
    brackets is returned as it is.
    """
    body = clause.start - place.start + _opening(clause.words)[2]
    end = clause.end - place.start
    items = tuple(_items(place.text, body, end))
    bare = all(_is_bare(_BRACKETS.sub(" ", place.text[low:high]), place.entry) for low, high in items)
    if not clause.conditional or clause.status not in (Status.YES, Status.VALUE) or not bare:
        return (clause,)
    return tuple(_piece(place, clause, low, high) for low, high in items)


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans between commas and conjunctions that stand outside brackets."""
    for cut in _BETWEEN.finditer(text, start, end):
        if text.count("(", start, cut.start()) == text.count(")", start, cut.start()):
            if cut.start() > start:
                yield start, cut.start()
            start = cut.end()
    if start < end:
        yield start, end


def _is_bare(words: str, entry: str) -> bool:
    return not _has_more(words, entry) and not _NARROWING.search(words)


def _piece(place: Place, clause: Clause, start: int, end: int) -> Clause:
    words = place.text[start:end]
    codes = _designations(_BRACKETS.sub(" ", words), place.entry)
    told = [match.group()[1:-1] for match in _BRACKETS.finditer(words)]
    taken_out = [_designations(one.removeprefix("except"), place.entry) for one in told if one.startswith("except")]
    excepted = tuple(code for codes in taken_out for code in codes)
    # What brackets say of designations that they take out is no condition of the others.
    conditional = len([one for one in taken_out if one]) < len(told)
    start, end = place.start + start, place.start + end
    return Clause(clause.status, words, start, end, clause.dollars, codes, excepted, (), (), conditional)


def _designations(words: str, entry: str) -> tuple[str, ...]:
    """Return the designations of a bare list; () when it begins with another word."""
    bare = words.strip(" .").removeprefix("for ")
    if not bare.startswith(entry) and not _LETTERED.match(bare):
        return ()
    return text_scope(bare if bare.startswith(entry) else f"{entry}.{bare}", entry).codes


def _opening(words: str) -> tuple[Status, int | None, int]:
    value, yes, no = _VALUE.match(words), _YES.match(words), _NO.match(words)
    if value:
        return Status.VALUE, int(value["dollars"].replace(",", "")), value.end()
    if yes:
        return Status.YES, None, yes.end()
    return (Status.NO, None, no.end()) if no else (Status.WORDS, None, 0)


def _speaks_of(clause: Clause, designation: str) -> bool:
    named = any(within(designation, code) or within(code, designation) for code in clause.codes)
    return named and not any(within(designation, code) for code in clause.excepted)
