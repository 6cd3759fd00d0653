"""Which documents may have made a change: candidates with reasons in words, never more than that.

A document is a candidate when it falls into the interval between the two texts and shares words with the change.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import cast

import yaml
from countryguess import guess_country  # type: ignore[attr-defined]

from regulation.change_classes import ChangeClass
from regulation.controls.designations import find_mentions
from regulation.diff import Difference
from regulation.redline import Op, redline

_VOCABULARY = Path(__file__).with_name("attribution.yaml")
# Only these change the text; proposed rules, notices and presidential documents never do.
_MAKES_LAW = {
    "rule",
    "final rule",
    "interim final rule",
    "correction",
    "final_rule",
    "interim_final_rule",
    "act",
    "corrigendum",
}


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """What is known of a document from its listing and the facts found in it.

    `destinations` are ISO 3166 alpha-2 codes or names; None dates and "" mean not known.
    """

    id: str
    number: str
    title: str
    abstract: str
    published: date | None
    effective: date | None
    kind: str
    codes: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    country_groups: tuple[str, ...] = ()
    cfr_parts: tuple[str, ...] = ()
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that may have made a change, with the reasons in words; `by_date` says that dates alone tie it."""

    document_id: str
    reasons: tuple[str, ...]
    by_date: bool = False


def attribute(
    differences: Sequence[Difference],
    documents: Sequence[DocumentSummary],
    from_date: date,
    to_date: date,
    headings: Mapping[str, str] | None = None,
) -> dict[str, list[Candidate]]:
    """Return the candidates of every change, sorted by document; [] means not attributed.

    A candidate was published or took effect after `from_date` and up to `to_date` (one that took effect before it was
    published stands in the first text after its publication), is a rule or a correction in force by then, and shares a
    country, a control code or words of the reviewed vocabulary with the change. `headings` are those of the entries of
    both texts, by code: a change may name one ("9A012" says unmanned aerial vehicles).
    """
    headings = headings or {}
    inside = [(one, why) for one in documents if (why := interval(one, from_date, to_date))]
    subjects = {document.id: _entries_spoken_of(document, differences, headings) for document, _ in inside}
    return {
        difference.change_id: sorted(
            _candidates(difference, inside, headings, subjects, to_date), key=lambda one: one.document_id
        )
        for difference in differences
    }


def _entries_spoken_of(
    document: DocumentSummary, differences: Sequence[Difference], headings: Mapping[str, str]
) -> frozenset[str]:
    """Return the entries with a change whose subject the document names: their other changes may be its work too."""
    return frozenset(one.entry for one in differences if one.entry and any(_subject(document, one, headings)))


def _candidates(
    difference: Difference,
    inside: list[tuple[DocumentSummary, str]],
    headings: Mapping[str, str],
    subjects: dict[str, frozenset[str]],
    to_date: date,
) -> Iterator[Candidate]:
    for document, why in inside:
        if difference.change_class is ChangeClass.PENDING:
            shared = _linked(difference, document)
        elif document.effective is None or document.effective <= to_date:
            shared = [*_countries(document, difference), *_subject(document, difference, headings)]
            if not shared and difference.entry in subjects[document.id]:
                shared = [f"other changes of {difference.entry} in the same interval share its words"]
        else:
            shared = []  # published in the interval, in force only after it
        if shared:
            yield Candidate(document.id, (why, *shared))


def _subject(document: DocumentSummary, difference: Difference, headings: Mapping[str, str]) -> Iterator[str]:
    yield from _codes(document, difference)
    yield from _words(document, difference, headings)


def interval(document: DocumentSummary, start: date, end: date) -> str:
    """Return in words how a document that makes law falls into the interval after `start` up to `end`, or ""."""
    if document.kind.casefold() not in _MAKES_LAW:
        return ""
    told = [
        f"{what} {day}, inside {start} – {end}"
        for what, day in (("published", document.published), ("effective", document.effective))
        if day and start < day <= end
    ]
    return "; ".join(told)


@lru_cache(maxsize=4096)  # one change is held against every document, on several ways
def _changed(before: str, after: str) -> str:
    steps = redline(before, after)
    return " … ".join(part for op, part in steps if op is not Op.EQUAL)


def _linked(difference: Difference, document: DocumentSummary) -> list[str]:
    """Return why the link to a pending amendment means this document."""
    if document.citation and document.citation in difference.after:
        return [f"the link names {document.citation}"]
    day = document.published
    named = f"{day:%B} {day.day}, {day.year}" if day else ""
    return [f"the link names {named}, the day of publication"] if named and named in difference.after else []


def _countries(document: DocumentSummary, difference: Difference) -> Iterator[str]:
    names = sorted({_country(one) for one in document.destinations})
    changed = _changed(difference.before, difference.after) if names else ""
    for name in names:
        if re.search(rf"\b{re.escape(name)}\b", changed):
            yield f"the document names {name}; the changed words say “{name}”"


@cache
def _country(destination: str) -> str:
    if len(destination) != 2:
        return destination
    found = guess_country(destination)
    return str(found["name_short"]) if found else destination


def _codes(document: DocumentSummary, difference: Difference) -> Iterator[str]:
    stated = {mention.code for mention in find_mentions(f"{document.title}. {document.abstract}")}
    for code in sorted({*document.codes, *stated}):
        if difference.entry and code[:5] == difference.entry:
            yield f"the document names {code}; the change is in {difference.entry}"


def _words(document: DocumentSummary, difference: Difference, headings: Mapping[str, str]) -> Iterator[str]:
    for said, own in _vocabulary():
        for where, text in (("title", document.title), ("abstract", document.abstract)):
            match = said.search(text)
            found = _entry_words(own, difference, headings) if match else ""
            if match and found:
                yield f"{where} says “{match.group()}”; {found}"
                break


def _entry_words(own: re.Pattern[str], difference: Difference, headings: Mapping[str, str]) -> str:
    """Return where the entry says one of the words: its heading, the changed text, or an entry that these name."""
    heading = headings.get(difference.entry, "")
    text = f"{difference.before}\n{difference.after}"
    for where, words in (("the entry", heading), ("the changed text", text)):
        match = own.search(words)
        if match:
            return f"{where} says “{match.group()}”"
    for mention in find_mentions(f"{heading}\n{text}"):
        match = own.search(headings.get(mention.code[:5], ""))
        if match:
            return f"it names {mention.code[:5]}, whose heading says “{match.group()}”"
    return ""


@cache
def _vocabulary() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    groups = cast(list[dict[str, list[str]]], yaml.safe_load(_VOCABULARY.read_text(encoding="utf-8")))
    return tuple((_any(group["document"]), _any(group["entry"])) for group in groups)


def _any(phrases: list[str]) -> re.Pattern[str]:
    # Quotation marks around terms do not part them: unmanned “airships”.
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(phrases))) + r")s?\b", re.IGNORECASE)
