"""Numbers that words compare: sign with strict or inclusive end, number, unit, and what is measured.

The finder goes from number to number and looks a bounded way to both sides, so that its time grows with the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from nlp.normalise import lowered
from nlp.predicates.grammar import after, before, converted, number_and_unit, numbers, range_end, table
from nlp.predicates.numerals import ungrouped

_BEHIND = 70  # characters before a number in which its comparator stands
_WORD = 24  # no comparing word is longer
_LAST = re.compile(r"(?:[\w.)]+|[<>≤≥=±]+)\s*$")
_FORMULA = re.compile(
    r"\s*(?:(?:divided|multiplied)\s+by|times\s+(?:the|its)|[*/+]\s*(?=[\w(])|×\s*(?=[A-Za-z(]))[^,;:.\[\n]{0,120}",
    re.IGNORECASE,
)
# 10 Hz ≤ F ≤ 10 kHz
_FLANKED = re.compile(r"\s*(?P<sign>[≤<])\s*[A-Za-z]{1,4}\s*[≤<]")
_BAND = re.compile(r"\s*(?:frequency |wavelength )?(?:band|range)\b")
_FLAT = re.compile(r"(?:.*[×x*·]\s*10\s?|10)-?\d{1,2}")
_SIGNS = {("up", False): ">", ("up", True): ">=", ("down", False): "<", ("down", True): "<="}


@dataclass(frozen=True, slots=True)
class Comparison:
    """A compared number: `sign` of >=, >, <=, <, =; `number` and `unit` as printed.

    `[start, end)` runs from the comparing words to the end of number, unit and comparing words behind it;
    `[number_start, number_end)` are the number's. `converts` says that it gives the value before it in another unit;
    `formula` that the number only begins a formula ("505.62 divided by the frequency"), which `number` holds whole;
    `doubt` tells in words why sign or number are not sure.
    """

    sign: str
    number: str
    unit: str
    start: int
    end: int
    number_start: int
    number_end: int
    converts: bool = False
    formula: bool = False
    doubt: str = ""

    def moved(self, by: int) -> "Comparison":
        """Return the comparison with all its places moved by `by` characters."""
        places = (self.start + by, self.end + by, self.number_start + by, self.number_end + by)
        return replace(self, start=places[0], end=places[1], number_start=places[2], number_end=places[3])

    @property
    def flat(self) -> bool:
        """Whether the number may be a power whose raised figure was printed flat (103 for 10³)."""
        return bool(self.unit) and _FLAT.fullmatch(self.number) is not None


def comparisons(text: str, implied: str = "", bare: bool = False) -> Iterator[Comparison]:
    """Yield the compared numbers of a normalised text in text order, converted values and ends of ranges among them.

    `implied` is the sign that the words above the text give to a value with which it begins or that it names with "of"
    ("to meet or exceed any of the following: a total dose of 5 × 10³ Gy"); with `bare` a range's ends need no unit.
    """
    done = 0
    for match in numbers().finditer(text, lowered(text)):
        if match.start() < done:
            continue
        found = _compared(text, match, done, bare) or (_implied(text, match, implied) if implied and not done else [])
        if found:
            exact = bool(implied) and not done and found[0].sign == "="
            done = max(one.end for one in found)
            yield from (replace(one, sign=implied) if exact else one for one in found)


def _implied(text: str, match: re.Match[str], sign: str) -> list[Comparison]:
    if not _unit(match) or re.fullmatch(r"[\W\d]*|.*\bof\s+", text[: match.start()]) is None:
        return []
    others = [replace(one, sign=sign) for one in _conversions(text, match.end())]
    return [Comparison(sign, _number(match), _unit(match), match.start(), match.end(), *_span(match)), *others]


def sign_before(text: str) -> str:
    """Return the sign of the comparing words with which a text ends, "" when it ends with none."""
    match = before().search(text)
    if match is None or match["range"] or _is_equal(match):
        return ">=" if re.search(r"\bmeet(?:s|ing)? or exceed(?:s|ing)?(?: the)?\s*$", text, re.IGNORECASE) else ""
    probe = number_and_unit().search("0")
    return _sign(text, probe, match, None)[0] if probe else ""


def _compared(text: str, match: re.Match[str], low: int, bare: bool) -> list[Comparison]:
    start = max(low, match.start() - _BEHIND)
    words = _before(text, start, match.start())
    if words is None and not _unit(match) and not _goes_on(text, match.end()):
        return []
    if words and words["range"]:
        ends = _range(text, match, start + words.start(), bare)
        if ends:
            return ends
        words = None
    if (words is None or _is_equal(words)) and _unit(match):
        ends = _range(text, match, start + words.start() if words else match.start(), False)
        if ends and (words or _BAND.match(text, ends[-1].end)):
            return ends
    flank = _FLANKED.match(text, match.end())
    if flank:
        sign = ">=" if flank["sign"] == "≤" else ">"
        return [Comparison(sign, _number(match), _unit(match), match.start(), match.end(), *_span(match))]
    others = _conversions(text, match.end())
    end = others[-1].end if others else match.end()
    behind = after().match(text, end)
    if words and not _is_equal(words):
        # "limited to 0.1 W or less" says it twice.
        end = behind.end() if behind and behind.start("joint") - end <= 1 else end
        behind = None
    if not (words or behind):
        return []
    sign, doubt = _sign(text, match, words, behind)
    first = start + words.start() if words else match.start()
    last = behind.end() if behind else end
    whole = Comparison(sign, _number(match), _unit(match), first, last, *_span(match), doubt=doubt)
    goes_on = _FORMULA.match(text, last)
    if goes_on:
        return [replace(whole, number=text[match.start() : goes_on.end()], unit="", end=goes_on.end(), formula=True)]
    return [_doubted(whole), *(replace(one, sign=sign, doubt=doubt) for one in others)]


def _goes_on(text: str, end: int) -> bool:
    """Say whether a comparing word, a sign or another value can follow a number without unit."""
    following = text[end : end + 1]
    return following.isspace() or following in ",(≤<"


def _number(match: re.Match[str]) -> str:
    return str(match["number"] or table()["number_words"][match["word"].lower()])


def _span(match: re.Match[str]) -> tuple[int, int]:
    return match.span("number") if match["number"] else match.span("word")


def _unit(match: re.Match[str]) -> str:
    return match["unit"] or match["counted"] or ""


def _doubted(one: Comparison) -> Comparison:
    return replace(one, doubt="a superscript may have been lost") if one.flat else one


def _before(text: str, start: int, end: int) -> re.Match[str] | None:
    said = text[max(start, end - _WORD) : end].rstrip()
    if said[-2:].lower() not in _last_letters() and said[-1:].lower() not in _last_words():
        return None
    window = text[start:end]
    last = _LAST.search(window[-_WORD:])
    if last is None or last.group().strip().lower() not in _last_words():
        return None
    return before().search(window)


@cache
def _last_words() -> frozenset[str]:
    """Return the words with which what stands before a compared number can end; all others are passed over quickly."""
    vocabulary = table()
    phrases = [word for row in vocabulary["before"] for word in row["words"]]
    ends = [phrase.split()[-1] for phrase in (*phrases, *vocabulary["exceed"])]
    asides = ("better)", "less)", "more)", "lower)", "finer)", "greater)", "higher)")
    lead = [words.split()[-1].lower() for words in vocabulary["between"]]
    return frozenset({*ends, *lead, *asides, "than", "to", "from", "between", "range", "equal", "including", "±"})


@cache
def _last_letters() -> frozenset[str]:
    return frozenset(word[-2:] for word in _last_words())


def _is_equal(words: re.Match[str]) -> bool:
    return _fixed().get(_fold(words["fixed"] or "")) == "="


@cache
def _fixed() -> dict[str, str]:
    return {word.lower(): row["sign"] for row in table()["before"] for word in row["words"]}


def _fold(words: str) -> str:
    return " ".join(words.lower().split())


def _sign(
    text: str, match: re.Match[str], words: re.Match[str] | None, behind: re.Match[str] | None
) -> tuple[str, str]:
    if behind:
        return _direction(text, match, behind["word"], True)
    if words is None or words["fixed"]:
        return (_fixed()[_fold(words["fixed"])] if words else "="), ""
    if words["exceed"]:
        return ("<=" if words["no2"] else ">=" if words["eq3"] else ">"), ""
    return _direction(text, match, words["word"], bool(words["eq"] or words["eq2"]), bool(words["no"]), words.group())


def _direction(
    text: str, match: re.Match[str], word: str, inclusive: bool, negated: bool = False, said: str = ""
) -> tuple[str, str]:
    """Return sign and doubt of a comparative; "better" and "faster" go by what they compare."""
    word = word.lower()
    up, doubt = word in table()["up"], ""
    if word in ("better", "faster"):
        up, doubt = _is_more(text, match, word, said)
    if negated:
        up, inclusive = not up, not inclusive
    return _SIGNS["up" if up else "down", inclusive], doubt


def _is_more(text: str, match: re.Match[str], word: str, said: str) -> tuple[bool, str]:
    if (match["number"] or "").startswith(("±", "+/-")):
        return False, ""
    told = re.search(r"\((less|lower|finer|smaller|shorter)\)|\((more|greater|higher)\)", said)
    if told:
        return bool(told[2]), ""
    if word == "faster":
        return _unit(match) not in table()["time_units"], ""
    around = text[max(0, match.start() - _BEHIND) : match.end()]
    more = any(re.search(noun, around, re.IGNORECASE) for noun in table()["better_is_more"])
    return more, "" if more or _smaller_is_better(around) else f'"{word}" is taken as less'


def _smaller_is_better(around: str) -> bool:
    return (
        re.search(r"resolution|accurac|stabilit|sensitivit|uncertaint|error|noise|roughness|loss|flatness", around)
        is not None
    )


def _conversions(text: str, position: int) -> list[Comparison]:
    """Return the values in brackets that give the same in other units, their signs to be set."""
    found: list[Comparison] = []
    while match := converted().match(text, position):
        start, end = match.span("number")
        found.append(Comparison("", match["number"], match["unit"], start, match.end(), start, end, True))
        position = match.end()
    return found


def _range(text: str, match: re.Match[str], start: int, bare: bool) -> list[Comparison]:
    """Return the two ends of "from 30 nm to 50 nm", none when no unit says that it is a quantity."""
    others = _conversions(text, match.end())
    second = range_end().match(text, others[-1].end if others else match.end())
    unit = _unit(match) or (second["unit"] if second else "") or ""
    if second is None or not (unit or bare):
        return []
    more = _conversions(text, second.end())
    low = Comparison(">=", _number(match), _unit(match), start, match.end(), *_span(match))
    places = (second.start(), second.end(), *second.span("number"))
    high = Comparison("<=", second["number"], second["unit"] or "", *places)
    low, high = replace(low, unit=low.unit or unit), replace(high, unit=high.unit or unit)
    if _falls(low, high):  # "between 370 and 193 nm"
        low, high = replace(low, sign="<="), replace(high, sign=">=")
    first = [_doubted(low), *(replace(one, sign=low.sign) for one in others)]
    return [*first, _doubted(high), *(replace(one, sign=high.sign) for one in more)]


def _falls(low: Comparison, high: Comparison) -> bool:
    numbers = [ungrouped(one.number).replace(" ", "") for one in (low, high)]
    plain = all(re.fullmatch(r"[+-]?\d+(?:\.\d+)?", number) for number in numbers)
    return plain and low.unit == high.unit and float(numbers[0]) > float(numbers[1])
