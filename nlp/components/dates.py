"""Dates with the role they play: effective, expiry, comment deadline, delayed to, another document's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from nlp.finds import Find, Notes, Pairs, notes_of, record
from nlp.numbers import number_pattern, read_number
from nlp.vocabulary import load

NAME, VERSION = "dates", "1"
WINDOW = 260

# 12 February 2026 (EU)   2026-02-12
_DAY_MONTH = r"(?P<d2>\d{1,2})(?:st|nd|rd|th)?\s+(?P<m2>MONTHS)\.?,?\s+(?P<y2>\d{4})"
_MONTH_DAY = r"(?P<m1>MONTHS)\.?\s+(?P<d1>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y1>\d{4})"
_ISO = r"(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2})(?!-?\d)"
_NUMERIC = r"(?P<a4>\d{1,2})[/.](?P<b4>\d{1,2})[/.](?P<y4>\d{4})"
# "60 days after publication": held as a relative fact, never computed here
_RELATIVE = re.compile(
    rf"(?P<count>{number_pattern()})\s+(?P<unit>days?|months?|years?)\s+(?:after|from|following)\s+"
    r"(?:the\s+)?(?:date\s+of\s+)?(?P<from>publication|(?:the\s+)?effective\s+date)"
    r"(?:\s+(?:of\s+this\s+(?:rule|notice)\s+)?in\s+the\s+Federal\s+Register)?",
    re.I,
)
_INSERT = re.compile(r"\[INSERT (?P<what>[A-Z0-9 ]*DATE[A-Z0-9 ]*?)(?: IN THE FEDERAL REGISTER)?\]")


@dataclass(frozen=True, slots=True)
class RoleCue:
    """One role and the words around a date that give it."""

    role: str
    before: tuple[re.Pattern[str], ...]
    after: tuple[re.Pattern[str], ...]
    penalty: int


@Language.component("ruletrace_dates")
def dates(doc: Doc) -> Doc:
    """Write the dates of a text; `doc.user_data["day_first"]` reads 03/04/2025 as the third of April (EU)."""
    return record(doc, NAME, find(notes_of(doc), day_first=bool(doc.user_data.get("day_first"))))


def find(notes: Notes, *, day_first: bool = False) -> Iterator[Find]:
    """Yield absolute dates (value ISO 8601) and relative ones (value `+60 days after publication`)."""
    for match in _pattern().finditer(notes.text):
        value = _read(match, day_first)
        if value is not None:
            role, detail = role_of(notes, match.start(), match.end())
            yield Find("date", value.isoformat(), role, match.start(), match.end(), detail)
    yield from _relative(notes)


def _relative(notes: Notes) -> Iterator[Find]:
    for match in _RELATIVE.finditer(notes.text):
        unit = match.group("unit").lower().rstrip("s")
        anchor = "publication" if "publication" in match.group("from").lower() else "the effective date"
        value = f"+{read_number(match.group('count'))} {unit}s after {anchor}"
        yield _unresolved(notes, value, match)
    for match in _INSERT.finditer(notes.text):
        yield _unresolved(notes, match.group("what").strip().lower(), match)


def _unresolved(notes: Notes, value: str, match: re.Match[str]) -> Find:
    role, detail = role_of(notes, match.start(), match.end())
    return Find("date", value, role, match.start(), match.end(), tuple(sorted((*detail, ("resolved", "no")))))


def role_of(notes: Notes, start: int, end: int) -> tuple[str, Pairs]:
    """Return the role of the date at `[start, end)` by the nearest cue of its sentence, and the words of the cue."""
    low, high = notes.sentences.at(start)
    before = notes.text[max(low, start - WINDOW) : start]
    after = notes.text[end : min(high, end + WINDOW)]
    # In "effective A, except B, effective C" the words before A say nothing about C.
    before = before[_last_date_end(before) :] if _last_date_end(before) < len(before) - 12 else before
    best = min(_scores(before, after), default=None)
    if best is None:
        return _by_block(notes, start), ()
    return _foreign(best[2], notes.text[max(low, start - WINDOW) : start]), (("cue", best[3].strip()[-80:]),)


def _scores(before: str, after: str) -> Iterator[tuple[int, int, str, str]]:
    for order, cue in enumerate(_cues()):
        for pattern in cue.before:
            match = pattern.search(before)
            if match:
                # The keyword next to the date decides; long bridges are held back by a tenth of their length.
                yield cue.penalty + (match.end() - match.start()) // 10, order, cue.role, match.group()
        for pattern in cue.after:
            match = pattern.search(after)
            if match:
                yield cue.penalty + match.end() // 10 + 5, order, cue.role, match.group()


def _by_block(notes: Notes, start: int) -> str:
    """Return "effective" for a lone date of a DATES line that says nothing else, otherwise "other"."""
    in_dates = any(low <= start < high for low, high in notes.within("dates"))
    return (
        "effective" if in_dates and re.search(r"effective", notes.text[max(0, start - 200) : start], re.I) else "other"
    )


def _foreign(role: str, words: str) -> str:
    """Return "other" for an effect that another authority's act has, of which the sentence speaks."""
    subject = re.search(
        r"\b(?:Secretar(?:y|ies)|President|Department|Congress|Executive Order)\b[^.;]{0,80}"
        r"\b(?:rescinded|designated|determined|declared|signed|issued|imposed)\b",
        words,
    )
    return "other" if subject and role in {"effective", "expiry"} else role


def _last_date_end(text: str) -> int:
    return max((match.end() for match in _pattern().finditer(text)), default=0)


def _read(match: re.Match[str], day_first: bool) -> date | None:
    parts = match.groupdict()
    try:
        if parts["y1"] or parts["y2"]:
            number = "1" if parts["y1"] else "2"
            return date(
                int(parts["y" + number]),
                load("calendar")["months"][parts["m" + number].lower()],
                int(parts["d" + number]),
            )
        if parts["y3"]:
            return date(int(parts["y3"]), int(parts["m3"]), int(parts["d3"]))
        first, second = int(parts["a4"]), int(parts["b4"])
        return date(int(parts["y4"]), *((second, first) if day_first else (first, second)))
    except ValueError:
        return None


@cache
def _pattern() -> re.Pattern[str]:
    months = "|".join(load("calendar")["months"])
    forms = "|".join(form.replace("MONTHS", months) for form in (_MONTH_DAY, _DAY_MONTH, _ISO, _NUMERIC))
    return re.compile(rf"(?<![\w/.-])(?:{forms})(?!\w)", re.I)


@cache
def _cues() -> tuple[RoleCue, ...]:
    def compiled(words: list[str]) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(word, re.I) for word in words)

    return tuple(
        RoleCue(row["role"], compiled(row["before"]), compiled(row["after"]), row.get("penalty", 0))
        for row in load("date_roles")
    )
