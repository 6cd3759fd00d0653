"""What a comparison compares: the words before it, behind it, or of the paragraph above it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.predicates.comparisons import Comparison, sign_before
from nlp.predicates.grammar import before
from nlp.predicates.quantities import counted_end, quantity_start
from nlp.predicates.sources import Source
from regulation.controls.designations import ECCN

SHARES = ("%", "percent")
# (“APP”), (TPP), (as defined in the notes to paragraph (dd)(1))
_ALIAS = re.compile(
    r"\s*\((?:[“\"'][^()]*[”\"']|[A-Z][A-Za-z0-9/]{1,9}"
    r"|(?:as )?(?:defined|described|specified|measured)\b(?:[^()]|\([^()]*\))*)\)"
)
_PER = re.compile(r"\s*per\s+[\w\s“”\"-]{2,40}?(?=[;,.:]|\s(?:and|or|for|at|in|with)\b|$)")
_GAP = re.compile(r"\s+(?P<noun>[a-z][\w /-]*?)\s+(?:or|and)\s")
_OF = re.compile(r"\s+of\s+")
_DIMENSION = re.compile(
    r"\s*(?:\([^()]*\)\s*)?in\s+"
    r"(?P<noun>(?:outside |inside |outer |inner )?(?:length|diameter|width|thickness|height|depth|area|size)"
    r"(?:\s+or\s+(?:major axis length|length of major axis|length))?)\b"
)
_GENERIC = re.compile(r"(?:do|does|operat\w+|use|either|rated|designed|from|to be)", re.IGNORECASE)
_CLOSES = re.compile(r"\s*\)")
_SUM = re.compile(r"\w\s+sum\s+to\s*$")  # "calculations that sum to 4800 or more"
_EDGE = re.compile(r"\s+(?:of|is|are|be|that|which|constitutes?|being|in|to|a|an|by|do|does)$", re.IGNORECASE)
# "a frequency switching time as specified by any of the following"
_NAMES = re.compile(r"[,\s]*(?:as specified by|specified by|of|from|being|$)\b|\s*[:;.]?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Above:
    """What a paragraph gives to comparisons below it: the quantity that they compare, the sign of bare values."""

    quantity: str = ""
    sign: str = ""


NOTHING = Above()


@dataclass(frozen=True, slots=True)
class Named:
    """The name of a quantity, where its words begin, and where the words of the whole bound end."""

    start: int
    name: str
    end: int


def named(own: Source, low: int, one: Comparison, more: Sequence[Comparison], end: int) -> Named:
    """Return what the comparison `one` with its converted values `more` compares, within the words `[low, end)`."""
    tail = _tail(own, low, max([one.end, *(other.end for other in more)]), end)
    start = max(low, quantity_start(own.plain, low, one.start, one.start))
    dimension = _DIMENSION.match(own.plain, tail, end)
    if dimension:  # "optical fibers of more than 500 m in length"
        return Named(one.start, plain_name(dimension["noun"]), dimension.end())
    name = plain_name(own.raw[start : one.start])
    if _SUM.search(own.plain[start : one.start]):
        name = f"sum of {name.removesuffix(' sum')}"
    if one.unit in SHARES and _OF.match(own.plain, tail, end):
        tail = counted_end(own.plain, tail, end, False)
    per = _PER.match(own.plain, tail, end)
    if per:
        name, tail = f"{name}{own.raw[tail : per.end()].rstrip()}".strip(), per.end()
    counted = _GAP.match(own.plain, one.number_end, one.end)
    if not name and counted and not one.unit:
        name = counted["noun"]  # "12 elements or fewer"
    if name and not name.lower().endswith("capable"):
        return Named(start, name, tail)
    return _behind(own, one, tail, end)


def _tail(own: Source, low: int, tail: int, end: int) -> int:
    """Return the end of a bound's words with the bracket that closes one opened before it."""
    words = own.plain[low:tail]
    closing = _CLOSES.match(own.plain, tail, end) if words.count("(") > words.count(")") else None
    return closing.end() if closing else tail


def _behind(own: Source, one: Comparison, tail: int, end: int) -> Named:
    """Return the quantity that stands behind its value: more than 5 tunable resonators, 1 m in diameter."""
    after = counted_end(own.plain, tail, end, bool(one.unit))
    name = plain_name(re.sub(r"^\s*in\s+", "", own.raw[tail:after])) if after > tail else ""
    return Named(one.start, name, after if name else tail)


def plain_name(words: str) -> str:
    """Return the name of a quantity without articles, quotes and abbreviations in brackets, "" for none."""
    plain = " ".join(_ALIAS.sub("", words).split()).strip(" ,;:(≤≥<>")
    plain = re.sub(r"^(?:and|or|but|an?|the|of|either)\s+", "", plain, flags=re.IGNORECASE)
    while (edge := _EDGE.search(plain)) is not None:
        plain = plain[: edge.start()].rstrip(" ,;:(")
    plain = re.sub("[“”\"]|(?<!\\w)['‘’]|['‘’](?!\\w)", "", plain)
    empty = plain.lower() in ("and", "or", "but", "a", "an", "the", "of", "any") or _GENERIC.fullmatch(plain)
    return "" if empty or ECCN.search(plain.partition("according to")[0]) else plain


def named_above(own: Source, start: int, end: int) -> Above:
    """Return what the words `[start, end)`, which open a list, say for comparisons below them."""
    sign = sign_before(own.plain[start:end])
    if not (sign or _NAMES.match(own.plain, end)):
        return NOTHING
    match = before().search(own.plain, start, end) if sign else None
    stop = match.start() if match else end
    return Above(plain_name(own.raw[max(start, quantity_start(own.plain, start, stop, stop)) : stop]), sign)
