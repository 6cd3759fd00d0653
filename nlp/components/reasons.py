"""Reasons for control (NS, RS, AT …) and columns of the Commerce Country Chart (NS Column 1)."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from nlp.beginnings import Phrases, beginnings, phrases
from nlp.finds import Find, Notes, Pairs, notes_of, record
from nlp.vocabulary import load

NAME, VERSION = "reasons", "1"
SCOPE = 400
REACH = 70

_JOIN = r"(?:\s*,\s*(?:and/or|and|or)?\s*|\s+(?:and/or|and|or)\s+|\s*/\s*)"
_SECTION = re.compile(r"§{1,2}\s*(?P<section>7\d{2}\.\d{1,2}(?:\([A-Za-z0-9]{1,4}\))*)")
_DIGIT = re.compile(r"\d")
# "NS applies to entire entry", and old rows that leave out the "to"
_APPLIES = re.compile(r"\s+(?:reasons?\s+)?appl(?:y|ies)\s*(?:to\s+)?(?P<scope>[^\n]{0,400})")
# "… to entire entry. The Commerce Country Chart is not designed …": the next sentence is no scope
_NEXT = re.compile(r"\.\s+(?=(?:A|The|For|See)\s)")


@Language.component("ruletrace_reasons")
def reasons(doc: Doc) -> Doc:
    """Write reasons for control and Country Chart columns."""
    return record(doc, NAME, find(notes_of(doc)))


def find(notes: Notes) -> Iterator[Find]:
    """Yield `reason_for_control` (NS; role listed, applies, named) and `chart_column` (NS Column 1; role stated).

    The detail of a reason that applies tells to what (`scope`) and by which `column` or `section`, where the
    text says it beside: "RS applies to 3A090.a" / "… See § 742.6(a)(6)(iii)(A) of the EAR".
    """
    columns = list(_columns(notes.text))
    yield from columns
    listed = list(_listed(notes.text))
    taken = {find.start for find in listed}
    yield from listed
    for find in _cued(notes, columns):
        if find.start not in taken:
            taken.add(find.start)
            yield find
    yield from (find for find in _by_name(notes) if find.start not in taken)


def _listed(text: str) -> Iterator[Find]:
    """Yield the reasons of "Reason for Control: NS, RS, AT"."""
    for match in _list().finditer(text):
        for one in _symbol().finditer(text, *match.span("list")):
            yield Find("reason_for_control", one.group(), "listed", *one.span())


def _columns(text: str) -> Iterator[Find]:
    """Yield the columns of "NS Column 1", "CB Columns 2 and 3", "MT Column No. 1", "NS:1"."""
    for match in _column().finditer(text):
        symbol = match.group("symbol")
        for index, digit in enumerate(_DIGIT.finditer(text, *match.span(match.lastgroup or "digits"))):
            start = match.start() if index == 0 else digit.start()
            yield Find("chart_column", f"{symbol} Column {digit.group()}", "stated", start, digit.end())


def _cued(notes: Notes, columns: list[Find]) -> Iterator[Find]:
    """Yield symbols, alone or in a list, that stand before or after a word which makes them reasons."""
    done = 0
    for match in _group().finditer(notes.text):
        # a quotation mark before it belongs to the list
        start = match.start() - (match.start() > done and notes.text[match.start() - 1] == '"')
        done = match.end()
        cued = match.group("after") or _before().search(notes.text[max(0, start - REACH) : start])
        bracketed = notes.text[start - 1 : start] == "(" and notes.text.startswith(")", match.end("symbols"))
        if not cued or bracketed:
            continue
        for one in _symbol().finditer(notes.text, *match.span("symbols")):
            applies = _APPLIES.match(notes.text, match.end("symbols"))
            role = "applies" if applies else "named"
            detail = _applied(notes, applies, columns) if applies else ()
            yield Find("reason_for_control", one.group(), role, *one.span(), detail)


def _applied(notes: Notes, applies: re.Match[str], columns: list[Find]) -> Pairs:
    """Return to what the reason applies, and the column or section that the rest of its line or the next one names."""
    pairs = {"scope": re.sub(r"\s+", " ", _NEXT.split(applies.group("scope"), 1)[0]).strip(" .;")}
    end = _end_of_next_line(notes.text, applies.end("scope"))
    first = bisect_right(columns, applies.start(), key=lambda find: find.start)
    if first < len(columns) and columns[first].start < end:
        pairs["column"] = columns[first].value
    section = _SECTION.search(notes.text, applies.start(), end)
    if section:
        pairs["section"] = section.group("section")
    return tuple(sorted(pair for pair in pairs.items() if pair[1]))


def _end_of_next_line(text: str, position: int) -> int:
    end = min(position + SCOPE, len(text))
    line = text.find("\n", position, end)
    after = text.find("\n", line + 1, end) if line >= 0 else -1
    return after if after >= 0 else end


def _by_name(notes: Notes) -> Iterator[Find]:
    """Yield reasons by their name: "for regional stability reasons", "National Security (NS)"."""
    for match in _names().finditer(notes.text, notes.lowered):
        for one in _name().finditer(notes.text, *match.span("names")):
            yield Find("reason_for_control", str(one.lastgroup), "named", *one.span())


@cache
def _symbols() -> str:
    return "|".join(load("reasons")["reasons"])


@cache
def _alone() -> str:
    """Return the symbols, the look behind them after their letters, for which a search is quick."""
    return "|".join(rf"{symbol}(?<![\w/.-]{symbol})" for symbol in load("reasons")["reasons"])


@cache
def _symbol() -> re.Pattern[str]:
    return re.compile(rf"(?:{_alone()})(?!\w)")


@cache
def _list() -> re.Pattern[str]:
    # some words of the list are no symbols ("foreign policy", "SL and AT")
    return re.compile(r"Reason(?<!\wReason)s?\s+for\s+Control\s*: *(?P<list>[^\n.;]{0,120})")


@cache
def _column() -> re.Pattern[str]:
    digits = rf"\d(?:{_JOIN}(?:[Cc]olumn\s+)?\d(?!\d))*"
    return re.compile(
        rf"(?P<symbol>{_alone()})(?:\"?\s+[Cc]olumns?\s+(?:[Nn]os?\.\s*)?(?P<digits>{digits})"
        rf"|:(?P<digit>[1-5])|\s(?P<quoted>[1-5])(?=\"))(?!\d)"
    )


@cache
def _group() -> re.Pattern[str]:
    """One symbol or a list of them, with the word after it that makes it a reason."""
    one = rf"(?:{_alone()})(?!\w)\"?(?:\s+[Cc]olumn\s+(?:No\.\s*)?\d)?"
    return re.compile(
        rf"(?P<symbols>{one}(?:{_JOIN}\"?{one})*)(?P<after>\s*\)?\s*(?i:{'|'.join(load('reasons')['after'])}))?"
    )


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(load('reasons')['before'])})\s*$", re.I)


@cache
def _name() -> re.Pattern[str]:
    rows = load("reasons")["reasons"].items()
    return re.compile(
        "|".join(rf"(?P<{symbol}>{'|'.join(names)})" for symbol, names in rows).replace(" ", r"\s+"), re.I
    )


@cache
def _names() -> Phrases:
    name = "(?:" + re.sub(r"\?P<\w+>", "?:", _name().pattern) + ")"
    symbol = rf"(?:\s*\(\"?(?:{_symbols()})\"?\))?"
    end = r"(?:\s+(?:reasons?|controls?(?!\s+(?:regime|arrangement))|controlled|purposes|columns?)\b|-controlled\b)"
    pattern = re.compile(rf"\b(?P<names>{name}{symbol}(?:{_JOIN}{name}{symbol})*)(?:{end}|(?<=\)))", re.I)
    return phrases(pattern, beginnings(one for names in load("reasons")["reasons"].values() for one in names))
