"""What an entry's own lines say of a paragraph: list-based licence exceptions with their value limits, and STA."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from regulation.controls.designations import within
from regulation.controls.licence_exceptions import Clause, ListException, Status, pieces
from regulation.controls.model import Kind, Place
from regulation.licensing.exceptions.answer import NO, YES, Answer, known
from regulation.licensing.exceptions.asked import CLASSIFICATION, Asked, reasons_of
from regulation.licensing.model import EAR99

_REST = re.compile(r"\ball other\b")  # "N/A for all other 5A992 commodities"
# "License Exception STA may not be used to ship any item in this ECCN", "Paragraph (c)(2) … for any “software” in"
_WHOLLY = re.compile(
    r"used (?:to ship(?: or transmit)?|for) (?:any )?"
    r"(?:(?:items?|commodit(?:y|ies)|“?software”?|“?technology”?) )?(?:(?:specified )?(?:in|by) )?"
    r"(?:this (?:ECCN|entry)|(?:ECCN )?\d[A-E]\d{3}\.?(?=\s|$))(?!\S* (?:or|except|unless)\b)"
)
# "STA: License Exception STA may not be used to ship any item in 1E002.e or .f" | "A:6 (See Supplement …)."
_BY_CODE = re.compile(
    r"(?:STA: )?License Exception STA may not be used to ship (?:or transmit )?(?:any )?"
    r"(?:(?:items?|commodit(?:y|ies)|“?software”?|“?technology”?) in )?"
    r"\d[A-E]\d{3}(?:\.\w{1,2})+,?(?: (?:or|and|to|(?:\d[A-E]\d{3})?\.?[a-z](?:\.\w{1,2})*),?)*"
)
_TO_GROUP = " to any of the destinations listed in Country Group "
_GROUP = re.compile(r"(?:A:5 or )?A:6 \([Ss]ee [Ss]upplement [Nn]o\. ?1 to part 740 of the EAR\)\.? *")
_A6_ONLY = re.compile(r"Country Group A:6\b|Paragraph \(c\)\(2\)")
_MORE = re.compile(r"A:5|\(c\)\(1\)|not eligible")
# "4A003.g and “specially designed” “parts” and “components” therefor …": no item of another paragraph is such a part.
_PARTS = re.compile(r"[.\w] and “specially designed” “parts” and “components” therefor\b(?:,? exported [a-z ]+)?\.?$")
_BARS = "may not be used"


@dataclass(frozen=True, slots=True)
class Line:
    """Whether the entry's line gives the exception to a paragraph, and up to which value of an order in USD.

    `higher` are further values for some of the paragraph's items: "$500 for .x, except $3,000 for items in .x that …".
    """

    answer: Answer
    dollars: Decimal | None = None
    higher: tuple[tuple[Answer, Decimal], ...] = ()


def line(asked: Asked, symbol: str, tests: Mapping[str, Answer]) -> Line:
    """Return what the entry says of an exception for the item's paragraph.

    `tests` are the answers of clauses that are modelled, by their words. A clause with conditions of its own that no
    test knows is a fact to be given, by the name that `needs` tells.
    """
    if asked.entry is None:
        return Line(_without_entry(asked.case.code))
    found = asked.lines.get(symbol)
    return _line(asked, found, tests) if found else Line(NO)


def controlled(asked: Asked, reason: str) -> Answer:
    """Return whether the item is controlled for a reason, whatever the destination (rows of its entry)."""
    if asked.entry is None:
        return _without_entry(asked.case.code)
    found = asked.law.once((*_of_text(asked), reason), lambda: _controlling(asked, reason))
    if True in found:
        return YES
    named = f"controlled for {reason} reasons"
    return known(asked.case.answers.get(named), named) if None in found else NO


def sta_bars(asked: Asked, group: str) -> Answer:
    """Return whether the entry's STA paragraph takes the item out for destinations of a group, "A:5" or "A:6"."""
    if asked.entry is None:
        return _without_entry(asked.case.code)
    places = asked.entry.entry.of(Kind.STA)
    code = asked.case.code
    found = asked.law.once((*_of_text(asked), group), lambda: tuple(_sta(place, code, group) for place in places))
    if True in found:
        return YES
    named = f"{asked.entry.entry.eccn}, item designated in its STA paragraph for Country Group {group}"
    return known(asked.case.answers.get(named), named) if None in found else NO


def _of_text(asked: Asked) -> tuple[date | None, str]:
    """Return what an answer from the entry's own words turns on: its text and the paragraph."""
    return asked.entry.controls.version if asked.entry else None, asked.case.code


def _controlling(asked: Asked, reason: str) -> tuple[bool | None, ...]:
    rows = (row.place for row in asked.rows if reason in row.reasons)
    return tuple(_speaks(one.scope, one.excepted, one.conditional, asked.case.code) for one in rows)


def _without_entry(code: str) -> Answer:
    if not code:
        return known(None, CLASSIFICATION)
    return NO if code == EAR99 else Answer(None, (f"no entry {code_entry(code)} is held for the day",), modelled=False)


def _line(asked: Asked, held: ListException, tests: Mapping[str, Answer]) -> Line:
    code = asked.case.code
    barred = [_barred(asked, clause, held.clauses) for clause in held.clauses if _is_no(clause)]
    if any(one.truth is False for one in barred):
        return Line(NO)
    whole = [clause for clause in held.clauses if not _is_no(clause)]
    key = (*_of_text(asked), held.symbol, *tests)
    given = asked.law.once(key, lambda: _split(held, whole, tests))
    best = _best(given, code)
    if best is None:
        return Line(_unnamed(asked, held, given))
    answer = _given(asked, held, best, tests)
    unknown = next((one for one in barred if one.truth is None), answer)
    dollars = Decimal(best.dollars) if best.dollars is not None else None
    return Line(unknown if answer.truth else answer, dollars, tuple(_higher(asked, held, given, best)))


