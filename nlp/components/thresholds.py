"""Technical thresholds: quantity, comparator with strict or inclusive end, number, unit."""

import re
from collections.abc import Iterator
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from nlp.finds import Find, Notes, Pairs, notes_of, record
from nlp.vocabulary import load

NAME, VERSION = "thresholds", "1"

# 4800  4,800  1 000  0,1  10²⁶  ± 0.1
_RAISED = "[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]"
_NUMBER = (
    rf"(?:±\s*)?(?:10{_RAISED}+|\d{{1,3}}(?:[, ]\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:[.,]\d+)?)"
    rf"(?:\s*[×x]\s*10{_RAISED}*)?"
)
_WORDS_BEFORE = re.compile(r"(?:\b(?:an?|the)\s+)?(?P<quantity>(?:[a-z][\w\-]*\s+){1,6})$", re.I)
_CUT = re.compile(
    r"^.*\b(?:and|or|items|have|has|having|with|achieves?|that|which|and a|and an|the|an|a|is|are|within)\s+", re.I
)


@Language.component("ruletrace_thresholds")
def thresholds(doc: Doc) -> Doc:
    """Write the technical thresholds of a text."""
    return record(doc, NAME, find(notes_of(doc)))


def find(notes: Notes) -> Iterator[Find]:
    """Yield thresholds: value is comparator, number and unit; the quote runs from the quantity to the unit."""
    done = 0
    for match in _pattern().finditer(notes.text):
        if match.start() < done or _is_other(notes.text, match.start("number")):
            continue
        sign = _sign(match)
        # "is 5 km" compares nothing; "performance of 4800" and "range of 5 km" do, because they name the quantity.
        if (
            not sign
            or not (match.group("named") or match.group("unit"))
            or (sign == "=" and not _is_quantity(notes, match))
        ):
            continue
        start = _quantity_start(notes, match)
        done = match.end()
        yield Find("threshold", _value(match, sign), "stated", start, match.end(), _detail(notes, match, start, sign))


def _is_quantity(notes: Notes, match: re.Match[str]) -> bool:
    if match.group("named"):
        return True
    before = notes.text[max(0, match.start() - 40) : match.start()]
    return bool(re.search(rf"\b(?:{_either(load('thresholds')['nouns'])})\s*$", before, re.I))


def _is_other(text: str, position: int) -> bool:
    before = text[max(0, position - 12) : position]
    return any(re.search(cue, before) for cue in load("thresholds")["not_before"])


def _sign(match: re.Match[str]) -> str:
    words = match.group("comparator")
    after = match.group("after")
    if after:
        return _signs()["after"][_fold(after)]
    return _signs()["comparators"][_fold(words)] if words else ""


def _fold(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip().lower()


def _value(match: re.Match[str], sign: str) -> str:
    number = re.sub(r"(?<=\d)[, ](?=\d{3}\b)", "", match.group("number"))
    return f"{sign} {number} {match.group('unit') or ''}".strip()


def _quantity_start(notes: Notes, match: re.Match[str]) -> int:
    """Return where the words that name the quantity begin, at most six before the comparator."""
    low, _high = notes.sentences.at(match.start())
    if match.group("named"):
        return match.start()
    before = notes.text[max(low, match.start() - 80) : match.start()]
    words = _WORDS_BEFORE.search(before)
    if words is None:
        return match.start()
    quantity = words.group("quantity")
    cut = _CUT.match(quantity)
    return match.start() - len(quantity) + (cut.end() if cut else 0)


def _detail(notes: Notes, match: re.Match[str], start: int, sign: str) -> Pairs:
    quantity = (match.group("named") or notes.text[start : match.start()]).strip()
    pairs = {
        "comparator": sign,
        "number": match.group("number").strip(),
        "unit": match.group("unit") or "",
        "quantity": quantity,
    }
    if re.fullmatch(r"10\d{1,2}", match.group("number")) and match.group("unit"):
        pairs["doubt"] = "a superscript may have been lost"
    return tuple(sorted((*pairs.items(), ("strict", "yes" if sign in "<>" else "no"))))


@cache
def _signs() -> dict[str, dict[str, str]]:
    table = load("thresholds")
    return {
        key: {words: row["sign"] for row in table[key] for words in row["words"]} for key in ("comparators", "after")
    }


@cache
def _pattern() -> re.Pattern[str]:
    table = load("thresholds")
    alternatives = {
        key: _either([words for row in table[key] for words in row["words"]]) for key in ("comparators", "after")
    }
    units, names = _either(table["units"]), _either(table["quantities"])
    unit = rf"(?:{units})(?:\s*\((?:{units})\)|\s*\([a-z]{{1,3}}\))?"
    second = rf"(?:\s*/\s*{_NUMBER}\s*{unit}(?!\w))?"
    one = rf"(?P<number>{_NUMBER})\s*-?(?P<unit>{unit}(?![\w]){second})?"
    return re.compile(
        rf"(?:(?P<named>\b(?i:{names}))(?:\s*\([A-Z]+\))?\s+)?"
        rf"(?:(?P<comparator>(?i:{alternatives['comparators']}))\s+)?"
        rf"(?<![\w.,$-]){one}(?:\s*\(?\s*(?P<after>{alternatives['after']})\b)?"
    )


def _either(words: list[str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)
