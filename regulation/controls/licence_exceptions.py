"""List-based licence exceptions of an entry: symbol, whether and up to what value, on which conditions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from regulation.controls.designations import within
from regulation.controls.model import Place
from regulation.controls.scope import text_scope


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
    none), `excepted` those it takes out, `reasons` the reasons for control it is limited to ("N/A for MT").
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
_NO = re.compile(r"(?:except )?N/A\b[,.]?\s*(?:for )?")
_VALUE = re.compile(r"(?:Yes: )?\$(?P<dollars>\d{1,3}(?:,\d{3})+|\d+)\b[,:.]?\s*(?:for )?")
# A clause begins after a semicolon, or at ", except N/A", ", N/A for" and ", $500 for".
_CUT = re.compile(r"(?:;\s+|,\s+|\.\s+)(?=(?:except )?N/A\b|\$\d|[Yy]es\b)")
_SYMBOLS = re.compile(r"\b(?:AT|CB|CC|CW|EI|FC|MT|NP|NS|RS|SI|SL|SS|UN)\b")
_SECTION = re.compile(r"§ ?(?P<section>740\.\d{1,2}(?:\([a-z0-9]+\))*)")
# Words that add no condition beside designations and reasons for control.
_PLAIN = re.compile(
    r"\b(?:the|entire|entry|eccns?|paragraphs?|items?|commodities|software|technology|equipment|and|or|to|through|in|of"
    r"|for|only|by|controlled|specified|described|classified|except|excluding|all|other|see|eligibility|criteria|EAR)\b"
    r"|\d[A-E]\d{3}[.a-z0-9]*|(?<![A-Za-z0-9])\.?[a-z](?:\.\w{1,2})*(?![A-Za-z0-9])|§ ?740\.\d+(?:\([a-z0-9]+\))*"
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
    clauses = tuple(_clause(place, low, high) for low, high in _spans(place.text, start))
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


def _clause(place: Place, start: int, end: int) -> Clause:
    words = place.text[start:end]
    status, dollars, length = _opening(words)
    body = words[length:]
    scope = text_scope(body, place.entry)
    reasons = tuple(dict.fromkeys(_SYMBOLS.findall(body)))
    rest = _SYMBOLS.sub(" ", body)
    conditional = status is Status.WORDS or bool(_PLAIN.sub("", rest))
    return Clause(
        status,
        words,
        place.start + start,
        place.start + end,
        dollars,
        scope.codes,
        scope.excepted,
        reasons,
        conditional,
    )


def pieces(place: Place, clause: Clause) -> tuple[Clause, ...]:
    """Return a clause as one clause an item of its list, each with the condition in its own brackets alone.

    "Yes for 3A001.a.2 to a.14 (except .a.5.a when controlled for MT), b.10": what the first brackets say is no
    condition of b.10, nor of a.2, which they do not take out. A clause that is no bare list of designations with
    brackets is returned as it is.
    """
    body = clause.start - place.start + _opening(clause.words)[2]
    end = clause.end - place.start
    items = tuple(_items(place.text, body, end))
    bare = all(_is_bare(_BRACKETS.sub(" ", place.text[low:high])) for low, high in items)
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


def _is_bare(words: str) -> bool:
    return not _PLAIN.sub("", words) and not _NARROWING.search(words)


def _piece(place: Place, clause: Clause, start: int, end: int) -> Clause:
    words = place.text[start:end]
    codes = _designations(_BRACKETS.sub(" ", words), place.entry)
    told = [match.group()[1:-1] for match in _BRACKETS.finditer(words)]
    taken_out = [_designations(one.removeprefix("except"), place.entry) for one in told if one.startswith("except")]
    excepted = tuple(code for codes in taken_out for code in codes)
    # What brackets say of designations that they take out is no condition of the others.
    conditional = len([one for one in taken_out if one]) < len(told)
    start, end = place.start + start, place.start + end
    return Clause(clause.status, words, start, end, clause.dollars, codes, excepted, (), conditional)


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