def _higher(
    asked: Asked, held: ListException, given: Sequence[Clause], best: Clause
) -> Iterator[tuple[Answer, Decimal]]:
    code = asked.case.code
    for one in given:
        speaks = _names(one.codes, one.excepted, code) and _closest(one, code) == _closest(best, code)
        if speaks and best.dollars is not None and (one.dollars or 0) > best.dollars:
            yield _given(asked, held, one, {}), Decimal(one.dollars or 0)


def _split(held: ListException, clauses: Sequence[Clause], tests: Collection[str]) -> tuple[Clause, ...]:
    """Return the clauses by the items of their lists, but those that a test knows whole."""
    kept = ((clause,) if _joined(clause) in tests else pieces(held.place, clause) for clause in clauses)
    return tuple(one for parts in kept for one in parts)


def _is_no(clause: Clause) -> bool:
    return clause.status is Status.NO


def _barred(asked: Asked, clause: Clause, clauses: Sequence[Clause]) -> Answer:
    """Return False where a clause "N/A" takes the item out, None where that is not known."""
    code, entry = asked.case.code, code_entry(asked.case.code)
    named = _speaks(clause.codes, clause.excepted, clause.conditional, code)
    if _REST.search(clause.words) and _best([one for one in clauses if not _is_no(one)], code):
        return YES
    for reason in clause.reasons:
        held = controlled(asked, reason)
        if held.truth is not False:
            return NO if held.truth else held
    if clause.reasons and clause.codes == (entry,):
        return YES
    if named is None:
        return _fact(asked, clause.words, positive=False)
    return NO if named else YES


def _best(clauses: Sequence[Clause], code: str) -> Clause | None:
    """Return the clause that speaks of the paragraph most closely: unconditional first, then the lowest value."""
    speaking = [clause for clause in clauses if _names(clause.codes, clause.excepted, code)]
    return min(speaking, key=lambda one: (-_closest(one, code), one.conditional, one.dollars or 0), default=None)


def _closest(clause: Clause, code: str) -> int:
    return max(len(one) for one in clause.codes if within(code, one))


def _given(asked: Asked, held: ListException, clause: Clause, tests: Mapping[str, Answer]) -> Answer:
    if (words := _joined(clause)) in tests:
        return tests[words]
    if any(within(one, asked.case.code) for one in clause.excepted):
        return _paragraph(asked.case.code)
    required = reasons_of(asked.of_lists)
    for reason in clause.excepted_reasons:
        apart = controlled(asked, reason)
        if apart.truth is not False:
            return apart if apart.truth is None else NO if reason in required else _fact(asked, _said(held, words))
    return _fact(asked, _said(held, words)) if clause.conditional else YES


def _said(held: ListException, words: str) -> str:
    return f"{held.symbol}: {words}"


def _joined(clause: Clause) -> str:
    return " ".join(clause.words.split())


def _unnamed(asked: Asked, held: ListException, given: Sequence[Clause]) -> Answer:
    """Return the answer for a paragraph that no clause names as far as we read it."""
    code = asked.case.code
    if any(within(one, code) for clause in given for one in clause.codes):
        return _paragraph(code)
    # Brackets take out under a condition of their own ("except .a.5.a when controlled for MT"), other words wholly.
    taken_out = any(within(code, one) for clause in given if clause not in held.clauses for one in clause.excepted)
    open_ = [clause for clause in given if clause.conditional and not (_PARTS.search(clause.words) and "." in code)]
    return _fact(asked, held.place.text) if taken_out or open_ else NO


def _paragraph(code: str) -> Answer:
    return known(None, f"the paragraph of {code} that the item is classified under")


def _fact(asked: Asked, words: str, positive: bool = True) -> Answer:
    eccn = code_entry(asked.case.code)
    named = f"{eccn}, item is among: {' '.join(words.split())}"
    answer = asked.case.answers.get(named)
    return known(answer if positive or answer is None else not answer, named)


def _speaks(codes: Sequence[str], excepted: Sequence[str], conditional: bool, code: str) -> bool | None:
    if _names(codes, excepted, code):
        below = any(within(one, code) for one in excepted)
        return None if conditional or below else True
    return None if any(within(one, code) and one != code for one in codes) else False


def _names(codes: Sequence[str], excepted: Sequence[str], code: str) -> bool:
    return any(within(code, one) for one in codes) and not any(within(code, one) for one in excepted)


def _sta(place: Place, code: str, group: str) -> bool | None:
    only_a6 = not _MORE.search(place.text) and len(_A6_ONLY.findall(place.text)) >= place.text.count(_BARS)
    if group == "A:5" and only_a6:
        return False
    speaks = _speaks(place.scope, place.excepted, place.conditional, code)
    if place.scope == (place.entry,):
        return True if speaks and _WHOLLY.search(place.text) else None
    what, _, where = " ".join(place.text.split()).partition(_TO_GROUP)
    return speaks if _BY_CODE.fullmatch(what) and _GROUP.fullmatch(where) else None


def code_entry(code: str) -> str:
    """Return the entry of a designation: 3A090 of 3A090.a.1."""
    return code.partition(".")[0]
